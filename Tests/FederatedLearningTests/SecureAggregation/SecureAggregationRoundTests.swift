import FederatedLearning
import Foundation
import Statistics
import Testing

struct SecureAggregationRoundTests {
  typealias Round = SecureAggregationRound

  private static func inputs(_ count: Int, dimension: Int, using stream: inout RandomStream) -> [ClientID:
    [UInt32]]
  {
    // Numbers with gaps between them, as those who never came leave.
    var ids = Set<UInt16>()
    while ids.count < count { ids.insert(UInt16.random(in: 0...UInt16(3 * count), using: &stream)) }
    return Dictionary(
      uniqueKeysWithValues: ids.map { id in
        (ClientID(id), (0..<dimension).map { _ in UInt32(truncatingIfNeeded: stream.next()) })
      })
  }

  private static func sum(of inputs: [ClientID: [UInt32]], _ clients: [ClientID]) -> [UInt32] {
    clients.compactMap { inputs[$0] }.reduce([]) { $0.isEmpty ? $1 : zip($0, $1).map(&+) }
  }

  /// Random rounds with clients who drop out before every message: a sum is that of the survivors, modulo 2³², to the last bit; and
  /// where too few are left, it is aborted there. `GLASSHOUSE_ROUNDS=10000` holds so many.
  @Test func sumsAreExactWhoeverDropsOut() throws {
    let count = ProcessInfo.processInfo.environment["GLASSHOUSE_ROUNDS"].flatMap { Int($0) } ?? 200
    var stream = RandomStream(seed: 20)
    var (finished, aborted) = (0, [RoundPhase: Int]())
    for number in 0..<count {
      let clientCount = Int.random(in: 2...12, using: &stream)
      let inputs = Self.inputs(
        clientCount, dimension: Int.random(in: 1...40, using: &stream), using: &stream)
      let adversary: Round.Adversary = stream.uniform() < 0.5 ? .active : .honestButCurious
      let least = adversary == .active ? RoundSettings.defaultThreshold(clientCount: clientCount) : 2
      let threshold = Int.random(in: least...clientCount, using: &stream)
      let rates: [Double] = [0.05, 0.2, 0.5]
      let rate = rates[Int.random(in: 0..<3, using: &stream)]
      var dropouts: [ClientID: RoundPhase] = [:]
      for id in inputs.keys.sorted() where stream.uniform() < rate {
        dropouts[id] = RoundPhase.allCases.randomElement(using: &stream)
      }
      let round = try Round.run(
        inputs: inputs, threshold: threshold, dropouts: dropouts, round: UInt64(number),
        adversary: adversary)
      let heard = { (phase: RoundPhase) in
        inputs.keys.filter { id in dropouts[id].map { $0 > phase } ?? true }.sorted()
      }
      let fatal = RoundPhase.allCases.first { phase in
        (phase != .consistency || adversary == .active) && heard(phase).count < threshold
      }
      if let fatal {
        guard case .aborted(fatal, .aborted) = round.ending else {
          Issue.record("round \(number) should end at \(fatal)")
          continue
        }
        #expect(round.survivors.isEmpty)
        aborted[fatal, default: 0] += 1
      } else {
        #expect(round.survivors == heard(.mask), "round \(number)")
        #expect(round.sum == Self.sum(of: inputs, heard(.mask)), "round \(number)")
        #expect(round.refusals.isEmpty)
        finished += 1
      }
    }
    #expect(finished > count / 4)
    #expect(aborted.count == RoundPhase.allCases.count)
  }

  /// Half of the words lie in the second block of a mask, and one hangs over.
  @Test func longVectorsAreExactOnOneThreadAndOnTwo() throws {
    var stream = RandomStream(seed: 2)
    let inputs = Self.inputs(6, dimension: 16_385, using: &stream)
    let last = try #require(inputs.keys.max())
    for threadCount in [1, 2, 7] {
      let round = try Round.run(
        inputs: inputs, dropouts: [last: .mask], threadCount: threadCount)
      #expect(round.sum == Self.sum(of: inputs, inputs.keys.filter { $0 != last }))
    }
  }

  @Test func fewerThanTheThresholdLearnNothing() throws {
    var stream = RandomStream(seed: 3)
    let inputs = Self.inputs(10, dimension: 5, using: &stream)
    // The default is seven of ten; the fourth to go is one too many.
    let four = Dictionary(
      uniqueKeysWithValues: inputs.keys.sorted().prefix(4).map { ($0, RoundPhase.unmask) })
    let round = try Round.run(inputs: inputs, dropouts: four)
    #expect(round.ending == .aborted(.unmask, .aborted(.unmask, count: 6, needed: 7)))
    #expect(round.sum == nil)
    let three = Dictionary(uniqueKeysWithValues: four.sorted { $0.key < $1.key }.dropLast().map { ($0, $1) })
    #expect(try Round.run(inputs: inputs, dropouts: three).sum != nil)
  }

  /// 64 + 110 k + 4 d + 40 (k + 1) for k others, ten bytes of each message that say what it is, and two signatures of 64.
  @Test(arguments: Round.Adversary.allCases)
  func bytesAreThoseOfTheFormula(adversary: Round.Adversary) throws {
    var stream = RandomStream(seed: 4)
    let inputs = Self.inputs(10, dimension: 481, using: &stream)
    let round = try Round.run(inputs: inputs, adversary: adversary)
    let (k, d) = (9, 481)
    let isSigned = adversary == .active
    for bytes in round.bytesSent.values {
      #expect(bytes[.advertise] == 10 + 64 + (isSigned ? 64 : 0))
      #expect(bytes[.share] == 10 + 110 * k)
      #expect(bytes[.mask] == 10 + 4 * d)
      #expect(bytes[.consistency] == (isSigned ? 10 + 64 : nil))
      #expect(bytes[.unmask] == 10 + 40 * (k + 1))
      #expect(
        bytes.values.reduce(0, +) == 64 + 110 * k + 4 * d + 40 * (k + 1) + (isSigned ? 5 * 10 + 128 : 4 * 10))
    }
  }

  @Test func aRoundThatCannotBeHeldIsRefused() {
    #expect(throws: AggregationError.tooFewClients(1)) { try Round.run(inputs: [0: [1]]) }
    #expect(throws: AggregationError.thresholdOutOfRange(4, clients: 3)) {
      try Round.run(inputs: [0: [1], 1: [1], 2: [1]], threshold: 4)
    }
    #expect(throws: AggregationError.thresholdOutOfRange(1, clients: 3)) {
      try Round.run(inputs: [0: [1], 1: [1], 2: [1]], threshold: 1)
    }
    #expect(throws: AggregationError.nothingToAdd) { try Round.run(inputs: [0: [], 1: []]) }
    #expect(throws: AggregationError.self) { try Round.run(inputs: [0: [1], 1: [1, 2]]) }
  }

  @Test func defaultThresholdIsMoreThanTwoThirds() {
    for count in 2...200 {
      let threshold = RoundSettings.defaultThreshold(clientCount: count)
      #expect(3 * threshold > 2 * count && 3 * (threshold - 1) <= 2 * count && threshold <= count)
    }
  }
}
