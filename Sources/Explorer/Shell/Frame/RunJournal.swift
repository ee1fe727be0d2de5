import Experiments
import TerminalCanvas

/// What was done to the run, and what the focused pane is about, for a screen with room below the figures.
struct RunJournal {
  let state: ExplorerState

  /// With a rule, a heading and a line or two.
  static let leastHeight = 6

  func draw(on canvas: inout Canvas, in area: Rect) {
    let turns = turns
    let (journal, words) = area.splitTop(
      area.height >= 2 * Self.leastHeight ? min(turns.count + 2, area.height / 2) : area.height)
    canvas.draw(
      PaneContent(
        "What was done", term: .knob(state.selectedKnob),
        body: .figures(FigureList(figures: turns, indent: 1)), sentence: ""), in: journal,
      rendering: state.rendering)
    guard words.height >= Self.leastHeight else { return }
    let explanation = Explanation(of: state.focusedTerm, in: state.context, against: state.screen.adversary)
    canvas.draw(
      PaneContent(
        "In words (x)", term: explanation.term,
        body: .text(Paragraph(text: "\(explanation.plain) \(explanation.notMeaning)", ink: .text, indent: 1)),
        sentence: explanation.plain), in: words, rendering: state.rendering)
  }

  /// The newest first.
  private var turns: [Figure] {
    guard let snapshot = state.subject.snapshot else { return [] }
    var settings = snapshot.startConfiguration
    let noun = settings.stepNoun
    var figures = [
      Figure(
        name: "\(noun) 0",
        value: state.hiddenKnobs.contains(.seed) ? "begun" : "begun, seed \(settings.seed)",
        term: .knob(.seed), ink: .dim)
    ]
    for command in snapshot.commands {
      if let told = command.told {
        figures.append(
          Figure(name: "\(noun) \(grouped(command.step))", value: told, term: .clientMix))
      }
      guard case .set(let knob, let value) = command.action else { continue }
      defer { settings = (try? settings.setting(knob, to: value)) ?? settings }
      guard !state.hiddenKnobs.contains(knob) else { continue }
      let symbol = state.rendering.glyphs.spelled(knob.symbol)
      figures.append(
        Figure(
          name: "\(noun) \(grouped(command.step))", value: "\(symbol) \(settings[knob]) to \(value)",
          term: .knob(knob)))
    }
    return figures.reversed()
  }
}
