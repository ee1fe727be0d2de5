package import Experiments
import Statistics
package import TerminalCanvas

/// The Compare screen: variants of the run at hand, each trained and attacked alike, as accuracy against leakage and as a table;
/// each can become the run at hand. Nothing begins by itself.
package struct CompareScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case startOrStop
    case chooseVariant(by: Int)
    case nextCompared
    case choose(VariantSet)
    case chooseValues
    case nextSeedCount
    case nextOrder
    case load
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case scatter, table, numbers, readouts
  }

  package static let title = "Compare"
  package static let purpose = "what does protection cost?"
  package static let focusable: [Pane] = [.scatter, .table, .numbers, .readouts]
  package static let readouts = Pane.readouts
  package static let choices =
    VariantSet.allCases.map {
      ScreenChoice(verb: "compare", name: $0.rawValue, title: $0.title, action: Action.choose($0))
    } + [
      ScreenChoice(
        verb: "compare", name: "values", title: "values of the chosen knob", action: Action.chooseValues)
    ]

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "start-comparison", .startOrStop, "train and attack the variants, or stop", keys: [.character("s")],
      hint: "start", before: .knob(.turnKnob(by: 1)),
      unless: { $0[CompareScreen.self].obstacleToStart(in: $0.context) }),
    ScreenCommand(
      "next-variant", .chooseVariant(by: 1), "the next variant", keys: [.character("a")],
      hint: "b variant", before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "previous-variant", .chooseVariant(by: -1), "the variant before", keys: [.character("b")],
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "load-variant", .load, "make the chosen variant the run at hand (on the table Enter does too)",
      keys: [.character("w")], hint: "load", before: .view(.focusPane(by: 1)),
      unless: {
        $0[CompareScreen.self].chosenConfiguration == nil
          ? "There is no variant to load yet: s starts a comparison." : nil
      }),
    ScreenCommand(
      "compared", .nextCompared, "compare something else: defences, minimisation, values of the chosen knob",
      keys: [.character("g")], hint: "set", before: .view(.zoom)),
    ScreenCommand(
      "sort-variants", .nextOrder, "sort the variants by the next column", keys: [.character("c")],
      hint: "sort", before: .view(.zoom)),
    ScreenCommand(
      "comparison-seeds", .nextSeedCount, "more seeds for each variant, or fewer again",
      keys: [.character("n")], hint: "seeds", before: .view(.zoom)),
  ]

  package var focus = Pane.scatter
  /// What is looked at.
  package internal(set) var compared = ComparisonFocus.Compared.set(.defences)
  /// What is under way; nil rests.
  package internal(set) var asked: ComparisonFocus?
  /// The newest of each comparison, whatever run was at hand.
  private(set) var found: [ComparisonFocus.Compared: ComparisonFindings] = [:]
  /// The place of the variant that is looked at, in the order of the plan.
  private var places: [ComparisonFocus.Compared: Int] = [:]
  package internal(set) var order = VariantOrder.plan
  package internal(set) var seedCount = 1
  /// Reference models for each run.
  package var shadowCount = 16

  private static let seedCounts = [1, 3, 5]

  package init() {}

  package var investigation: InvestigationRequest? {
    asked.map { InvestigationRequest(ComparisonInvestigation.self, $0) }
  }

  /// What was found of what is looked at.
  var findings: ComparisonFindings? { found[compared] }
  var place: Int { min(places[compared] ?? 0, max(0, (findings?.variants.count ?? 0) - 1)) }

  package var adversary: Adversary { .comparing(findings, chosen: place) }

  /// Whether what is looked at is under way.
  var isUnderWay: Bool { asked?.compared == compared }

  /// What would be compared now; nil before there is a run.
  func offered(in context: ScreenContext) -> ComparisonFocus? {
    guard var base = context.subject.snapshot?.settings else { return nil }
    // They stand outside every figure, and may be of other columns than a variant has.
    base.planted = []
    let before = findings?.focus.attempt ?? 0
    return ComparisonFocus(
      compared, of: base, seedCount: seedCount, shadowCount: shadowCount,
      attempt: findings?.obstacle == nil ? before : before + 1)
  }

  func obstacleToStart(in context: ScreenContext) -> String? {
    guard let offered = offered(in: context) else { return "No run has begun yet." }
    guard !isUnderWay, let findings, findings.isOver, findings.focus == offered else { return nil }
    return
      "That is compared already: g compares something else, n with more seeds, and a knob that is turned makes others."
  }

  var chosenConfiguration: ExperimentConfiguration? { findings?.configuration(of: place) }

  /// The places of the variants in the order of the table.
  var sorted: [Int] { order.places(of: findings?.variants ?? []) }

  package mutating func follow(_ context: ScreenContext) {
    guard let newest = context.subject.findings(ComparisonFindings.self),
      newest.edition > found.values.map(\.edition).max() ?? -1
    else { return }
    found[newest.focus.compared] = newest
    if newest.isOver, newest.focus == asked { asked = nil }
  }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .startOrStop:
      if isUnderWay {
        // What rested goes on.
        if !context.isResting { asked = nil }
      } else {
        asked = offered(in: context)
      }
    case .chooseVariant(let offset):
      let sorted = sorted
      guard !sorted.isEmpty else { break }
      let row = sorted.firstIndex(of: place) ?? 0
      places[compared] = sorted[(row + offset + sorted.count) % sorted.count]
    case .nextCompared: compared = next(after: compared, knob: context.knob)
    case .choose(let set): compared = .set(set)
    case .chooseValues: compared = .values(of: context.knob)
    case .nextSeedCount:
      let index = Self.seedCounts.firstIndex(of: seedCount) ?? -1
      seedCount = Self.seedCounts[(index + 1) % Self.seedCounts.count]
      // What is under way or done goes on with them, whatever run is at hand by now.
      guard isUnderWay || (findings?.isOver == true && findings?.obstacle == nil) else { break }
      asked = asked ?? findings?.focus
      asked?.seedCount = seedCount
    case .nextOrder:
      let orders = VariantColumns.orders(of: findings)
      order = orders[((orders.firstIndex(of: order) ?? -1) + 1) % orders.count]
    case .load: break
    }
    return []
  }

  private func next(after present: ComparisonFocus.Compared, knob: Knob) -> ComparisonFocus.Compared {
    switch present {
    case .set(.defences): .set(.minimisation)
    case .set(.minimisation): .values(of: knob)
    case .values(let other): other == knob ? .set(.defences) : .values(of: knob)
    }
  }

  package func request(_ action: Action, in context: ScreenContext) -> Explorer.Action? {
    action == .load ? loading(in: context) : nil
  }

  /// Makes the chosen variant the run at hand; nil where there is none.
  private func loading(in context: ScreenContext) -> Explorer.Action? {
    guard let configuration = chosenConfiguration, let variant = findings?.variants[place] else { return nil }
    return .run(
      .begin(
        configuration,
        saying: context.glyphs.spelled(
          "The run at hand is now `\(variant.name)`, with seed \(configuration.seed); u brings back the one before."
        )))
  }

  package mutating func press(_ key: Key, in context: ScreenContext) -> ScreenReply? {
    guard focus == .table, findings?.variants.isEmpty == false else { return nil }
    switch key {
    case .up: _ = update(.chooseVariant(by: -1), in: context)
    case .down: _ = update(.chooseVariant(by: 1), in: context)
    case .enter: return loading(in: context).map { ScreenReply(request: $0) }
    default: return nil
    }
    return ScreenReply()
  }

  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    guard pane == .table, case .choices(let table) = content(of: .table, in: context).body,
      let line = table.row(atRow: row, in: area)
    else { return nil }
    focus = .table
    places[compared] = sorted[line]
    return ScreenReply()
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    if pane == .readouts { return Readouts(context: context).content }
    let variants = ComparedVariants(screen: self, context: context)
    return switch pane {
    case .scatter: variants.scatter
    case .table: variants.table
    case .numbers, .readouts: VariantFigures(variants: variants).content
    }
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    ComparedVariants(screen: self, context: context).headlines ?? Headline.usual(in: context)
  }

  package func isWorking(in context: ScreenContext) -> Bool { asked != nil }

  package func sentence(in context: ScreenContext) -> String? {
    context.glyphs.spelled(ComparedVariants(screen: self, context: context).spoken)
  }
}

extension VariantSet {
  /// What is compared, to stand in a list.
  var title: String {
    switch self {
    case .defences: "defences, heuristics beside clipping and noise"
    case .minimisation: "minimisation, what need not have been collected"
    }
  }
}
