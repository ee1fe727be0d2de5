package import Experiments
package import FederatedLearning
package import TerminalCanvas

/// A screen: its own state, what can be done on it, and what its panes hold. Everything else is the shell's.
///
/// A screen is a folder of its own, and a line in `ExplorerState.everyScreen`. It knows nothing of other screens, and nothing
/// of the shell but its context.
package protocol Screen: Sendable {
  /// What can be done on this screen alone.
  associatedtype Action: Hashable, Sendable
  associatedtype Pane: CaseIterable, Hashable, Sendable

  /// On its tab.
  static var title: String { get }
  /// What it is for, as help says it.
  static var purpose: String { get }
  static var commands: [ScreenCommand<Action>] { get }
  /// The panes that Tab walks through, in that order.
  static var focusable: [Pane] { get }
  /// The figures of the moment, which have a place of their own where there is room for a column of knobs.
  static var readouts: Pane { get }
  /// What may be chosen on it by name.
  static var choices: [ScreenChoice<Action>] { get }

  /// One of `focusable`.
  var focus: Pane { get set }
  /// What is to be found out while it is shown; nil rests.
  var investigation: InvestigationRequest? { get }
  /// Of which client of a federation rounds are to keep what it does, while it is shown.
  var watch: ClientWatch { get }

  mutating func update(_ action: Action, in context: ScreenContext) -> [Effect]
  /// What the shell is to do for an action; nil where the screen sees to it itself.
  func request(_ action: Action, in context: ScreenContext) -> Explorer.Action?
  /// Takes a key before the commands do, as a form or a list does that was entered; nil leaves it to them.
  mutating func press(_ key: Key, in context: ScreenContext) -> ScreenReply?
  /// Takes a click on a pane, whose content is drawn in `area`; nil leaves it.
  mutating func click(_ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext)
    -> ScreenReply?
  /// The keys of what was entered, for the footer; nil where the commands' are shown.
  func enteredKeys(in context: ScreenContext) -> [KeyHint]?
  /// Takes in what is new of the run; called whether the screen is shown or not.
  mutating func follow(_ context: ScreenContext)
  /// Whether something moves by itself, a little at every tick.
  var isPlaying: Bool { get }
  mutating func tick()

  /// A pure function of the screen and its context.
  func content(of pane: Pane, in context: ScreenContext) -> PaneContent
  /// Where panes stand in what the shell leaves of a terminal of that size.
  func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>]
  /// The few figures that must be read from the last row of a room.
  func headlines(in context: ScreenContext) -> [Headline]
  /// Whose figures it shows.
  var adversary: Adversary { get }
  /// What the line at the bottom says; nil leaves it to the chosen knob.
  func sentence(in context: ScreenContext) -> String?
  /// Whether that is of the newest step, and said while the run goes on too.
  var tellsOfSteps: Bool { get }
  /// Whether it shows what a person typed in of somebody, which no file is to hold but the log.
  var showsTypedRecord: Bool { get }
  /// Whether something is being found out that takes long, and that Esc stops.
  func isWorking(in context: ScreenContext) -> Bool
  /// Whether what it shows was found before a change of its own, and an answer is to be had in a moment.
  func isAwaitingAnswer(in context: ScreenContext) -> Bool
}

extension Screen {
  package var investigation: InvestigationRequest? { nil }
  package var watch: ClientWatch { .nobody }
  package var isPlaying: Bool { false }
  package var tellsOfSteps: Bool { false }
  package mutating func tick() {}
  package var adversary: Adversary { .lossThreshold }
  package mutating func follow(_ context: ScreenContext) {}
  package static var choices: [ScreenChoice<Action>] { [] }
  package func headlines(in context: ScreenContext) -> [Headline] { Headline.usual(in: context) }
  package func sentence(in context: ScreenContext) -> String? { nil }
  package func isWorking(in context: ScreenContext) -> Bool { false }
  package func isAwaitingAnswer(in context: ScreenContext) -> Bool { false }
  package var showsTypedRecord: Bool { false }
}

/// How much a terminal has room for.
package enum ScreenSize: Hashable, Sendable {
  /// One pane; two columns; all panes; all of them large.
  case small, medium, wide, huge
}

/// What a screen is drawn from, besides its own state.
package struct ScreenContext: Sendable {
  package let subject: Subject
  package let rendering: Rendering
  /// What the next start of a run is to plant.
  package let planted: [PlantedRecord]
  /// The knob that arrow keys turn.
  package let knob: Knob
  /// Whether a person stopped what is investigated.
  package let isResting: Bool

  package var glyphs: GlyphSet { rendering.glyphs }

  /// - Parameter planted: nil is what the run has.
  package init(
    subject: Subject, rendering: Rendering, planted: [PlantedRecord]? = nil, knob: Knob = .noiseMultiplier,
    isResting: Bool = false
  ) {
    self.subject = subject
    self.rendering = rendering
    self.knob = knob
    self.isResting = isResting
    self.planted = planted ?? subject.running.planted
  }
}

/// A command of one screen.
package struct ScreenCommand<Action: Sendable>: Sendable {
  /// See `ExplorerCommand`; of all screens' commands those of one name are one to whoever binds keys.
  let name: String
  let deed: Deed
  let title: String
  let keys: [Key]
  /// A word for the footer; see `ExplorerCommand`.
  let hint: String?
  /// The command of the shell before which it stands, in footer, help and palette.
  let successor: Explorer.Action
  /// Why it cannot be given now; nil when it can.
  let obstacle: @Sendable (ExplorerState) -> String?

  /// What it does.
  enum Deed {
    /// Something of the screen's own.
    case own(Action)
    /// Something that the shell does, and that is of use on this screen, such as turning a knob that has no place on it.
    case shell(Explorer.Action)
  }

  init(
    _ name: String, _ action: Action, _ title: String, keys: [Key], hint: String? = nil,
    before successor: Explorer.Action,
    unless obstacle: @escaping @Sendable (ExplorerState) -> String? = { _ in nil }
  ) {
    self.init(
      name, doing: .own(action), title, keys: keys, hint: hint, before: successor, unless: obstacle)
  }

  init(
    _ name: String, doing deed: Deed, _ title: String, keys: [Key], hint: String? = nil,
    before successor: Explorer.Action,
    unless obstacle: @escaping @Sendable (ExplorerState) -> String? = { _ in nil }
  ) {
    self.name = name
    self.deed = deed
    self.title = title
    self.keys = keys
    self.hint = hint
    self.successor = successor
    self.obstacle = obstacle
  }
}

/// Something of a screen that a person may ask for by its name, such as an attack.
package struct ScreenChoice<Action: Sendable>: Sendable {
  /// What is typed before the name: `attack`.
  let verb: String
  /// In lower case with hyphens.
  let name: String
  let title: String
  let action: Action
}

/// Where a pane stands.
package struct Placement<Pane> {
  var pane: Pane
  var area: Rect
  /// Whether it has a rule with its title above it.
  var isFramed = true

  init(_ pane: Pane, _ area: Rect, isFramed: Bool = true) {
    self.pane = pane
    self.area = area
    self.isFramed = isFramed
  }
}
