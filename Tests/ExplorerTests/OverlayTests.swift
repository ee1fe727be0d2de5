import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

struct OverlayTests {
  private var state: ExplorerState { Fixture.unprotected }

  @Test func thePaletteFindsAndSets() {
    var state = state
    #expect(state.play(": set <Space> noise <Space> 3 <Enter>").turns == ["noise_multiplier=3"])
    _ = state.play(": pause <Enter>")
    #expect(!state.subject.isRunning)
    _ = state.play(": zoom")
    #expect(state.drawn().plain.contains("zoom the pane, or back"))
    _ = state.play("<Enter>")
    #expect(state.isZoomed && state.overlay == nil)
  }

  @Test func aPasteGoesWhereTextIsTyped() {
    var state = state
    let before = state.draft
    #expect(state.update(.paste("qR2\u{1B}[A")).isEmpty)
    #expect(state.shown == 0 && state.draft == before)
    #expect(state.drawn().plain.contains("What was pasted is dropped"))
    _ = state.play(":")
    _ = state.update(.paste("set momentum 0.5"))
    #expect(state.play("<Enter>").count == 1 && state.draft.momentum == 0.5)
    _ = state.play("<Enter>")
    _ = state.update(.paste(String(repeating: "9", count: 10_000)))
    guard case .entry(_, let text, _) = state.overlay else {
      Issue.record("the value was to be typed on")
      return
    }
    #expect(text.count == 300)
  }

  /// Ten thousand keys into a field cost what three hundred do.
  @Test func aFieldHasALength() {
    var state = state
    _ = state.play("/")
    for _ in 0..<10_000 { _ = state.update(.key(.character("x"))) }
    #expect(state.drawn().plain.contains("xxx_"))
    // What was typed beyond that is not there to be taken back.
    for _ in 0..<300 { _ = state.update(.key(.backspace)) }
    #expect(state.drawn().plain.contains("/_  any word of a title"))
  }

  /// What cannot be done stays to be mended: closed, the letters that follow would be keys.
  @Test(arguments: [
    (": set <Space> <Enter>", "Turns a knob: type what it is given."),
    (": set <Space> nosuch <Space> 1 <Enter>", "No knob is called `nosuch`."),
    (": set <Space> momentum <Space> 7 <Enter>", "The momentum cannot be 7."),
    (": zzz <Enter>", "Nothing is called `zzz`."),
    (": <Enter>", "Up what was typed, Tab completes"),
  ])
  func aRefusedCommandStaysToBeMended(script: String, sentence: String) {
    var state = state
    let before = (state.draft, state.subject.isRunning)
    #expect(state.play(script).isEmpty && state.overlay != nil)
    #expect(state.drawn().plain.contains(sentence))
    #expect((state.draft, state.subject.isRunning) == before)
    // Nothing lies over the line of the run.
    #expect(state.drawn().plain.split(separator: "\n")[1].contains("step 40"))
  }

  /// What is longer than the screen says so, and goes on with the arrows.
  @Test func listsAndExplanationsSayThatThereIsMore() {
    var state = Fixture.protected.sized(60, 16)
    _ = state.play("<Tab> <Tab> <Tab> x")
    let first = state.drawn().plain
    #expect(first.contains("v|") && !first.contains("^|"))
    _ = state.play("<Down> j")
    let second = state.drawn().plain
    #expect(second.contains("^|") && second != first)
    _ = state.play("<PageDown> <PageDown> <PageDown> <PageDown> <PageDown>")
    #expect(state.drawn().plain.contains("^|") && !state.drawn().plain.contains("v|"))
    _ = state.play("<PageUp> <PageUp> <PageUp> <PageUp> <PageUp> <PageUp>")
    #expect(state.drawn().plain == first)
    _ = state.play("<Esc> ?")
    #expect(state.drawn().plain.contains("v|"))
    _ = state.play("<Esc> K")
    #expect(state.drawn().plain.contains("v|"))
  }
}
