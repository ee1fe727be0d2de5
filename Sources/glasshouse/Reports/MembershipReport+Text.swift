import Attacks
import Experiments
import Foundation
import PlainText
import PrivacyAccounting
import Records
import Statistics

extension MembershipReport: CommandReport {
  package var text: String {
    ([remarks.title, candidates] + bound + ["", table, ""] + exposure + notes).joined(separator: "\n")
  }

  private var candidates: String {
    var line = "\(figures.members) members, \(figures.nonMembers) non-members"
    if figures.unit == .person { line += ", each half of a person's photographs" }
    line += ", \(figures.shadows) reference models"
    if figures.divergedShadows > 0 {
      line += " (\(figures.divergedShadows) more diverged and were left out)"
    }
    for (name, accuracy) in [
      ("members", figures.trainAccuracy), ("non-members", figures.nonMemberAccuracy),
      ("test", figures.testAccuracy),
    ] {
      if name == "test", accuracy == figures.nonMemberAccuracy { continue }
      if let accuracy { line += "; accuracy on \(name) \(percent(accuracy))" }
    }
    if remarks.isLopsided, let balanced = figures.testBalancedAccuracy {
      line += " (one class is most of them: balanced \(percent(balanced)))"
    }
    if let canaries = figures.canaries {
      line +=
        "; \(canaries.members) of \(canaries.count) \(canaries.kind.rawValue) canaries were in, and are in no figure but their own"
    }
    return line
  }

  /// What the run cost and what that allows; nothing where the model is not a run's.
  private var bound: [String] {
    guard let kind = figures.epsilonKind, let delta = figures.delta else { return [] }
    let whose = figures.epsilonUnit == .client ? " of a client" : ""
    let cost = "ε \((figures.epsilon ?? .infinity).written(3))\(whose) at δ \(delta.brief)"
    guard let meaning else {
      return [
        figures.epsilon != nil
          ? "\(cost) \(kind.rawValue), which leaves out \(remarks.uncovered): nothing limits what an attack may find"
          : "ε ∞: nothing limits what an attack may find"
      ]
    }
    let ofRecord =
      figures.epsilonPerRecord.map {
        "; of one record replaced by another \($0.written(3)), which what follows is for"
      } ?? ""
    return ["\(cost), \(kind.rawValue)\(ofRecord)"]
      + meaning.sentences(about: figures.unit.many).map { remarks.isLimitAsRun ? "As run: \($0)" : $0 }
      + ["ε leaves out \(remarks.uncovered)"]
  }

  private var meaning: PrivacyMeaning? { figures.largestRates.flatMap { PrivacyMeaning(largestRates: $0) } }

  private var table: String {
    let limits = MembershipReport.limits.reversed()
    var rows = [
      ["attack", "sees", "models", "AUC", "balanced"]
        + limits.map { "found at \(percent(Double($0) ?? 0))" }
        + (figures.canaries == nil ? [] : ["canaries AUC"])
    ]
    for method in figures.methods {
      let model = method.threatModel
      rows.append(
        [
          title(method.name),
          seen(model),
          models(model), area(of: method).map(interval) ?? "–", method.balancedAccuracy.map(decimal) ?? "–",
        ] + limits.map { rate($0, of: method).map(share) ?? "–" }
          + (figures.canaries == nil ? [] : [method.canaries.map(Self.written) ?? "–"]))
    }
    return rows.aligned
  }

  func title(_ name: String) -> String { MembershipMethod.named(name)?.title ?? name }

  /// In a word.
  private func seen(_ model: ThreatModelWords) -> String {
    switch ThreatModel.Observation(rawValue: model.observes) {
    case .weightsAndGradients: "weights"
    case .lossesAlongTraining: "trajectory"
    case .label, .loss, .confidences, nil: model.observes
    }
  }

  private func models(_ model: ThreatModelWords) -> String {
    switch ThreatModel.References(rawValue: model.references) {
    case .withoutCandidate: "without"
    case .withAndWithoutCandidate: "both"
    case .some(.none), nil: model.hasPublicRecords ? "records" : "none"
    }
  }

  private func area(of method: Method) -> Area? {
    guard let area = method.area, let low = method.areaLow, let high = method.areaHigh else { return nil }
    return Area(area, low...high)
  }

  private func rate(_ limit: String, of method: Method) -> Rate? { method.rates[limit].flatMap(\.self) }

  private var notes: [String] {
    var notes = [
      "found: % of members, where so many non-members are accused too; intervals of 95 %",
      "models: the adversary's own, without the candidate or both with and without; records: none of the pool",
    ]
    notes += references + answers
    if figures.isDiverged {
      notes.append("training diverged: answers are no longer finite, and attacks on them say nothing")
    }
    if !figures.belowChance.isEmpty {
      notes.append(
        "well below one half: \(figures.belowChance.map(title).joined(separator: ", ")); chance seldom does that, so perhaps the margins have the wrong sign, or 1 and 0 of member are exchanged"
      )
    }
    notes += unattainable + precision + overlap
    if let blind = figures.controls.blind {
      notes.append(
        "control: a model that sees only the inputs has AUC \(interval(blind)), one half where members and non-members come from one pool"
      )
    }
    if figures.unit == .person {
      notes.append(
        "control of inputs alone: none, for photographs of one half share their membership and would give each other away"
      )
    }
    if let null = figures.controls.null {
      let count = null.attackCount ?? 1
      notes.append(
        "control: with membership shuffled the strongest of \(count == 1 ? "1 attack" : "\(count) attacks") has AUC \(interval(null))"
      )
    }
    if let null = figures.controls.nullAccuracy {
      notes.append(
        "control: of an attack that knows nothing the balanced accuracy is from \(decimal(null.low)) to \(decimal(null.high)) in 95 of 100 cases"
      )
    }
    return notes + clippingOnly + omissions + ["\(decimal(figures.seconds)) s"]
  }

  /// What is left of ε once the noise is taken away.
  private var clippingOnly: [String] {
    guard let control = figures.controls.clippingOnly else { return [] }
    var line =
      "control: the same schedule with clipping alone, which promises nothing, has AUC \(interval(Area(control.area, control.areaLow...control.areaHigh))) by \(title(control.method)), the strongest of \(control.attackCount) there"
    if let canaries = control.canaries { line += ", of canaries \(Self.written(canaries))" }
    if let accuracy = control.testAccuracy { line += ", and an accuracy of \(percent(accuracy)) on test" }
    return [line]
  }

  private static func written(_ canaries: OfCanaries) -> String {
    String(format: "%.3f [%.3f, %.3f]", canaries.area, canaries.areaLow, canaries.areaHigh)
  }

  /// Where the adversary's models come from, and what of them was left out.
  private var references: [String] {
    var notes = [String]()
    if let source = figures.methods.lazy.compactMap(\.threatModel.referencesFrom).first {
      notes.append("models come from: \(source)")
    }
    if let levelling = remarks.levelling {
      let (with, without) = (levelling.with.lowerBound, levelling.without.lowerBound)
      let used =
        with + without == 0
        ? "none can be used" : "of each \(with) and \(without) are used, drawn at random"
      notes.append(
        "candidates have \(levelling.with.lowerBound) to \(levelling.with.upperBound) models with them and \(levelling.without.lowerBound) to \(levelling.without.upperBound) without, which may betray who was a member; \(used)"
      )
    }
    return notes
  }

  /// How the target answered, where that is not in full, and what losses are made of then.
  private var answers: [String] {
    guard let answers = figures.answers, let queries = figures.queries, let own = figures.queriesPerRecord
    else { return [] }
    var notes = [String]()
    if let model = figures.methods.map(\.threatModel).first(where: { $0.lossesFrom == "labels" }) {
      notes.append(
        model.answersPerRecord == 1
          ? "losses are estimated from labels alone, of one question a record, of the target and of every model: right or wrong"
          : "losses are estimated from labels alone, of \(model.answersPerRecord) questions a record, of the target and of every model: the log-odds of its label, for the record and noisy copies of it"
      )
    } else if let model = figures.methods.map(\.threatModel).first(where: { $0.answersPerRecord > 1 }) {
      notes.append(
        "losses are those of the mean of \(model.answersPerRecord) answers a record, of the target and of every model"
      )
    }
    notes.append(
      "the target answers \(answers), up to \(own) time\(own == 1 ? "" : "s") a record; it was asked about \(queries) records in all, inputs that attacks make of their own among them"
    )
    return notes
  }

  /// What was not run and why, a line a reason, in the order of the attacks.
  private var omissions: [String] {
    var reasons = [String]()
    for omission in figures.omitted where !reasons.contains(omission.needs) { reasons.append(omission.needs) }
    return reasons.map { reason in
      let titles = figures.omitted.filter { $0.needs == reason }.map { title($0.name) }
      return "not run: \(titles.joined(separator: ", ")) \(titles.count == 1 ? "needs" : "need") \(reason)"
    }
  }

  /// Why a rate is not stated.
  private var unattainable: [String] {
    guard !figures.isDiverged, let method = figures.methods.first else { return [] }
    return MembershipReport.limits.reversed().filter { rate($0, of: method) == nil }.map { limit in
      let few = ROCCurve.TooFewNonMembers(limit: Double(limit) ?? 0, nonMemberCount: figures.nonMembers)
      return
        "–: a false positive rate of \(percent(few.limit)) needs at least \(few.needed) non-members, and there \(few.nonMemberCount == 1 ? "is" : "are") \(few.nonMemberCount)"
    }
  }

  /// How sure one can be of those whom the strongest attack accuses.
  private var precision: [String] {
    guard !figures.isDiverged,
      let strongest = figures.methods.max(by: { ($0.area ?? 0) < ($1.area ?? 0) }),
      let found = rate("0.01", of: strongest)
    else { return [] }
    let opening = "strongest by AUC, a maximum over attacks: \(title(strongest.name))"
    guard found.value > 0, let precision = strongest.precisions["0.01"].flatMap(\.self) else {
      return ["\(opening), which finds nobody at 1 % false alarms"]
    }
    return [
      "\(opening); at 1 % false alarms, where \(percent(figures.prior)) of all are members, so are \(share(precision)) % of those it accuses"
    ]
  }

  /// How far the attacks find the same members.
  private var overlap: [String] {
    guard let overlap = figures.overlap, overlap.found.count > 1 else { return [] }
    let some = figures.members - overlap.byNone
    var line =
      "at \(percent(overlap.falsePositiveRate)) false alarms \(some) of \(figures.members) members are found by some attack and \(overlap.byAll) by all"
    if let pair = overlap.leastAlikeOfStrong, let one = overlap.found[pair.one],
      let other = overlap.found[pair.other], let jaccard = pair.jaccard
    {
      line +=
        "; least alike of those that find most: \(title(pair.one)) (\(one)) and \(title(pair.other)) (\(other)), of which \(pair.both) by both (Jaccard index \(decimal(jaccard)))"
    }
    return [line]
  }

  private func interval(_ area: Area) -> String {
    "\(decimal(area.value)) [\(decimal(area.low)), \(decimal(area.high))]"
  }

  private func share(_ rate: Rate) -> String {
    String(format: "%.1f [%.1f, %.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high)
  }

  private func percent(_ value: Double) -> String { String(format: "%.4g %%", 100 * value) }
  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
