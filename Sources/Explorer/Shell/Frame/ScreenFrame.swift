import Experiments
import TerminalCanvas

/// What every screen has around its panes: tabs, the run, the knobs, the sentence of the moment, the keys; and where all of it stands.
struct ScreenFrame {
  let state: ExplorerState
  let context: ScreenContext
  let lines: StatusLines
  let knobs: KnobPane

  init(state: ExplorerState) {
    self.state = state
    context = state.context
    lines = StatusLines(state: state)
    knobs = KnobPane(state: state)
  }

  /// The smallest terminal with anything to see.
  static let smallest = (width: 60, height: 16)
  private static let medium = (width: 80, height: 24)
  private static let wide = (width: 110, height: 30)
  private static let huge = (width: 150, height: 44)

  var size: ScreenSize {
    fits(Self.huge) ? .huge : fits(Self.wide) ? .wide : fits(Self.medium) ? .medium : .small
  }

  private var hasColumn: Bool { size == .wide || size == .huge }

  /// The tabs, where there is room for them, and the line of the run: nothing lies over them.
  var headerHeight: Int { size == .small ? 1 : 2 }

  private func fits(_ size: (width: Int, height: Int)) -> Bool {
    state.width >= size.width && state.height >= size.height
  }

  private static let sentenceHeight = 2

  // Where it stands.

  private var tabLine: Rect? { size == .small ? nil : Rect(column: 0, row: 0, width: state.width, height: 1) }
  private var runLine: Rect { Rect(column: 0, row: headerHeight - 1, width: state.width, height: 1) }
  private var footerLine: Rect { Rect(column: 0, row: state.height - 1, width: state.width, height: 1) }
  private var sentenceArea: Rect {
    Rect(
      column: 0, row: state.height - 1 - Self.sentenceHeight, width: state.width, height: Self.sentenceHeight)
  }
  /// Between the lines above and below.
  private var content: Rect {
    Rect(
      column: 0, row: headerHeight, width: state.width,
      height: state.height - headerHeight - Self.sentenceHeight - 1)
  }
  private var knobLine: Rect? { hasColumn ? nil : content.splitTop(1).top }
  private var column: Rect? { hasColumn ? content.splitLeft(32).left : nil }
  private var knobPanel: Rect? { column?.splitTop(knobHeight).top }
  /// Many knobs scroll, so that figures have room below them.
  private var knobHeight: Int {
    min(knobs.height + 2, max(content.height - Self.leastReadouts, content.height / 2))
  }
  private static let leastReadouts = 11

  /// What is left for panes.
  var panes: Rect { hasColumn ? content.splitLeft(33).rest : content.splitTop(1).rest }
  /// Where the figures of the moment stand beside the panes; nil where there is no room for that.
  var readouts: Rect? { belowKnobs.map { $0.splitTop(size == .huge ? Self.readoutsHeight : $0.height).top } }
  /// Where it says what was done; nil where there is no room for that.
  private var journal: Rect? {
    guard size == .huge, let rest = belowKnobs?.splitTop(Self.readoutsHeight).rest else { return nil }
    return rest.height >= RunJournal.leastHeight ? rest : nil
  }
  private var belowKnobs: Rect? { column?.splitTop(knobHeight).rest }

  /// Of a rule and all figures of the moment that there can be at once, but for the rarest.
  private static let readoutsHeight = 13

  /// Draws all of it but the panes and the sentence.
  func draw(on canvas: inout Canvas) {
    if let tabLine { lines.drawTabs(on: &canvas, in: tabLine) }
    lines.drawRun(on: &canvas, in: runLine)
    lines.drawFooter(on: &canvas, in: footerLine)
    if let knobLine { knobs.drawLine(on: &canvas, in: knobLine) }
    if let knobPanel {
      let inner = canvas.panel("Knobs", in: knobPanel, rendering: state.rendering)
      knobs.draw(on: &canvas, in: inner)
    }
    if let journal { RunJournal(state: state).draw(on: &canvas, in: journal) }
  }

  /// Draws the sentence, last, for a long one lies over the panes.
  func drawSentence(on canvas: inout Canvas) { lines.drawSentence(on: &canvas, in: sentenceArea) }

  // What stands there.

  func tab(atColumn column: Int, row: Int) -> Int? {
    guard let tabLine, tabLine.contains(column: column, row: row) else { return nil }
    return lines.tabs(in: tabLine).first { $0.columns.contains(column) }?.place
  }

  func knob(atColumn column: Int, row: Int) -> Knob? {
    if let knobLine, knobLine.contains(column: column, row: row) {
      return knobs.pieces(in: knobLine).first { $0.columns.contains(column) }?.knob
    }
    guard let knobPanel, knobPanel.contains(column: column, row: row) else { return nil }
    return knobs.knob(atRow: row, in: knobPanel.splitTop(1).rest)
  }

  /// The key of what was entered on the screen.
  func enteredKey(atColumn column: Int, row: Int) -> Key? {
    guard footerLine.contains(column: column, row: row) else { return nil }
    return lines.enteredHints(in: footerLine)?.first { $0.columns.contains(column) }?.hint.key
  }

  func command(atColumn column: Int, row: Int) -> ExplorerCommand? {
    guard footerLine.contains(column: column, row: row), lines.enteredHints(in: footerLine) == nil else {
      return nil
    }
    return lines.hints(in: footerLine).first { $0.columns.contains(column) }?.command
  }
}
