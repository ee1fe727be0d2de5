package import LinearAlgebra
package import NeuralNetworks
import Statistics

/// Looks for an example that moves the clipped sum of a batch by more than the clipping norm: one of the largest value of
/// ‖G(D + c) − G(D)‖ / C that hostile examples c reach, with the noise off and the weights as they are.
///
/// It is exactly one where the trainer clips each example to C over all parameters together and some of the examples are longer than
/// C, as most are at a hundred times their values; and never more.
public struct SensitivityProbe: Sendable {
  /// The records of the batch D and, behind them, the hostile ones, [records, inputs].
  private let records: Matrix<Float>
  private let labels: [Int]
  private let batchCount: Int

  /// How often values are their own multiple.
  private static let scales: [Float] = [1, 10, 100]
  private static let (largestBatch, hostileCount) = (32, 60)

  /// - Parameters:
  ///   - records: as the network takes them, [records, inputs], of which some are hostile at one, ten and a hundred times their
  ///     values, with labels of any class.
  ///   - labels: one for each.
  package init(records: Matrix<Float>, labels: [Int], classCount: Int, seed: UInt64) {
    var stream = RandomStream(seed: seed).split("sensitivity probe")
    var rows = Array(labels.indices)
    rows.shuffle(using: &stream)
    let batch = Array(rows.prefix(Self.largestBatch))
    let hostile = (0..<Self.hostileCount).map { rows[rows.count - 1 - $0 % rows.count] }
    var elements = records.gatheringRows(batch).elements
    var all = batch.map { labels[$0] }
    for scale in Self.scales {
      elements += records.gatheringRows(hostile).elements.map { $0 * scale }
      all += hostile.map { _ in Int.random(in: 0..<classCount, using: &stream) }
    }
    self.records = Matrix(
      rowCount: all.count, columnCount: records.columnCount, elements: elements)
    self.labels = all
    batchCount = batch.count
  }

  /// What the check finds; nil of a trainer that clips nothing.
  ///
  /// - Parameters:
  ///   - clippingNorm: C, as it was promised.
  ///   - sum: the trainer's own clipped sum of a batch, [records, inputs], with labels.
  package func check(
    clippingNorm: Double?, sum: (Matrix<Float>, [Int]) -> ParameterVector<Float>
  ) -> ConformanceCheck? {
    guard let clippingNorm else { return nil }
    let batch = Array(0..<batchCount)
    let own = sum(records.gatheringRows(batch), batch.map { labels[$0] })
    var largest = 0.0
    for hostile in batchCount..<labels.count {
      let rows = batch + [hostile]
      let with = sum(records.gatheringRows(rows), rows.map { labels[$0] })
      let square = zip(with.values, own.values).reduce(0) { square, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return square + difference * difference
      }
      // What is not finite is worse than anything.
      largest = square.isFinite ? max(largest, square.squareRoot() / clippingNorm) : .infinity
    }
    return ConformanceCheck(.sensitivity, value: largest, expected: 1, allowed: 0...Self.most)
  }

  /// One, and what rounding of sums in single precision may add.
  private static let most = 1.001
}
