import Attacks
package import Experiments
package import TerminalCanvas

/// The Membership screen: the ROC of the chosen attack under what (ε, δ) allows, its scores, and all attacks beside it.
package struct MembershipScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case chooseAttack(by: Int)
    case nextShadowCount
    case nextPrior
    case toggleROCScale
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case roc, scores, attacks, overlap, numbers
  }

  package static let title = "Membership"
  package static let purpose = "who was trained on?"
  package static let focusable: [Pane] = [.roc, .scores, .attacks, .overlap]

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      .chooseAttack(by: 1), "the next attack", keys: [.character("a")], hint: "b attack",
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      .chooseAttack(by: -1), "the attack before", keys: [.character("b")], before: .view(.focusPane(by: 1))),
    ScreenCommand(
      .nextShadowCount, "more reference models, or fewer again", keys: [.character("s")], hint: "shadows",
      before: .view(.zoom)),
    ScreenCommand(
      .toggleROCScale, "ROC with logarithmic axes, or linear ones", keys: [.character("g")], hint: "axes",
      before: .view(.zoom)),
    ScreenCommand(
      .nextPrior, "another share of members among those asked about, for precision",
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

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .chooseAttack(let offset):
      let methods = MembershipMethod.allCases
      let index = methods.firstIndex(of: attack.method) ?? 0
      attack.method = methods[(index + offset + methods.count) % methods.count]
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
    switch pane {
    case .roc: return AttackROC(chosen: chosen, isLogarithmic: isROCLogarithmic).content
    case .scores: return AttackScores(chosen: chosen).content
    case .attacks: return AttackList(chosen: chosen).content
    case .overlap: return AttackOverlap(chosen: chosen).content
    case .numbers: return AttackFigures(chosen: chosen, prior: prior).content
    }
  }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: return [Placement(focus, area)]
    case .medium:
      let (pane, numbers) = area.splitLeft(area.width - AttackFigures.width)
      return [Placement(focus, pane.splitLeft(pane.width - 1).left), Placement(.numbers, numbers)]
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

  /// This screen has figures of its own of membership, by other thresholds.
  package func readouts(in context: ScreenContext) -> PaneContent {
    Readouts(context: context, withMembership: false).content
  }

  /// What the chosen attack does.
  package func sentence(in context: ScreenContext) -> String? {
    let outcome = context.subject.findings(MembershipFindings.self)?.entries[attack.method]?.outcome
    let threat = outcome?.threatModel ?? attack.method.threatModel
    return context.glyphs.spelled("\(attack.method.sentence) It \(threat) (\(attack.method.paper)).")
  }
}
