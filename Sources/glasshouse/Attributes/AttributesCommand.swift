import AccessControl
import ArgumentParser
import Attacks
import Experiments
import Files
import Foundation
import PlainText
import Records

struct AttributesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attributes",
    abstract: "Guess a sensitive column of people from the rest, the label and the model.",
    discussion:
      "Attacks a fresh run that suits it (with a planted coin), described by the run's options, or the run of a log with --replay. Beside what is guessed of members stand what is guessed of others, and what is guessed without the model."
  )

  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "all, or names with commas between: \(AttributeMethod.allCases.map(\.name).joined(separator: ", ")). The first is always run.",
      valueName: "name,…"))
  var method = "all"
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    let methods = try methods()
    var target = target
    // Another column of a run that was written down is another question, and no other run.
    var column: String?
    if target.replay != nil, case .text(let name) = target.options.given[.sensitive] {
      column = name
      target.options.given[.sensitive] = nil
    }
    let subject = try target.run(
      writing: [], suiting: { ExperimentConfiguration(attributeDefaultsFor: $0) })
    let configuration = subject.log.configuration
    if target.replay == nil { try configuration.checkAttributes() }
    let headless = try HeadlessRun(of: subject.log, stepCount: subject.stepCount)
    let data = headless.start.data
    if let oneSided = data.oneSidedPool { throw oneSided }
    // What cannot be asked is refused before anything is trained.
    let scene = try AttributeScene(
      of: column ?? configuration.sensitive ?? data.sensitiveColumns(of: configuration).first, in: data,
      settings: configuration)
    let run = try headless.trained()
    let service = run.service(for: "attributes")
    let usesReferences =
      methods.contains { $0.usesReferences } && service.capabilities.contains(.losses)
    let references = usesReferences ? scene.references(of: run, behind: service.door) : []
    let study = try scene.study(of: methods, asking: service, references: references)
    let coin = try scene.coin(asking: service)
    let missingLabel = try scene.missingLabel(asking: service, references: references)
    let report = AttributeReport(
      task: scene.task, study: study, coin: coin,
      missingLabel: missingLabel,
      target: TargetOutcome(of: run, isScheduleFixed: subject.isScheduleFixed),
      answers: service.door.settings.description, asked: service.queryCount,
      publicRecordCount: scene.publicRecordCount,
      isReplay: target.replay != nil, memberCount: data.split.memberCount,
      nonMemberCount: data.split.nonMemberCount, seed: configuration.seed,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    try StandardOutput.write(report, as: format)
  }

  /// Those asked for, model times imputer first.
  private func methods() throws -> [AttributeMethod] {
    let names = method.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard !names.contains("all") else { return AttributeMethod.allCases }
    var methods = [AttributeMethod.modelTimesImputer]
    for name in names {
      guard let method = AttributeMethod.named(name) else { throw UnknownAttributeMethod(name: name) }
      if !methods.contains(method) { methods.append(method) }
    }
    return methods
  }
}

struct UnknownAttributeMethod: ExplainedError {
  let name: String

  var sentence: Sentence {
    "There is no attribute attack called `\(name)`. Choose all, or from \(AttributeMethod.allCases.map(\.name).joined(separator: ", "))."
  }
}
