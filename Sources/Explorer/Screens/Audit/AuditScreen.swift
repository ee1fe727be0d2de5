package import DifferentialPrivacy
package import Experiments
import TerminalCanvas

/// The Audit screen: the ε that is claimed, what guesses at canaries prove of it, what the trainer did, and faults to put into it.
package struct AuditScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case nextBug
    case put(TrainerBug?)
    case listBugs
    case nextCanaries
    case nextCanaryCount
    case nextView
    case show(View)
    case toggleROCScale
    case writeReport
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case course, roc, guesses, lights, figures, bugs, readouts
  }

  /// What may be asked for by its name.
  package enum View: String, CaseIterable, Sendable {
    case course, roc, guesses, lights, figures, bugs

    var pane: Pane {
      switch self {
      case .course: .course
      case .roc: .roc
      case .guesses: .guesses
      case .lights: .lights
      case .figures: .figures
      case .bugs: .bugs
      }
    }

    var title: String {
      switch self {
      case .course: "claimed and proven ε over steps"
      case .roc: "the canaries' ROC between what is claimed and what is refuted"
      case .guesses: "guesses as they are judged"
      case .lights: "what the trainer did beside what it promised"
      case .figures: "what is claimed, and what is proven"
      case .bugs: "faults to put into the trainer"
      }
    }
  }

  package static let title = "Audit"
  package static let purpose = "what a trainer claims of its privacy, and what is proven of it"
  package static let focusable: [Pane] = [.course, .roc, .guesses, .lights, .figures, .bugs, .readouts]
  package static let readouts = Pane.readouts
  package static let choices =
    View.allCases.map {
      ScreenChoice(verb: "audit", name: $0.rawValue, title: $0.title, action: Action.show($0))
    }
    + [ScreenChoice(verb: "bug", name: "none", title: "a trainer that keeps its promise", action: .put(nil))]
    + TrainerBug.allCases.map {
      ScreenChoice(verb: "bug", name: $0.rawValue, title: $0.effect, action: Action.put($0))
    }

  package var focus = Pane.course {
    didSet {
      if Self.details.contains(focus) { detail = focus }
      if focus != .bugs { listed = nil }
    }
  }
  /// Which of the panes that share a place has it.
  private(set) var detail = Pane.roc
  static let details: [Pane] = [.roc, .guesses, .bugs]
  /// The row of the list of faults that the arrows are at; nil while it does not take the keys.
  package internal(set) var listed: Int?
  package var isROCLogarithmic = true

  package init() {}

  package var investigation: InvestigationRequest? {
    InvestigationRequest(AuditInvestigation.self, EverySnapshot())
  }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .listBugs:
      let listed = BugList.row(of: context.subject.running.bug)
      focus = .bugs
      self.listed = listed
    case .nextView:
      let views = View.allCases
      let place = views.firstIndex { $0.pane == focus } ?? -1
      focus = views[(place + 1) % views.count].pane
    case .show(let view): focus = view.pane
    case .toggleROCScale:
      isROCLogarithmic.toggle()
      focus = .roc
    case .writeReport:
      let files = WatchedAudit(in: context).files
      return files.isEmpty ? [] : [.write(files)]
    case .nextBug, .put, .nextCanaries, .nextCanaryCount: break
    }
    return []
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let watched = WatchedAudit(in: context)
    return switch pane {
    case .course: EpsilonCourse(watched: watched).content
    case .roc: CanaryROC(watched: watched, isLogarithmic: isROCLogarithmic).content
    case .guesses: JudgedGuesses(watched: watched).content
    case .lights: ConformanceLights(watched: watched).content
    case .figures: AuditFigures(watched: watched).content
    case .bugs: BugList(watched: watched, listed: listed).content
    case .readouts: Readouts(context: context).content
    }
  }

  package var tellsOfSteps: Bool { true }

  package func sentence(in context: ScreenContext) -> String? {
    context.glyphs.spelled(WatchedAudit(in: context).verdict)
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    WatchedAudit(in: context).headlines ?? Headline.usual(in: context)
  }

  package func isWorking(in context: ScreenContext) -> Bool {
    context.subject.findings(AuditFindings.self)?.isWhole == false
  }

  package func isAwaitingAnswer(in context: ScreenContext) -> Bool {
    let subject = context.subject
    guard let snapshot = subject.snapshot, !subject.isLookingBack else { return false }
    guard let findings = subject.findings(AuditFindings.self), findings.step == snapshot.step else {
      return true
    }
    return !findings.isWhole
  }
}
