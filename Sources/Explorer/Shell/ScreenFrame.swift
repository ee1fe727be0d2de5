import TerminalCanvas

/// What every screen has around its panes: tabs, the run, the knobs, the sentence of the moment, the keys.
struct ScreenFrame {
  let state: ExplorerState
  let context: ScreenContext
  /// What the screen says of what is chosen on it; nil leaves the line to the chosen knob.
  private let sentence: String?

  init(state: ExplorerState) {
    self.state = state
    context = state.context
    sentence = state.screen.sentence(in: context)
  }

  /// The smallest terminal with anything to see.
  static let smallest = (width: 60, height: 16)
  private static let medium = (width: 80, height: 24)
  private static let wide = (width: 110, height: 30)

  var size: ScreenSize { fits(Self.wide) ? .wide : fits(Self.medium) ? .medium : .small }

  /// The tabs, where there is room for them, and the line of the run: nothing lies over them.
  var headerHeight: Int { size == .small ? 1 : 2 }

  private func fits(_ size: (width: Int, height: Int)) -> Bool {
    state.width >= size.width && state.height >= size.height
  }

  /// The explanations of knobs fit one wide line, or two narrow ones; what screens say needs what it needs.
  private var sentenceHeight: Int {
    guard let sentence else { return size == .wide ? 1 : 2 }
    return max(2, wrapped(sentence, width: state.width - 2).count)
  }

  /// Draws all of it but the sentence; returns what is left for panes.
  func drawWithKnobs(on canvas: inout Canvas) -> Rect {
    let content = drawLines(on: &canvas)
    guard size == .wide else {
      let (line, panes) = content.splitTop(1)
      KnobPane(state: state).drawLine(on: &canvas, in: line)
      return panes
    }
    let (left, right) = content.splitLeft(31)
    let column = left.splitLeft(30).left
    let (knobs, readouts) = column.splitTop(KnobPane.height + 2)
    let inner = canvas.panel("Knobs", in: knobs, rendering: state.rendering)
    KnobPane(state: state).draw(on: &canvas, in: inner)
    canvas.draw(state.screen.readouts(in: context), in: readouts, rendering: state.rendering)
    return right
  }

  /// Draws the sentence, last, for a long one lies over the panes.
  func drawSentence(on canvas: inout Canvas) {
    let area = Rect(
      column: 0, row: canvas.height - 1 - sentenceHeight, width: canvas.width, height: sentenceHeight)
    StatusLines(state: state).drawSentence(
      sentence ?? KnobPane(state: state).explanation, on: &canvas, in: area)
  }

  private func drawLines(on canvas: inout Canvas) -> Rect {
    let lines = StatusLines(state: state)
    var rest = canvas.bounds
    if size != .small {
      let (tabs, below) = rest.splitTop(1)
      lines.drawTabs(on: &canvas, in: tabs)
      rest = below
    }
    let (run, below) = rest.splitTop(1)
    lines.drawRun(on: &canvas, in: run)
    let (content, bottom) = below.splitTop(below.height - sentenceHeight - 1)
    lines.drawFooter(on: &canvas, in: bottom.splitTop(sentenceHeight).rest)
    return content
  }
}
