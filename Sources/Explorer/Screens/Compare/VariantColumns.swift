import Experiments
import PlainText
import Statistics
import TerminalCanvas

/// The columns of the table of variants, what matters most first, and what stands in them.
struct VariantColumns {
  let variants: ComparedVariants

  private var glyphs: GlyphSet { variants.glyphs }
  private var mark: String { glyphs.diagnosticMark }

  /// What a table of these may be sorted by.
  static func orders(of findings: ComparisonFindings?) -> [VariantOrder] {
    VariantOrder.allCases.filter { order in
      switch order {
      case .balancedAccuracy: findings?.isLopsided == true
      case .canaryArea: hasCanaries(findings)
      default: true
      }
    }
  }

  private static func hasCanaries(_ findings: ComparisonFindings?) -> Bool {
    findings?.variants.contains { $0.canaryArea != nil } == true
  }

  /// nil where they stand as they were asked for.
  func title(of order: VariantOrder) -> String? {
    switch order {
    case .plan: nil
    case .name: "name"
    case .testAccuracy: "accuracy"
    case .balancedAccuracy: "balanced accuracy"
    case .area: "AUC"
    case .rate: "TPR at 1 %"
    case .canaryArea: "AUC on canaries"
    case .epsilon: glyphs.epsilon
    case .seconds: "seconds"
    }
  }

  private struct Column {
    let title: String
    let width: Int
    var order: VariantOrder?
    let cell: (ComparisonReport.Variant) -> String
  }

  private var all: [Column] {
    var all = [
      Column(title: "accuracy", width: 10, order: .testAccuracy) { figure($0.testAccuracy) },
      Column(title: "\(mark)AUC", width: 8, order: .area) { figure($0.area) },
    ]
    if Self.hasCanaries(variants.findings) {
      all.append(Column(title: "\(mark)canaries", width: 11, order: .canaryArea) { figure($0.canaryArea) })
    }
    if variants.findings?.isLopsided == true {
      all.append(
        Column(title: "balanced", width: 10, order: .balancedAccuracy) { figure($0.balancedAccuracy) })
    }
    let change = glyphs == .ascii ? "d" : "Δ"
    return all + [
      Column(
        title: variants.epsilonTitle, width: max(8, variants.epsilonTitle.displayWidth + 2), order: .epsilon
      ) { variant in
        let epsilon = variant.epsilon ?? .infinity
        return glyphs.spelled(epsilon.isFinite && epsilon > 9999 ? ">9999" : roundedUp(epsilon))
      },
      Column(title: "\(mark)at 1 %", width: 9, order: .rate) { variant in
        variant.rate.map { "\(fixed(100 * $0, 1)) %" } ?? glyphs.spelled("–")
      },
      Column(title: "\(change) acc.", width: 9) { signed($0.accuracyChange) },
      Column(title: "\(mark)\(change) AUC", width: 9) { signed($0.areaChange) },
      Column(title: "\(mark)95 % of AUC", width: 14) { variant in
        guard let low = variant.areaLow, let high = variant.areaHigh else { return glyphs.spelled("–") }
        return "[\(fixed(low, 2)), \(fixed(high, 2))]"
      },
      Column(title: "seconds", width: 9, order: .seconds) { variant in
        variant.seconds.map { decimal($0, 1) } ?? glyphs.spelled("–")
      },
    ]
  }

  var columns: [ChoiceTable.Column] {
    all.map {
      ChoiceTable.Column(title: $0.title, width: $0.width, isOrder: $0.order == variants.screen.order)
    }
  }

  /// Empty of a variant that was not trained yet.
  func cells(of place: Int) -> [String] {
    let isKnown = variants.isKnown(place)
    return all.map { isKnown ? $0.cell(variants.variants[place]) : "" }
  }

  private func figure(_ value: Double?) -> String { decimal(value, or: glyphs) }

  private func signed(_ value: Double?) -> String {
    value.map { ($0 < 0 ? "-" : "+") + fixed(abs($0), 3) } ?? glyphs.spelled("–")
  }
}
