import Experiments
import PlainText
import Statistics
import TerminalCanvas

/// The variants that are looked at, how far they are, and the one that is chosen.
struct ComparedVariants {
  let screen: CompareScreen
  let context: ScreenContext

  var glyphs: GlyphSet { context.glyphs }
  var findings: ComparisonFindings? { screen.findings }
  var variants: [ComparisonReport.Variant] { findings?.variants ?? [] }
  var mark: String { glyphs.diagnosticMark }

  /// The one that is looked at; nil while none is known.
  var chosen: ComparisonReport.Variant? {
    variants.indices.contains(screen.place) ? variants[screen.place] : nil
  }

  /// Whether there is anything to show of a variant.
  var hasResults: Bool { (findings?.progress.finished ?? 0) > 0 }

  func isKnown(_ place: Int) -> Bool { findings?.summary?.variants[place].trials.isEmpty == false }

  func name(_ place: Int) -> String { glyphs.spelled(variants[place].name.harmless) }

  /// What ε is called: where the trainer is broken on purpose it is a claim.
  var epsilonTitle: String {
    findings?.focus.base.bug == nil ? glyphs.epsilon : "\(glyphs.epsilon) claimed"
  }

  // What is said where there is nothing to show.

  var reasonForNothing: String { reasonForNothing(offering: offer) }

  /// - Parameter offer: what is said where nothing was asked.
  func reasonForNothing(offering offer: String) -> String {
    if let obstacle = findings?.obstacle, !screen.isUnderWay { return obstacle }
    guard screen.isUnderWay else { return offer }
    if let ranked = findings?.progress.ranked {
      return "The columns are being ranked by what they are worth to a model: \(Int(100 * ranked)) %."
    }
    return variants.isEmpty
      ? "It is being worked out which variants there are."
      : context.isResting
        ? "It rests before the first variant is done; s goes on." : "The first variants are being trained."
  }

  private var offer: String {
    let what =
      switch screen.compared {
      case .set(.defences):
        "ways to keep a model from remembering, heuristics beside clipping and noise, and judges them by canaries too"
      case .set(.minimisation):
        "models of fewer columns, coarser values and fewer people: what need not have been collected"
      case .values(let knob): "the values of the \(knob.sentenceTitle) around its present one"
      }
    let seeds = screen.seedCount == 1 ? "one seed" : "\(screen.seedCount) seeds"
    return
      "s trains and attacks \(what). Each has the settings of the run at hand but for that, is trained from its beginning for as long as a run without a screen (\(grouped(context.subject.running.steps)) steps, fewer with a short schedule), with \(seeds) and \(screen.shadowCount) reference models. g offers something else, n more seeds."
  }

  /// How far it is, from the longest to the shortest.
  var captions: [String] {
    guard let findings, !variants.isEmpty else { return [""] }
    let progress = findings.progress
    let runs = "\(progress.finished) of \(progress.count) runs"
    if screen.isUnderWay, context.isResting { return ["  \(runs); it rests, and s goes on"] }
    if screen.isUnderWay {
      let left = progress.secondsLeft.map { ", some \(duration($0)) left" } ?? ""
      return ["  \(runs)\(left); it rests while another screen is shown", "  \(runs)\(left)"]
    }
    if findings.obstacle != nil { return ["  \(runs); s tries again"] }
    guard findings.isOver else {
      let isSame = screen.offered(in: context) == findings.focus
      return ["  \(runs); s \(isSame ? "goes on" : "begins anew, from the run at hand")", "  \(runs)"]
    }
    let base = findings.focus.base
    let seeds = findings.focus.seedCount
    let short =
      "  \(progress.count) runs, \(seeds) seed\(seeds == 1 ? "" : "s"), \(findings.focus.shadowCount) reference models each"
    let spent = progress.seconds >= 1 ? ", in \(duration(progress.seconds))" : ""
    return [
      "\(short)\(spent): \(base.dataset.harmless), \(base.network), \(grouped(base.steps)) steps",
      short + spent, short, "  \(runs)",
    ]
  }

  private func duration(_ seconds: Double) -> String {
    seconds < 100
      ? "\(Int(seconds.rounded(.up))) s"
      : seconds < 6000
        ? "\(Int((seconds / 60).rounded(.up))) min" : "\(grouped(Int((seconds / 3600).rounded(.up)))) h"
  }

  /// How a sentence on the chosen variant begins.
  var spoken: String {
    guard let chosen, hasResults else { return reasonForNothing }
    guard isKnown(screen.place) else { return "`\(chosen.name.harmless)` has not been trained yet." }
    guard let accuracy = chosen.testAccuracy else {
      return "`\(chosen.name.harmless)` answers no test records."
    }
    guard let area = chosen.area else {
      return
        "`\(chosen.name.harmless)` labels \(perHundred(accuracy)) of 100 test records rightly; its answers are no numbers any longer, so that no attack was run."
    }
    let canaries = chosen.canaryArea.map { ", and on canaries \(decimal($0))" } ?? ""
    return
      "`\(chosen.name.harmless)` labels \(perHundred(accuracy)) of 100 test records rightly; online LiRA has an AUC of \(decimal(area))\(canaries)."
  }

  var headlines: [Headline]? {
    guard let chosen, let accuracy = chosen.testAccuracy, let area = chosen.area else { return nil }
    var headlines = [
      Headline(name: "accuracy", value: Headline.short(accuracy), ink: .test),
      Headline(name: "\(mark)AUC", value: Headline.short(area), ink: .member),
    ]
    if let canaries = chosen.canaryArea {
      headlines.append(Headline(name: "\(mark)on canaries", value: Headline.short(canaries), ink: .member))
    }
    headlines.append(
      Headline(
        name: epsilonTitle, value: chosen.epsilon.map { roundedUp($0) },
        ink: chosen.epsilon == nil ? .danger : .bound))
    return headlines
  }

  // The panes.

  private var frontier: [Int] { variants.indices.filter { variants[$0].isFrontier } }

  var scatter: PaneContent {
    let title = "Accuracy against leakage"
    guard hasResults else { return nothing(title, term: .frontier, otherTerms: [.variants]) }
    let marks = frontier.map(ComparisonReport.Variant.mark).joined(separator: " ")
    let best = frontier.map { place in
      "\(name(place)) (accuracy \(decimal(variants[place].testAccuracy, or: glyphs)), AUC \(decimal(variants[place].area, or: glyphs)))"
    }
    return PaneContent(
      title, term: .frontier, otherTerms: [.variantAccuracy, .variantLeakage],
      notes: [[Span("\(mark)frontier: \(marks)", .good)], [Span(marks, .good)]],
      body: .scatter(variants.scatter(choosing: screen.place)),
      sentence: glyphs.spelled(
        "Of \(variants.count) variants no other beats \(best.isEmpty ? "any that is known" : best.joined(separator: ", "))."
      ))
  }

  var table: PaneContent {
    guard !variants.isEmpty else {
      return nothing(
        "Variants", term: .variants, otherTerms: [.frontier],
        offering:
          "The variants will be listed here, with what each gets right and gives away. s starts; then c sorts them by another column, and Enter makes the chosen one the run at hand."
      )
    }
    let columns = VariantColumns(variants: self)
    let order = screen.sorted
    return PaneContent(
      "Variants", term: .variants, otherTerms: [.frontier],
      notes: columns.title(of: screen.order).map { [[Span("\(title), sorted by \($0)", .dim)]] } ?? []
        + [[Span(title, .dim)]],
      body: .choices(
        ChoiceTable(
          columns: columns.columns,
          rows: order.map { place in
            let isFrontier = variants[place].isFrontier
            return ChoiceTable.Row(
              title: "\(ComparisonReport.Variant.mark(place))\(isFrontier ? "*" : " ") \(name(place))",
              ink: !isKnown(place) ? .dim : isFrontier ? .good : .text, cells: columns.cells(of: place))
          }, chosen: order.firstIndex(of: screen.place) ?? 0)),
      caption: .init(texts: captions.map(glyphs.spelled), ink: .dim), sentence: glyphs.spelled(spoken))
  }

  private var title: String {
    switch screen.compared {
    case .set(let set): set.rawValue
    case .values(let knob): "values of \(glyphs.spelled(knob.title))"
    }
  }

  private func nothing(
    _ title: String, term: Term, otherTerms: [Term], offering offer: String? = nil
  ) -> PaneContent {
    let reason = glyphs.spelled(reasonForNothing(offering: offer ?? self.offer))
    return PaneContent(
      title, term: term, otherTerms: otherTerms, notes: [[Span(self.title, .dim)]],
      body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
  }
}
