public import Auditing
import DifferentialPrivacy
public import Records
import Statistics

/// What was claimed of a model, what was proven, and what leaks: of `audit`. The JSON object is also what a later audit is compared with.
public struct AuditReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public private(set) var figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  public struct Remarks: Codable, Hashable, Sendable {
    /// What was audited, in a line.
    public let title: String
    /// The canaries' own ROC, and what the claim and the proof allow at its rates; empty where all were in, or none.
    public let curve: [CurvePoint]
    /// What the first so many guesses prove, with the rest counted as wrong: for each number of them from 0.
    public let climb: [Climb]
  }

  /// The JSON object; ε is null where it is infinite, or not known.
  public struct Figures: Codable, Hashable, Sendable {
    public let format: String
    public let version: Int
    /// null of a file of scores.
    @OrNull public var dataset: String?
    /// The ε that was promised, and where it comes from: `given`, or `accountant`; null where nothing was.
    @OrNull public var claimedEpsilon: Double?
    @OrNull public var claim: String?
    /// What the accountant says of the settings.
    @OrNull public var upper: Double?
    @OrNull public var upperKind: RunAccount.Kind?
    public let delta: Double
    @OrNull public var unit: PrivacyUnit?
    public let lower: [Bound]
    /// What ε would be if scores were normal and just as far apart: an estimate without an interval; null where there is none.
    @OrNull public var gaussianPoint: Double?
    public let alpha: Double
    /// The level of the exit code, and what refutes the claim at it.
    public let exitAlpha: Double
    @OrNull public var refutedBy: LowerBound.Method?
    public let canaries: Int
    public let canaryKind: AuditedCanaries
    public let canariesIncluded: Int
    public let guesses: Int
    public let right: Int
    /// Of the canaries; null where all were in, or none.
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?
    /// The most that the bounds that are no estimates could have come to, had every guess been right.
    public let ceiling: Double
    public let ceilings: [String: Double]
    /// The same of what may refute a claim, at the level of the exit code.
    public let ceilingAtExit: Double
    /// Pairs of runs; 0 where none were trained.
    public let pairs: Int
    public let conformance: [ConformanceCheck]
    /// What is broken in the trainer on purpose.
    @OrNull public var bug: String?
    /// null of a file of scores, as are the next.
    @OrNull public var settings: RunReport.Settings?
    @OrNull public var steps: Int?
    @OrNull public var card: ModelCard?
    /// What leaks, by each attack that ran, of the pool.
    public let attacks: [MembershipReport.Method]
    public let atRisk: [AtRisk]
    public let slices: [MembershipReport.SliceFigures]
    /// Audits on the way.
    public let audits: [OnTheWay]
    public let notTested: [String]
    /// What became worse since the baseline, beyond noise; null where none was given.
    @OrNull public var regressions: [AuditRegression]?
    /// 0, 2 where more is proven than was claimed, 3 where something became worse.
    public internal(set) var exit: Int
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case format, version, dataset, claim, upper, delta, unit, lower, alpha, canaries, guesses, right,
        ceiling,
        ceilings, pairs, conformance, bug, settings, steps, attacks, slices, audits, regressions, exit,
        seconds
      case claimedEpsilon = "claimed_epsilon"
      case upperKind = "upper_kind"
      case exitAlpha = "exit_alpha"
      case refutedBy = "refuted_by"
      case gaussianPoint = "gaussian_point"
      case ceilingAtExit = "ceiling_at_exit_alpha"
      case canaryKind = "canary_kind"
      case canariesIncluded = "canaries_included"
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case card = "model_card"
      case atRisk = "at_risk"
      case notTested = "not_tested"
    }
  }

  public static let format = "glasshouse-audit"
  public static let version = 1

  /// - Parameters:
  ///   - claim: the ε that was promised, where somebody says so.
  ///   - isProofNeeded: whether nothing but a proof refutes it.
  ///   - subject: the run that was audited, and what else was found of it; nil of a file of scores.
  ///   - path: what the file of scores is called.
  public init(
    of audit: Audit, claim: Double?, isProofNeeded: Bool = false, pairCount: Int = 0, subject: AuditedRun?,
    path: String? = nil,
    seconds: Double
  ) {
    let account = subject?.account
    let claimed = claim ?? account?.epsilon
    let exitEpsilons = Dictionary(
      audit.boundsAtExit.map { ($0.method, $0.epsilon) }, uniquingKeysWith: { first, _ in first })
    let refutation = claimed.flatMap { audit.refutation(of: $0, byProofAlone: isProofNeeded) }
    let ceilings = Dictionary(
      uniqueKeysWithValues: audit.ceilings.map { ($0.method.rawValue, $0.epsilon) })
    let curve = audit.scores.curve
    let conformance =
      (subject?.conformance ?? [])
      + (claim.flatMap { claim in
        account.map { [ConformanceCheck(recounted: $0.epsilon, claimed: claim)] }
      } ?? [])
    let isContradicted = refutation != nil || conformance.contains { !$0.isPassed }
    remarks = Remarks(
      title: subject?.title ?? path ?? "",
      curve: curve?.points.map {
        CurvePoint(falsePositiveRate: $0.falsePositiveRate, truePositiveRate: $0.truePositiveRate)
      } ?? [], climb: audit.climb)
    figures = Figures(
      format: Self.format, version: Self.version, dataset: subject?.run.settings.dataset,
      claimedEpsilon: claimed, claim: claim != nil ? "given" : account != nil ? "accountant" : nil,
      upper: account?.epsilon, upperKind: account?.kind, delta: audit.delta, unit: account?.unit,
      lower: audit.bounds.map {
        Bound(
          method: $0.method, epsilon: $0.epsilon, confidence: $0.confidence, kind: $0.kind,
          epsilonAtExit: exitEpsilons[$0.method])
      },
      gaussianPoint: audit.kind.hasNormalScores && audit.delta > 0
        ? OneRunAudit.gaussianPoint(audit.scores, delta: audit.delta) : nil, alpha: audit.alpha,
      exitAlpha: Audit.exitAlpha,
      refutedBy: refutation?.method, canaries: audit.canaryCount, canaryKind: audit.kind,
      canariesIncluded: audit.includedCount, guesses: audit.guesses.count, right: audit.guesses.rightCount,
      area: curve?.areaUnderCurve, areaLow: curve?.areaInterval.lowerBound,
      areaHigh: curve?.areaInterval.upperBound,
      ceiling: ceilings.values.max() ?? 0,
      ceilings: ceilings,
      ceilingAtExit: audit.ceilings(atLevel: Audit.exitAlpha).filter { !isProofNeeded || $0.kind == .proof }
        .map(\.epsilon).max() ?? 0, pairs: pairCount,
      conformance: conformance,
      bug: subject?.run.settings.bug?.rawValue, settings: subject.map { RunReport.Settings(of: $0.run) },
      steps: subject?.run.step, card: subject.map { ModelCard(of: $0, isContradicted: isContradicted) },
      attacks: subject?.attacks ?? [],
      atRisk: subject?.atRisk ?? [], slices: subject?.slices ?? [],
      audits: subject?.run.log.audits.map(OnTheWay.init) ?? [],
      notTested: Self.notTested(by: audit, of: subject, pairCount: pairCount),
      regressions: nil, exit: refutation == nil ? 0 : 2, seconds: seconds)
  }

  /// The report with what became worse since an earlier one.
  ///
  /// - Throws: `AuditBaselineError` where the two are not of the same.
  public mutating func compare(with baseline: AuditReport.Figures, at path: String) throws(AuditBaselineError)
  {
    let regressions = try AuditRegression.all(of: figures, since: baseline, at: path)
    figures.regressions = regressions
    if figures.exit == 0, !regressions.isEmpty { figures.exit = 3 }
  }

}
