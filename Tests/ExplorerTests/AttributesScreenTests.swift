import Attacks
import Experiments
import Explorer
import Foundation
import PlainText
import Records
import Statistics
import TerminalCanvas
import Testing

struct AttributesScreenTests {
  /// The whole screen as a person sees it.
  @Test(arguments: [
    ("attributes-120x36-ascii", 120, 36, GlyphSet.ascii, ""),
    ("attributes-120x36-braille", 120, 36, .braille, ""),
    ("attributes-160x50-braille", 160, 50, .braille, ""),
    ("attributes-80x24-ascii", 80, 24, .ascii, ""), ("attributes-80x24-course", 80, 24, .ascii, "<Tab>"),
    ("attributes-80x24-methods", 80, 24, .ascii, "<Tab> <Tab>"),
    ("attributes-60x16-ascii", 60, 16, .ascii, ""),
    ("attributes-80x24-presenter", 80, 24, .blocks, "P"),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, script: String
  ) throws {
    var state = Fixture.guessed.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  /// Its keys say what is to be looked at, and it rests when it is left.
  @Test func theKeysChooseWhatIsInvestigated() {
    var state = Fixture.guessed
    #expect(state.play("a").guesses == [AttributeFocus(method: .fredrikson)])
    #expect(state.play("b b").guesses.last == AttributeFocus(method: .membershipTimesImputation))
    #expect(state.play("1").guesses == [nil])
    // Of affairs the others may not be guessed as they are read.
    var again = Fixture.guessed
    #expect(again.play("s").guesses.isEmpty && again.notice?.text.contains("no other column") == true)
  }

  /// Each number on the screen is that of the findings.
  @Test func theFiguresAreThoseFound() throws {
    let state = Fixture.guessed.sized(120, 36)
    let findings = try #require(state.subject.findings(AttributeFindings.self))
    let text = state.drawn().plain
    let outcome = try #require(findings.entries[.modelTimesImputer]?.outcome)
    for share in [
      outcome.sides.members?.accuracy.rate, outcome.sides.nonMembers?.accuracy.rate,
      findings.imputation?.accuracy.rate, findings.coin?.members?.accuracy.rate,
      findings.coin?.nonMembers?.accuracy.rate,
    ] {
      let share = try #require(share)
      let written = "\((1000 * share).rounded() / 1000)"
      // Once beside its bar and once among the numbers.
      #expect(text.components(separatedBy: " \(written)").count >= 3, "\(written)")
    }
    #expect(findings.course.values.map(\.step) == [60, 120, 180])
  }

  /// The line of one half stands where it is half way.
  @Test func coinsHaveTheLineOfChance() throws {
    let state = Fixture.guessed.sized(80, 24)
    let lines = state.drawn().plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let coin = try #require(lines.firstIndex { $0.contains("coin, others") })
    let bar = Array(lines[coin + 1].prefix(42))
    #expect(bar.firstIndex(of: "|") == 21)
    #expect(!lines[coin - 5].contains("|"))
  }

  @Test func withoutATableItSaysHowToGetOne() {
    var state = Fixture.unprotected.sized(80, 24)
    _ = state.play("5")
    let found = AttributeFindings(
      generation: 1, column: nil, values: [], columns: [],
      obstacle: AttributeError.notATable(dataset: "digits").description)
    _ = state.update(.found(found))
    let text = state.drawn().plain
    #expect(text.contains("is no table") && text.contains("--sensitive") && text.contains("`attributes`"))
    _ = state.play("f")
    #expect(state.notice?.text.contains("a column of a table") == true && !state.draft.coin)
    _ = state.play("a b s z z x <Escape>")
    #expect(state.screen is AttributesScreen)
  }

  /// The key of the coin is a turn of the knob: it waits for a restart, and can be undone.
  @Test func aCoinIsPlantedAtARestart() {
    var state = Fixture.begun(ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175")))
    _ = state.play("5 f")
    #expect(state.draft.coin && !state.subject.running.coin && state.hasPendingCoin)
    _ = state.play("u")
    #expect(!state.draft.coin)
    _ = state.play("f")
    let started = state.play("R").compactMap { effect -> ExperimentConfiguration? in
      guard case .order(.start(let beginning, _, _)) = effect else { return nil }
      return beginning.configuration
    }
    #expect(started.map(\.coin) == [true])
  }

  /// The preset has the attack's own label and settings, and shows the screen.
  @Test func thePresetOpensTheScreen() throws {
    let preset = try #require(Fixture.unprotected.presets.first { $0.name == "attributes" })
    #expect(preset.screen == "Attributes" && preset.configuration.coin)
    #expect(preset.configuration.label == "rate_marriage" && preset.configuration.sensitive == "affairs")
    var state = Fixture.unprotected
    _ = state.update(.asked(.run(.start(preset: "attributes"))))
    #expect(state.screen is AttributesScreen)
  }

  /// What needs models of the adversary's own is found when it is chosen.
  @Test func membershipScoresAreFoundWhenChosen() throws {
    let findings = try #require(Fixture.guessedByMembership.subject.findings(AttributeFindings.self))
    #expect(findings.entries[.membershipTimesImputation]?.step == 180)
    #expect(Fixture.guessed.sized(120, 36).drawn().plain.contains("when chosen"))
    #expect(!Fixture.guessedByMembership.sized(120, 36).drawn().plain.contains("when chosen"))
  }

  /// A pinned run stands beside the bars.
  @Test func thePinnedRunStandsBeside() {
    var state = Fixture.guessed.sized(120, 36)
    _ = state.play("p")
    let text = state.drawn().plain
    #expect(text.contains("+ 0."), "\(text)")
  }
}

extension ExplorerState {
  fileprivate var hasPendingCoin: Bool { isPending(.coin) }
}

extension [Effect] {
  /// What the investigation is asked to look at; nil is a rest.
  fileprivate var guesses: [AttributeFocus?] {
    compactMap { effect -> AttributeFocus?? in
      if case .investigate(let request) = effect { .some(request?.request as? AttributeFocus) } else { nil }
    }
  }
}
