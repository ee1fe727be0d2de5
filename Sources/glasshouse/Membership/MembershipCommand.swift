import ArgumentParser
import Attacks
import Experiments
import Files
import Foundation
import Records

struct MembershipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "membership",
    abstract: "Tell who was in the training set, by \(MembershipMethod.allCases.count) attacks.",
    discussion:
      "Attacks a fresh run described by the run's options, the run of a log with --replay, or with --scores the answers of a model trained anywhere. Reference models are replays of the run on other members of its pool."
  )

  @OptionGroup var target: TargetOptions
  @Option(help: ArgumentHelp("all, or names of attacks with commas between.", valueName: "name,…"))
  var method = "all"
  @Option(parsing: .unconditional, help: "Reference models to train, \(NumberLimit.shadows.allowed).")
  var shadows = 64
  @Option(
    parsing: .unconditional,
    help:
      "The share of members among all whom an attack might be asked about, \(NumberLimit.prior.allowed): decides its precision."
  )
  var prior = 0.5
  @Option(
    help: ArgumentHelp(
      "Judge these answers of a model trained anywhere: columns margin,member.", valueName: "csv"))
  var scores: String?
  @Option(
    help: ArgumentHelp("Margins of reference models on the same records, one row a model.", valueName: "csv"))
  var referenceMargins: String?
  @Option(
    help: ArgumentHelp(
      "1 where a model of --reference-margins was trained on a record, else 0.", valueName: "csv"))
  var referenceInclusion: String?
  @Option(help: ArgumentHelp("Write every attack's score of every candidate.", valueName: "csv"))
  var candidates: String?
  @OptionGroup var exposure: ExposureOptions
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    try OutputFile.check(
      [candidates],
      inputs: [scores, referenceMargins, referenceInclusion] + target.inputs)
    let chosen = try MethodChoice(parsing: method)
    guard NumberLimit.prior.contains(prior) else { throw MembershipCommandError.priorOutOfRange(prior) }
    try exposure.check(isOfRun: scores == nil)
    let subject = try subject(for: chosen)
    try subject.check(chosen)
    let study = MembershipStudy(
      of: chosen.methods, on: subject.evidence, isMember: subject.isMember, canaries: subject.canaries,
      random: subject.random)
    if let candidates {
      try OutputFile(candidates).write(Data(study.candidateTable(indices: subject.indices).utf8))
    }
    let exposed = try exposure.found(of: study, on: subject, prior: prior)
    let report = MembershipReport(
      study: study, evidence: subject.evidence, levelling: subject.levelling, target: subject.target,
      prior: prior, seed: subject.seed, records: exposed.records, slices: exposed.slices,
      deletion: exposed.deletion,
      clippingOnly: try subject.clippingOnly(besides: chosen, shadowCount: shadows),
      seconds: (ContinuousClock.now - start) / .seconds(1))
    try StandardOutput.write(report, as: format)
  }

  private func subject(for chosen: MethodChoice) throws -> MembershipSubject {
    guard let scores else {
      guard referenceMargins == nil, referenceInclusion == nil else {
        throw MembershipCommandError.referencesWithoutScores
      }
      let run = try target.run(writing: [candidates])
      return try MembershipSubject(
        attacking: run.log, stepCount: run.stepCount, isScheduleFixed: run.isScheduleFixed, by: chosen,
        shadowCount: shadows, unless: exposure.check)
    }
    guard target.isFresh, !target.options.describesRun() else { throw MembershipCommandError.scoresOfARun }
    guard (referenceMargins == nil) == (referenceInclusion == nil) else {
      throw MembershipCommandError.halfOfTheReferences
    }
    let references = referenceMargins.flatMap { margins in referenceInclusion.map { (margins, $0) } }
    return try MembershipSubject(scores: scores, references: references, seed: target.options.seed ?? 1)
  }
}

/// The attacks asked for.
struct MethodChoice {
  let methods: [MembershipMethod]
  /// Whether whatever can run was asked for.
  let isAll: Bool

  /// Reads `all`, or names with commas between.
  init(parsing text: String) throws {
    isAll = text == "all"
    guard !isAll else {
      methods = MembershipMethod.allCases
      return
    }
    var methods = [MembershipMethod]()
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = name.trimmingCharacters(in: .whitespaces)
      guard name != "all" else { throw MembershipCommandError.allAmongOthers }
      guard let method = MembershipMethod.named(name) else {
        throw MembershipCommandError.unknownMethod(name)
      }
      if !methods.contains(method) { methods.append(method) }
    }
    self.methods = methods
  }
}
