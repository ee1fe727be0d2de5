package import Experiments
import SecureComputation
package import TerminalCanvas

/// The Computation screen: a prediction of this run's model on shares, who sees what of it, what it takes, and what a careless step shows.
package struct ComputationScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case moveRecord(by: Int)
    case otherSide
    case nextView
    case show(View)
    case moveRound(by: Int)
    case playRounds
    case newest
    case nextMistake
    case nextMask
    case moveFractionBits(by: Int)
    case otherTruncation
    case otherRevealed
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case record, layers, wire, transcript, answers, costs, mistakes, protects, readouts
  }

  /// What may be asked for by its name.
  package enum View: String, CaseIterable, Sendable {
    case record, layers, wire, transcript, answers, costs, mistakes, protects

    var pane: Pane {
      switch self {
      case .record: .record
      case .layers: .layers
      case .wire: .wire
      case .transcript: .transcript
      case .answers: .answers
      case .costs: .costs
      case .mistakes: .mistakes
      case .protects: .protects
      }
    }

    var title: String {
      switch self {
      case .record: "the record, as each party has it"
      case .layers: "layer after layer on shares"
      case .wire: "what goes over the wire in a round"
      case .transcript: "all rounds, and what was sent"
      case .answers: "plain and secure answers"
      case .costs: "rounds, bytes and seconds"
      case .mistakes: "what a careless step shows"
      case .protects: "what it protects, and what not"
      }
    }
  }

  package static let title = "Computation"
  package static let purpose = "a prediction that nobody saw: what does each party see?"
  package static let focusable: [Pane] = [
    .record, .layers, .wire, .transcript, .answers, .costs, .mistakes, .protects, .readouts,
  ]
  package static let readouts = Pane.readouts
  package static let choices = View.allCases.map {
    ScreenChoice(verb: "computation", name: $0.rawValue, title: $0.title, action: Action.show($0))
  }

  package var focus = Pane.record {
    didSet {
      if Self.details.contains(focus) { detail = focus }
      if Self.tables.contains(focus) { table = focus }
    }
  }
  /// Which of the large panes has their place, and which of the tables theirs.
  private(set) var detail = Pane.record
  private(set) var table = Pane.answers
  static let details: [Pane] = [.record, .layers, .wire, .mistakes, .protects]
  static let tables: [Pane] = [.transcript, .answers]

  /// What is computed.
  package var computation = ComputationFocus()
  /// The mistake that is looked at where that pane is.
  private var mistake = ComputationFocus.Mistake.reusedTriple
  /// The run that what is held is of.
  private var generation: Int?
  /// The prediction that is gone through round by round, and how many of its rounds are over.
  package private(set) var held: (findings: ComputationFindings, stage: Int)?
  package private(set) var isPlaying = false

  package init() {}

  /// What is wanted found out.
  package var wanted: ComputationFocus {
    var focus = computation
    focus.mistake = detail == .mistakes ? mistake : nil
    return focus
  }

  package var investigation: InvestigationRequest? {
    InvestigationRequest(ComputationInvestigation.self, wanted)
  }

  /// Whether what is held is of that run, and of the step that is looked at.
  func holds(for subject: Subject) -> Bool {
    generation != nil && subject.snapshot?.generation == generation && !subject.isLookingBack
  }

  package mutating func follow(_ context: ScreenContext) {
    guard let snapshot = context.subject.snapshot, snapshot.generation != generation else { return }
    (generation, held, isPlaying) = (snapshot.generation, nil, false)
  }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .moveRecord(let offset):
      computation.record.place += offset
      release()
    case .otherSide:
      computation.record.side = computation.record.side.other
      release()
    case .nextView:
      let views = View.allCases
      let place = views.firstIndex { $0.pane == focus } ?? -1
      focus = views[(place + 1) % views.count].pane
    case .show(let view): focus = view.pane
    case .moveRound(let offset):
      isPlaying = false
      moveRound(by: offset, in: context)
    case .playRounds: play(in: context)
    case .newest: release()
    case .nextMistake:
      let mistakes = ComputationFocus.Mistake.allCases
      // The first key shows the one that was looked at last.
      if focus == .mistakes, let place = mistakes.firstIndex(of: mistake) {
        mistake = mistakes[(place + 1) % mistakes.count]
      }
      focus = .mistakes
    case .nextMask:
      let least = computation.fractionBits
      computation.maskBits =
        computation.maskBits < least + Self.mostBitsBeyond ? computation.maskBits + 1 : least
    case .moveFractionBits(let offset):
      let place = Self.fractionBits.firstIndex { $0 >= computation.fractionBits } ?? 0
      let beyond = computation.maskBits - computation.fractionBits
      computation.fractionBits =
        Self.fractionBits[max(0, min(Self.fractionBits.count - 1, place + offset))]
      // How much such a mask hides depends on how many bits it has beyond those of the fraction.
      computation.maskBits = computation.fractionBits + beyond
      release()
    case .otherTruncation:
      computation.truncation = computation.truncation == .local ? .exact : .local
      release()
    case .otherRevealed:
      computation.revealed = computation.revealed == .label ? .logits : .label
      release()
    }
    return []
  }

  /// Of a mask that is too small, beyond the fractional bits: at most these, and none at least.
  private static let mostBitsBeyond = 8
  static let fractionBits = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28]

  private mutating func release() { (held, isPlaying) = (nil, false) }

  /// The first key holds the prediction that is shown.
  private mutating func moveRound(by offset: Int, in context: ScreenContext) {
    if ![.layers, .wire, .transcript].contains(focus) { focus = .layers }
    guard let (findings, stage) = held else {
      // Nothing is held where all rounds are over: the one before is the last.
      if let findings = WatchedComputation(self, in: context).findings, let prediction = findings.prediction {
        held = (findings, offset < 0 ? max(0, prediction.exchanges.count - 1) : 0)
      }
      return
    }
    let last = findings.prediction?.exchanges.count ?? 0
    held = (findings, max(0, min(last, stage + offset)))
  }

  /// A click on a round of the transcript goes to it.
  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    guard pane == .transcript, !context.subject.isLookingBack,
      case .choices(let table) = content(of: .transcript, in: context).body,
      let place = table.row(atRow: row, in: area)
    else { return nil }
    focus = .transcript
    moveRound(by: 0, in: context)
    if let (findings, _) = held { held = (findings, place) }
    isPlaying = false
    return ScreenReply()
  }

  private mutating func play(in context: ScreenContext) {
    guard !isPlaying else {
      isPlaying = false
      return
    }
    // Once it has come to its end it begins anew.
    if let (findings, stage) = held, stage >= findings.prediction?.exchanges.count ?? 0 { held = nil }
    moveRound(by: 0, in: context)
    isPlaying = held != nil
  }

  package mutating func tick() {
    guard isPlaying, let (findings, stage) = held else { return }
    let last = findings.prediction?.exchanges.count ?? 0
    // However many rounds there are, they are seen in some twenty seconds.
    let next = min(last, stage + max(1, last / 50))
    held = (findings, next)
    if next == last { isPlaying = false }
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let watched = WatchedComputation(self, in: context)
    var content =
      switch pane {
      case .record: RecordShares(watched: watched).content
      case .layers: LayerShares(watched: watched).content
      case .wire: WireWords(watched: watched).content
      case .transcript: RoundTable(watched: watched).content
      case .answers: SecureAnswers(watched: watched).content
      case .costs: ComputationFigures(watched: watched).content
      case .mistakes: CarelessStep(watched: watched, mistake: mistake).content
      case .protects: ProtectedParts(watched: watched).content
      case .readouts: Readouts(context: context).content
      }
    if pane != .readouts { content.basis = watched.basis }
    return content
  }

  package var tellsOfSteps: Bool { true }

  package func sentence(in context: ScreenContext) -> String? {
    context.glyphs.spelled(WatchedComputation(self, in: context).sentence)
  }

  package func isAwaitingAnswer(in context: ScreenContext) -> Bool {
    let subject = context.subject
    guard let snapshot = subject.snapshot, !subject.isLookingBack else { return false }
    let findings = subject.findings(ComputationFindings.self)
    guard let findings, findings.focus == wanted, findings.step == snapshot.step else { return true }
    return !findings.isWhole
  }
}
