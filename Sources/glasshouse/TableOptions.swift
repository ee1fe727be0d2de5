import ArgumentParser
import Experiments
import Records

/// How the columns of a table are read.
struct TableOptions: KnobOptions {
  static let knobs: [Knob] = [.label, .categorical, .drop, .keep, .missing]
  var given: [Knob: KnobValue] = [:]

  var isGiven: Bool { !given.isEmpty }

  /// The table at that path, read so.
  ///
  /// - Throws: `ConfigurationError` for a list that cannot be read.
  func reference(to path: String) throws -> DatasetReference {
    try ExperimentConfiguration(defaultsFor: DatasetReference(name: path)).putting(given).reference
  }
}
