import Auditing
import DifferentialPrivacy
import Experiments
import Statistics
import TerminalCanvas

/// What is claimed, what is proven and how far to trust it, and what caught the trainer where anything did.
struct AuditFigures {
  let watched: WatchedAudit

  static let width = 36
  private static let title = "Claim and proof"

  private var glyphs: GlyphSet { watched.glyphs }

  var content: PaneContent {
    guard let findings = watched.findings, findings.obstacle != .federated else {
      return watched.nothing(Self.title, term: .claimedEpsilon)
    }
    return PaneContent(
      Self.title, term: .claimedEpsilon,
      notes: [[Span("\(watched.subject.stepNoun) \(grouped(findings.step))", .dim)]],
      body: .figures(FigureList(figures: figures(findings), indent: 1)),
      sentence: glyphs.spelled(watched.verdict))
  }

  private func figures(_ findings: AuditFindings) -> [Figure] {
    var figures = [Figure]()
    if let bug = watched.bug {
      figures.append(Figure(name: "BROKEN", value: bug.rawValue, term: .knob(.bug), ink: .danger))
    }
    let account = findings.account
    figures.append(
      Figure(
        name: glyphs.spelled("ε claimed, δ \(significant(account.delta))"), value: watched.claimed,
        term: .claimedEpsilon, amount: account.epsilon, ink: account.epsilon.isFinite ? .bound : .danger))
    figures.append(caught(findings))
    guard let audit = findings.audit else {
      return figures + [Figure(name: "no guesses", value: "", term: .auditCanaries), checks(findings)]
    }
    figures += audit.bounds.map { bound in
      let isAbove = bound.epsilon > account.epsilon
      return Figure(
        name: glyphs.spelled("ε, \(bound.method.kindTitle)"),
        value: "\(isAbove ? "! " : "")\(watched.lower(bound.epsilon))", term: bound.method.term,
        amount: bound.epsilon, ink: isAbove ? .danger : bound.kind == .estimate ? .dim : .text)
    }
    let ceilings = audit.ceilings
    figures += [
      Figure(
        name: "most it could prove",
        value: ceilings.map { watched.lower($0.epsilon) }.joined(separator: ", "),
        term: .auditCeiling, amount: ceilings.first?.epsilon),
      Figure(
        name: audit.kind == .pool ? "pool (weak), in" : "canaries, in of all",
        value: "\(grouped(audit.includedCount)) of \(grouped(audit.canaryCount))", term: .auditCanaries,
        ink: audit.kind == .pool ? .warning : .text),
      Figure(
        name: "\(glyphs.diagnosticMark)guesses right",
        value: "\(grouped(audit.guesses.rightCount)) of \(grouped(audit.guesses.count))",
        term: .canaryGuesses, amount: Double(audit.guesses.rightCount) / Double(max(1, audit.guesses.count))),
    ]
    if let curve = audit.scores.curve {
      figures.append(
        Figure(
          name: "\(glyphs.diagnosticMark)AUC of \(audit.kind == .pool ? "the pool" : "canaries")",
          value: decimal(curve.areaUnderCurve),
          term: .auditCanaries, amount: curve.areaUnderCurve, ink: .member))
    }
    figures.append(checks(findings))
    if let interval = watched.subject.running.auditInterval
      ?? watched.subject.snapshot?.settings.auditInterval
    {
      let count = watched.subject.snapshot?.audits.count ?? 0
      figures.append(
        Figure(
          name: "in the log, every \(grouped(interval))", value: "\(grouped(count)) audits",
          term: .knob(.auditEvery)))
    }
    return figures
  }

  /// Which bound or check caught the trainer.
  private func caught(_ findings: AuditFindings) -> Figure {
    let isRefuted = findings.refutation != nil
    let failed = findings.failedChecks.count
    let by = [
      findings.refutation.map(\.method.kindTitle),
      failed > 0 ? "\(failed) check\(failed == 1 ? "" : "s")" : nil,
    ].compactMap(\.self)
    let none = watched.isClaimed ? "nothing" : "nothing is claimed"
    let text =
      by.isEmpty
      ? (watched.bug == nil || !watched.isClaimed ? none : "nothing yet") : by.joined(separator: ", ")
    return Figure(
      name: isRefuted ? "REFUTED by" : by.isEmpty ? "refuted by" : "CAUGHT by", value: text,
      term: isRefuted || by.isEmpty ? .provenEpsilon : .conformance, ink: by.isEmpty ? .dim : .danger)
  }

  private func checks(_ findings: AuditFindings) -> Figure {
    let checks = findings.conformance?.checks ?? []
    let failed = findings.failedChecks.count
    return Figure(
      name: "checks failed", value: checks.isEmpty ? glyphs.spelled("–") : "\(failed) of \(checks.count)",
      term: .conformance, amount: checks.isEmpty ? nil : Double(failed), ink: failed == 0 ? .text : .danger)
  }
}

extension LowerBound.Method {
  /// How far to trust it, in a word or two.
  var kindTitle: String {
    switch self {
    case .steinke: "proof"
    case .fDP: "proof if Gaussian"
    case .gaussian: "estimate"
    case .clopperPearson: "proof, many runs"
    case .gdp: "many runs, if Gaussian"
    case .bayesian: "estimate, many runs"
    }
  }

  var term: Term {
    switch self {
    case .steinke, .clopperPearson: .provenEpsilon
    case .fDP, .gdp: .fDPBound
    case .gaussian, .bayesian: .gaussianEstimate
    }
  }
}
