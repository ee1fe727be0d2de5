import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// How many of the members that the chosen attack finds each other attack finds too, the one that is most like it first.
struct AttackOverlap {
  let chosen: ChosenAttack

  private var glyphs: GlyphSet { chosen.glyphs }

  var content: PaneContent {
    let title = "Who else finds them"
    guard let found = chosen.entry?.found, let shared = chosen.foundByOthers else {
      return PaneContent(
        title, term: .othersFindToo, body: .text(Paragraph(text: chosen.reasonForNothing, space: 1)),
        sentence: chosen.reasonForNothing)
    }
    let rate = "\(significant(100 * found.limit)) %"
    let sentence =
      "At \(rate) false alarms \(found.count) members are found by \(chosen.title), and \(shared) of them by other attacks too."
    guard found.count > 0 else {
      return PaneContent(
        title, term: .othersFindToo,
        body: .text(Paragraph(text: "Nobody is found by \(chosen.title) at \(rate) false alarms.", space: 1)),
        sentence: sentence)
    }
    return PaneContent(
      title, term: .othersFindToo,
      notes: ["\(found.count) found at \(rate)", "\(found.count) found"].map {
        [Span(glyphs.diagnosticMark + $0, .member)]
      },
      body: .figures(FigureList(figures: figures(of: found), indent: 2)),
      caption: .init(
        texts: found.count == shared
          ? ["  each of them by another attack too", "  each by another"]
          : [
            "  \(found.count - shared) of them by no other attack at this step",
            "  \(found.count - shared) by no other",
          ],
        ink: .dim),
      sentence: sentence)
  }

  private func figures(of found: FoundMembers) -> [Figure] {
    let both = chosen.others.map { (title: $0.method.title, count: $0.found.intersection(found).count) }
    return both.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map {
      let share = fixed(100 * Double($0.element.count) / Double(found.count), 1)
      return Figure(
        name: glyphs.spelled($0.element.title), value: "\($0.element.count)  \(padded(share)) %",
        term: .othersFindToo)
    }
  }

  private func padded(_ share: String) -> String {
    String(repeating: " ", count: max(0, 5 - share.count)) + share
  }
}
