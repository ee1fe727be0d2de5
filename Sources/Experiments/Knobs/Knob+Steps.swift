import DifferentialPrivacy
import FederatedLearning
import NeuralNetworks
import PrivacyAccounting
import Statistics

// What a step does; all of it acts on the next one.

extension Knob {
  public static let noiseMultiplier = Knob(
    "noise_multiplier", title: "noise multiplier", symbol: "σ", storage: .number(\.step.noiseMultiplier),
    limit: .noiseMultiplier,
    help:
      "The noise's standard deviation over the sensitivity of the clipped sum: \(NumberLimit.noiseMultiplier.allowed).",
    isLive: true, screenPosition: 1,
    ladder: { _, _ in .numbers([0, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 20, 50, 100]) },
    explanation: { settings in
      if settings.isFederated { return noiseOfRounds(settings) }
      guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
        return "Noise hides each example in the sum of gradients; without it nothing is promised."
      }
      guard settings.adaptiveClipping == nil else {
        return "Noise hides each example in the sum of gradients, and in the quantile that C follows."
      }
      let deviation = settings.noiseMultiplier * norm
      return
        "Noise of deviation σC = \(deviation.brief) on the clipped sum; over B, \((deviation / settings.expectedBatchSize).brief) a weight."
    })

  public static let clippingNorm = Knob(
    "clipping_norm", title: "clipping norm", symbol: "C", storage: .optionalNumber(\.step.clippingNorm),
    limit: .clippingNorm, advice: ", or leave it out to clip nothing",
    help:
      "The largest norm of one example's gradient, \(NumberLimit.clippingNorm.allowed); off unless given, and 1 where there is noise.",
    isLive: true, screenPosition: 2,
    ladder: { _, _ in
      [.off] + .numbers([0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 30, 100])
    },
    remark: { settings in
      guard let norm = settings.effectiveClippingNorm else { return nil }
      if settings.adaptiveClipping != nil { return "from \(KnobValue.number(norm)) on" }
      return settings.clippingNorm == nil ? "off, so \(KnobValue.number(norm))" : nil
    },
    valueInEffect: { $0.effectiveClippingNorm.map(KnobValue.number) },
    explanation: { settings in
      let (one, what) = settings.isFederated ? ("client", "update") : ("example", "gradient")
      guard let norm = settings.effectiveClippingNorm else {
        return "Off: one \(one) may move the model as far as its \(what) reaches."
      }
      guard settings.adaptiveClipping == nil else {
        return
          "No \(one)'s \(what) counts for more than C, which starts at \(norm.brief) and follows a quantile."
      }
      return "No \(one)'s \(what) counts for more than a norm of \(norm.brief)."
    })

  public static let expectedBatchSize = Knob(
    "expected_batch_size", title: "expected batch", sentenceTitle: "expected batch size", symbol: "B",
    storage: .number(\.step.expectedBatchSize), limit: .expectedBatchSize,
    applies: { !$0.isFederated },
    check: { settings in
      guard settings.expectedBatchSize > settings.expectedMemberCount else { return nil }
      return .batchLargerThanTrainingSet(
        batch: KnobValue.shortest(settings.expectedBatchSize),
        trainSize: KnobValue.shortest(settings.expectedMemberCount))
    },
    help: "Members in a batch, on average, \(NumberLimit.expectedBatchSize.allowed).", isLive: true,
    screenPosition: 3,
    ladder: { settings, _ in
      let size = Double(settings.trainSize)
      return .numbers((0...16).map { Double(1 << $0) }.filter { $0 < size } + [size])
    },
    explanation: { settings in
      "Each member joins a step with probability \(settings.samplingRate.brief); \(settings.stepsPerEpoch) steps are an epoch."
    })

  public static let learningRate = Knob(
    "learning_rate", title: "learning rate", symbol: "lr", storage: .number(\.step.learningRate),
    limit: .learningRate, help: "How far a step goes, \(NumberLimit.learningRate.allowed).", isLive: true,
    screenPosition: 4,
    ladder: { _, _ in
      .numbers([
        0.0001, 0.0003, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5,
        10,
      ])
    },
    remark: { $0.rateDecay == .none ? nil : "\(KnobValue.number($0.learningRate)), falling" },
    explanation: { settings in
      if settings.isFederated { return "How far a step of a client's goes, while it trains on its records." }
      return settings.rateDecay == .none
        ? "How far a step goes; smaller steps need more of them, and each costs privacy."
        : "How far a step goes at first; it falls by equal amounts until step \(settings.steps)."
    })

  public static let momentum = Knob(
    "momentum", title: "momentum", symbol: "mom", storage: .number(\.step.momentum), limit: .momentum,
    help: "How much of the last steps' direction a step keeps, \(NumberLimit.momentum.allowed).",
    isLive: true, screenPosition: 5,
    ladder: { _, _ in .numbers([0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]) },
    remark: { $0.optimizer == .adam ? "Adam's own" : nil },
    explanation: { settings in
      switch settings.optimizer {
      case .sgd: "How much of the last steps' direction a step keeps."
      case .adam: "Adam keeps moments of its own, and this has no say."
      }
    })

  public static let weightDecay = Knob(
    "weight_decay", title: "weight decay", symbol: "wd", storage: .number(\.step.weightDecay),
    limit: .weightDecay, help: "Coupled, on weights only, \(NumberLimit.weightDecay.allowed).", isLive: true,
    screenPosition: 6,
    ladder: { _, _ in .numbers([0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.3, 1]) },
    explanation: { _ in "Pulls weights towards zero: less to remember with, but no guarantee." })

  public static let dropout = Knob(
    "dropout", title: "dropout", symbol: "drop", storage: .number(\.step.dropout), limit: .dropout,
    help: "The probability that a hidden unit is left out of a step, \(NumberLimit.dropout.allowed).",
    isLive: true, screenPosition: 7,
    ladder: { _, _ in .numbers([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) },
    remark: { $0.hasHiddenUnits ? nil : "no hidden units" },
    explanation: { settings in
      settings.hasHiddenUnits
        ? "Leaves hidden units out at random while training: a modest defence, without a guarantee."
        : "Dropout leaves out hidden units, and a linear network has none."
    })

  public static let labelSmoothing = Knob(
    "label_smoothing", title: "label smoothing", symbol: "smooth", storage: .number(\.step.labelSmoothing),
    limit: .labelSmoothing,
    help: "The share of a label that is spread over all classes, \(NumberLimit.labelSmoothing.allowed).",
    isLive: true, screenPosition: 8,
    ladder: { _, _ in .numbers([0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1]) },
    explanation: { _ in
      "Trains towards softer labels. It may help accuracy; watch what it does to membership."
    })
}

/// What the noise of a federation does.
private func noiseOfRounds(_ settings: ExperimentConfiguration) -> String {
  guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
    return "Noise hides each client in the sum of updates; without it nothing is promised."
  }
  let placement = settings.federation.privacy
  return
    "z C = \((settings.noiseMultiplier * norm).brief): \(placement.noise); ε is of a client, and holds against \(placement.adversary)."
}

extension [KnobValue] {
  static func numbers(_ numbers: [Double]) -> [KnobValue] { numbers.map(KnobValue.number) }
}

extension ExperimentConfiguration {
  /// Whether the network has units that dropout may leave out.
  var hasHiddenUnits: Bool { (try? Architecture(parsing: network))?.hasHiddenUnits ?? true }
}
