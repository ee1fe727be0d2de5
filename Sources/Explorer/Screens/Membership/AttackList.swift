import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// All attacks, what each sees and what each found, with the chosen one marked.
struct AttackList {
  let chosen: ChosenAttack

  static let width = 42
  /// Sixteen attacks, around the chosen one.
  static let height = 18

  private var glyphs: GlyphSet { chosen.glyphs }
  private var subject: Subject { chosen.subject }

  var content: PaneContent {
    let methods = MembershipMethod.allCases
    return PaneContent(
      "Attacks", term: .bestAttack,
      notes: [[Span("\(glyphs.diagnosticMark)AUC", .dim), Span("  at 1 % FPR ", .dim)]],
      body: .list(
        ChoiceList(rows: methods.map(row), chosen: methods.firstIndex(of: chosen.method) ?? 0)),
      caption: .init(texts: captions, ink: .dim), sentence: sentence)
  }

  private var sentence: String {
    guard let entries = chosen.findings?.entries,
      let best = entries.max(by: { $0.value.areaUnderCurve < $1.value.areaUnderCurve })
    else { return chosen.reasonForNothing }
    return
      "Of \(MembershipMethod.allCases.count) attacks \(entries.count) have an answer; the maximum of their AUCs is \(decimal(best.value.areaUnderCurve)), by \(glyphs.spelled(best.key.title))."
  }

  private func row(_ method: MembershipMethod) -> ChoiceList.Row {
    let isChosen = method == chosen.method
    let entry = chosen.findings?.entries[method]
    // What was found at an earlier step waits for its turn.
    let isCurrent = (entry?.step ?? 0) >= (chosen.findings?.step ?? 0)
    let (value, ink) = value(of: method, entry, isChosen: isChosen, isCurrent: isCurrent)
    return ChoiceList.Row(
      title: glyphs.spelled(method.title), ink: isChosen ? .focus : isCurrent ? .text : .dim, value: value,
      valueInk: ink, amount: entry?.areaUnderCurve)
  }

  private func value(
    of method: MembershipMethod, _ entry: MembershipFindings.Entry?, isChosen: Bool, isCurrent: Bool
  ) -> (String, Ink) {
    if subject.moment?.isDiverged == true { return (glyphs.spelled("–"), .dim) }
    guard let entry else { return (reason(for: method), .dim) }
    let curve = entry.outcome.result.curve
    // An interval that holds one half may be chance.
    let isChance = curve.areaInterval.contains(0.5)
    let rate =
      (try? curve.detection(atFalsePositiveRate: 0.01)).map { decimal(100 * $0.value, 1) + " %" }
      ?? glyphs.spelled("–")
    let figures =
      "\(decimal(curve.areaUnderCurve))  \(String(repeating: " ", count: max(0, 7 - rate.count)))\(rate)"
    return (figures, isChosen ? .member : isChance || !isCurrent ? .dim : .text)
  }

  /// Why there is no figure yet, and when there will be one.
  private func reason(for method: MembershipMethod) -> String {
    guard subject.obstacleToMembership == nil else { return "not possible" }
    if subject.isLookingBack { return "not yet" }
    switch chosen.findings?.standing(of: method) {
    case .notPossible: return "not possible"
    case .waiting(_, let seconds?) where seconds >= 1: return "in \(duration(seconds))"
    case .waiting(let fraction, _) where fraction > 0 && fraction < 1:
      return "\(Int((100 * fraction).rounded(.down))) %"
    case .waiting, .live, .found, nil: return "soon"
    }
  }

  private func duration(_ seconds: Double) -> String {
    if seconds < 100 { return "\(Int(seconds.rounded(.up))) s" }
    return seconds < 6000
      ? "\(Int((seconds / 60).rounded(.up))) min" : "\(grouped(Int((seconds / 3600).rounded(.up)))) h"
  }

  private var captions: [String] {
    guard let findings = chosen.findings, subject.obstacleToMembership == nil else { return [""] }
    let shadows = findings.shadows
    let text =
      shadows.finished < shadows.count
      ? "  \(shadows.finished) of \(shadows.count) reference models at step \(grouped(findings.step))"
      : "  \(shadows.count) reference models, step \(grouped(findings.step))"
    let isStale = findings.entries.values.contains { $0.step < findings.step }
    return (isStale ? [text + "; dim ones earlier", text + ", dim: earlier"] : []) + [text]
  }
}

extension MembershipFindings.Entry {
  fileprivate var areaUnderCurve: Double { outcome.result.curve.areaUnderCurve }
}
