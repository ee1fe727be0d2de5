import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// The numbers of the chosen way to guess, with their intervals.
struct GuessFigures {
  let chosen: ChosenGuess

  static let width = 36

  private var mark: String { chosen.mark }

  var content: PaneContent {
    guard chosen.obstacle == nil, let entry = chosen.entry else {
      return PaneContent(
        "Numbers", term: .guessedMembers,
        body: .text(Paragraph(text: chosen.glyphs.spelled(chosen.reasonForNothing), indent: 1)),
        sentence: chosen.reasonForNothing)
    }
    return PaneContent(
      "Numbers", term: .guessedMembers, notes: [[Span("step \(grouped(entry.step))", .dim)]],
      body: .figures(FigureList(figures: figures(of: entry), indent: 1)), sentence: chosen.spoken)
  }

  private func figures(of entry: AttributeFindings.Entry) -> [Figure] {
    var figures = [
      share("\(mark)members", chosen.members, .guessedMembers, .member),
      share("\(mark)others", chosen.others, .guessedOthers, .nonMember),
      share("\(mark)without the model", chosen.findings?.imputation, .guessedWithoutModel, .test),
    ].compactMap(\.self)
    if let gap = chosen.gap {
      figures.append(
        Figure(
          name: "\(mark)gap",
          value:
            "\(signed(gap.value)) [\(fixed(gap.interval.lowerBound, 2)), \(fixed(gap.interval.upperBound, 2))]",
          term: .guessGap, amount: gap.value, ink: .member))
    }
    if let gain = entry.outcome.memberGain {
      figures.append(
        Figure(
          name: "\(mark)added, members",
          value:
            "\(signed(gain.value)) [\(fixed(gain.interval.lowerBound, 2)), \(fixed(gain.interval.upperBound, 2))]",
          term: .guessGain, amount: gain.value))
    }
    if let area = chosen.members?.area {
      figures.append(
        Figure(
          name: "\(mark)AUC",
          value:
            "\(decimal(area.value)) [\(decimal(area.interval.lowerBound, 2)), \(decimal(area.interval.upperBound, 2))]",
          term: .guessAUC, amount: area.value))
    }
    figures += [
      share("\(mark)coins of members", chosen.findings?.coin?.members, .plantedCoin, .member),
      share("\(mark)coins of others", chosen.findings?.coin?.nonMembers, .othersCoin, .nonMember),
    ].compactMap(\.self)
    if chosen.findings?.coin == nil {
      figures.append(Figure(name: "no coin planted (f, then R)", value: "", term: .plantedCoin, ink: .dim))
    }
    if let label = chosen.findings?.missingLabel?.byModel.members {
      figures.append(share("\(mark)label, were it hidden", label, .missingLabel, .text) ?? figures[0])
    }
    if let accuracy = chosen.subject.moment?.test?.accuracy {
      figures.append(
        Figure(
          name: "test accuracy", value: decimal(accuracy), term: .testAccuracy, amount: accuracy, ink: .test))
    }
    return figures
  }

  private func share(_ name: String, _ result: AttributeResult?, _ term: Term, _ ink: Ink) -> Figure? {
    result.map {
      let bounds = $0.accuracy.bounds
      return Figure(
        name: name,
        value:
          "\(decimal($0.accuracy.rate)) [\(decimal(bounds.lowerBound, 2)), \(decimal(bounds.upperBound, 2))]",
        term: term, amount: $0.accuracy.rate, ink: ink)
    }
  }

  private func signed(_ value: Double) -> String { (value < 0 ? "-" : "+") + fixed(abs(value), 3) }
}
