import Attacks
import DifferentialPrivacy
public import Experiments
import PrivacyAccounting
public import TerminalCanvas

/// Everything the screen shows, and nothing that draws it.
public struct ExplorerState: Sendable {
  /// The parts of the Train screen that Tab walks through.
  public enum Pane: Int, CaseIterable, Hashable, Sendable {
    case accuracy, loss, membership, epsilon, roc, inversion
  }

  /// The parts of the Membership screen that Tab walks through.
  public enum MembershipPane: Int, CaseIterable, Hashable, Sendable {
    case roc, scores, attacks
  }

  /// The screens, by the number of their key.
  public enum Screen: Int, CaseIterable, Hashable, Sendable {
    case train = 1
    case membership = 2

    public var title: String {
      switch self {
      case .train: "Train"
      case .membership: "Membership"
      }
    }
  }

  /// A sentence for the person, until the next key.
  public struct Notice: Hashable, Sendable {
    public var text: String
    public var ink: Ink
  }

  /// One change of a knob, as undo needs it: all knobs before and after, for a data set brings others with it.
  public struct Turn: Hashable, Sendable {
    public var knob: Knob
    public var before: ExperimentConfiguration
    public var after: ExperimentConfiguration
  }

  public var width: Int
  public var height: Int
  public var rendering: Rendering

  /// What the run at hand was started with.
  public var running: ExperimentConfiguration
  /// What every knob shows: live ones as they are, the others as the next start will have them.
  public var draft: ExperimentConfiguration
  /// The newest run that was asked for; never used twice.
  public var generation = 0
  /// Orders given to the trainer so far: what it says of itself counts once it has taken them all.
  public var ordersSent = 0
  public var snapshot: Snapshot?
  /// Of the gradients since the last snapshot that had any, the share that was clipped.
  public var clippedShare: Double?
  public var history = History()
  public var isRunning = true
  /// Where the run pauses by itself.
  public var pauseStep: Int?
  public var pace = Pace.initial
  public var logPath: String?
  public var isLogLost = false

  public var screen = Screen.train
  public var selectedKnob = Knob.noiseMultiplier
  public var focus = Pane.accuracy
  public var isZoomed = false
  public var overlay: Overlay?
  public var undoable: [Turn] = []
  public var redoable: [Turn] = []
  /// The moment looked at while paused; nil is the newest.
  public var scrubIndex: Int?
  public var selectedClass = 0
  /// Whether a person chose it.
  public var hasChosenClass = false
  public var isROCLogarithmic = false
  public var membershipFocus = MembershipPane.roc
  public var isMembershipROCLogarithmic = true
  /// The attack that is drawn, and how many reference models it may have.
  public var attack = MembershipFocus(method: .liraOnline, shadowCount: 16)
  /// The share of members among all that an adversary might ask about, by which precision is stated.
  public var prior = 0.5
  /// The newest findings of the membership attacks, and those of before.
  public var newestMembership: MembershipFindings?
  public var membershipHistory = StepHistory<MembershipMoment>(capacity: MembershipMoment.capacity)
  public var notice: Notice?

  public init(
    configuration: ExperimentConfiguration, pauseStep: Int? = nil, width: Int, height: Int,
    rendering: Rendering
  ) {
    running = configuration
    draft = configuration
    self.pauseStep = pauseStep
    self.width = width
    self.height = height
    self.rendering = rendering
  }

  /// The moment on the screen.
  public var moment: Moment? {
    guard let scrubIndex, history.moments.indices.contains(scrubIndex) else { return history.moments.last }
    return history.moments[scrubIndex]
  }

  /// What membership attacks had found at the moment on the screen.
  public var membership: MembershipFindings? {
    guard scrubIndex != nil, let moment else { return newestMembership }
    return membershipHistory.last(notAfter: moment.step)?.findings
  }

  /// Why the chosen attack shows no figure; nil where one is on its way.
  var membershipObstacle: String? {
    if let oneSided = snapshot?.data.oneSidedPool { return oneSided.description }
    if let missing = membership?.omissions[attack.method] { return "It needs \(missing)." }
    return scrubIndex == nil ? nil : "It was not run up to this step."
  }

  /// The live knobs as they are shown, with the rest as the run has it: what the next step will be.
  public var live: ExperimentConfiguration { running.adoptingLiveKnobs(of: draft) }

  /// What every knob shows: as it will be next, or while looking back as it was.
  public var shownKnobs: ExperimentConfiguration {
    guard scrubIndex != nil, let moment else { return draft }
    return draft.adoptingLiveKnobs(of: moment.settings)
  }

  /// Whether the knob shows what only a restart will bring.
  public func isPending(_ knob: Knob) -> Bool { !knob.isLive && draft[knob] != running[knob] }

  public var hasPending: Bool { Knob.onScreen.contains { isPending($0) } }

  /// The first unprotected step of a run that has noise now: a restart would give it a finite ε. Who looks back sees what
  /// was so then.
  public var spoiltSince: Int? {
    guard scrubIndex == nil, let snapshot, draft.noiseMultiplier > 0 else { return nil }
    return snapshot.ledger.firstNonPrivateStep
  }
}

/// How many steps a second the explorer takes: slow enough to watch, up to as fast as can be.
public struct Pace: Hashable, Sendable {
  private static let levels: [Double?] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, nil]
  private var level: Int

  public static let initial = Pace(level: 4)

  /// nil is full speed.
  public var stepsPerSecond: Double? { Self.levels[level] }

  public func changed(by offset: Int) -> Pace {
    Pace(level: min(Self.levels.count - 1, max(0, level + offset)))
  }

  public var title: String {
    stepsPerSecond.map { $0 == 1 ? "1 step/s" : "\(Int($0)) steps/s" } ?? "full speed"
  }
}
