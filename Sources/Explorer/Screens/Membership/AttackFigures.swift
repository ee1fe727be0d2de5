import Attacks
import Experiments
import PrivacyAccounting
import Statistics
import TerminalCanvas

/// The numbers of the chosen attack, with their intervals, what (ε, δ) allows beside them, and the controls.
struct AttackFigures {
  let chosen: ChosenAttack
  /// The share of members by which precision is stated.
  let prior: Double

  static let width = 36

  private var mark: String { chosen.glyphs.diagnosticMark }

  var content: PaneContent {
    guard let entry = chosen.entry else {
      let body: PaneContent.Body =
        chosen.obstacle.map { .text(Paragraph(text: $0, indent: 1)) }
        ?? .figures(FigureList(figures: [progress], indent: 1))
      return PaneContent(chosen.title, term: .membershipAUC, body: body, sentence: chosen.reasonForNothing)
    }
    return PaneContent(
      chosen.title, term: .membershipAUC, notes: [[Span("step \(grouped(entry.step))", .dim)]],
      body: .figures(FigureList(figures: figures(of: entry), indent: 1)), sentence: sentence(entry))
  }

  private func sentence(_ entry: MembershipFindings.Entry) -> String {
    guard let found = try? entry.outcome.result.curve.detection(atFalsePositiveRate: 0.01) else {
      return "\(chosen.spoken(entry))."
    }
    return
      "\(chosen.spoken(entry)), and accusing 1 % of the others it finds \(percent(found.value)) % of the members."
  }

  private var progress: Figure {
    let shadows = chosen.findings?.shadows
    if let shadows, shadows.finished == shadows.count {
      return Figure(name: "attacking", value: "", term: .membershipAUC)
    }
    let share = shadows.map { "\(Int((100 * $0.fraction).rounded())) %" } ?? ""
    return Figure(name: "training reference models", value: share, term: .referenceModels)
  }

  /// The most that any attack finds at the step of the chosen one; nil where nothing limits it.
  private var limit: TradeOffLimit? {
    guard let account = chosen.entry?.account else { return nil }
    return account.isLimited ? account.limit : nil
  }

  private func figures(of entry: MembershipFindings.Entry) -> [Figure] {
    let glyphs = chosen.glyphs
    let result = entry.outcome.result
    let curve = result.curve
    var figures = [
      Figure(
        name: "\(mark)AUC",
        value:
          "\(decimal(curve.areaUnderCurve)) [\(decimal(curve.areaInterval.lowerBound)), \(decimal(curve.areaInterval.upperBound))]",
        term: .membershipAUC,
        amount: curve.areaUnderCurve, ink: .member),
      Figure(
        name: "\(mark)balanced accuracy", value: decimal(result.balancedAccuracy, or: glyphs),
        term: .balancedAccuracy,
        amount: result.balancedAccuracy),
    ]
    if let canaries = entry.outcome.canaries {
      let curve = canaries.curve
      figures.append(
        Figure(
          name: "\(mark)AUC on canaries",
          value:
            "\(decimal(curve.areaUnderCurve)) [\(decimal(curve.areaInterval.lowerBound, 2)), \(decimal(curve.areaInterval.upperBound, 2))]",
          term: .canaryAUC, amount: curve.areaUnderCurve, ink: .member))
    }
    switch entry.outcome.threatModel.lossSource {
    case .confidences(1): break
    case .confidences(let count):
      figures.append(Figure(name: "losses: mean of answers", value: "\(count)", term: .membershipAUC))
    case .labels(let count):
      figures.append(Figure(name: "losses: by labels asked", value: "\(count)", term: .membershipAUC))
    }
    if let accuracy = chosen.subject.moment?.test?.accuracy {
      figures.append(
        Figure(
          name: "test accuracy", value: decimal(accuracy), term: .testAccuracy, amount: accuracy, ink: .test))
    }
    figures.append(
      Figure(
        name: "found at FPR", value: limit == nil ? "% [95 %]" : "% [95 %] at most",
        term: limit == nil ? .rocCurve : .limit, ink: .dim))
    for (rate, name) in [(0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %")] {
      figures.append(detection(curve, rate: rate, name: name))
    }
    if let shared = chosen.foundByOthers {
      let (found, limit) = (entry.found.count, significant(100 * entry.found.limit))
      figures.append(
        Figure(
          name: "\(mark)  \(chosen.others.count) others too, \(limit) %",
          value: found == 0 ? glyphs.spelled("–") : "\(percent(Double(shared) / Double(found))) %",
          term: .othersFindToo))
    }
    if let detection = try? curve.detection(atFalsePositiveRate: 0.01) {
      let precision = detection.precision(prior: prior)
      figures.append(
        Figure(
          name: "right at 1 %, prior (w)", value: "1 in \(Int((1 / prior).rounded()))", term: .precision,
          ink: .dim))
      figures.append(
        Figure(
          name: "\(mark)  of accused",
          value: precision.map {
            "\(percent($0.value)) [\(percent($0.interval.lowerBound)), \(percent($0.interval.upperBound))]"
          } ?? glyphs.spelled("–"), term: .precision))
    }
    if let blind = chosen.findings?.blind {
      figures.append(
        Figure(
          name: "\(mark)AUC, inputs alone", value: interval(blind.curve.areaInterval), term: .inputsAlone))
    }
    if let null = chosen.findings?.null {
      figures.append(
        Figure(name: "\(mark)best AUC, shuffled", value: interval(null.interval), term: .shuffled))
    }
    if entry.outcome.referenceCount > 0 {
      figures.append(
        Figure(name: "reference models (s)", value: "\(entry.outcome.referenceCount)", term: .referenceModels)
      )
    }
    return figures
  }

  /// How many members are found at a false positive rate, and the most that any attack finds there.
  private func detection(_ curve: ROCCurve, rate: Double, name: String) -> Figure {
    do {
      let found = try curve.detection(atFalsePositiveRate: rate)
      let interval = found.interval
      let most = limit.map {
        let text = roundedUp(100 * $0.largestTruePositiveRate(atFalsePositiveRate: rate), 1)
        return String(repeating: " ", count: max(1, 7 - text.count)) + text
      }
      return Figure(
        name: "\(mark)  \(name)",
        value:
          "\(percent(found.value)) [\(percent(interval.lowerBound)), \(percent(interval.upperBound))]\(most ?? "")",
        term: .found(atFalsePositiveRate: rate))
    } catch {
      return Figure(
        name: "\(mark)  \(name)", value: "needs \(grouped(error.needed)) others",
        term: .found(atFalsePositiveRate: rate), ink: .dim)
    }
  }

  private func percent(_ rate: Double) -> String { fixed(100 * rate, 1) }

  private func interval(_ range: ClosedRange<Double>) -> String {
    "[\(decimal(range.lowerBound, 2)), \(decimal(range.upperBound, 2))]"
  }
}
