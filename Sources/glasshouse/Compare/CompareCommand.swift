import ArgumentParser
import Experiments
import Files
import Foundation
import PlainText
import Synchronization

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Train variants of one configuration, attack each, and say what protection costs.",
    discussion:
      "Each variant is trained and attacked with several seeds, by online LiRA with reference models that have the same defence. A variant with noise is compared with the same schedule and clipping alone; the defences are judged on mislabelled canaries too."
  )

  @OptionGroup var options: RunOptions
  @Option(
    help:
      "defences (what is done against remembering) or minimisation (what need not have been collected).",
    completion: .list(VariantSet.allCases.map(\.rawValue)), transform: Self.set)
  var set: VariantSet?
  @Option(
    help: ArgumentHelp(
      "A setting and its values, as in weight_decay=0,0.01, with ; between values that hold a comma; given again, every combination.",
      valueName: "setting=a,b"))
  var vary: [String] = []
  @Option(
    parsing: .unconditional,
    help: "Reference models for each run, \(NumberLimit.shadows.allowed), 4 at least."
  )
  var shadows = 16
  @Option(
    parsing: .unconditional, help: "Seeds for each variant, from --seed on, \(NumberLimit.seeds.allowed).")
  var seeds = 3
  @Option(
    help:
      "Sort the table by \(VariantOrder.allCases.map(\.rawValue).joined(separator: ", ")).",
    completion: .list(VariantOrder.allCases.map(\.rawValue)), transform: Self.order)
  var sort = VariantOrder.plan
  @Option(
    help: ArgumentHelp(
      "Write NAME.jsonl and NAME.csv as trials are done, and go on from there when it is given again.",
      valueName: "name"))
  var output: String?
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    guard set != nil || !vary.isEmpty else { throw ComparisonError.neitherSetNorVary }
    guard set == nil || vary.isEmpty else { throw ComparisonError.bothSetAndVary }
    let variations = try vary.map { try Variation(parsing: $0) }
    let given = try options.configuration()
    try OutputFile.check(output.map(ComparisonFile.paths(named:)) ?? [], inputs: given.inputPaths)
    let count: Int? = if case .number(let count) = options.given[.canaryCount] { Int(count) } else { nil }
    let base = try set?.base(given, canaryCount: count) ?? given
    let data = try ExperimentData(base)
    let importance = set == .minimisation ? try ranking(of: base) : nil
    let variants = try variants(of: base, variations, ranking: importance?.ranking.map(\.column) ?? [])
    let plan = try ComparisonPlan(
      of: base, variants: variants.besideClippingOnly(of: base), seedCount: seeds, shadowCount: shadows)
    let file = try output.map { try ComparisonFile(named: $0, of: plan) }
    let trials = try trials(of: plan, file)
    try StandardOutput.write(
      ComparisonReport(
        of: ComparisonSummary(of: plan, trials: trials), data: data, importance: importance, order: sort,
        seconds: (ContinuousClock.now - start) / .seconds(1)), as: format)
    // The figures are not lost with a file that could not be written.
    try file?.finish()
  }

  private func variants(
    of base: ExperimentConfiguration, _ variations: [Variation], ranking: [String]
  ) throws -> [Variant] {
    guard let set else { return try Variation.variants(of: variations) }
    return try ComparisonPlan.variants(of: set, base: base, ranking: ranking)
  }

  private func ranking(of base: ExperimentConfiguration) throws -> ColumnImportance {
    var bar = ProgressBar(total: 1000)
    defer { bar.finish() }
    return try ComparisonPlan.columnImportance(of: base) { share in
      bar.update(Int(1000 * share), note: "ranking columns")
      return true
    }
  }

  /// What was done before, and what is done now, under a progress bar.
  private func trials(of plan: ComparisonPlan, _ file: ComparisonFile?) throws -> [VariantTrial] {
    let before = file?.finished ?? []
    let farm = TrialFarm(plan, finished: before)
    let done = Mutex(before)
    let begun = farm.progress.fraction
    var bar = ProgressBar(total: 1000, from: Int(1000 * begun))
    defer { bar.finish() }
    try farm.run(
      threadCount: ProcessInfo.processInfo.activeProcessorCount,
      onProgress: {
        let progress = farm.progress
        bar.update(
          Int(1000 * progress.fraction), note: "runs: \(progress.finished) of \(progress.count)")
      },
      onTrial: { trial in
        done.withLock { $0.append(trial) }
        file?.append(trial)
      })
    return done.withLock { $0 }
  }

  private static func set(_ text: String) throws -> VariantSet {
    guard let set = VariantSet(rawValue: text) else {
      throw UnknownChoice(text, of: VariantSet.self, option: "--set")
    }
    return set
  }

  private static func order(_ text: String) throws -> VariantOrder {
    guard let order = VariantOrder(rawValue: text) else {
      throw UnknownChoice(text, of: VariantOrder.self, option: "--sort")
    }
    return order
  }
}

/// A word that an option does not have.
struct UnknownChoice: ExplainedError {
  let sentence: Sentence

  init<Choice: CaseIterable & RawRepresentable<String>>(_ text: String, of _: Choice.Type, option: String) {
    let choices = Choice.allCases.map(\.rawValue)
    sentence =
      "The option \(option) cannot be `\(text)`. Choose \(choices.dropLast().joined(separator: ", ")) or \(choices.last ?? "")."
  }
}
