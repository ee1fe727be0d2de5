import Experiments
import PlainText
import Statistics
import TerminalCanvas

/// The numbers of the chosen variant, with intervals and spreads, and what it has elsewhere than the others.
struct VariantFigures {
  let variants: ComparedVariants

  static let width = 36
  /// Columns of which it is said what they are worth.
  private static let mostColumns = 8

  private var glyphs: GlyphSet { variants.glyphs }
  private var mark: String { variants.mark }

  var content: PaneContent {
    guard let variant = variants.chosen, variants.hasResults, variants.isKnown(variants.screen.place) else {
      let reason =
        variants.hasResults
        ? variants.spoken
        : variants.reasonForNothing(offering: "The numbers of the variant that a and b choose will be here.")
      return PaneContent(
        "Numbers", term: .variantAccuracy,
        body: .text(Paragraph(text: glyphs.spelled(reason), indent: 1)), sentence: glyphs.spelled(reason))
    }
    let sentence = glyphs.spelled(variants.spoken)
    return PaneContent(
      "Numbers", term: .variantAccuracy,
      notes: [[Span(glyphs.shortened(variants.name(variants.screen.place), to: 22), .focus)]],
      body: .figures(
        FigureList(figures: figures(of: variant) + settings(of: variant) + columns, indent: 1)),
      sentence: sentence)
  }

  private func figures(of variant: ComparisonReport.Variant) -> [Figure] {
    var figures = [
      Figure(
        name: "test accuracy", value: spread(variant.testAccuracy, variant.testAccuracySpread),
        term: .variantAccuracy, ink: .test)
    ]
    if variants.findings?.isLopsided == true {
      figures.append(
        Figure(
          name: "balanced accuracy", value: spread(variant.balancedAccuracy, variant.balancedAccuracySpread),
          term: .balancedTestAccuracy))
    }
    figures += [
      Figure(name: "\(mark)AUC", value: area(of: variant), term: .variantLeakage, ink: .member),
      Figure(
        name: "\(mark)TPR at 1 % FPR", value: spread(variant.rate, variant.rateSpread), term: .variantFound),
    ]
    if variant.canaryArea != nil {
      figures.append(
        Figure(
          name: "\(mark)AUC on canaries", value: spread(variant.canaryArea, variant.canaryAreaSpread),
          term: .canaryAUC, ink: .member))
    }
    figures += [
      Figure(
        name: variants.epsilonTitle, value: glyphs.spelled(roundedUp(variant.epsilon ?? .infinity)),
        term: .variantEpsilon, ink: variant.epsilon == nil ? .danger : .bound),
      Figure(name: "change of accuracy", value: signed(variant.accuracyChange), term: .accuracyChange),
      Figure(name: "\(mark)change of AUC", value: signed(variant.areaChange), term: .leakageChange),
      Figure(name: "seeds", value: seeds, term: .variantSeeds),
      Figure(
        name: "seconds, one core", value: variant.seconds.map { decimal($0, 1) } ?? glyphs.spelled("–"),
        term: .variantSeconds),
    ]
    return figures
  }

  private var seeds: String {
    guard let summary = variants.findings?.summary else { return "" }
    return "\(summary.variants[variants.screen.place].trials.count) of \(summary.plan.seeds.count)"
  }

  /// What it has elsewhere than all.
  private func settings(of variant: ComparisonReport.Variant) -> [Figure] {
    Knob.all.compactMap { knob in
      variant.settings.values[knob].map { value in
        Figure(
          name: glyphs.spelled(knob.title),
          value: glyphs.shortened(glyphs.spelled(value.description.harmless), to: Self.width - 4),
          term: .knob(knob), ink: .dim)
      }
    }
  }

  /// Of a minimisation, what the columns are worth, the most useful first.
  private var columns: [Figure] {
    (variants.findings?.importance?.ranking ?? []).prefix(Self.mostColumns).map { column in
      Figure(
        name: "\(mark)worth of \(glyphs.shortened(glyphs.spelled(column.column.harmless), to: 16))",
        value: fixed(column.drop, 3), term: .columnWorth)
    }
  }

  private func area(of variant: ComparisonReport.Variant) -> String {
    guard let area = variant.area else { return glyphs.spelled("–") }
    guard let low = variant.areaLow, let high = variant.areaHigh else { return decimal(area) }
    return "\(decimal(area)) [\(fixed(low, 2)), \(fixed(high, 2))]"
  }

  private func spread(_ mean: Double?, _ deviation: Double?) -> String {
    guard let mean else { return glyphs.spelled("–") }
    return decimal(mean) + (deviation.map { " \(glyphs == .ascii ? "+-" : "±")\(fixed($0, 3))" } ?? "")
  }

  private func signed(_ value: Double?) -> String {
    value.map { ($0 < 0 ? "-" : "+") + fixed(abs($0), 3) } ?? glyphs.spelled("–")
  }
}
