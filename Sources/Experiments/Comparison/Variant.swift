import DifferentialPrivacy
import FederatedLearning

/// One configuration among several that differ in a few settings from a common one.
public struct Variant: Hashable, Sendable {
  public let name: String
  /// What it has elsewhere than the common one.
  public let changes: [Knob: KnobValue]

  public init(_ name: String, _ changes: [Knob: KnobValue] = [:]) {
    self.name = name
    self.changes = changes
  }

  /// Named by its settings: `weight decay 0.01, dropout 0.5`.
  public init(_ changes: [Knob: KnobValue]) {
    self.init(
      Knob.all.compactMap { knob in
        // An empty list says nothing.
        changes[knob].map { "\(knob.title) \($0.description.isEmpty ? "off" : $0.description)" }
      }.joined(separator: ", "),
      changes)
  }

  /// The whole configuration.
  ///
  /// - Throws: `ConfigurationError` where its settings cannot be together.
  public func configuration(
    of base: ExperimentConfiguration, seed: UInt64
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    var configuration = try base.putting(changes)
    if let other = changes.keys.first(where: { !$0.applies(configuration) }) {
      throw .federation(.inapplicable(other, to: configuration))
    }
    configuration.seed = seed
    configuration.expectedBatchSize = min(
      configuration.expectedBatchSize, Double(max(1, configuration.trainSize)))
    try configuration.validate()
    return configuration
  }

  /// The same schedule with clipping alone, beside which the noise of this one is to be judged; nil of one without noise.
  ///
  /// - Throws: `ConfigurationError` where its settings cannot be together.
  func clippingOnly(of base: ExperimentConfiguration) throws(ConfigurationError) -> Variant? {
    let configuration = try base.putting(changes)
    guard configuration.noiseMultiplier > 0, let norm = configuration.effectiveClippingNorm else {
      return nil
    }
    var changes = changes
    changes[.noiseMultiplier] = .number(0)
    // Whoever would add noise adds none: variants that differ in that alone have one control.
    if configuration.isFederated { changes[.privacy] = .text(NoisePlacement.central.rawValue) }
    changes[.clippingNorm] = .number(norm)
    let isRenamed = changes.keys.allSatisfy { [.noiseMultiplier, .clippingNorm, .privacy].contains($0) }
    return Variant(isRenamed ? "clipping only" : "clipping only: " + Variant(changes).name, changes)
  }
}

extension [Variant] {
  /// These, and behind them for each that has noise the same schedule with clipping alone, where that is not among them.
  ///
  /// - Throws: `ConfigurationError` where the settings of one cannot be together.
  public func besideClippingOnly(
    of base: ExperimentConfiguration
  ) throws(ConfigurationError) -> [Variant] {
    var all = self
    var present = Set<ExperimentConfiguration>()
    for variant in self { present.insert(try variant.configuration(of: base, seed: 0)) }
    for variant in self {
      guard let control = try variant.clippingOnly(of: base) else { continue }
      if present.insert(try control.configuration(of: base, seed: 0)).inserted { all.append(control) }
    }
    return all
  }
}

/// As JSON has it: a key for each knob.
public struct VariantSettings: Codable, Hashable, Sendable {
  public let values: [Knob: KnobValue]

  public init(_ values: [Knob: KnobValue]) { self.values = values }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WrittenKey.self)
    var values = [Knob: KnobValue]()
    for key in object.allKeys {
      guard let knob = Knob.named(key.stringValue) else { throw UnknownSetting(key: key.stringValue) }
      values[knob] = try knob.decode(from: object)
    }
    self.values = values
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: WrittenKey.self)
    for (knob, value) in values { try knob.encode(value, to: &object, writesOff: true) }
  }
}
