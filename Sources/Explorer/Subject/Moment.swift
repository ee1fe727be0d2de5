public import Attacks
public import Experiments
public import LinearAlgebra
import Statistics
public import TerminalCanvas

/// What the screen keeps of one examination.
public struct Moment: Sendable {
  public let step: Int
  /// The knobs as they were.
  public let settings: ExperimentConfiguration
  /// What all steps up to this one cost: every figure of ε on the screen is one of these.
  public let account: RunAccount
  /// Whether answers were NaN or infinite, so that attacks on them say nothing.
  public let isDiverged: Bool
  /// nil without members.
  public let train: Finding.Utility?
  /// nil without test records.
  public let test: Finding.Utility?
  /// nil where all of the pool are members, or none, or no loss is shown, as is the next.
  public let lossThreshold: Membership?
  public let modifiedEntropy: Membership?
  /// By the loss attack, of the canaries alone; nil where none was planted.
  public let canaries: Membership?
  /// One row a class.
  public let prototypes: Matrix<Float>
  public let inversion: InversionResult
  /// As a lab report has them.
  public let figures: ReportedFigures

  /// A membership result, its curve thinned to what a screen can show.
  public struct Membership: Hashable, Sendable {
    public let areaUnderCurve: Double
    /// At 95 %.
    public let areaInterval: ClosedRange<Double>
    public let balancedAccuracy: Double?
    public let truePositiveRateAt1Percent: Double?
    public let curve: [LineChart.Point]
    public let memberCount: Int
    public let nonMemberCount: Int
    /// By the false positive rate allowed.
    let accused: [Double: AccusedCounts]

    private static let largestPointCount = 300

    init(_ result: MembershipResult) {
      areaUnderCurve = result.curve.areaUnderCurve
      areaInterval = result.curve.areaInterval
      balancedAccuracy = result.balancedAccuracy
      truePositiveRateAt1Percent = result.truePositiveRateAt1Percent?.value
      (memberCount, nonMemberCount) = (result.curve.memberCount, result.curve.nonMemberCount)
      accused = result.accused
      let points = result.curve.points
      let stride = max(1, points.count / Self.largestPointCount)
      // The corner near zero is kept whole: a logarithmic axis shows nothing else as large.
      curve = points.enumerated()
        .filter {
          $0.offset % stride == 0 || $0.offset < Self.largestPointCount / 2 || $0.offset == points.count - 1
        }
        .map { LineChart.Point(x: $0.element.falsePositiveRate, y: $0.element.truePositiveRate) }
    }
  }

  /// - Parameter step: when it was examined.
  public init(_ examination: Examination, at step: Int) {
    let finding = examination.finding
    self.step = step
    settings = examination.settings
    account = examination.account
    isDiverged = finding.isDiverged
    train = finding.train
    test = finding.test
    lossThreshold = finding.lossThreshold.map(Membership.init)
    modifiedEntropy = finding.modifiedEntropy.map(Membership.init)
    canaries = finding.canaries.map(Membership.init)
    prototypes = finding.prototypes
    inversion = finding.inversion
    figures = ReportedFigures(of: examination)
  }
}

extension Moment: AtStep {}

/// The moments of a run.
public typealias History = StepHistory<Moment>

extension StepHistory<Moment> {
  public init() { self.init(capacity: 240) }

  public var moments: [Moment] { values }
}
