public import AccessControl
public import Statistics

/// A membership attack of this program: what it is called, what its adversary holds, and how it scores candidates. Each is
/// declared beside its attack.
public struct MembershipMethod: Sendable {
  /// What reports and the command line call it.
  public let name: String
  /// A few words for a list.
  public let title: String
  /// One sentence for a person who has not read the paper.
  public let sentence: String
  /// Authors, year and where to find it, for lists and help.
  public let paper: String
  /// What its adversary holds.
  public let capabilities: Set<Capability>
  /// Reference models with the candidate, and without it, that each candidate must have: two where a spread is estimated.
  public let neededReferences: (with: Int, without: Int)
  /// How many reference models it learns from, where more would tell it little; nil for all.
  public let largestReferenceCount: Int?
  /// Whether it takes longer than a screen's patience: such an attack runs when it is chosen, or when there is time.
  public let isSlow: Bool
  private let score: @Sendable (MembershipEvidence, RandomStream) throws(MissingEvidence) -> [Double]

  package init(
    name: String, title: String, sentence: String, paper: String, capabilities: Set<Capability>,
    neededReferences: (with: Int, without: Int) = (0, 0), largestReferenceCount: Int? = nil,
    isSlow: Bool = false,
    score: @escaping @Sendable (MembershipEvidence, RandomStream) throws(MissingEvidence) -> [Double]
  ) {
    self.name = name
    self.title = title
    self.sentence = sentence
    self.paper = paper
    self.capabilities = capabilities
    self.neededReferences = neededReferences
    self.largestReferenceCount = largestReferenceCount
    self.isSlow = isSlow
    self.score = score
  }

  /// Whether reference models make a difference to it.
  public var usesReferences: Bool { !capabilities.isDisjoint(with: .references) }

  /// Whether it needs what the model answered on its way.
  public var usesTrajectories: Bool { capabilities.contains(.lossesAlongTraining) }

  /// A score for each unit of the evidence, of which the attack sees what its capabilities name; a higher one means more
  /// likely a member.
  ///
  /// - Parameter random: where attacks that draw take their numbers from; the same stream gives the same scores.
  /// - Throws: `MissingEvidence`.
  public func scores(
    from evidence: MembershipEvidence, random: RandomStream
  ) throws(MissingEvidence) -> [Double] {
    if let missing = missing(from: evidence) { throw missing }
    return evidence.unitScores(try score(evidence.shown(to: capabilities), random))
  }
}

extension MembershipMethod: CaseIterable {
  /// All of them, in the order of lists and reports.
  public static let allCases: [MembershipMethod] = [
    .gap, .lossThreshold, .confidence, .entropy, .modifiedEntropy, .shadowClassifier, .lossTrajectory,
    .population, .reference, .calibration, .liraOffline, .liraOnline, .liraOfflineSquashed,
    .liraOnlineSquashed, .liraOfflinePerExample, .liraOnlinePerExample, .rmiaOffline, .rmiaOnline,
    .quantile, .labelOnlyBoundary, .labelOnlyNoise, .gradientNorm, .gradientFeatures,
  ]

  /// nil where there is no attack of that name.
  public static func named(_ name: String) -> MembershipMethod? { allCases.first { $0.name == name } }
}

/// Its name tells an attack from all others.
extension MembershipMethod: Hashable, CustomStringConvertible {
  public static func == (one: Self, other: Self) -> Bool { one.name == other.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  public var description: String { name }
}
