import Attacks
import Experiments
import Foundation
import PlainText
import Records
import Statistics

extension AttributeReport: CommandReport {
  package var text: String {
    ([remarks.title, facts] + [""] + table + [""] + lessons + notes).joined(separator: "\n")
  }

  private var facts: String {
    var line =
      "guessing \(figures.sensitive.harmless) (\(figures.title == figures.sensitive ? "" : "\(figures.title): ")\(figures.values.map(\.harmless).listed(atMost: 6))) of \(figures.memberCount) members and \(figures.nonMemberCount) non-members, answers \(figures.answers)"
    for (name, accuracy) in [("members", figures.trainAccuracy), ("test", figures.testAccuracy)] {
      if let accuracy { line += "; accuracy on \(name) \(percent(accuracy)) %" }
    }
    return line
  }

  private var table: [String] {
    var rows = [["guessed by", "members", "AUC", "non-members", "AUC"]]
    rows.append(
      row(AttributeMethod.modelTimesImputer.title.lowercasedFirst, figures.members, figures.nonMembers))
    for method in AttributeMethod.allCases {
      if let sides = figures.methods[method.name] {
        rows.append(row(method.title.lowercasedFirst, sides.members, sides.nonMembers))
      }
    }
    rows.append(row("imputation, no model", figures.imputationOfMembers, figures.imputationOfNonMembers))
    if let coin = figures.coin { rows.append(row("planted coin", coin.members, coin.nonMembers)) }
    let label = figures.missingLabel
    rows.append(row("missing label, model", label.members, label.nonMembers))
    if let sides = label.byMembership {
      rows.append(row("missing label, membership", sides.members, sides.nonMembers))
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").replacing(#/ +$/#, with: "")
    }
  }

  private func row(_ title: String, _ members: Judged?, _ nonMembers: Judged?) -> [String] {
    [title]
      + [members, nonMembers].flatMap { judged -> [String] in
        guard let judged else { return ["–", "–"] }
        return [
          "\(percent(judged.accuracy)) % [\(percent(judged.accuracyLow)), \(percent(judged.accuracyHigh))]",
          judged.area.map { area in
            String(format: "%.3f [%.2f, %.2f]", area, judged.areaLow ?? area, judged.areaHigh ?? area)
          } ?? "–",
        ]
      }
  }

  /// What the figures say, a sentence each.
  private var lessons: [String] {
    if figures.isDiverged {
      return ["training diverged: answers are no longer finite, and attacks on them say nothing"]
    }
    var lessons = [String]()
    if let gap = figures.gap {
      let meaning =
        gap.low > 0 || gap.high < 0
        ? "that much is not chance, and comes of having been in the training set" : "which may be chance"
      lessons.append(
        "members are guessed \(points(gap.value)) points \(gap.value >= 0 ? "more" : "less") often than non-members [\(signed(gap.low)), \(signed(gap.high))]: \(meaning)"
      )
    }
    if let imputation = figures.imputation {
      lessons.append(
        "without the model, from public records alone, \(percent(imputation.accuracy)) % [\(percent(imputation.accuracyLow)), \(percent(imputation.accuracyHigh))] of the pool are guessed: that much is no leak of the model"
      )
    }
    for (gain, without, whom) in [
      (figures.memberGain, figures.imputationOfMembers, "members"),
      (figures.nonMemberGain, figures.imputationOfNonMembers, "non-members"),
    ] {
      if let gain, let without {
        lessons.append(
          "of \(whom) the model adds \(signed(gain.value)) points [\(signed(gain.low)), \(signed(gain.high))] to the \(percent(without.accuracy)) % that are guessed of them without it"
        )
      }
    }
    if let fredrikson = figures.methods[AttributeMethod.fredrikson.name]?.nonMembers,
      let imputation = figures.imputationOfNonMembers
    {
      lessons.append(
        "of non-members Fredrikson's attack, with no more than each value's frequency beside the model, guesses \(percent(fredrikson.accuracy)) %, and imputation without any model \(percent(imputation.accuracy)) %"
      )
    }
    if let coin = figures.coin {
      let found = coin.members.map {
        $0.accuracyLow > 0.5
          ? "; what is guessed of members beyond that is memory"
          : "; of members no more was found than chance may do"
      }
      lessons.append(
        "nothing but training on it tells a planted coin, and the truth for non-members is one half exactly\(found ?? "")"
      )
    } else {
      lessons.append("no coin was planted in this run: --coin plants one")
    }
    return lessons
  }

  private var notes: [String] {
    var notes = ["shares guessed rightly, with intervals of 95 % (Clopper and Pearson)"]
    if figures.missingLabel.imputation != nil, let imputation = figures.missingLabel.imputation {
      notes.append("a missing label is guessed without the model for \(percent(imputation.accuracy)) %")
    }
    var reasons = [String]()
    for omission in figures.omitted where !reasons.contains(omission.needs) { reasons.append(omission.needs) }
    for reason in reasons {
      let titles = figures.omitted.filter { $0.needs == reason }.map {
        AttributeMethod.named($0.name)?.title ?? $0.name
      }
      notes.append(
        "not run: \(titles.joined(separator: "; ")) \(titles.count == 1 ? "needs" : "need") \(reason)")
    }
    if let kind = figures.epsilonKind, let delta = figures.delta {
      let epsilon = figures.epsilon.map { String(format: "%.3f", $0) } ?? "∞"
      notes.append(
        figures.epsilon == nil
          ? "ε ∞: nothing limits what an attack may find"
          : "ε \(epsilon) at δ \(delta.brief), \(kind.rawValue); it leaves out \(remarks.uncovered)")
    }
    notes.append("public records to learn from: \(figures.publicRecords)")
    return notes + ["\(figures.queries) records asked about, \(String(format: "%.1f", figures.seconds)) s"]
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
  private func points(_ difference: Double) -> String { percent(abs(difference)) }
  private func signed(_ share: Double) -> String { String(format: "%+.1f", 100 * share) }
}

extension String {
  /// But for a name at its beginning.
  fileprivate var lowercasedFirst: String {
    ["Fredrikson", "Yeom"].contains { hasPrefix($0) } ? self : prefix(1).lowercased() + dropFirst()
  }
}
