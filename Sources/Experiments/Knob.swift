/// One setting a person turns. Live knobs act on the next step; the others wait for a restart.
public enum Knob: String, CaseIterable, Hashable, Codable, Sendable {
  case noiseMultiplier = "noise_multiplier"
  case clippingNorm = "clipping_norm"
  case expectedBatchSize = "expected_batch_size"
  case learningRate = "learning_rate"
  case momentum
  case weightDecay = "weight_decay"
  case dropout
  case labelSmoothing = "label_smoothing"
  case dataset
  case network
  case trainSize = "train_size"
  case seed

  public var isLive: Bool {
    switch self {
    case .dataset, .network, .trainSize, .seed: false
    default: true
    }
  }

  /// What the knob is called on the screen.
  public var title: String {
    switch self {
    case .noiseMultiplier: "noise multiplier"
    case .clippingNorm: "clipping norm"
    case .expectedBatchSize: "expected batch"
    case .learningRate: "learning rate"
    case .momentum: "momentum"
    case .weightDecay: "weight decay"
    case .dropout: "dropout"
    case .labelSmoothing: "label smoothing"
    case .dataset: "data set"
    case .network: "network"
    case .trainSize: "training set"
    case .seed: "seed"
    }
  }
}

/// What a knob is set to.
public enum KnobValue: Hashable, Sendable {
  case number(Double)
  /// The knob's own off; only the clipping norm has one.
  case off
  case text(String)
}

extension KnobValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let value): Self.shortest(value)
    case .off: "off"
    case .text(let text): text
    }
  }

  /// A number without a trailing `.0`.
  static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
