import Attacks
import Experiments
import Foundation
import PlainText
import Records
import Statistics

extension InversionReport: CommandReport {
  private var attack: Attack { figures.attack }

  package var text: String {
    ([remarks.title, utility, cost, ""] + what + [""] + (remarks.isImage ? table + [""] : []) + notes)
      .joined(separator: "\n")
  }

  private var utility: String {
    [("members", attack.trainAccuracy), ("test", attack.testAccuracy)]
      .compactMap { name, accuracy in accuracy.map { "accuracy on \(name) \(percent($0))" } }
      .joined(separator: "; ")
  }

  private var cost: String {
    guard let epsilon = attack.epsilon else { return "ε ∞: nothing bounds what the model gives away" }
    return
      "ε \(epsilon.written(3))\(attack.unit == .client ? " of a client" : "") at δ \(attack.delta.brief), \(attack.epsilonKind.rawValue), which leaves out \(remarks.uncovered)"
  }

  private var what: [String] {
    var line = "drawn by \(attack.method.title)"
    switch attack.access {
    case .whiteBox: break
    case .confidences: line += ", with \(attack.queries) queries for each"
    case .label: line += ", with \(attack.queries) queries for all together"
    }
    if let answers = attack.answers { line += ", answers \(answers)" }
    let count =
      remarks.drawnCount == remarks.classCount
      ? "all \(remarks.classCount) \(remarks.noun)"
      : "\(remarks.drawnCount) of \(remarks.classCount) \(remarks.noun)"
    return ["\(count) \(line): \(attack.method.paper)", remarks.prototype]
  }

  /// Each figure beside the control's.
  private var table: [String] {
    let rows: [(String, KeyPath<Judged, Double?>, (Double) -> String)] = [
      ("recognised, by held-out means", \.identificationTop1, percent),
      ("  among the five nearest", \.identificationTop5, percent),
      ("recognised, by a network", \.secondIdentifierTop1, percent),
      ("SSIM to the class mean", \.similarityToClassMean, decimal),
      ("SSIM to the nearest member", \.similarityToNearestMember, decimal),
      ("SSIM to the nearest non-member", \.similarityToNearestNonMember, decimal),
      ("PSNR to the class mean, dB", \.noiseRatioToClassMean, { String(format: "%.1f", $0) }),
    ]
    return ["\("".padded(to: 32))\("drawn".paddedLeft(to: 9))\("control".paddedLeft(to: 9))"]
      + rows.map { title, figure, write in
        title.padded(to: 32)
          + [figures.drawn, attack.control].map { judged in
            (judged[keyPath: figure].map(write) ?? "–").paddedLeft(to: 9)
          }.joined()
      }
  }

  private var notes: [String] {
    var notes = [String]()
    if remarks.isImage {
      if attack.judged < remarks.drawnCount || attack.candidates < remarks.classCount {
        notes.append(
          "judged are the \(attack.judged) of \(remarks.drawnCount) \(remarks.noun) with held-out records, each among \(attack.candidates)"
        )
      }
      notes += [
        "control: the mean of public records handed in for every class",
        "the two that recognise saw held-out records alone, and may disagree",
      ]
      if let members = attack.ceiling.similarityToNearestMember,
        let others = attack.ceiling.similarityToNearestNonMember
      {
        notes.append(
          "the class means themselves are like the nearest member by \(decimal(members)) and like the nearest non-member by \(decimal(others)): a difference no greater than theirs is no evidence of membership"
        )
      }
    } else {
      notes.append("what a table gives back is not judged: a column says too little to tell anyone by")
    }
    let missed = attack.pictures.filter(\.isMissed).map(\.name)
    if !missed.isEmpty {
      notes.append("no answer was ever that of \(missed.joined(separator: ", ")): drawn is the public mean")
    }
    return notes + ["\(decimal(attack.seconds)) s"]
  }

  private func percent(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}

extension String {
  fileprivate func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth)) + self
  }
}
