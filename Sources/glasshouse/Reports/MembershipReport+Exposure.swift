import Attacks
import Experiments
import Foundation
import PlainText
import Statistics

// What the text says of single records, of slices, and of a deletion.
extension MembershipReport {
  /// Each part with an empty line below it.
  var exposure: [String] {
    let parts = [
      figures.records.map(listing), figures.slices.map(slicing), figures.deletion.map(telling),
    ]
    return parts.compactMap { $0 }.flatMap { $0 + [""] }
  }

  private func why(_ record: ListedRecord) -> String {
    guard let reasons = record.reasons else { return "" }
    return reasons.isEmpty
      ? "nothing unusual in its fields" : reasons.map(\.description).joined(separator: "; ").harmless
  }

  private func listing(_ records: [ListedRecord]) -> [String] {
    guard let first = records.first else {
      return ["no record can be listed: no attack ran, or answers are not finite"]
    }
    let ranking = title(first.scoreBy)
    let odds =
      "; odds of membership where \(Self.percent(figures.prior)) of all are members, as members and outsiders with such scores have them"
    let rows = records.map { record in
      [
        "\(record.index)", record.className?.harmless ?? record.label.map(String.init) ?? "–",
        record.score?.written(2) ?? "–", record.odds.brief, record.margin.written(2),
        summary(record.meanWith, record.deviationWith), summary(record.meanWithout, record.deviationWithout),
        "\(record.foundBy.count) of \(figures.methods.count)", "\(record.outsidersAbove)",
        why(record),
      ]
    }
    var lines = [
      "the \(records.count == 1 ? "member" : "\(records.count) members") most exposed, by \(ranking)\(odds)",
      ([["row", "label", "score", "odds", "margin", "with it", "without", "found by", "others above", "why"]]
        + rows).aligned,
      "with it, without: mean and standard deviation of the margins of reference models; found by: attacks at 1 % false alarms; others above: non-members with a higher score",
    ]
    if let wrong = figures.slices?.first(where: { $0.slice == Slicing.labels.name && $0.value == "wrong" }) {
      let count = records.count { $0.hasWrongLabel }
      lines.append(
        "wrong labels: \(count) of these \(records.count), and \(Self.percent(Double(wrong.members) / Double(max(1, figures.members)))) of all members"
      )
    }
    return lines
  }

  private func summary(_ mean: Double?, _ deviation: Double?) -> String {
    guard let mean else { return "–" }
    return mean.written(2) + (deviation.map { " ± \($0.written(2))" } ?? "")
  }

  private func slicing(_ slices: [SliceFigures]) -> [String] {
    guard let first = slices.first else { return ["no slices: no attack ran, or answers are not finite"] }
    let rows = slices.map { slice in
      [
        slice.slice.harmless, slice.value.harmless, "\(slice.members)", "\(slice.nonMembers)",
        interval(slice.area, slice.areaLow, slice.areaHigh), "\(slice.heldOut)",
        interval(slice.accuracy, slice.accuracyLow, slice.accuracyHigh),
      ]
    }
    return [
      ([["slice", "value", "members", "others", "AUC", "held-out", "accuracy"]] + rows).aligned,
      "AUC of \(title(first.areaBy)) within the slice, – where a side has fewer than \(Slice.fewest); accuracy on held-out records by the labels of the file; intervals of 95 % each by itself, so that of many slices some miss",
    ]
  }

  private func interval(_ value: Double?, _ low: Double?, _ high: Double?) -> String {
    guard let value, let low, let high else { return "–" }
    return "\(value.written(3)) [\(low.written(3)), \(high.written(3))]"
  }

  private func telling(_ deletion: DeletionFigures) -> [String] {
    let without = deletion.meanWithout.map { mean in
      let place =
        deletion.deviations.map { after in
          let before = deletion.deviationsBefore.map { ", and lay \($0.written(1)) before" } ?? ""
          return ", so that it lies \(after.written(1)) standard deviations from their mean\(before)"
        } ?? ""
      return
        "; \(deletion.countWithout) reference models without it have \(summary(mean, deletion.deviationWithout))\(place)"
    }
    let changes = deletion.neighbors + deletion.exposed
    let control = deletion.control
    let rows =
      [("near", deletion.neighbors), ("exposed", deletion.exposed)].flatMap { name, changes in
        changes.map { change in
          [
            name, "\(change.index)", "\(change.label)", change.distance.written(2),
            change.before?.written(2) ?? "–", change.after?.written(2) ?? "–",
            change.change?.written(2) ?? "–", change.control?.written(2) ?? "–",
            change.isBeyondControl ? "beyond" : "",
          ]
        }
      }
    return [
      "row \(deletion.index) deleted, and the run trained again to step \(deletion.step): its margin goes from \(deletion.before?.written(2) ?? "–") to \(deletion.after?.written(2) ?? "–")\(without ?? "")",
      "between two trainings of the same members its margin differs by \(control.deleted?.written(2) ?? "–") on average (\(control.retrainings) trainings, weights and batches of their own)",
      moved(
        "the \(deletion.neighbors.count) members nearest to it", deletion.neighborsChange, control.neighbors),
      moved(
        "the \(deletion.exposed.count) members most exposed besides", deletion.exposedChange, control.exposed),
      ([["", "row", "label", "distance", "before", "after", "change", "by chance", ""]] + rows).aligned,
      "by chance: the mean difference between two trainings of the same members; beyond: a change larger than all \(control.retrainings * (control.retrainings - 1) / 2) of these differences, \(changes.count { $0.isBeyondControl }) of \(changes.count)",
    ]
  }

  private func moved(_ who: String, _ change: Double?, _ control: Double?) -> String {
    "\(who) move by \(change?.written(2) ?? "–") on average, and by \(control?.written(2) ?? "–") between two trainings of the same members"
  }

  private static func percent(_ value: Double) -> String { String(format: "%.4g %%", 100 * value) }
}

extension MembershipReport.ListedRecord {
  fileprivate var hasWrongLabel: Bool {
    (reasons ?? []).contains { if case .wrongLabel = $0 { true } else { false } }
  }
}
