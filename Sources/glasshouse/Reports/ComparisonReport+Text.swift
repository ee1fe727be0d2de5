import Experiments
import Explorer
import Foundation
import PlainText
import Statistics
import TerminalCanvas

extension ComparisonReport: CommandReport {
  package var text: String {
    let chart = Self.drawn(figures.variants.scatter())
    return
      ([
        remarks.title,
        "\(figures.variants.count) variants, \(figures.seeds) seed\(figures.seeds == 1 ? "" : "s") each from \(figures.seed) on, \(figures.shadows) reference models a run; AUC and TPR are online LiRA's",
        "", table, "",
      ] + chart + [""] + notes).joined(separator: "\n")
  }

  private var table: String {
    var header = ["", "variant", "accuracy"]
    if remarks.isLopsided { header.append("balanced") }
    header += ["AUC", "TPR at 1 %"]
    if remarks.hasCanaries { header.append("canaries AUC") }
    if hasUniqueness { header.append("unique") }
    header += ["ε", "Δ accuracy", "Δ AUC", "seconds"]
    let rows =
      [header]
      + remarks.order.places(of: figures.variants).map { place in
        row(figures.variants[place], place: place)
      }
    let widths = header.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").replacing(#/ +$/#, with: "")
    }.joined(separator: "\n")
  }

  private func row(_ variant: Variant, place: Int) -> [String] {
    var row = [
      Variant.mark(place) + (variant.isFrontier ? "*" : " "), variant.name.harmless,
      spread(variant.testAccuracy, variant.testAccuracySpread),
    ]
    if remarks.isLopsided { row.append(spread(variant.balancedAccuracy, variant.balancedAccuracySpread)) }
    row += [area(variant), spread(variant.rate, variant.rateSpread)]
    if remarks.hasCanaries { row.append(canaries(variant)) }
    if hasUniqueness { row.append(variant.unique?.written(2) ?? "–") }
    row += [
      variant.area == nil ? "–" : (variant.epsilon ?? .infinity).written(2), signed(variant.accuracyChange),
      signed(variant.areaChange), variant.seconds.map { String(format: "%.2f", $0) } ?? "–",
    ]
    return row
  }

  /// Where variants differ in how many records nobody else is like.
  private var hasUniqueness: Bool { Set(figures.variants.compactMap(\.unique)).count > 1 }

  private func area(_ variant: Variant) -> String {
    guard let area = variant.area else { return "–" }
    guard let low = variant.areaLow, let high = variant.areaHigh else { return area.written(3) }
    return "\(area.written(3)) [\(low.written(2)), \(high.written(2))]"
  }

  private func canaries(_ variant: Variant) -> String {
    guard let area = variant.canaryArea else { return "–" }
    guard let low = variant.canaryAreaLow, let high = variant.canaryAreaHigh else { return area.written(3) }
    return "\(area.written(3)) [\(low.written(2)), \(high.written(2))]"
  }

  private func spread(_ mean: Double?, _ deviation: Double?) -> String {
    guard let mean else { return "–" }
    return mean.written(3) + (deviation.map { " ±\($0.written(3))" } ?? "")
  }

  private func signed(_ value: Double?) -> String {
    value.map { ($0 < 0 ? "-" : "+") + abs($0).written(3) } ?? "–"
  }

  private var notes: [String] {
    var notes = [
      "chart: up is more accurate, left is less leaked; - the interval of AUC\(figures.seeds > 1 ? ", | the spread of accuracy over seeds" : ", of the one run")",
      "* on the frontier: no other variant is at least as accurate\(remarks.isLopsided ? ", balanced," : "") and leaks at most as much. Points nearer than their intervals are not told apart.",
    ]
    if figures.seeds > 1 {
      notes.append("± is the standard deviation over seeds; the interval of AUC is for the mean over seeds.")
    }
    if remarks.isLopsided {
      notes.append(
        "One class is most of the test records: whoever always names it is as accurate as that class is frequent, and balanced accuracy shows it."
      )
    }
    if hasUniqueness {
      notes.append("unique: the share of all records whose inputs no other record has")
    }
    if remarks.hasCanaries {
      notes.append(
        "Canaries are mislabelled records in no other figure: what protects the average need not protect them."
      )
    }
    if let importance = figures.importance, !importance.isEmpty {
      let columns = importance.map { "\($0.column.harmless) \($0.drop.written(3))" }
      notes.append(
        "Worth of columns (by how much the AUC of the prediction falls on held-out records): "
          + columns.joined(separator: ", "))
      notes.append("ε leaves out \(ColumnImportance.release), and the deviations that bins are as wide as.")
      notes.append(
        "Columns were ranked on held-out records of the first seed, on which its accuracy is measured too: the accuracy of a few columns is a little flattered."
      )
    }
    return notes
  }

  /// In characters that every terminal and file has.
  private static func drawn(_ chart: ScatterChart) -> [String] {
    guard !chart.points.isEmpty else { return [] }
    var canvas = Canvas(width: 72, height: 20)
    chart.draw(on: &canvas, in: canvas.bounds, glyphs: .ascii)
    return canvas.plain.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.replacing(#/ +$/#, with: "")) }
  }
}
