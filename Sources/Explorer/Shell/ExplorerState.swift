import Attacks
import DifferentialPrivacy
public import Experiments
import PrivacyAccounting
public import Records
public import TerminalCanvas

/// Everything the screen shows, and nothing that draws it.
public struct ExplorerState: Sendable {
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

  /// In cells, as is the height.
  public var width: Int
  public var height: Int
  public var rendering: Rendering
  public var theme = Theme.standard
  /// The data sets there are.
  public let installed: [Catalog.Entry]

  /// The run at hand and what was found of it.
  public var subject: Subject
  /// What every knob shows: live ones as they are, the others as the next start will have them.
  public var draft: ExperimentConfiguration
  /// The newest run that was asked for; never used twice.
  public var generation = 0
  /// Orders given to the trainer so far: what it says of itself counts once it has taken them all.
  public var ordersSent = 0
  /// Where the run pauses by itself.
  public var pauseStep: Int?
  public var pace = Pace.initial
  /// Where the run's log is; nil while there is none.
  public var logPath: String?
  /// Whether the log lacks what the run did last, for it cannot be written.
  public var isLogLost = false

  /// In the order of their tabs.
  package var screens = ExplorerState.everyScreen
  /// The screen that is shown, by its place among them.
  public var shown = 0
  /// What was last asked to be investigated; nil rests.
  public var investigation: InvestigationRequest?
  public var selectedKnob = Knob.noiseMultiplier
  /// Whether the focused pane has the screen to itself.
  public var isZoomed = false
  public var overlay: Overlay?
  /// The newest last, as are those undone.
  public var undoable: [Turn] = []
  public var redoable: [Turn] = []
  public var notice: Notice?

  public init(
    configuration: ExperimentConfiguration, pauseStep: Int? = nil, installed: [Catalog.Entry], width: Int,
    height: Int, rendering: Rendering
  ) {
    subject = Subject(running: configuration)
    draft = configuration
    self.pauseStep = pauseStep
    self.installed = installed
    self.width = width
    self.height = height
    self.rendering = rendering
  }

  package var screen: any Screen { screens[shown] }

  /// What screens are drawn from.
  package var context: ScreenContext { ScreenContext(subject: subject, rendering: rendering) }

  public var presets: [Preset] { Preset.all(with: installed) }

  /// The live knobs as they are shown, with the rest as the run has it: what the next step will be.
  public var live: ExperimentConfiguration { subject.running.adoptingLiveKnobs(of: draft) }

  /// What every knob shows: as it will be next, or while looking back as it was.
  public var shownKnobs: ExperimentConfiguration {
    guard subject.isLookingBack, let moment = subject.moment else { return draft }
    return draft.adoptingLiveKnobs(of: moment.settings)
  }

  /// Whether the knob shows what only a restart will bring.
  public func isPending(_ knob: Knob) -> Bool { !knob.isLive && draft[knob] != subject.running[knob] }

  /// Whether any knob does.
  public var hasPending: Bool { Knob.onScreen.contains { isPending($0) } }

  /// The first unprotected step of a run that has noise now: a restart would give it a finite ε. Who looks back sees what
  /// was so then.
  public var spoiltSince: Int? {
    guard !subject.isLookingBack, let snapshot = subject.snapshot, draft.noiseMultiplier > 0 else {
      return nil
    }
    return snapshot.ledger.firstNonPrivateStep
  }
}
