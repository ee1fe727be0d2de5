extension ExperimentConfiguration {
  public subscript(knob: Knob) -> KnobValue {
    switch knob {
    case .noiseMultiplier: .number(noiseMultiplier)
    case .clippingNorm: clippingNorm.map(KnobValue.number) ?? .off
    case .expectedBatchSize: .number(expectedBatchSize)
    case .learningRate: .number(learningRate)
    case .momentum: .number(momentum)
    case .weightDecay: .number(weightDecay)
    case .dropout: .number(dropout)
    case .labelSmoothing: .number(labelSmoothing)
    case .dataset: .text(dataset)
    case .network: .text(network)
    case .trainSize: .number(Double(trainSize))
    case .seed: .text(String(seed))
    }
  }

  /// This configuration with one knob elsewhere.
  ///
  /// - Throws: `ConfigurationError` when the knob cannot have that value.
  public func setting(_ knob: Knob, to value: KnobValue) throws(ConfigurationError) -> ExperimentConfiguration
  {
    var copy = self
    switch (knob, value) {
    case (.clippingNorm, .off): copy.clippingNorm = nil
    case (.dataset, .text(let name)): copy.dataset = name
    case (.network, .text(let network)): copy.network = network
    case (.seed, .text(let text)):
      guard let seed = UInt64(text) else {
        throw .outOfRange(option: knob.title, value: text, allowed: "a whole number from 0 to \(UInt64.max)")
      }
      copy.seed = seed
    case (.trainSize, .number(let value)):
      guard let size = Int(exactly: value) else {
        throw .outOfRange(option: knob.title, value: String(value), allowed: "a whole number")
      }
      copy.trainSize = size
    case (_, .number(let number)): copy.setNumber(knob, to: number)
    case (_, .text(let text)): throw .notANumber(option: knob.title, text: text)
    case (_, .off): throw .notANumber(option: knob.title, text: "off")
    }
    try copy.validate()
    return copy
  }

  /// This configuration with every live knob where the other one has it; whether that can be is for `validate` to say.
  public func adoptingLiveKnobs(of other: ExperimentConfiguration) -> ExperimentConfiguration {
    var copy = self
    for knob in Knob.allCases where knob.isLive {
      if case .number(let number) = other[knob] { copy.setNumber(knob, to: number) }
    }
    copy.clippingNorm = other.clippingNorm
    return copy
  }

  /// Reads what a person typed for a knob.
  public func setting(_ knob: Knob, toText text: String) throws(ConfigurationError) -> ExperimentConfiguration
  {
    switch knob {
    case .dataset, .network, .seed: return try setting(knob, to: .text(text))
    case .clippingNorm where text == "off": return try setting(knob, to: .off)
    default:
      guard let number = Double(text) else { throw .notANumber(option: knob.title, text: text) }
      return try setting(knob, to: .number(number))
    }
  }

  private mutating func setNumber(_ knob: Knob, to number: Double) {
    switch knob {
    case .noiseMultiplier: noiseMultiplier = number
    case .clippingNorm: clippingNorm = number
    case .expectedBatchSize: expectedBatchSize = number
    case .learningRate: learningRate = number
    case .momentum: momentum = number
    case .weightDecay: weightDecay = number
    case .dropout: dropout = number
    case .labelSmoothing: labelSmoothing = number
    case .dataset, .network, .trainSize, .seed: break
    }
  }
}
