import AccessControl
public import ArgumentParser
public import Attacks
import Experiments
import Files
import Foundation
import PlainText
import Records
import TerminalCanvas

struct InversionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inversion",
    abstract: "Draw what a model takes each class to look like, and judge whom it gives away.",
    discussion:
      "From the weights of a run, from confidences or from labels alone. Beside every figure stands the control: the public mean handed in for each class."
  )

  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "What the adversary has of the model: white-box, confidences or label.", valueName: "access"),
    completion: .list(InversionAccess.allCases.map(\.rawValue)))
  var access = InversionAccess.whiteBox.rawValue
  @Option(
    help: ArgumentHelp(
      "prior, mi-face, evolution or labels; the first that suits --access unless given.", valueName: "name"),
    completion: .list(InversionMethod.allCases.map(\.rawValue)))
  var method: String?
  @Option(help: "Of the method prior: make the confidence large (unless given), or the logit.")
  var objective: ClassInversion.Objective?
  @Option(
    parsing: .unconditional,
    help:
      "Of the method prior: the weight of the pull to the public mean, \(NumberLimit.priorWeight.allowed).")
  var pull: Double?
  @Option(
    parsing: .unconditional,
    help: "Of the method prior: the weight of total variation, \(NumberLimit.priorWeight.allowed).")
  var totalVariation: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Records asked about: for each class by confidences (\(InversionMethod.evolution.usualQueryCount)), for all together by labels (\(InversionMethod.labels.usualQueryCount))."
  )
  var queries: Int?
  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("Draw these classes alone, with commas between.", valueName: "name,…"))
  var classes: String?
  @Option(
    help: ArgumentHelp(
      "Write every picture, where it began and its truth as PGM files.", valueName: "folder"),
    completion: .directory)
  var images: String?
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let focus = try focus()
    let target = try target.run(writing: [])
    let headless = try HeadlessRun(of: target.log, stepCount: target.stepCount)
    let (data, settings) = (headless.start.data, headless.start.settings)
    // What training could not mend is said before it.
    try focus.validate(classCount: data.dataset.classCount, at: settings.door)
    let scene = InversionScene(of: data, seed: settings.seed)
    let wanted = try classes.map { try scene.classes(named: names($0, in: data)) }
    let album = try images.map { try PictureFolder($0, of: data, showing: scene.classes(wanted, by: focus)) }
    let run = try headless.trained()
    let study = try scene.study(
      of: run.model, behind: run.door(for: "inversion"), by: focus, drawing: wanted)
    try album?.write(study.drawn)
    try StandardOutput.write(
      InversionReport(
        study: study, ceiling: scene.ceiling(of: study.drawn.classes), of: run,
        isScheduleFixed: target.isScheduleFixed), as: format)
  }

  private func focus() throws -> InversionFocus {
    guard let access = InversionAccess(rawValue: access) else {
      throw InversionObstacle.unknownAccess(access)
    }
    var focus = InversionFocus(method: InversionMethod(for: access))
    if let method {
      guard let named = InversionMethod.named(method) else { throw InversionObstacle.unknownMethod(method) }
      guard named.access == access else { throw InversionObstacle.methodOfAnotherAccess(named, access) }
      focus.method = named
    }
    if access == .whiteBox, target.options.given[.answers] != nil || queries != nil {
      throw InversionObstacle.questionsBesideWeights
    }
    if focus.method != .prior, objective != nil || pull != nil || totalVariation != nil {
      throw InversionObstacle.priorOfAnotherMethod(focus.method)
    }
    if let objective { focus.objective = objective }
    (focus.pull, focus.totalVariation) = (pull, totalVariation)
    for weight in [pull, totalVariation].compactMap({ $0 }) where !NumberLimit.priorWeight.contains(weight) {
      throw InversionObstacle.weightOutOfRange(weight)
    }
    focus.queryCount = queries
    return focus
  }

  /// The classes that are named: one whose name has commas, or those between them.
  private func names(_ text: String, in data: ExperimentData) -> [String] {
    let whole = text.trimmingCharacters(in: .whitespaces)
    if data.dataset.classNames.contains(whole) { return [whole] }
    return whole.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension ClassInversion.Objective: ExpressibleByArgument {}
