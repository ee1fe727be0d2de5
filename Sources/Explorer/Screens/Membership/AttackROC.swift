import Attacks
import Experiments
import Foundation
import PrivacyAccounting
import Records
import Statistics
import TerminalCanvas

/// The attack's curve, the diagonal of chance, and the band above which nobody comes: from the limit to what a sample of so many
/// may show of it.
struct AttackROC {
  let chosen: ChosenAttack
  let isLogarithmic: Bool

  private var glyphs: GlyphSet { chosen.glyphs }

  var content: PaneContent {
    let isMissing = chosen.entry == nil && chosen.obstacle != nil
    return PaneContent(
      "ROC \(isLogarithmic ? "log-log" : "linear")", term: .rocCurve,
      otherTerms: [.limit] + (chosen.entry?.limit == nil ? [] : [.samplesRoom]), notes: [note],
      body: isMissing ? .text(Paragraph(text: chosen.reasonForNothing, space: 1)) : .chart(chart, key: key),
      sentence: chosen.entry.map { "\(chosen.spoken($0))." } ?? chosen.reasonForNothing)
  }

  private var note: [Span] {
    guard let curve = chosen.entry?.outcome.result.curve else { return [] }
    let interval = curve.areaInterval
    return [
      Span("\(glyphs.diagnosticMark)AUC \(decimal(curve.areaUnderCurve))", .member),
      Span(" [\(decimal(interval.lowerBound, 2)), \(decimal(interval.upperBound, 2))]", .dim),
    ]
  }

  private var chart: LineChart {
    let curve = chosen.entry?.outcome.result.curve.points ?? []
    let limit = chosen.entry?.limit?.points ?? []
    return ROCAxes(isLogarithmic: isLogarithmic, leastRate: pow(10, -Double(decades))).chart(
      [
        .init(
          "sample's room", points: limit.map { .init(x: $0.falsePositiveRate, y: $0.limitWithRoom) },
          ink: .bound, marker: "~", stroke: .dashDotted),
        .init(
          "limit", points: limit.map { .init(x: $0.falsePositiveRate, y: $0.limit) }, ink: .bound,
          marker: "=", stroke: .dashed),
        .init(
          "\(glyphs.diagnosticMark)attack",
          points: curve.map { .init(x: $0.falsePositiveRate, y: $0.truePositiveRate) },
          ink: .member,
          marker: "*"),
      ], chance: ".")
  }

  /// Decades that the non-members can show; the coins of a few more than a thousand do not make a fourth.
  private var decades: Int {
    let count = max(10, chosen.subject.snapshot?.data.split.nonMemberCount ?? 1000)
    return Int(log10(0.8 * Double(count)).rounded(.up))
  }

  private var key: ChartKey {
    var key = ChartKey(
      spans: [
        Span(glyphs.spelled(" \(glyphs.legendMark("*"))\(chosen.method.title)"), .member, isBold: true),
        Span("  \(glyphs.legendMark(".", .dotted))chance", .baseline),
      ], remarks: [], remarkInk: .bound)
    guard let entry = chosen.entry else { return key }
    let (text, ink) = limitKey(entry.account)
    let room = entry.limit == nil ? "" : "  \(glyphs.legendMark("~", .dashDotted))sample's room"
    key.remarks = [glyphs.spelled(text + room), glyphs.spelled(text)]
    key.remarkInk = ink
    return key
  }

  /// What the limit is drawn for, by its kind.
  private func limitKey(_ account: RunAccount) -> (String, Ink) {
    let mark = glyphs.legendMark("=", .dashed)
    // The curve is of what a coin is tossed for.
    let isOfClients = account.unit == .client
    let epsilon = roundedUp((isOfClients ? account.recordBounds?.upper : nil) ?? account.epsilon)
    return switch account.basis {
    case .unprotected: ("  ε ∞: no bound", .danger)
    case .scaledByMembers: ("  scaled by members: no bound", .danger)
    case .initialWeights: ("  initial weights: no bound", .danger)
    case .broken: ("  a broken trainer: no bound", .danger)
    case .fixedBeforehand: ("  \(mark)limit of ε \(epsilon)", .bound)
    case .filter where isOfClients: ("  a budget of clients: no bound of a record", .danger)
    case .filter(let budget): ("  \(mark)limit of the budget \(significant(budget))", .bound)
    case .asRun: ("  \(mark)limit as run, ε \(epsilon)", .bound)
    }
  }
}
