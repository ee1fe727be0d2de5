import Attacks
public import LinearAlgebra
public import NeuralNetworks
import Records
public import Statistics

/// What each column of a table is worth to trained networks: how much worse they tell the classes apart once its values are
/// dealt anew among the records (Breiman, Random Forests, 2001), on records that none of them could be trained on.
///
/// Columns that say the same share what they are worth, and each alone may seem worthless. What is worth nothing to a network
/// may still be what it remembers its members by.
public struct ColumnImportance: Hashable, Sendable {
  /// A column of the file, all of its inputs taken together.
  public struct Column: Hashable, Sendable {
    public let column: String
    /// By how much the area under the ROC curve falls, the mean over classes, networks and permutations.
    public let drop: Double
  }

  /// The most useful first, as the file has them where two are worth the same; empty of images, where no record is left outside
  /// the pool that tells classes apart, and where no network answers with numbers.
  public let ranking: [Column]
  /// Records outside the pool that the networks were asked about.
  public let recordCount: Int

  /// What is said wherever columns are chosen by this, to follow "ε leaves out".
  public static let release =
    "which columns were worth keeping, which was learned from held-out records and models of members and is a release of its own"

  private static let permutationCount = 10

  /// - Parameters:
  ///   - networks: trained on records of the pool; those whose answers are not finite are passed over.
  ///   - random: permutations are drawn from it by the names of the columns.
  public init(of networks: [Network<Float>], data: ExperimentData, random: RandomStream) {
    let (inputs, labels) = data.recordsOutsidePool
    recordCount = labels.count
    let judged = networks.compactMap { network in
      Self.area(of: network, inputs, labels).map { (network, area: $0) }
    }
    guard !judged.isEmpty else {
      ranking = []
      return
    }
    let fields = RecordField.fields(of: data.dataset).filter { $0.name != CoinPlanting.column }
    let drops = fields.map { field in
      let stream = random.split("column importance").split(field.name)
      let permuted = (0..<Self.permutationCount).map {
        inputs.dealing(field.columns, from: stream.split("\($0)"))
      }
      let falls = judged.flatMap { network, area in
        permuted.compactMap { Self.area(of: network, $0, labels).map { area - $0 } }
      }
      return falls.reduce(0, +) / Double(max(1, falls.count))
    }
    ranking = fields.indices.sorted { (-drops[$0], $0) < (-drops[$1], $1) }
      .map { Column(column: fields[$0].name, drop: drops[$0]) }
  }

  /// The mean over classes of the area under the ROC curve of one class against the rest; nil where no class can be told from
  /// others, or an answer is not finite.
  private static func area(of network: Network<Float>, _ inputs: Matrix<Float>, _ labels: [Int]) -> Double? {
    let logits = network.logits(of: inputs)
    guard logits.elements.allSatisfy(\.isFinite) else { return nil }
    let areas = Set(labels).sorted().compactMap { wanted -> Double? in
      let scores = CandidateConfidences(
        logits: logits, labels: [Int](repeating: wanted, count: labels.count)
      ).margins()
      let (own, others) = (
        labels.indices.filter { labels[$0] == wanted }, labels.indices.filter { labels[$0] != wanted }
      )
      guard !others.isEmpty else { return nil }
      return ROCCurve(memberScores: own.map { scores[$0] }, nonMemberScores: others.map { scores[$0] })
        .areaUnderCurve
    }
    return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
  }
}

extension Matrix<Float> {
  /// With what stands in those columns, taken together, dealt among the rows by a random permutation.
  fileprivate func dealing(_ columns: Range<Int>, from stream: RandomStream) -> Matrix {
    var stream = stream
    let order = (0..<rowCount).shuffled(using: &stream)
    var dealt = self
    for (row, other) in order.enumerated() {
      for column in columns { dealt[row, column] = self[other, column] }
    }
    return dealt
  }
}
