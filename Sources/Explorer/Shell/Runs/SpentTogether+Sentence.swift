import Experiments
import PrivacyAccounting
import Records

extension SpentTogether {
  /// What it means for whoever would choose among the runs.
  package var sentence: String { ([figure] + gaps).joined(separator: " ") }

  private var figure: String {
    let runs = runCount == 1 ? "One run" : "\(grouped(runCount)) runs"
    let people = unit == .record ? "these records" : unit == .client ? "these clients" : "these people"
    let noun = unit == .client ? "round" : "step"
    let independent = "\(roundedUp(ifIndependent.upper)) (\(kind.rawValue))"
    guard let epsilon else {
      let together =
        runCount == 1 ? "this run and others on the same data" : "these \(grouped(runCount)) runs together"
      let who =
        runCount == 2 && leftOut.ofOtherUnitCount == 0 ? "they share" : "some runs on the same data share"
      let seeds = sharesNoise.map { String($0) }.joined(separator: ", ")
      return
        "No ε holds for \(together): \(who) seed\(sharesNoise.count == 1 ? "" : "s") \(seeds), and so their noise, and whoever has two of them can subtract it. With noise of their own it would be \(independent).\(uncovered)"
    }
    guard epsilon.isFinite else {
      return
        "\(runs) on \(people), \(grouped(stepCount)) \(noun)s: ε ∞ together, for a \(noun) of one of them had no noise. Choosing among runs is not free."
    }
    return
      "\(runs) on \(people), \(grouped(stepCount)) \(noun)s: ε \(independent) together at δ \(significant(delta)): whoever chooses the best of them has learned from all.\(uncovered)"
  }

  private var uncovered: String {
    notCovered.isEmpty ? "" : " It leaves out \(notCovered.joined(separator: ", and "))."
  }

  /// What is not in the figure, a sentence each.
  private var gaps: [String] {
    let (others, unread, unusable) = (
      leftOut.ofOtherUnitCount, leftOut.unreadLogCount, leftOut.unusableLogCount
    )
    var sentences: [String] = []
    if others > 0 {
      sentences.append(
        others == 1
          ? "1 more run on the same data counts another unit and is not in this figure."
          : "\(grouped(others)) more runs on the same data count another unit and are not in this figure.")
    }
    if unread > 0 {
      sentences.append("\(grouped(unread)) older \(unread == 1 ? "log was" : "logs were") not read for it.")
    }
    if unusable > 0 {
      sentences.append(
        "\(grouped(unusable)) \(unusable == 1 ? "log" : "logs") could not be read whole for it.")
    }
    return sentences
  }
}
