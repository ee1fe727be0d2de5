import Auditing
import DifferentialPrivacy
import Experiments
import TerminalCanvas

/// The audit that is looked at, as it was found at the moment that is shown.
struct WatchedAudit {
  let context: ScreenContext
  let findings: AuditFindings?

  init(in context: ScreenContext) {
    self.context = context
    findings = context.subject.findings(AuditFindings.self)
  }

  var subject: Subject { context.subject }
  var glyphs: GlyphSet { context.glyphs }
  var audit: Audit? { findings?.audit }
  var account: RunAccount? { findings?.account }
  /// What is broken in the trainer on purpose.
  var bug: TrainerBug? { subject.running.bug }
  /// Whether an ε is claimed at all.
  var isClaimed: Bool { account?.epsilon.isFinite ?? false }

  // MARK: Words

  /// Why there is nothing to see.
  var reasonForNothing: String {
    guard subject.snapshot != nil else { return "No run has begun yet." }
    if let obstacle = findings?.obstacle {
      let way =
        obstacle == .federated
        ? "The preset audit-a-trainer has one: o." : "a plants canaries, and begins anew."
      return "\(obstacle) \(way)"
    }
    if subject.isLookingBack { return "At this step nothing was audited: End goes to the newest step." }
    return "The audit of this \(subject.stepNoun) is on its way."
  }

  func nothing(_ title: String, term: Term) -> PaneContent {
    let reason = glyphs.spelled(reasonForNothing)
    return PaneContent(title, term: term, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
  }

  /// A lower bound with two decimals, which stays one.
  func lower(_ bound: Double) -> String {
    guard bound.isFinite else { return glyphs.infinity }
    return bound > 999 ? ">999" : fixed((100 * bound).rounded(.down) / 100, 2)
  }

  /// Where an axis of ε ends that has room above that.
  static func top(above value: Double) -> Double { max(0.5, (2.4 * value).rounded(.up) / 2) }

  /// The claim, which is rounded up.
  var claimed: String { glyphs.spelled(account.map { roundedUp($0.epsilon) } ?? "–") }

  /// Which of its settings, and whose canaries, to stand beside a title: from the fullest to the shortest.
  var notes: [[Span]] {
    guard let findings else { return [] }
    let step = "\(subject.stepNoun) \(grouped(findings.step))"
    guard let bug else { return [[Span(step, .dim)]] }
    return [
      [Span("BROKEN: \(bug.rawValue)", .danger), Span("  \(step)", .dim)], [Span("BROKEN", .danger)],
    ]
  }

  /// What is wrong with what is guessed at; nil where nothing is.
  var weakness: String? {
    audit?.kind == .pool
      ? "The records of the pool are guessed at, and are weak canaries: each looks like many others. a plants better ones."
      : nil
  }

  /// What came of the audit, in a sentence or two. A broken run is never said to be private.
  var verdict: String {
    guard let findings else { return reasonForNothing }
    let failed = findings.failedChecks
    var sentences = [String]()
    if let obstacle = findings.obstacle, obstacle == .federated { return reasonForNothing }
    if let refutation = findings.refutation {
      sentences.append(
        "REFUTED: the claim is ε \(claimed), and at least \(lower(refutation.epsilon)) is proven (\(refutation.method.kindTitle), 99.9 %)."
      )
    }
    if let first = failed.first {
      let more = failed.count > 1 ? " and \(failed.count - 1) more" : ""
      sentences.append(
        "CAUGHT: \(first.check.title)\(more): \(significant(first.value)) where \(significant(first.expected)) is promised."
      )
    }
    guard sentences.isEmpty else { return sentences.joined(separator: " ") }
    return unrefuted(findings)
  }

  private func unrefuted(_ findings: AuditFindings) -> String {
    let count = findings.conformance?.checks.count ?? 0
    let checks = count == 0 ? "." : ", and all \(count) checks of the trainer passed."
    guard let audit = findings.audit, let proven = audit.proven else { return reasonForNothing }
    guard isClaimed else {
      return "No ε is claimed, for a step had no noise: there is nothing to refute\(checks)"
    }
    if let above = findings.boundsAboveClaim.first(where: { $0.kind != .estimate }) {
      return
        "Above the claim of ε \(claimed) is \(lower(above.epsilon)) (\(above.method.kindTitle), 95 %), as of one correct run in twenty: more canaries (m), or another seed, decide\(checks)"
    }
    let suspicion =
      (audit.bound(.gaussian)?.epsilon).map { $0 > findings.account.epsilon } == true
      ? " An estimate of \(lower(audit.bound(.gaussian)?.epsilon ?? 0)) above it is a suspicion, and no proof."
      : ""
    let caution =
      bug == nil
      ? "Not refuted, which proves no claim."
      : "The trainer is broken, and not caught yet."
    return
      "\(caution) Of the claimed ε \(claimed) at least \(lower(proven.epsilon)) is proven (95 %)\(checks)\(suspicion)"
  }

  /// Large ones; nil while nothing is known.
  var headlines: [Headline]? {
    guard let findings, let account else { return nil }
    var headlines = [Headline.spent(account, glyphs: glyphs)]
    if account.qualifier == nil {
      headlines[0] = Headline(
        name: "\(glyphs.epsilon) claimed", value: headlines[0].value, ink: headlines[0].ink)
    }
    if let proven = findings.audit?.proven {
      headlines.append(
        Headline(
          name: "\(glyphs.epsilon) proven", value: lower(proven.epsilon),
          ink: findings.refutation == nil ? .member : .danger))
    }
    if let checks = findings.conformance?.checks, !checks.isEmpty {
      let failed = findings.failedChecks.count
      headlines.append(
        Headline(name: "checks failed", value: "\(failed)", ink: failed == 0 ? .good : .danger))
    }
    return headlines
  }
}
