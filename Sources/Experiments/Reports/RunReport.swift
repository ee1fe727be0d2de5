import AccessControl
import Attacks
import PrivacyAccounting
import Records

/// What a run came to: of `train`, and of `replay`.
public struct RunReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  /// The JSON object: settings and what came of them, side by side.
  public struct Figures: Hashable, Sendable {
    public let settings: Settings
    public let privacy: Privacy
    public let outcome: Outcome
    /// nil where there are no clients.
    public let federation: Federation?
  }

  public struct Remarks: Codable, Hashable, Sendable {
    /// Stretches of steps of one price, between turns of knobs.
    public let phaseCount: Int
    /// Members and others.
    public let poolSize: Int
    /// Classes whose pictures could be recognised.
    public let judgedClassCount: Int
    /// Whether one class is most of the test records, so that who knows nothing but that seems accurate.
    public let isLopsided: Bool
    /// What the classes are.
    public let classNoun: String
    /// What minimisation learned from all records.
    public let learnedFromRecords: [String]
    /// How the model answers, where that is not in full.
    public let door: String?
  }

  /// - Parameters:
  ///   - accuracyByRound: of test records, after each round of a federation; nil where nobody looked.
  ///   - isVerified: whether the run is a replay that ended in the weights of its log; nil where that was not asked.
  ///   - seconds: wall-clock time of training, attacks and accounting.
  public init(
    run: TrainingRun, finding: Finding, account: RunAccount, accuracyByRound: [Double]? = nil,
    isVerified: Bool? = nil, seconds: Double
  ) {
    figures = Figures(
      settings: Settings(of: run), privacy: Privacy(of: run, account: account),
      outcome: Outcome(of: run, finding: finding, isVerified: isVerified, seconds: seconds),
      federation: Federation(of: run, account: account, accuracyByRound: accuracyByRound))
    remarks = Remarks(
      phaseCount: run.ledger.entries.count, poolSize: run.data.split.isUnitMember.count,
      judgedClassCount: finding.inversion.attack.candidateCount,
      isLopsided: finding.test?.isLopsided ?? false, classNoun: run.data.classNoun,
      learnedFromRecords: run.settings.minimization.learnedFromRecords,
      door: run.settings.door == DoorSettings() ? nil : run.settings.door.description)
  }

  /// Why there was nobody to tell from anybody; nil where there was.
  public var oneSidedPool: OneSidedPool? {
    OneSidedPool(
      memberCount: figures.outcome.members, poolSize: remarks.poolSize, inclusion: figures.settings.inclusion,
      unit: figures.settings.unit)
  }
}

extension RunReport.Figures: Codable {
  public init(from decoder: any Decoder) throws {
    settings = try RunReport.Settings(from: decoder)
    privacy = try RunReport.Privacy(from: decoder)
    outcome = try RunReport.Outcome(from: decoder)
    federation = settings.isFederated ? try RunReport.Federation(from: decoder) : nil
  }

  public func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    try privacy.encode(to: encoder)
    try outcome.encode(to: encoder)
    try federation?.encode(to: encoder)
  }
}
