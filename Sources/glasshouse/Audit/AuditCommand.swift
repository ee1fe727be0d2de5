import ArgumentParser
import Attacks
import Auditing
import Experiments
import Files
import Foundation
import PlainText
import PrivacyAccounting
import Records

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove what leaks, check the trainer, and fail where more is proven than was promised.",
    discussion:
      "Trains a run with canaries, each in or out by a fair coin, guesses who was in, and states what the guesses prove of ε beside what was claimed; checks that the trainer did what its ε was computed for; and says who is at risk. With --replay it audits the run of a log, and with --scores the canaries of a model trained anywhere. The exit code is 2 where a bound that is no estimate, at a level of 0.001, is above the claim (of mechanisms that are not Gaussian give --proofs-only), and 3 where --baseline shows that something became worse."
  )

  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "Audit these canaries of a model trained anywhere: columns score,included, a higher score for what was in.",
      valueName: "csv"))
  var scores: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Guesses to be made, fixed beforehand, half of them at either end (a fifth of the canaries).",
      valueName: "count"))
  var guesses: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The ε that was promised; what the accountant says of the settings where it is not given.",
      valueName: "ε"))
  var claimedEpsilon: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Bounds are printed at a confidence of 1 – this (0.05).", valueName: "level"))
  var alpha = 0.05
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Train so many pairs of runs too, that differ in one canary (none).", valueName: "count"))
  var pairs: Int?
  @Option(
    parsing: .unconditional,
    help: "Reference models for attacks on the pool, \(NumberLimit.shadows.allowed) (none).")
  var shadows: Int?
  @Option(
    help: ArgumentHelp("Write the report, as .md, .html or .json; may be given again.", valueName: "file"))
  var report: [String] = []
  @Option(
    help: ArgumentHelp(
      "Compare with the JSON of an earlier audit, and fail where something became worse.", valueName: "json"))
  var baseline: String?
  @Flag(
    help:
      "Let proofs alone refute a claim: f-DP supposes a Gaussian mechanism, and refutes others, such as randomised response, that keep theirs."
  )
  var proofsOnly = false
  @Option(help: "Write the log of the run that is trained, from which `replay` repeats it.")
  var log: String?
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    try checkNumbers()
    let outputs = report + [log].compactMap(\.self)
    try OutputFile.check(outputs, inputs: [scores, baseline] + target.inputs)
    let forms = try report.map { try AuditReportForm(path: $0) }
    let earlier = try baseline.map { try AuditBaseline(at: $0) }
    var found = try scores.map { try auditedFile($0) } ?? auditedRun(writing: outputs)
    found.seconds = (ContinuousClock.now - start) / .seconds(1)
    var result = found.report
    if let earlier { try result.compare(with: earlier.figures, at: earlier.path) }
    // What cannot be written loses neither the result nor the other files.
    var failures = [any Error]()
    for (path, form) in zip(report, forms) {
      do { try OutputFile(path).write(Data(result.text(as: form).utf8)) } catch { failures.append(error) }
    }
    do { try found.finishLog() } catch { failures.append(error) }
    try StandardOutput.write(result, as: format)
    if let failure = failures.first { throw failure }
    if result.figures.exit != 0 { throw ExitCode(Int32(result.figures.exit)) }
  }

  private func checkNumbers() throws {
    guard NumberLimit.auditAlpha.contains(alpha) else { throw AuditError.alphaOutOfRange(alpha) }
    if let claimedEpsilon, !NumberLimit.claimedEpsilon.contains(claimedEpsilon) {
      throw AuditError.claimOutOfRange(claimedEpsilon)
    }
    if let pairs, !PairsPlan.pairs.contains(pairs) { throw AuditError.pairsOutOfRange(pairs) }
    if let shadows { try ShadowPlan.check(count: shadows) }
    if let guesses, guesses < 1 { throw AuditError.noGuess(guesses) }
  }

  private func checkGuesses(of canaryCount: Int) throws {
    if let guesses, guesses > canaryCount { throw AuditError.tooManyGuesses(guesses, canaries: canaryCount) }
  }

  /// With what to do about an obstacle.
  private func unobstructed<Value>(_ work: () throws(AuditObstacle) -> Value) throws(AuditError) -> Value {
    do { return try work() } catch { throw .obstacle(error) }
  }

  /// What is known once everything was trained.
  private struct Found {
    let audit: Audit
    let claim: Double?
    let isProofNeeded: Bool
    var pairCount = 0
    var subject: AuditedRun?
    var path: String?
    var seconds = 0.0
    var finishLog: () throws -> Void = {}

    var report: AuditReport {
      AuditReport(
        of: audit, claim: claim, isProofNeeded: isProofNeeded, pairCount: pairCount, subject: subject,
        path: path, seconds: seconds)
    }
  }

  private func auditedFile(_ path: String) throws -> Found {
    guard target.isFresh, !target.options.describesRun(besides: [.delta]), log == nil else {
      throw AuditError.scoresOfARun
    }
    guard pairs == nil, shadows == nil else { throw AuditError.shadowsOfFile }
    var delta = 1e-5
    if case .number(let given)? = target.options.given[.delta] { delta = given }
    guard delta >= 0, delta < 1 else { throw AuditError.deltaOutOfRange(delta) }
    let scores = try AuditScoreFile(at: path).scores
    try checkGuesses(of: scores.count)
    let audit = Audit(
      of: scores, kind: .file, guessCount: guesses ?? CanaryGuesses.defaultCount(of: scores.count),
      delta: delta, alpha: alpha)
    return Found(audit: audit, claim: claimedEpsilon, isProofNeeded: proofsOnly, path: path.harmless)
  }

  private func auditedRun(writing outputs: [String]) throws -> Found {
    var target = try target.run(writing: outputs, suiting: ExperimentConfiguration.init(auditing:))
    if self.target.replay == nil {
      try target.log.configuration.completeAudit(given: self.target.options.given, claim: claimedEpsilon)
    }
    let configuration = target.log.configuration
    // Before anything is trained.
    let kind = try unobstructed { () throws(AuditObstacle) in try configuration.auditedCanaries() }
    if pairs != nil {
      guard kind != .pool else { throw AuditError.pairsOfPool }
      _ = try target.log.withOneCanary()
    }
    try checkGuesses(of: kind == .pool ? 2 * configuration.trainSize : configuration.canaryCount)
    let headless = try HeadlessRun(of: target.log, stepCount: target.stepCount, logPath: log)
    let (run, conformance) = try headless.witnessed()
    var audit = try unobstructed { () throws(AuditObstacle) in
      try run.audit(guessCount: guesses, alpha: alpha)
    }
    if let pairs {
      audit.add(try pairScores(of: run, count: pairs))
    }
    return Found(
      audit: audit, claim: claimedEpsilon, isProofNeeded: proofsOnly, pairCount: pairs ?? 0,
      subject: AuditedRun(
        run, conformance: conformance, pool: try pool(of: run), isScheduleFixed: target.isScheduleFixed),
      finishLog: { try headless.finishLog(of: run) })
  }

  private func pairScores(of run: TrainingRun, count: Int) throws -> PairScores {
    let log = try run.log.withOneCanary()
    let start = try TrainingRun(log.configuration)
    let plan = PairsPlan(pairCount: count, log: log, stepCount: run.step, data: start.data)
    return PairScores(ReplayFarm(plan).trained(called: "pairs of runs") { (index: $0.index, kept: $0) })
  }

  /// What attacks are shown of the pool; nil where it has one side alone.
  private func pool(of run: TrainingRun) throws -> AskedPool? {
    guard run.data.oneSidedPool == nil else { return nil }
    var pool = try AskedPool(asking: run)
    guard let shadows else { return pool }
    let asked = pool
    for answers in MembershipSubject.models(
      of: try ShadowPlan(of: run, count: shadows), called: "shadow models", keeping: { asked.answers(of: $0) }
    ) { pool.add(answers) }
    return pool
  }
}
