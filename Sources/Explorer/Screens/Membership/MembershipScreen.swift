package import Attacks
package import Experiments
import Statistics
package import TerminalCanvas

/// The Membership screen: the ROC of the chosen attack under what (ε, δ) allows, its scores, and all attacks beside it.
package struct MembershipScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case chooseAttack(by: Int)
    case choose(MembershipMethod)
    case nextShadowCount
    case nextPrior
    case toggleROCScale
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case roc, scores, attacks, overlap, numbers, readouts
  }

  package static let title = "Membership"
  package static let purpose = "who was trained on?"
  package static let focusable: [Pane] = [.roc, .scores, .attacks, .overlap, .numbers, .readouts]
  package static let readouts = Pane.readouts
  package static let choices = MembershipMethod.allCases.map {
    ScreenChoice(verb: "attack", name: $0.name, title: $0.title, action: Action.choose($0))
  }

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-attack", .chooseAttack(by: 1), "the next attack", keys: [.character("a")], hint: "b attack",
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "previous-attack", .chooseAttack(by: -1), "the attack before", keys: [.character("b")],
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "reference-models", .nextShadowCount, "more reference models, or fewer again", keys: [.character("s")],
      hint: "models",
      before: .view(.zoom)),
    ScreenCommand(
      "roc-axes", .toggleROCScale, "ROC with logarithmic axes, or linear ones", keys: [.character("g")],
      hint: "axes",
      before: .view(.zoom)),
    ScreenCommand(
      "prior", .nextPrior, "another share of members among those asked about, for precision",
      keys: [.character("w")], hint: "prior", before: .view(.zoom)),
  ]

  package var focus = Pane.roc
  package var isROCLogarithmic = true
  /// The attack that is drawn, and how many reference models it may have.
  package var attack = MembershipFocus(method: .liraOnline, shadowCount: 16)
  /// The share of members among all that an adversary might ask about, by which precision is stated.
  package var prior = 0.5

  private static let shadowCounts = [4, 8, 16, 32, 64]
  private static let priors = [0.5, 0.1, 0.01, 0.001]

  package init() {}

  package var investigation: InvestigationRequest? {
    InvestigationRequest(MembershipInvestigation.self, attack)
  }

  package var adversary: Adversary { .chosen(attack.method, prior: prior) }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .chooseAttack(let offset):
      let methods = MembershipMethod.allCases
      let index = methods.firstIndex(of: attack.method) ?? 0
      attack.method = methods[(index + offset + methods.count) % methods.count]
    case .choose(let method): attack.method = method
    case .nextShadowCount: attack.shadowCount = Self.next(after: attack.shadowCount, in: Self.shadowCounts)
    case .nextPrior: prior = Self.next(after: prior, in: Self.priors)
    case .toggleROCScale: isROCLogarithmic.toggle()
    }
    return []
  }

  private static func next<Value: Equatable>(after value: Value, in values: [Value]) -> Value {
    let index = values.firstIndex(of: value) ?? -1
    return values[(index + 1) % values.count]
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let chosen = ChosenAttack(subject: context.subject, glyphs: context.glyphs, method: attack.method)
    // This screen has figures of its own of membership, by other thresholds.
    if pane == .readouts { return Readouts(context: context, withMembership: false).content }
    var content =
      switch pane {
      case .roc: AttackROC(chosen: chosen, isLogarithmic: isROCLogarithmic).content
      case .scores: AttackScores(chosen: chosen).content
      case .attacks: AttackList(chosen: chosen).content
      case .overlap: AttackOverlap(chosen: chosen).content
      case .numbers, .readouts: AttackFigures(chosen: chosen, prior: prior).content
      }
    content.basis = chosen.basis
    return content
  }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small:
      let (pane, numbers) = area.splitLeft(area.width - 30)
      let isNumbers = focus == .numbers || focus == .readouts
      return [
        Placement(isNumbers ? .roc : focus, pane.splitLeft(pane.width - 1).left),
        Placement(focus == .readouts ? .readouts : .numbers, numbers),
      ]
    case .medium:
      let (pane, numbers) = area.splitLeft(area.width - AttackFigures.width)
      let isNumbers = focus == .numbers || focus == .readouts
      return [
        Placement(isNumbers ? .roc : focus, pane.splitLeft(pane.width - 1).left),
        Placement(focus == .readouts ? .readouts : .numbers, numbers),
      ]
    case .huge: return hugeLayout(area)
    case .wide:
      let (charts, lists) = area.splitLeft(area.width - AttackList.width)
      let (roc, scores) = charts.splitLeft(charts.width - 1).left.splitTop(charts.height - 11)
      let (attacks, numbers) = lists.splitTop(AttackList.height)
      return [
        // There is room for one of the two.
        Placement(.roc, roc), Placement(focus == .overlap ? .overlap : .scores, scores),
        Placement(.attacks, attacks), Placement(.numbers, numbers),
      ]
    }
  }

  /// Everything at once, and the list with its differences.
  private func hugeLayout(_ area: Rect) -> [Placement<Pane>] {
    let (charts, lists) = area.splitLeft(area.width - AttackList.width - 10)
    let (roc, below) = charts.splitLeft(charts.width - 1).left.splitTop(charts.height * 6 / 10)
    let halves = below.columns(2)
    let (attacks, numbers) = lists.splitTop(AttackList.height + 7)
    return [
      Placement(.roc, roc), Placement(.scores, halves[0].splitLeft(halves[0].width - 1).left),
      Placement(.overlap, halves[1]), Placement(.attacks, attacks), Placement(.numbers, numbers),
    ]
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    let chosen = ChosenAttack(subject: context.subject, glyphs: context.glyphs, method: attack.method)
    guard let moment = context.subject.moment, let entry = chosen.entry else {
      return Headline.usual(in: context)
    }
    let curve = entry.outcome.result.curve
    var headlines = Headline.usual(in: context).filter { $0.ink != .member }
    headlines.insert(
      Headline(
        name: "\(context.glyphs.diagnosticMark)AUC, \(chosen.title)",
        value: Headline.short(curve.areaUnderCurve),
        ink: .member), at: moment.test == nil ? 0 : 1)
    return headlines
  }

  package func isWorking(in context: ScreenContext) -> Bool {
    guard let shadows = context.subject.findings(MembershipFindings.self)?.shadows else {
      return context.subject.obstacleToMembership == nil
    }
    return shadows.finished < shadows.count
  }

  /// What the chosen attack does.
  package func sentence(in context: ScreenContext) -> String? {
    let outcome = context.subject.findings(MembershipFindings.self)?.entries[attack.method]?.outcome
    let threat = outcome?.threatModel ?? attack.method.threatModel
    return context.glyphs.spelled("\(attack.method.sentence) It \(threat) (\(attack.method.paper)).")
  }
}
