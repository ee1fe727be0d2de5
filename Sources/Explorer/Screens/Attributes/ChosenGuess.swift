import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// The way of guessing that is looked at, and what it found.
struct ChosenGuess {
  let subject: Subject
  let glyphs: GlyphSet
  let method: AttributeMethod

  var findings: AttributeFindings? { subject.findings(AttributeFindings.self) }
  var entry: AttributeFindings.Entry? { findings?.entries[method] }
  var mark: String { glyphs.diagnosticMark }
  var title: String { glyphs.spelled(method.title) }

  /// What is guessed, in words.
  var column: String { findings?.column ?? subject.running.sensitive ?? "the sensitive column" }

  /// What its figures may be compared with those of.
  var basis: String { "\(method.name) of \(findings?.column ?? "nothing")" }

  /// Why it shows no figure; nil where one is on its way.
  var obstacle: String? {
    if let none = subject.obstacleToMembership { return none }
    if let obstacle = findings?.obstacle {
      return "\(obstacle) The preset `attributes` (o) opens a run with all of it."
    }
    if subject.moment?.isDiverged == true {
      return "Training diverged: what the model answers is no longer a number."
    }
    if let missing = findings?.omissions[method], entry == nil { return "It needs \(missing)." }
    guard subject.isLookingBack, entry == nil else { return nil }
    return subject.moment?.step == 0
      ? "Before the first step the model knows nothing, and is not asked." : "It was not run up to this step."
  }

  /// Why there is nothing yet.
  var reasonForNothing: String {
    obstacle
      ?? (method.usesReferences
        ? "Models of the adversary's own are being trained on public records."
        : "Public records are being learned from.")
  }

  var members: AttributeResult? { entry?.outcome.sides.members }
  var others: AttributeResult? { entry?.outcome.sides.nonMembers }

  /// How much more often members are guessed rightly than others.
  var gap: Estimate? { entry?.outcome.sides.gap }

  /// How a sentence on its figures begins.
  var spoken: String {
    guard obstacle == nil, let entry, let members, let others else { return reasonForNothing }
    let imputed =
      findings?.imputation.map { "; without the model \(perHundred($0.accuracy.rate)) of 100" } ?? ""
    return
      "At step \(grouped(entry.step)) \(title) guesses \(column) of \(perHundred(members.accuracy.rate)) of 100 members and \(perHundred(others.accuracy.rate)) of 100 others\(imputed)."
  }
}
