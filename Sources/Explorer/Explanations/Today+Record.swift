import Experiments
import PlainText
import Records

// What the model says of a record of one's own.
extension Today {
  func ofRecord(_ term: Term) -> Reading? {
    guard let findings = subject.findings(RecordFindings.self), let data = subject.snapshot?.data,
      findings.record.obstacle(in: data.dataset) == nil
    else { return nil }
    let step = grouped(findings.step)
    switch term {
    case .typedRecord:
      return Reading(
        plain:
          "The record that is typed in has \(grouped(data.dataset.inputCount)) inputs and the label \(data.dataset.classNames[findings.record.label].harmless)."
      )
    case .recordAnswer: return ofAnswer(findings, names: data.dataset.classNames)
    case .recordMargin:
      guard let margin = findings.margin?.score else { return nil }
      return Reading(
        plain:
          "At step \(step) the margin is \(fixed(margin, 2)): the label is \(margin < 0 ? "less likely" : "likelier") than all other classes together.",
        formula: "ln p(label) – ln(sum of the other p) = \(fixed(margin, 3))")
    case .recordRank: return ofRank(findings)
    case .recordLiRA: return ofLiRA(findings)
    case .recordOverSteps:
      guard let margin = findings.margin?.score else { return nil }
      return Reading(
        plain:
          "At step \(step) the margin is \(fixed(margin, 2)), in a run that has \(findings.isPlanted ? "" : "not ")planted the record."
      )
    case .nearestMembers:
      guard let near = findings.nearest.first else { return nil }
      return Reading(
        plain:
          near.distance == 0
          ? "A member is the same as the record, input by input."
          : "The nearest member is at a distance of \(fixed(near.distance, 2)), over \(grouped(data.dataset.inputCount)) inputs.",
        formula: "|x – x of the member| = \(fixed(near.distance, 3)), in inputs of the network")
    default:
      return Reading(
        plain: findings.isPlanted
          ? "This run is trained on the record, and its log holds it; n is \(grouped(subject.running.trainSize)) as before."
          : "This run has not planted the record as it was typed in.")
    }
  }

  private func ofAnswer(_ findings: RecordFindings, names: [String]) -> Reading? {
    guard !findings.confidences.isEmpty else {
      return Reading(
        plain:
          "At step \(grouped(findings.step)) the model answers \(names[findings.predicted].harmless), and shows no confidence."
      )
    }
    guard
      let best = names.indices.max(by: { findings.confidences[$0] < findings.confidences[$1] }),
      findings.confidences[best].isFinite
    else { return nil }
    return Reading(
      plain:
        "At step \(grouped(findings.step)) the model takes the record for \(names[best].harmless), with a confidence of \(decimal(findings.confidences[best], 2)).",
      formula: "p(\(names[best].harmless) | x) = \(decimal(findings.confidences[best]))")
  }

  private func ofRank(_ findings: RecordFindings) -> Reading? {
    guard let standing = findings.margin, standing.otherCount > 0 else { return nil }
    return Reading(
      plain: RecordScore.margin.sentence(findings),
      formula:
        "\(grouped(standing.othersBelow)) of \(grouped(standing.otherCount)) outsiders and \(grouped(standing.membersBelow)) of \(grouped(standing.memberCount)) members have a smaller margin than \(fixed(standing.score, 2))"
    )
  }

  private func ofLiRA(_ findings: RecordFindings) -> Reading? {
    guard let compared = findings.compared else { return nil }
    let score = compared.online == nil ? RecordScore.liraOffline : .liraOnline
    guard let standing = score.standing(findings) else { return nil }
    return Reading(
      plain: score.sentence(findings),
      formula:
        "\(score.title) = \(fixed(standing.score, 2)) at step \(grouped(compared.step)), of \(compared.withCount) models with the record and \(compared.withoutCount) without"
    )
  }
}
