import Auditing
import DifferentialPrivacy

extension AuditReport {
  /// What the audit leaves open, a line a matter.
  static func notTested(by audit: Audit, of subject: AuditedRun?, pairCount: Int) -> [String] {
    var lines = [String]()
    guard let subject else {
      return [
        "the trainer: of scores alone nothing can be checked but what they prove",
        "attacks on records: the file has canaries alone",
      ]
    }
    let checked = Set(subject.conformance.map(\.check))
    let unchecked = ConformanceCheck.Name.allCases.filter {
      !checked.contains($0) && $0 != .recountedEpsilon
    }
    if !unchecked.isEmpty {
      lines.append(
        "checks that need noise, clipping or more steps than there were: \(unchecked.map(\.title).joined(separator: ", "))"
      )
    }
    let kinds = [AuditedCanaries.ownFeature, .mislabelled, .gradient].filter { $0 != audit.kind }
    lines.append("other canaries: \(kinds.map(\.title).joined(separator: ", "))")
    if pairCount == 0 { lines.append("many runs: every bound is of one run and its coins") }
    lines += subject.omissions
    lines.append("an adversary who sees every step: bounds are of the last weights")
    return lines
  }
}
