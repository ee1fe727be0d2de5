import DifferentialPrivacy
import Experiments
import Explorer
import Foundation
import PlainText
import Statistics
import TerminalCanvas
import Testing

struct CompareScreenTests {
  /// The whole screen as a person sees it.
  @Test(arguments: [
    ("compare-120x36-ascii", 120, 36, GlyphSet.ascii, "a a a a"),
    ("compare-120x36-braille", 120, 36, .braille, "a <Tab> c c"),
    ("compare-160x50-braille", 160, 50, .braille, "b"),
    ("compare-80x24-ascii", 80, 24, .ascii, "a"), ("compare-80x24-table", 80, 24, .ascii, "<Tab> b b b"),
    ("compare-60x16-table", 60, 16, .ascii, "<Tab>"),
    ("compare-80x24-presenter", 80, 24, .blocks, "a P"),
    ("compare-120x36-offer", 120, 36, .ascii, "g"),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, script: String
  ) throws {
    var state = Fixture.variantsCompared.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  private var screen: ExplorerState {
    var state = Fixture.unprotected
    _ = state.play("6")
    return state
  }

  /// What is compared is the run as it is now; `s` begins it, and `s` stops it.
  @Test func nothingBeginsByItself() throws {
    var state = screen
    #expect(state.investigation == nil && state.play("a b c n n n g g g").comparisons.isEmpty)
    let snapshot = try #require(state.subject.snapshot)
    let focus = ComparisonFocus(.set(.defences), of: snapshot.settings, seedCount: 1, shadowCount: 16)
    #expect(state.play("s").comparisons == [focus])
    // Another screen rests it, and it goes on when it is shown again.
    #expect(state.play("1").comparisons == [nil] && state.play("6").comparisons == [focus])
    #expect(state.play("s").comparisons == [nil])
  }

  /// Esc rests it, and `s` or any key of the screen goes on.
  @Test func escapeRestsIt() {
    var state = screen
    let begun = state.play("s").comparisons
    #expect(begun.count == 1 && state.play("<Esc>").comparisons == [nil] && state.isResting)
    _ = state.update(.found(Fixture.variants(done: 5)))
    #expect(state.sized(120, 36).drawn().plain.contains("5 of 13 runs; it rests, and s goes on"))
    #expect(state.play("s").comparisons == begun && !state.isResting)
    #expect(state.sized(120, 36).drawn().plain.contains("5 of 13 runs; it rests while another screen"))
  }

  /// Once it is over nobody is asked any more, and what is the same is not trained again.
  @Test func whatIsDoneIsNotBegunAgain() throws {
    var state = screen
    _ = state.play("s")
    let asked = try #require(state[CompareScreen.self].asked)
    #expect(state.update(.found(Fixture.variants(asked))).comparisons == [nil])
    #expect(
      state.play("s").comparisons.isEmpty && state.notice?.text.hasPrefix("That is compared already") == true)
    // More seeds are asked of the same.
    var more = asked
    more.seedCount = 3
    #expect(state.play("n").comparisons == [more])
  }

  /// The set, its minimisation, the values of the knob that is chosen; by keys and by words.
  @Test func whatIsComparedIsChosen() throws {
    var state = screen
    _ = state.play("g s")
    #expect(state[CompareScreen.self].asked?.compared == .set(.minimisation))
    _ = state.play("s j g s")
    #expect(state[CompareScreen.self].asked?.compared == .values(of: .clippingNorm))
    // Another knob was chosen since.
    _ = state.play("s j g s")
    #expect(state[CompareScreen.self].asked?.compared == .values(of: .adaptiveClipping))
    _ = state.play("s 1 :")
    _ = state.type("compare defences")
    _ = state.play("<Enter> s")
    #expect(state.screen is CompareScreen && state[CompareScreen.self].asked?.compared == .set(.defences))
  }

  /// Rows stand in the order of the chosen column, and keys walk through them as they stand.
  @Test func theTableIsSortedByAnyColumn() throws {
    var state = Fixture.variantsCompared.sized(160, 50)
    let variants = Fixture.variants().variants
    for order in VariantOrder.allCases {
      let table = try #require(self.table(of: state))
      let names = order.places(of: variants).map { variants[$0].name.replacing("ε", with: "eps") }
      #expect(table.rows.map { String($0.title.dropFirst(3)) } == names, "\(order)")
      #expect(table.columns.filter(\.isOrder).count == (order == .plan || order == .name ? 0 : 1), "\(order)")
      let before = table.chosen
      _ = state.play("a")
      #expect(try #require(self.table(of: state)).chosen == (before + 1) % names.count, "\(order)")
      _ = state.play("b c")
    }
    #expect(try #require(table(of: state)).rows.first?.title.hasPrefix("a") == true)
  }

  private func table(of state: ExplorerState) -> ChoiceTable? {
    guard case .choices(let table) = state[CompareScreen.self].content(of: .table, in: state.context).body
    else { return nil }
    return table
  }

  /// A narrow table has fewer columns, and the one that it is sorted by.
  @Test func aNarrowTableKeepsItsOrder() {
    var state = Fixture.variantsCompared.sized(80, 24)
    _ = state.play("<Tab>")
    for word in ["accuracy", "AUC"] { #expect(state.drawn().plain.contains(word)) }
    #expect(!state.drawn().plain.contains(" seconds\n") && !state.lines[4].contains("seconds"))
    _ = state.play("c c c c c c c c")
    #expect(state.lines.contains { $0.contains("accuracy") && $0.contains("seconds") })
  }

  /// Enter on a row begins that very run, and undo brings back the one before; the table stays as it was.
  @Test func aRowBecomesTheRunAtHand() throws {
    var sitting = Sitting()
    sitting.train(20)
    let before = try #require(sitting.state.subject.snapshot).startConfiguration
    sitting.play("6")
    // A row is none before there are any.
    #expect(
      sitting.play("w").beginnings.isEmpty
        && sitting.state.notice?.text.hasPrefix("There is no variant") == true)
    _ = sitting.state.update(.found(Fixture.variants()))
    let begun = sitting.play("<Tab> a <Enter>").beginnings
    let plan = try Fixture.defences.plan()
    let wanted = try plan.variants[1].configuration(of: plan.base, seed: plan.base.seed)
    #expect(begun.map(\.configuration) == [wanted] && wanted.weightDecay == 0.01)
    #expect(sitting.state.draft == wanted && sitting.state.subject.running.canaries == .mislabelled)
    #expect(sitting.state.notice?.text.contains("`weight decay 0.01`") == true)
    #expect(sitting.state.drawn().plain.contains("label smoothing 0.1"))
    // What is found for the run of now is newer than what a run of before brings back.
    _ = sitting.state.update(
      .found(Fixture.variants(edition: 2, generation: sitting.state.subject.snapshot?.generation ?? 0)))
    #expect(sitting.play("u").beginnings.map(\.configuration) == [before])
    #expect(
      sitting.state[CompareScreen.self].adversary
        == .comparing(
          Fixture.variants(edition: 2, generation: 2), chosen: 1))
    #expect(sitting.state.subject.running == before && sitting.state.subject.snapshot?.step == 20)
  }

  /// Each number on the screen is that of the findings.
  @Test func theFiguresAreThoseFound() throws {
    var state = Fixture.variantsCompared.sized(120, 36)
    _ = state.play("b")
    let variant = try #require(Fixture.variants().variants.last)
    let text = state.drawn().plain
    for figure in [variant.testAccuracy, variant.area, variant.canaryArea, variant.balancedAccuracy] {
      // Once in the table and once among the numbers.
      #expect(text.components(separatedBy: try #require(figure).written(3)).count >= 3)
    }
    #expect(text.contains("6.80") && text.contains("noise multiplier"))
    // Of one whose answers are no numbers there is an accuracy alone.
    _ = state.play("a a a")
    let numbers = state[CompareScreen.self].content(of: .numbers, in: state.context)
    #expect(numbers.sentence.contains("no numbers any longer"))
  }

  /// Who hears the screen hears every row; what is taken home of the chart has every point.
  @Test func itIsSpokenAndTakenHome() throws {
    var state = Fixture.variantsCompared.sized(120, 36)
    guard case .speak(let sentences) = state.plainCommand("describe variants") else {
      Issue.record("the table was to be spoken")
      return
    }
    let spoken = sentences.joined()
    for variant in Fixture.variants().variants {
      #expect(spoken.contains(variant.name.replacing("ε", with: "eps")))
    }
    _ = state.play(":")
    _ = state.type("export csv")
    let files = state.play("<Enter>").files
    let lines = String(decoding: try #require(files.first).bytes, as: UTF8.self).split(separator: "\n")
    #expect(files.count == 1 && lines.count == 13 && lines[1].hasPrefix("a,no defence,0.52,0.55"))
  }

  @Test func everyTermOfIsReadOfTheVariant() {
    var state = Fixture.variantsCompared
    _ = state.play("b")
    for term in [
      Term.variants, .frontier, .variantAccuracy, .balancedTestAccuracy, .variantLeakage, .variantFound,
      .canaryAUC,
      .variantEpsilon, .accuracyChange, .leakageChange, .variantSeeds, .variantSeconds,
    ] {
      let explanation = Explanation(of: term, in: state.context, against: state.screen.adversary)
      #expect(!explanation.plain.hasPrefix(term.definition), "\(term.name): \(explanation.plain)")
      // These two are also said of the run at hand.
      guard term != .balancedTestAccuracy, term != .canaryAUC else { continue }
      let elsewhere = Explanation(of: term, in: state.context)
      #expect(elsewhere.plain.contains("on the Compare screen s"), "\(term.name)")
    }
  }

  /// A click on a row chooses it.
  @Test func aClickChoosesARow() throws {
    var state = Fixture.variantsCompared.sized(120, 36)
    let row = try #require(state.lines.firstIndex { $0.contains("mixup 1") })
    let column = try #require(state.lines[row].range(of: "mixup")).lowerBound.utf16Offset(
      in: state.lines[row])
    _ = state.update(.pointer(PointerEvent(.click, column: column, row: row)))
    #expect(state[CompareScreen.self].adversary == .comparing(Fixture.variants(), chosen: 6))
  }
}

extension [Effect] {
  /// What is asked to be compared; nil is a rest.
  fileprivate var comparisons: [ComparisonFocus?] {
    compactMap { effect -> ComparisonFocus?? in
      if case .investigate(let request) = effect { .some(request?.request as? ComparisonFocus) } else { nil }
    }
  }
}
