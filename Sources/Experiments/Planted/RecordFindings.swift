public import Statistics

/// What somebody wants to know of a record that is typed in.
public struct RecordFocus: Hashable, Sendable {
  public var record: PlantedRecord
  /// The step of the reference models that another investigation has trained, and how many: asked again when there are others.
  public var references: References?

  public struct References: Hashable, Sendable {
    public let step: Int
    public let count: Int

    public init(step: Int, count: Int) { (self.step, self.count) = (step, count) }
  }

  public init(record: PlantedRecord, references: References? = nil) {
    (self.record, self.references) = (record, references)
  }
}

/// What a run's model gives away of one record, whoever it is of.
public struct RecordFindings: Sendable {
  /// A score of the record among those of the pool: the higher, the more like a member's.
  public struct Standing: Hashable, Sendable {
    public let score: Double
    /// Members with a lower score, and how many there are; of the others likewise.
    public let membersBelow: Int
    public let memberCount: Int
    public let othersBelow: Int
    public let otherCount: Int
    /// Of members, then others.
    public let histogram: Histogram

    private static let binCount = 24

    /// - Parameter scores: of the pool, in its order.
    init(_ score: Double, among scores: [Double], isMember: [Bool]) {
      self.score = score
      let sides = [true, false].map { side in
        scores.indices.filter { isMember[$0] == side }.map { scores[$0] }
      }
      (membersBelow, memberCount) = (sides[0].count { $0 < score }, sides[0].count)
      (othersBelow, otherCount) = (sides[1].count { $0 < score }, sides[1].count)
      histogram = Histogram(sides, binCount: Self.binCount)
    }
  }

  /// What reference models say of it.
  public struct Compared: Hashable, Sendable {
    /// The step of the models, and of the target as it is compared with them.
    public let step: Int
    /// Models trained on the record, and models not.
    public let withCount: Int
    public let withoutCount: Int
    /// nil where too few models are without it.
    public let offline: Standing?
    /// nil where too few models are with it, or without.
    public let online: Standing?
  }

  /// A member near to it.
  public struct Neighbor: Hashable, Sendable {
    /// Its place in the data set.
    public let index: Int
    /// As it was trained on.
    public let label: Int
    /// Euclidean, between inputs of the network.
    public let distance: Double
  }

  public let generation: Int
  public let step: Int
  public let record: PlantedRecord
  /// Whether this run is trained on it.
  public let isPlanted: Bool
  /// Of each class, as the service answers; none where it shows labels alone.
  public let confidences: [Double]
  /// The class that is answered.
  public let predicted: Int
  /// By the margin of its label: ln p_y − ln Σ_{i≠y} p_i, as the loss threshold ranks. nil where answers are not finite.
  public let margin: Standing?
  /// nil without reference models of this run, or where they cannot be compared with.
  public let compared: Compared?
  /// Members of the pool, the nearest first.
  public let nearest: [Neighbor]
}

extension RecordFindings: Findings {
  public var newestStep: Int { step }
  public var kept: RecordFindings { self }
  public static let historyCapacity = 60
}
