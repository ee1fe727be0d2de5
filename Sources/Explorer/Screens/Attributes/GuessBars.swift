import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// What is guessed of members, of others and without the model, and beside it of the planted coin, with the line of chance.
struct GuessBars {
  let chosen: ChosenGuess

  private var mark: String { chosen.mark }

  var content: PaneContent {
    let title = "Guessing \(chosen.glyphs.shortened(chosen.glyphs.spelled(chosen.column), to: 20))"
    let terms: [Term] = [.guessedOthers, .guessedWithoutModel, .plantedCoin, .othersCoin]
    guard chosen.obstacle == nil, chosen.members != nil else {
      return PaneContent(
        title, term: .guessedMembers, otherTerms: terms,
        body: .text(Paragraph(text: chosen.glyphs.spelled(chosen.reasonForNothing), space: 1)),
        sentence: chosen.reasonForNothing)
    }
    return PaneContent(
      title, term: .guessedMembers, otherTerms: terms,
      notes: [[Span(chosen.title, .focus)]] + [[]], body: .intervals(IntervalBars(bars: bars)),
      caption: .init(texts: captions, ink: .dim), sentence: chosen.spoken)
  }

  private var captions: [String] {
    let values = chosen.findings?.values.joined(separator: ", ") ?? ""
    let title = chosen.glyphs.spelled(chosen.findings?.title ?? chosen.column)
    let spelled = "\(title): \(chosen.glyphs.spelled(values))"
    return [
      "  shares guessed rightly of \(spelled)", "  \(spelled)", "  guessed: \(title)",
      "  shares guessed rightly",
    ]
  }

  private var bars: [IntervalBars.Bar] {
    var bars = [IntervalBars.Bar]()
    if let members = chosen.members { bars.append(bar("\(mark)members", members, .member)) }
    if let others = chosen.others { bars.append(bar("\(mark)others", others, .nonMember)) }
    if let imputation = chosen.findings?.imputation {
      bars.append(bar("\(mark)without the model", imputation, .test))
    }
    if let coin = chosen.findings?.coin {
      if let members = coin.members {
        bars.append(bar("\(mark)coin, members", members, .member, isCoin: true, beginsGroup: true))
      }
      if let others = coin.nonMembers {
        bars.append(bar("\(mark)coin, others", others, .nonMember, isCoin: true))
      }
    }
    return bars
  }

  private func bar(
    _ title: String, _ result: AttributeResult, _ ink: Ink, isCoin: Bool = false, beginsGroup: Bool = false
  ) -> IntervalBars.Bar {
    IntervalBars.Bar(
      title: title, value: result.accuracy.rate, interval: result.accuracy.bounds, ink: ink,
      reference: isCoin ? 0.5 : nil, beginsGroup: beginsGroup)
  }
}
