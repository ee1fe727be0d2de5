import FederatedLearning
import Foundation
import PlainText
import Statistics

/// Times rounds of secure aggregation in memory, every message of which is made, sealed, signed and read: clients share out all cores,
/// and one in ten drops out before it sends its vector.
struct AggregationBenchmark {
  let clients: Int
  let dimension: Int

  struct Timing {
    let seconds: Spread
    /// That a client sends who stays to the end.
    let bytes: Int
    let dropped: Int
  }

  private static let roundCount = 3

  func run() throws -> Timing {
    var generator = RandomStream(seed: 1)
    let ids = (0..<clients).map { ClientID(UInt16($0)) }
    let inputs = Dictionary(
      uniqueKeysWithValues: ids.map { id in
        (id, (0..<dimension).map { _ in UInt32(truncatingIfNeeded: generator.next() & 0xFFFF) })
      })
    let dropouts = Dictionary(uniqueKeysWithValues: ids.suffix(clients / 10).map { ($0, RoundPhase.mask) })
    let expected = ids.dropLast(clients / 10).compactMap { inputs[$0] }.reduce(
      [UInt32](repeating: 0, count: dimension)
    ) { zip($0, $1).map(&+) }
    var bytes = 0
    let seconds = try (0..<Self.roundCount).map { number in
      var sum: [UInt32]?
      let seconds = try Stopwatch.seconds {
        let round = try SecureAggregationRound.run(
          inputs: inputs, dropouts: dropouts, round: UInt64(number),
          threadCount: ProcessInfo.processInfo.activeProcessorCount)
        sum = round.sum
        bytes = round.bytesSent.values.map { $0.values.reduce(0, +) }.max() ?? 0
      }
      guard sum == expected else {
        throw StartFailure(
          sentence:
            "A round of \(clients) clients did not give their sum, so its time means nothing. Report it.")
      }
      return seconds
    }
    return Timing(seconds: Spread(seconds), bytes: bytes, dropped: clients / 10)
  }
}
