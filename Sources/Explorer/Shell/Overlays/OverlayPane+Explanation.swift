import PlainText
import TerminalCanvas

extension OverlayPane {
  /// The explanation of a term, with how far along the terms on the screen it is, and which keys lead on.
  func drawExplanation(of term: Term, from scroll: Int, on canvas: inout Canvas) {
    let page = ExplanationPage(of: term, in: state)
    let inner = box(page.explanation.name, rows: page.height + 1, on: &canvas)
    let (body, hint) = inner.splitTop(inner.height - 1)
    let first = min(scroll, page.lastScroll)
    let whole = page.drawn(width: body.width - 2, rendering: state.rendering)
    for row in 0..<min(body.height, page.height - first) {
      for column in 0..<whole.width {
        canvas[column: body.column + 1 + column, row: body.row + row] =
          whole[
            column: column, row: first + row]
      }
    }
    canvas.markMore(
      above: first > 0, below: first + body.height < page.height, in: body, glyphs: state.rendering.glyphs)
    canvas.write(page.hint, column: hint.column + 1, row: hint.row, ink: .focus, in: hint)
  }
}

/// An explanation as it stands in the box that lies over the screen: the whole of it, of which the box shows a part.
struct ExplanationPage {
  let explanation: Explanation
  /// The four parts, and what else there is to say.
  private let lines: (parts: [Span], details: [Span])
  /// Between the two.
  private let people: PaneContent?
  private let peopleHeight: Int
  /// Lines that the box has at most, without the hint.
  private let room: Int
  private let place: String

  init(of term: Term, in state: ExplorerState) {
    let frame = ScreenFrame(state: state)
    let explanation = Explanation(of: term, in: state.context, against: state.screen.adversary)
    self.explanation = explanation
    // Of the screen the header stays, and of the box the frame and the hint.
    room = max(1, state.height - frame.headerHeight - 3)
    people = explanation.people.map {
      PaneContent("Of a hundred people", term: term, body: .people($0), sentence: $0.sentence)
    }
    peopleHeight = PeopleGrids.height(isLow: frame.size == .small || frame.size == .medium)
    let width = OverlayPane.boxWidth(inScreenOf: state.width) - 4
    let (parts, details) = Self.wrappedParts(of: explanation, width: width)
    let grids = people == nil ? 0 : peopleHeight + 1
    let isSpaced = [parts, details].joined().reduce(-1) { $0 + $1.count + 1 } + grids <= room
    let separator = isSpaced ? [Span("")] : []
    lines = (
      Array(parts.joined(separator: separator)),
      (details.isEmpty || people != nil ? [] : separator) + Array(details.joined(separator: separator))
    )
    let terms = state.termsOnScreen
    place = terms.firstIndex(of: term).map { "\($0 + 1) of \(terms.count)   " } ?? ""
  }

  /// Where it is among the terms on the screen, and which keys lead on.
  var hint: String {
    "\(place)Left Right next   \(lastScroll > 0 ? "Up Down scroll   " : "")Esc back"
  }

  /// In lines, without frame and hint.
  var height: Int { lines.parts.count + gridHeight + lines.details.count }

  /// With an empty line above, and one below where something follows.
  private var gridHeight: Int {
    people == nil ? 0 : peopleHeight + (lines.details.isEmpty ? 1 : 2)
  }

  /// The first line when the last one is shown.
  var lastScroll: Int { max(0, height - room) }

  func drawn(width: Int, rendering: Rendering) -> Canvas {
    var canvas = Canvas(width: max(0, width), height: height)
    for (row, line) in lines.parts.enumerated() {
      canvas.write(line.text, column: 0, row: row, ink: line.ink, isBold: line.isBold)
    }
    if let people {
      let area = Rect(
        column: 0, row: lines.parts.count + 1, width: width, height: peopleHeight)
      canvas.draw(people, in: area, isFramed: false, rendering: rendering)
    }
    for (row, line) in lines.details.enumerated() {
      canvas.write(line.text, column: 0, row: lines.parts.count + gridHeight + row, ink: line.ink)
    }
    return canvas
  }

  private static func wrappedParts(
    of explanation: Explanation, width: Int
  ) -> (parts: [[Span]], details: [[Span]]) {
    let lines = { (text: String) in wrapped(text, width: width).map { Span($0) } }
    let titled = [
      ("What it does not mean", explanation.notMeaning), ("Formula", explanation.formula),
      ("Paper", explanation.paper),
    ]
    return (
      [wrapped(explanation.plain, width: width).map { Span($0, isBold: true) }]
        + titled.map { title, text in [Span(title, .dim)] + lines(text) },
      explanation.details.map(lines)
    )
  }
}
