public import LinearAlgebra
import Records
import Statistics

/// What sort of record is planted to see whether it is found.
public enum CanaryKind: String, CaseIterable, Hashable, Codable, Sendable {
  case none
  /// A record of the file from outside the pool, with a wrong label: what a model can only know by heart.
  case mislabelled
  /// A record that is zero but for one input of its own, which every other record has as zero: nothing else moves its weights, so
  /// that what an audit proves by it is nearest to what was promised.
  case ownFeature = "own-feature"
  /// No record, but a gradient that whoever trains is made to add, as long as clipping allows, along one weight that nothing else
  /// moves: what a threat model says that lets an adversary choose gradients and see weights.
  case gradient
}

/// Records planted to be found: each is trained on or not by a fair coin of its own, tossed before the first step, and counted
/// apart from the pool in every figure, because the average over ordinary records flatters a defence.
///
/// They are outside the pool, as planted records are, but half of them are members, so that n is what it is without them and half
/// their number more: public, as their number is. A canary joins batches at the rate of all, is clipped like all, and hidden by
/// the same noise.
///
/// References: Aerni, Zhang and Tramèr, _Evaluations of Machine Learning Privacy Defenses are Misleading_, arXiv:2404.17399,
/// section 4; Steinke, Nasr and Jagielski, arXiv:2305.08846, for the coins.
public struct CanarySet: Hashable, Sendable {
  public let kind: CanaryKind
  /// As the network takes them, [canaries, inputs], with those inputs that are a canary's own.
  public let inputs: Matrix<Float>
  /// The same and, last, a record of zeros, whose answer is what each label gets without any record: [canaries + 1, inputs].
  let questions: Matrix<Float>
  /// The class each is trained on, or would be.
  public let labels: [Int]
  /// The coins.
  public let isMember: [Bool]
  /// The record of the data set that each was made from; none of other canaries than mislabelled ones.
  let records: [Int]
  /// Of crafted gradients the inputs that the network has for them alone.
  let ownInputCount: Int

  public var count: Int { labels.count }

  /// The value of a canary's own input: as measured, 3 and 30 prove less of the same run.
  public static let ownFeatureValue: Float = 10

  /// Canaries from records of the file, each with a label drawn evenly from the other classes.
  ///
  /// - Parameters:
  ///   - inputs: of those records, [canaries, inputs].
  ///   - trueLabels: as the file has them.
  init(
    mislabelling records: [Int], inputs: Matrix<Float>, trueLabels: [Int], classCount: Int,
    using root: RandomStream
  ) {
    kind = .mislabelled
    ownInputCount = 0
    self.inputs = inputs
    questions = inputs.appendingZeroRow()
    self.records = records
    var stream = root.split("canary labels")
    labels = trueLabels.map { label in
      let other = Int.random(in: 0..<classCount - 1, using: &stream)
      return other < label ? other : other + 1
    }
    isMember = Self.coins(count: records.count, using: root)
  }

  /// Canaries with an input of their own behind those of the data, and labels drawn evenly from all classes.
  init(ownFeaturesBehind inputCount: Int, count: Int, classCount: Int, using root: RandomStream) {
    kind = .ownFeature
    ownInputCount = count
    records = []
    var inputs = Matrix<Float>(rowCount: count, columnCount: inputCount + count)
    for canary in 0..<count { inputs[canary, inputCount + canary] = Self.ownFeatureValue }
    self.inputs = inputs
    questions = inputs.appendingZeroRow()
    var stream = root.split("canary labels")
    labels = (0..<count).map { _ in Int.random(in: 0..<classCount, using: &stream) }
    isMember = Self.coins(count: count, using: root)
  }

  /// Crafted gradients, each along one of the weights from inputs that are zero for every record to the units of the first layer.
  ///
  /// - Parameter unitCount: of the first layer.
  init(gradientsBehind inputCount: Int, unitCount: Int, count: Int, using root: RandomStream) {
    kind = .gradient
    ownInputCount = (count + unitCount - 1) / unitCount
    records = []
    inputs = Matrix(rowCount: count, columnCount: inputCount + ownInputCount)
    questions = inputs.appendingZeroRow()
    labels = Array(repeating: 0, count: count)
    isMember = Self.coins(count: count, using: root)
  }

  /// Of crafted gradients the parameter of each: the weight of one unit, from one of the inputs that are theirs.
  func diracParameters(inputCount: Int) -> [Int] {
    labels.indices.map { canary in
      let (unit, input) = (canary / ownInputCount, canary % ownInputCount)
      return unit * inputCount + (inputCount - ownInputCount) + input
    }
  }

  private static func coins(count: Int, using root: RandomStream) -> [Bool] {
    var stream = root.split("canary coins")
    return (0..<count).map { _ in stream.uniform() < 0.5 }
  }
}

extension Matrix<Float> {
  func appendingZeroRow() -> Matrix {
    Matrix(
      rowCount: rowCount + 1, columnCount: columnCount,
      elements: elements + [Float](repeating: 0, count: columnCount))
  }
}

/// What a log says of canaries before the first step: who was in, which nobody can then choose by what was found.
public struct CanaryCoins: Hashable, Sendable, Codable {
  /// The row of the file that each was made from; empty of canaries with a feature of their own.
  public let rows: [Int]
  /// The class each is trained on, or would be.
  public let labels: [Int]
  /// A 1 for each that was in, a 0 for each that was not.
  public let included: String

  init(_ canaries: CanarySet, rows: [Int]) {
    self.rows = rows
    labels = canaries.labels
    included = canaries.isMember.map { $0 ? "1" : "0" }.joined()
  }
}
