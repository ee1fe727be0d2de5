import Attacks
import DifferentialPrivacy
public import Experiments
public import FederatedLearning
public import Preferences
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

  /// One change, as undo needs it.
  public enum Turn: Hashable, Sendable {
    /// All knobs before and after, for a data set brings others with it.
    case knob(Knob, before: ExperimentConfiguration, after: ExperimentConfiguration)
    /// From one run to another.
    case run(before: RunPoint, after: RunPoint)
    /// How a client behaves.
    case conduct(client: Int, before: ClientConduct, after: ClientConduct)
  }

  /// In cells, as is the height.
  public var width: Int
  public var height: Int
  public var rendering: Rendering
  public var theme = Theme.standard
  /// The themes there are, by name.
  public var themes: [String] = []
  /// Ways to look at things that a person has named.
  public var layouts: [LayoutPreset] = []
  /// By which keys commands are given.
  public var commandTable = CommandTable.standard
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
  /// As many as it had taken when it last said how the run is.
  public var ordersTaken = 0
  /// Whether a run that begins waits to be told to go on.
  public var beginsAtRest = false
  /// Where the run pauses by itself.
  public var pauseStep: Int?
  public var pace = Pace.initial
  /// Where the run's log is; nil while there is none.
  public var logPath: String?
  /// Whether the log lacks what the run did last, for it cannot be written.
  public var isLogLost = false

  /// Which run of this sitting is at hand, from 1, and the last number given.
  public var runNumber = 1
  public var lastRunNumber = 1
  /// The other runs of this sitting, the oldest first.
  public var keptRuns: [KeptRun] = []
  /// The logs of runs of before; nil until they were asked for.
  public var archive: RunArchive?
  /// What all runs on the data at hand have spent together, as it was when they were listed.
  public var spentTogether: SpentTogether?
  /// What waits for a run to begin, by its generation.
  var pendingStarts: [Int: PendingStart] = [:]
  /// While a run is brought back to where it was.
  public var replay: Trainer.ReplayProgress?
  /// The run that others are compared with.
  public var pinned: PinnedRun?
  /// The knobs as they were turned at a step that is looked at: a run of its own may go on from there.
  public var branch: ExperimentConfiguration?

  /// In the order of their tabs.
  package var screens = ExplorerState.everyScreen
  /// The screen that is shown, by its place among them.
  public var shown = 0
  /// What was last asked to be investigated; nil rests.
  public var investigation: InvestigationRequest?
  /// Of which client the trainer was last asked to keep what it does.
  public var watch = ClientWatch.nobody
  /// Whether a person stopped what is investigated.
  public var isResting = false
  public var selectedKnob = Knob.noiseMultiplier
  /// Knobs that are off the screen, for exercises.
  public var hiddenKnobs: Set<Knob> = []
  /// Whether the focused pane has the screen to itself.
  public var isZoomed = false
  /// Lines of the focused pane that are scrolled away.
  public var scroll = 0
  public var overlay: Overlay?
  /// What was typed in the palette, the newest last.
  public var paletteHistory: [String] = []
  /// The newest last, as are those undone.
  public var undoable: [Turn] = []
  public var redoable: [Turn] = []
  public var notice: Notice?
  /// Whether the line at the bottom speaks of the chosen knob even while the run goes on: after it was chosen, until something else is done.
  public var isKnobAsked = false
  /// What a class sees.
  public var presentation = Presentation()
  public var isMouseOn = true

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
  package var context: ScreenContext {
    ScreenContext(
      subject: subject, rendering: rendering, planted: draft.planted, knob: selectedKnob, isResting: isResting
    )
  }

  /// What can be given on the screen that is shown.
  public var commands: [ExplorerCommand] { commandTable.commands(on: shown) }

  public var presets: [Preset] { Preset.all(with: installed) }

  /// The knobs that are on the screen.
  public var visibleKnobs: [Knob] { Knob.onScreen.filter { !hiddenKnobs.contains($0) && applies($0) } }

  /// Whether the knob says anything of the run at hand, or where it waits for a restart, of the next.
  func applies(_ knob: Knob) -> Bool { knob.applies(knob.isLive ? live : draft) }

  /// Those that may be turned by their name: what is on the screen, what acts at once without a place on it, and what protects from
  /// a restart on.
  var namedKnobs: [Knob] {
    visibleKnobs
      + (Knob.live + Knob.protectingFromRestart).filter {
        !Knob.onScreen.contains($0) && !hiddenKnobs.contains($0) && applies($0)
      }
  }

  /// The live knobs as they are shown, with the rest as the run has it: what the next step will be.
  public var live: ExperimentConfiguration { subject.running.adoptingLiveKnobs(of: draft) }

  /// What every knob shows: as it will be next, or while looking back as it was, or as it was turned there.
  public var shownKnobs: ExperimentConfiguration {
    guard subject.isLookingBack, let moment = subject.moment else { return draft }
    return draft.adoptingLiveKnobs(of: branch ?? moment.settings)
  }

  /// Whether the knob shows what only a restart will bring, or going on from the step that is looked at.
  public func isPending(_ knob: Knob) -> Bool {
    guard knob.isLive else { return draft[knob] != subject.running[knob] }
    guard let branch, let moment = subject.moment else { return false }
    return branch[knob] != moment.settings[knob]
  }

  /// Whether any knob, or a record to plant, waits for a restart.
  public var hasPending: Bool {
    draft.planted != subject.running.planted
      || Knob.onScreen.contains { !$0.isLive && applies($0) && isPending($0) }
  }

  /// The first unprotected step of a run that has noise now: a restart would give it a finite ε. Who looks back sees what
  /// was so then.
  public var spoiltSince: Int? {
    guard !subject.isLookingBack, let snapshot = subject.snapshot, draft.noiseMultiplier > 0 else {
      return nil
    }
    return snapshot.ledger.firstNonPrivateStep
  }
}
