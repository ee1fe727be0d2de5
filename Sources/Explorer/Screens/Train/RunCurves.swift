import Experiments
import PlainText
import PrivacyAccounting
import TerminalCanvas

/// The charts over the steps of a run.
struct RunCurves {
  let subject: Subject
  let glyphs: GlyphSet

  private var moments: [Moment] { subject.history.moments }
  private var lastStep: Int { max(1, moments.last?.step ?? 1) }
  private var mark: String { glyphs.diagnosticMark }

  /// Room for the labels of every vertical axis over steps, so that all of them begin at one column.
  private static let margin = 5

  var accuracy: PaneContent {
    PaneContent(
      "Accuracy", term: .testAccuracy, otherTerms: [.trainingAccuracy],
      notes: legend(subject.moment.map { ($0.train?.accuracy, $0.test?.accuracy) }),
      body: .chart(
        chart(
          [
            curve("\(mark)train", .train, "*", .dashed) { $0.train?.accuracy },
            curve("test", .test, "o") { $0.test?.accuracy },
          ],
          vertical: 0...1, labels: ("0", "1"))),
      sentence: spoken("accuracy", subject.moment?.train?.accuracy, subject.moment?.test?.accuracy))
  }

  var loss: PaneContent {
    let values = moments.flatMap { [$0.train?.loss, $0.test?.loss] }.compactMap { $0 }.filter(\.isFinite)
    let top = max(values.max() ?? 1, 1e-3)
    return PaneContent(
      "Loss", term: .loss, notes: legend(subject.moment.map { ($0.train?.loss, $0.test?.loss) }),
      body: .chart(
        chart(
          [
            curve("\(mark)train", .train, "*", .dashed) { $0.train?.loss },
            curve("test", .test, "o") { $0.test?.loss },
          ], vertical: 0...top,
          labels: ("0", axisLabel(top)))),
      sentence: spoken("loss", subject.moment?.train?.loss, subject.moment?.test?.loss))
  }

  private func spoken(_ noun: String, _ train: Double?, _ test: Double?) -> String {
    guard let moment = subject.moment else { return "No \(noun) has been measured yet." }
    let figures = [(test, "test"), (train, "training")].compactMap { value, kind in
      value.map { "\(decimal($0, 2)) on \(kind) records" }
    }
    let what = figures.isEmpty ? "not known" : figures.joined(separator: " and ")
    return "At \(subject.stepNoun) \(grouped(moment.step)) the \(noun) is \(what)."
  }

  var membership: PaneContent {
    var note: [Span] = []
    var sentence = "Nothing has been attacked yet."
    if let moment = subject.moment, let result = moment.lossThreshold {
      let interval = result.areaInterval
      note = [
        Span("\(glyphs.legendMark("*"))\(mark)\(decimal(result.areaUnderCurve))", .member),
        Span(
          "  \(glyphs.legendMark(".", .dashDotted))95 % [\(decimal(interval.lowerBound, 2)), \(decimal(interval.upperBound, 2))]",
          .dim),
      ]
      sentence =
        "At \(subject.stepNoun) \(grouped(moment.step)) the loss threshold tells members from others with an AUC of \(decimal(result.areaUnderCurve)), chance being 0.5."
    }
    if let noGame = Paragraph(obstacleToLossesOf: subject) {
      return PaneContent(
        "Membership AUC", term: .membershipAUC, otherTerms: [.membershipOverSteps], notes: [note],
        body: .text(noGame), sentence: noGame.text)
    }
    let lowest = moments.compactMap(\.lossThreshold?.areaInterval.lowerBound).min() ?? 0.4
    let bottom = min(0.4, (lowest * 10).rounded(.down) / 10)
    let chance = LineChart.Series(
      "chance", points: [.init(x: 0, y: 0.5), .init(x: Double(lastStep), y: 0.5)], ink: .baseline,
      marker: "-",
      stroke: .dotted, isReference: true)
    let chart = chart(
      [
        chance,
        curve("\(mark)95 % from", .dim, ".", .dashDotted) { $0.lossThreshold?.areaInterval.lowerBound },
        curve("\(mark)95 % to", .dim, ".", .dashDotted) { $0.lossThreshold?.areaInterval.upperBound },
        curve("\(mark)AUC", .member, "*") { $0.lossThreshold?.areaUnderCurve },
      ], vertical: bottom...1, labels: (decimal(bottom, 1), "1"))
    return PaneContent(
      "Membership AUC", term: .membershipAUC, otherTerms: [.membershipOverSteps], notes: [note],
      body: .chart(chart), sentence: sentence)
  }

  var epsilon: PaneContent {
    let account = subject.account
    let finite = moments.map(\.account.epsilon).filter(\.isFinite)
    let top = finite.max() ?? 0
    if let account, case .unprotected(let step) = account.basis, top == 0 {
      let sentence =
        "\(subject.stepNoun.capitalizedFirst) \(grouped(step)) had no noise: nothing bounds what the model gives away (\(glyphs.epsilon) = \(glyphs.infinity))."
      return PaneContent(
        "Privacy spent", term: .epsilon, otherTerms: [.privacyOverSteps, .delta], notes: [epsilonNote],
        body: .text(Paragraph(text: sentence, ink: .danger, space: 1)),
        sentence: sentence)
    }
    let budget = subject.running.epsilonBudget
    let limit = max(top * 1.1, (budget ?? 0) * 1.1, 0.1)
    let line = LineChart.Series(
      "budget", points: budget.map { [.init(x: 0, y: $0), .init(x: Double(lastStep), y: $0)] } ?? [],
      ink: .baseline, marker: "=", stroke: .dashed, isReference: true)
    let chart = chart(
      [line, curve("ε", .bound, "*") { $0.account.epsilon }], vertical: 0...limit,
      labels: ("0", axisLabel(limit)))
    let sentence =
      account.map {
        "\($0.spoken) at δ \(significant($0.delta))\(budget.map { ", of a budget of \(significant($0))" } ?? "")."
      } ?? "No \(subject.stepNoun) has been priced yet."
    return PaneContent(
      "Privacy spent", term: .epsilon, otherTerms: [.privacyOverSteps, .delta], notes: [epsilonNote],
      body: .chart(chart), sentence: glyphs.spelled(sentence))
  }

  private var epsilonNote: [Span] {
    let account = subject.account
    var forecast = ""
    if !subject.isLookingBack, let account, let later = account.forecast, later.step > account.step {
      forecast = ", then \(roundedUp(later.epsilon)) at \(subject.stepNoun) \(grouped(later.step))"
    }
    return [
      Span(
        glyphs.spelled(
          account.map { "ε \(roundedUp($0.epsilon))\($0.qualifier.map { " \($0)" } ?? "")" } ?? ""),
        account?.epsilon.isFinite ?? true ? .bound : .danger),
      Span(subject.running.epsilonBudget.map { " of \(significant($0))" } ?? "", .dim),
      Span(" at \(glyphs.delta) \(significant(subject.running.delta))", .dim),
      Span(forecast, .dim),
    ]
  }

  /// With their values, or where there is no room for these, what each curve is.
  private func legend(_ values: (train: Double?, test: Double?)?) -> [[Span]] {
    let (train, test) = (glyphs.legendMark("*", .dashed), glyphs.legendMark("o"))
    return [
      [
        Span(glyphs.spelled("\(test)test \(values.map { decimal($0.test ?? .nan, 2) } ?? "")"), .test),
        Span(
          glyphs.spelled("  \(train)\(mark)train \(values.map { decimal($0.train ?? .nan, 2) } ?? "")"),
          .train),
      ],
      [
        Span("\(glyphs.shortLegendMark("o"))test", .test),
        Span(" \(glyphs.shortLegendMark("*", .dashed))\(mark)train", .train),
      ],
    ]
  }

  private func curve(
    _ name: String, _ ink: Ink, _ marker: Unicode.Scalar, _ stroke: Stroke = .solid,
    _ value: (Moment) -> Double?
  ) -> LineChart.Series {
    LineChart.Series(
      name,
      points: moments.compactMap { moment in
        value(moment).map { LineChart.Point(x: Double(moment.step), y: $0) }
      }, ink: ink, marker: marker, stroke: stroke)
  }

  private func chart(
    _ series: [LineChart.Series], vertical: ClosedRange<Double>, labels: (low: String, high: String)
  ) -> LineChart {
    LineChart(
      series: series, horizontal: 0...Double(lastStep), vertical: vertical,
      horizontalLabels: ("0", "\(subject.stepNoun) \(grouped(lastStep))"), verticalLabels: labels,
      cursor: subject.isLookingBack ? subject.moment.map { Double($0.step) } : nil, leastMargin: Self.margin)
  }
}

extension Paragraph {
  /// Why there is no membership to draw; nil where there is.
  init?(obstacleToLossesOf subject: Subject) {
    guard let obstacle = subject.obstacleToLosses else { return nil }
    self.init(text: obstacle)
  }
}
