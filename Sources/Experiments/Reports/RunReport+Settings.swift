extension RunReport {
  /// The settings of a run, as it ended: a key for each knob, at the value in effect.
  @dynamicMemberLookup
  public struct Settings: Codable, Hashable, Sendable {
    /// With the steps that were taken for the number of steps.
    private let configuration: ExperimentConfiguration
    /// How many records were planted; which they are only the log says. Absent where none was.
    public let plantedCount: Int

    public subscript<Value>(dynamicMember path: KeyPath<ExperimentConfiguration, Value>) -> Value {
      configuration[keyPath: path]
    }

    private enum Key: String, CodingKey {
      case samplingRate = "sampling_rate"
      case planted
    }

    init(of run: TrainingRun) {
      var configuration = run.settings
      configuration.steps = run.step
      plantedCount = configuration.planted.count
      configuration.planted = []
      for knob in Knob.all {
        if let value = knob.valueInEffect(configuration) {
          do { try knob.put(value, into: &configuration) } catch {
            preconditionFailure("a value in effect is one of the knob's: \(error)")
          }
        }
      }
      self.configuration = configuration
    }

    public func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: WrittenKey.self)
      // How many steps were taken is an outcome, and written there.
      for knob in Knob.all where knob != .steps && knob.applies(configuration) {
        // Of a federation the unit is that of ε, and how updates become sums is written with what came of it.
        if configuration.isFederated, knob == .unit || knob == .aggregation { continue }
        try knob.encode(configuration[knob], to: &object, writesOff: true)
      }
      var derived = encoder.container(keyedBy: Key.self)
      try derived.encode(configuration.samplingRate, forKey: .samplingRate)
      if plantedCount > 0 { try derived.encode(plantedCount, forKey: .planted) }
    }

    public init(from decoder: any Decoder) throws {
      configuration = try ExperimentConfiguration(knownKeysOf: decoder)
      plantedCount = try decoder.container(keyedBy: Key.self).decodeIfPresent(Int.self, forKey: .planted) ?? 0
    }
  }
}
