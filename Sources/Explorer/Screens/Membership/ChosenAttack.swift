import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// The attack that is looked at, and what it found.
struct ChosenAttack {
  let subject: Subject
  let glyphs: GlyphSet
  let method: MembershipMethod

  var findings: MembershipFindings? { subject.findings(MembershipFindings.self) }
  var entry: MembershipFindings.Entry? { findings?.entries[method] }
  var title: String { glyphs.spelled(method.title) }

  /// What its figures may be compared with those of.
  var basis: String {
    "\(method.name) with \(entry?.outcome.referenceCount ?? 0) of \(findings?.shadows.count ?? 0) reference models"
  }

  /// Why it shows no figure; nil where one is on its way.
  var obstacle: String? {
    if let none = subject.obstacleToMembership { return none }
    if let missing = findings?.omissions[method] { return "It needs \(missing)." }
    return subject.isLookingBack ? "It was not run up to this \(subject.stepNoun)." : nil
  }

  /// Why there is nothing yet.
  var reasonForNothing: String { obstacle ?? "The first reference models are being trained." }

  /// What other attacks found at the same step, in their order.
  var others: [(method: MembershipMethod, found: FoundMembers)] {
    guard let findings, let entry else { return [] }
    return MembershipMethod.allCases.compactMap { other in
      guard other != method, let found = findings.entries[other], found.step == entry.step else { return nil }
      return (other, found.found)
    }
  }

  /// How many of the members it finds some other attack finds too; nil where there is none.
  var foundByOthers: Int? {
    guard let entry, let first = others.first?.found else { return nil }
    return others.reduce(first) { $0.union($1.found) }.intersection(entry.found).count
  }

  /// How a sentence on its figures begins.
  func spoken(_ entry: MembershipFindings.Entry) -> String {
    let curve = entry.outcome.result.curve
    let interval = curve.areaInterval
    return
      "At \(subject.stepNoun) \(grouped(entry.step)) \(title) tells members from others with an AUC of \(decimal(curve.areaUnderCurve)), between \(decimal(interval.lowerBound, 2)) and \(decimal(interval.upperBound, 2)), chance being 0.5"
  }
}
