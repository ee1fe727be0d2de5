import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// All ways to guess with what each finds of members and others, the chosen one marked.
struct GuessList {
  let chosen: ChosenGuess

  static let width = 42
  /// Under its rule a line for each, for imputation, and the caption.
  static let height = AttributeMethod.allCases.count + 3

  private var glyphs: GlyphSet { chosen.glyphs }

  var content: PaneContent {
    let methods = AttributeMethod.allCases
    return PaneContent(
      "Methods", term: .bestGuess, notes: [[Span("\(chosen.mark)members", .dim), Span("  others ", .dim)]],
      body: .list(
        ChoiceList(
          rows: methods.map(row) + [imputation], chosen: methods.firstIndex(of: chosen.method) ?? 0)),
      caption: .init(texts: [caption], ink: .dim), sentence: chosen.spoken)
  }

  private var caption: String {
    guard let findings = chosen.findings, findings.obstacle == nil else { return "" }
    let others = findings.columns.filter { $0 != findings.column }
    return others.isEmpty ? "" : "  (s) guesses \(glyphs.spelled(others.listed)) too"
  }

  private func row(_ method: AttributeMethod) -> ChoiceList.Row {
    let isChosen = method == chosen.method
    guard let entry = chosen.findings?.entries[method], chosen.subject.moment?.isDiverged != true else {
      let reason =
        chosen.findings?.obstacle != nil || chosen.findings?.omissions[method] != nil
        ? "not possible" : method.usesReferences ? "when chosen" : "soon"
      return ChoiceList.Row(
        title: glyphs.spelled(method.title), ink: isChosen ? .focus : .dim, value: reason, valueInk: .dim)
    }
    // What was found at an earlier step waits for its turn.
    let isCurrent = entry.step >= chosen.findings?.step ?? 0
    return ChoiceList.Row(
      title: glyphs.spelled(method.title), ink: isChosen ? .focus : isCurrent ? .text : .dim,
      value: figures(entry.outcome.sides), valueInk: isChosen ? .member : isCurrent ? .text : .dim,
      amount: entry.outcome.sides.members?.accuracy.rate)
  }

  private var imputation: ChoiceList.Row {
    let sides = chosen.findings?.imputationOfSides
    return ChoiceList.Row(
      title: "no model, imputation", ink: .test, value: sides.map(figures) ?? "", valueInk: .test,
      amount: sides?.members?.accuracy.rate)
  }

  private func figures(_ sides: AttributeStudy.Sides) -> String {
    [sides.members, sides.nonMembers].map { decimal($0?.accuracy.rate, or: glyphs) }.joined(separator: "   ")
  }
}

extension [String] {
  /// With commas between.
  fileprivate var listed: String { joined(separator: ", ") }
}
