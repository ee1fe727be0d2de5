import ArgumentParser
import DifferentialPrivacy
import Experiments
import Files
import Foundation
import PlainText
import PrivacyAccounting
import Records

/// The options that describe a run, the same for every command: one for each knob.
struct RunOptions: KnobOptions {
  static let knobs = Knob.all.filter { $0.help != nil }
  var given: [Knob: KnobValue] = [:]

  /// Whether an option says which data to read, or how.
  var choosesData: Bool { Knob.dataKnobs.contains { given[$0] != nil } }

  /// Whether an option other than the seed, and those, says anything of a run.
  func describesRun(besides others: Set<Knob> = []) -> Bool {
    given.keys.contains { $0 != .seed && !others.contains($0) }
  }

  /// How the model answers, as far as an option says: which describes no training.
  var answers: [Knob: KnobValue] { given.filter { Knob.answerKnobs.contains($0.key) } }

  /// The seed that was given.
  var seed: UInt64? { if case .text(let text) = given[.seed] { UInt64(text) } else { nil } }

  /// - Parameter suiting: the settings that suit data where none are given.
  func configuration(
    suiting defaultsFor: (DatasetReference) -> ExperimentConfiguration = {
      ExperimentConfiguration(defaultsFor: $0)
    }
  ) throws -> ExperimentConfiguration {
    let name = if case .text(let name) = given[.dataset] { Self.absolute(name) } else { Catalog.defaultName }
    // How the data are read decides what suits them.
    let read = given.filter { Knob.dataKnobs.contains($0.key) && $0.key != .dataset }
    let reference = try ExperimentConfiguration(defaultsFor: DatasetReference(name: name)).putting(read)
      .reference
    var defaults = defaultsFor(reference)
    if case .number(let inclusion) = given[.inclusion] { defaults.inclusion = inclusion }
    try defaults.validate()
    // A file of one's own may be small: two fifths of it are members, or so many that four fifths are the pool.
    if Catalog.entry(named: reference.name) == nil, given[.trainSize] == nil {
      let members = min(0.4, 0.8 * defaults.inclusion) * Double(try reference.read().count)
      defaults.trainSize = min(defaults.trainSize, max(1, Int(members)))
    }
    return try applied(to: defaults)
  }

  /// What was given, with paths as a log can keep them.
  private var values: [Knob: KnobValue] {
    var values = given.filter { $0.key != .dataset }
    if case .text(let path) = given[.initial] { values[.initial] = .text(InputFile.absolutePath(of: path)) }
    return values
  }

  /// `base` with everything that was given on the command line, but for the data set.
  func applied(to base: ExperimentConfiguration) throws -> ExperimentConfiguration {
    var configuration = try base.putting(values)
    for knob in Knob.all where given[knob] != nil && !knob.applies(configuration) {
      throw FederationError.inapplicable(knob, to: configuration)
    }
    if given[.expectedBatchSize] == nil {
      configuration.expectedBatchSize = min(
        configuration.expectedBatchSize, Double(max(1, configuration.trainSize)))
    }
    try configuration.validate()
    if configuration.noiseMultiplier > 0,
      let warning = DeltaAdvice.warning(
        delta: configuration.delta, recordCount: configuration.protectedUnitCount,
        units: configuration.protectedUnit.many)
    {
      StandardError.warn("\(warning)")
    }
    return configuration
  }

  /// A path as a log can keep it, wherever it is replayed; a name as it is.
  private static func absolute(_ name: String) -> String {
    guard Catalog.entry(named: name) == nil, FileManager.default.fileExists(atPath: name) else { return name }
    return InputFile.absolutePath(of: name)
  }
}
