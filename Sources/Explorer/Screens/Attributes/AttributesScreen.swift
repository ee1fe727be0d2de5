package import Attacks
package import Experiments
import Records
import Statistics
package import TerminalCanvas

/// The Attributes screen: what is guessed of people with the model and without it, of members and of others, and of a planted
/// coin.
package struct AttributesScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case chooseMethod(by: Int)
    case choose(AttributeMethod)
    case nextColumn
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case bars, course, methods, numbers, readouts
  }

  package static let title = "Attributes"
  package static let purpose = "what is guessed of people?"
  package static let focusable: [Pane] = [.bars, .course, .methods, .numbers, .readouts]
  package static let readouts = Pane.readouts
  package static let choices = AttributeMethod.allCases.map {
    ScreenChoice(verb: "guess", name: $0.name, title: $0.title, action: Action.choose($0))
  }

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-method", .chooseMethod(by: 1), "the next way to guess", keys: [.character("a")],
      hint: "b method", before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "previous-method", .chooseMethod(by: -1), "the way to guess before", keys: [.character("b")],
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "sensitive-column", .nextColumn, "guess another sensitive column", keys: [.character("s")],
      hint: "column", before: .view(.zoom),
      unless: { state in
        guard let findings = state.subject.findings(AttributeFindings.self), findings.columns.count < 2 else {
          return nil
        }
        return "Of this run no other column can be guessed."
      }),
    ScreenCommand(
      "plant-coin", doing: .shell(.knob(.set(.coin, "on"))),
      "plant a column of coin flips, from a restart on",
      keys: [.character("f")], hint: "coin", before: .view(.zoom),
      unless: { state in
        if state.draft.coin {
          return state.subject.running.coin
            ? "A coin is planted already." : "The coin waits for a restart: R."
        }
        guard let snapshot = state.subject.snapshot, case .table = snapshot.data.dataset.layout else {
          return "A coin is planted as a column of a table. The preset `attributes` (o) has one."
        }
        return nil
      }),
  ]

  package var focus = Pane.bars
  package var guess = AttributeFocus(method: .modelTimesImputer)

  package init() {}

  package var investigation: InvestigationRequest? {
    InvestigationRequest(AttributeInvestigation.self, guess)
  }

  package var adversary: Adversary { .guessing(guess.method) }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .chooseMethod(let offset):
      let methods = AttributeMethod.allCases
      let index = methods.firstIndex(of: guess.method) ?? 0
      guess.method = methods[(index + offset + methods.count) % methods.count]
    case .choose(let method): guess.method = method
    case .nextColumn:
      guard let findings = context.subject.findings(AttributeFindings.self), !findings.columns.isEmpty else {
        break
      }
      let index = findings.columns.firstIndex { $0 == findings.column } ?? -1
      guess.column = findings.columns[(index + 1) % findings.columns.count]
    }
    return []
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let chosen = ChosenGuess(subject: context.subject, glyphs: context.glyphs, method: guess.method)
    if pane == .readouts { return Readouts(context: context).content }
    var content =
      switch pane {
      case .bars: GuessBars(chosen: chosen).content
      case .course: GuessCourse(chosen: chosen).content
      case .methods: GuessList(chosen: chosen).content
      case .numbers, .readouts: GuessFigures(chosen: chosen).content
      }
    content.basis = chosen.basis
    return content
  }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small, .medium:
      let (pane, numbers) = area.splitLeft(area.width - (size == .small ? 30 : GuessFigures.width))
      let isNumbers = focus == .numbers || focus == .readouts
      return [
        Placement(isNumbers ? .bars : focus, pane.splitLeft(pane.width - 1).left),
        Placement(focus == .readouts ? .readouts : .numbers, numbers),
      ]
    case .wide, .huge:
      let (charts, lists) = area.splitLeft(area.width - GuessList.width - (size == .huge ? 10 : 0))
      let (bars, course) = charts.splitLeft(charts.width - 1).left.splitTop(
        max(14, charts.height * 45 / 100))
      let (methods, numbers) = lists.splitTop(GuessList.height)
      return [
        Placement(.bars, bars), Placement(.course, course), Placement(.methods, methods),
        Placement(.numbers, numbers),
      ]
    }
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    let chosen = ChosenGuess(subject: context.subject, glyphs: context.glyphs, method: guess.method)
    guard chosen.obstacle == nil, let members = chosen.members, let imputed = chosen.findings?.imputation
    else {
      return Headline.usual(in: context)
    }
    let mark = context.glyphs.diagnosticMark
    return [
      Headline(name: "\(mark)members guessed", value: Headline.short(members.accuracy.rate), ink: .member),
      Headline(name: "\(mark)without the model", value: Headline.short(imputed.accuracy.rate), ink: .test),
    ] + Headline.usual(in: context).filter { $0.ink != .member && $0.ink != .test }
  }

  package func isWorking(in context: ScreenContext) -> Bool {
    let chosen = ChosenGuess(subject: context.subject, glyphs: context.glyphs, method: guess.method)
    guard chosen.obstacle == nil, guess.method.usesReferences else { return false }
    return (chosen.entry?.step ?? -1) < (chosen.findings?.step ?? 0)
  }

  /// What the chosen way to guess does.
  package func sentence(in context: ScreenContext) -> String? {
    context.glyphs.spelled("\(guess.method.sentence) (\(guess.method.paper))")
  }
}
