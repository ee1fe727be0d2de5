import DifferentialPrivacy
import FederatedLearning
import NeuralNetworks
import PlainText
import Records
import Statistics

// Clients that train in place of one trainer. Local training, participation and noise act on the next round.

extension Knob {
  /// In the order of the help.
  public static let federationKnobs: [Knob] = [
    clients, partition, participation, localEpochs, localBatch, serverRate, aggregation, dropouts, privacy,
    quantizationBits, quantizationRange, aggregationThreshold,
  ]

  public static let clients: Knob = Knob(
    "clients", title: "clients", symbol: "K", storage: .optionalCount(\.federation.clientCount),
    limit: .clients, advice: ", or off",
    check: { settings in
      guard settings.isFederated else { return nil }
      if settings.optimizer != .sgd { return .excluded(.clients, .optimizer, by: .clientsDescend) }
      return settings.distil == .none ? nil : .excluded(.clients, .distil, by: .clientsDescend)
    },
    help:
      "Train by that many clients, \(NumberLimit.clients.allowed), to whom the pool is dealt: a step is a round, --learning-rate and --momentum are a client's, and noise, clipping and ε are of clients. Off unless given; without it the options from here to --threshold say nothing, and are refused.",
    valueName: "k", screenPosition: 8.1,
    ladder: { settings, _ in
      [.off] + .numbers([2, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000].filter { $0 <= settings.poolSize })
    },
    explanation: { settings in
      settings.federation.clientCount.map {
        "The pool is dealt to \($0) clients, who train on their own records and send what their models moved by."
      } ?? "Off: all records are trained on in one place."
    })

  public static let partition: Knob = Knob(
    "partition", title: "partition", symbol: "part",
    storage: .grammar(
      Grammar(
        text: { $0.federation.partition.description },
        read: { settings, text throws(ConfigurationError) in
          do throws(PartitionError) { settings.federation.partition = try Partition(parsing: text) } catch {
            throw .federation(.partition(error))
          }
        })),
    applies: \.isFederated,
    help:
      "How records are dealt: iid, or dirichlet:A, where each client's mix of labels is a draw from a Dirichlet distribution of concentration A (dirichlet:0.5), after Hsu et al. 2019, whose concentration is A times the number of classes.",
    valueName: "iid|dirichlet:A", screenPosition: 8.11,
    ladder: { _, _ in ["iid", "dirichlet:1", "dirichlet:0.5", "dirichlet:0.1"].map(KnobValue.text) },
    explanation: { settings in
      switch settings.federation.partition {
      case .iid: "Records are dealt at random: every client has the mix of all."
      case .dirichlet(let concentration):
        "Every client has a mix of labels of its own, Dirichlet \(concentration.brief): the less, the more one-sided."
      }
    })

  public static let participation: Knob = Knob(
    "participation", title: "participation", symbol: "q", storage: .number(\.federation.participation),
    limit: .participation, applies: \.isFederated,
    check: { settings in
      guard let clientCount = settings.federation.clientCount else { return nil }
      let q = settings.federation.participation
      if q * Double(clientCount) < 1 - 1e-9 {
        return .federation(.picksNobody(participation: q, clientCount: clientCount))
      }
      guard settings.federation.aggregation == .secure else { return nil }
      let (count, threshold) = (settings.federation.participantCount, settings.federation.leastSurvivors)
      return count < threshold
        ? .federation(.tooFewForThreshold(participants: count, threshold: threshold)) : nil
    },
    help:
      "The share of the clients in a round, \(NumberLimit.participation.allowed) (0.3): that many of them rounded up, and with noise each by a coin.",
    valueName: "q", isLive: true, screenPosition: 8.12,
    ladder: { _, _ in .numbers([0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1]) },
    explanation: { settings in
      settings.noiseMultiplier > 0
        ? "Each client takes part in a round with probability \(settings.federation.participation.brief)."
        : "\(settings.federation.participantCount) clients take part in a round, counted by their records."
    })

  public static let localEpochs: Knob = Knob(
    "local_epochs", title: "local epochs", symbol: "E", storage: .count(\.federation.localEpochs),
    limit: .localEpochs, applies: \.isFederated,
    help: "How often a client goes over its records in a round, \(NumberLimit.localEpochs.allowed) (5).",
    valueName: "e", isLive: true, screenPosition: 8.13,
    ladder: { _, _ in .numbers([1, 2, 3, 5, 10, 20]) },
    explanation: { settings in
      "A client goes over its records \(settings.federation.localEpochs) times before it sends: fewer rounds, and models that drift apart."
    })

  public static let localBatch: Knob = Knob(
    "local_batch", title: "local batch", symbol: "b",
    storage: .grammar(
      Grammar(
        text: { $0.federation.localBatchSize.map(String.init) ?? "full" },
        read: { settings, text throws(ConfigurationError) in
          guard text != "full" else {
            settings.federation.localBatchSize = nil
            return
          }
          guard let size = Int(text), NumberLimit.batch.contains(size) else {
            throw .outOfRange(
              option: "local batch", value: text, allowed: "full, or a number \(NumberLimit.batch.allowed)")
          }
          settings.federation.localBatchSize = size
        })),
    applies: \.isFederated,
    help: "Records in a batch of a client's, \(NumberLimit.batch.allowed) (10), or full for all it has.",
    valueName: "n|full", isLive: true, screenPosition: 8.14,
    ladder: { _, _ in ["1", "5", "10", "20", "50", "full"].map(KnobValue.text) },
    explanation: { settings in
      settings.federation.localBatchSize.map { "A client steps along the mean gradient of \($0) records." }
        ?? "A client takes one step an epoch, along the mean gradient of all its records."
    })

  public static let serverRate: Knob = Knob(
    "server_rate", title: "server rate", symbol: "srv", storage: .number(\.federation.serverRate),
    limit: .learningRate, applies: \.isFederated,
    help: "What the average update is multiplied by, \(NumberLimit.learningRate.allowed) (1).",
    valueName: "rate", screenPosition: 8.15,
    ladder: { _, _ in .numbers([0.1, 0.3, 0.5, 1, 1.5, 2, 3, 5]) },
    explanation: { _ in "How far the model follows the average of the updates." })

  public static let aggregation: Knob = Knob(
    "aggregation", title: "aggregation", symbol: "agg", storage: .choice(\.federation.aggregation),
    applies: \.isFederated,
    help:
      "What the server sees: each update (plain), or their sum alone (secure; Bonawitz et al. 2017), with real keys and masks.",
    screenPosition: 8.16,
    ladder: { _, _ in ["plain", "secure"].map(KnobValue.text) },
    explanation: { settings in
      switch settings.federation.aggregation {
      case .plain: "The server sees the update of every client."
      case .secure: "The server sees the sum of the updates alone: it hides whose, and not what is in it."
      }
    })

  public static let dropouts: Knob = Knob(
    "dropouts", title: "drop-outs", symbol: "out", storage: .number(\.federation.dropouts),
    limit: .dropouts, applies: \.isFederated,
    help:
      "The probability that a client drops out of a round, at a message by chance, \(NumberLimit.dropouts.allowed) (0).",
    valueName: "p", screenPosition: 8.17,
    ladder: { _, _ in .numbers([0, 0.05, 0.1, 0.2, 0.3, 0.5]) },
    explanation: { settings in
      settings.federation.dropouts == 0
        ? "Every client that takes part stays to the end of the round."
        : "A client that takes part drops out with probability \(settings.federation.dropouts.brief), at some message."
    })

  public static let privacy: Knob = Knob(
    "privacy", title: "place of noise", symbol: "by",
    storage: .choice(\.federation.privacy), applies: \.isFederated,
    check: { settings in
      let federation = settings.federation
      return federation.privacy == .distributed && federation.aggregation == .plain
        ? .federation(.noiseInTheClear) : nil
    },
    help:
      "Who adds the noise, and so against whom ε holds: the server (central), each client a share in the secure sum (distributed), or each client all of it (local).",
    screenPosition: 8.18,
    ladder: { settings, _ in
      NoisePlacement.allCases
        .filter { $0 != .distributed || settings.federation.aggregation == .secure }
        .map { .text($0.rawValue) }
    },
    explanation: { settings in
      let placement = settings.federation.privacy
      return "\(placement.noise.capitalizedFirst); ε holds against \(placement.adversary)."
    })

  public static let quantizationBits: Knob = Knob(
    "quantization_bits", title: "bits of a value", symbol: "bits",
    storage: .count(\.federation.quantizationBits), limit: .quantizationBits, applies: \.isFederated,
    help: "Bits of a value in a secure sum, \(NumberLimit.quantizationBits.allowed) (16).",
    valueName: "bits",
    explanation: { settings in
      "A value in a secure sum is one of 2^\(settings.federation.quantizationBits) steps; sums must stay below 2^32."
    })

  public static let quantizationRange: Knob = Knob(
    "quantization_range", title: "range of a value", symbol: "range",
    storage: .optionalNumber(\.federation.quantizationRange), limit: .clippingNorm, advice: ", or off",
    applies: \.isFederated,
    check: { settings in
      settings.federation.quantizationRange != nil && settings.adaptiveClipping != nil
        ? .excluded(.quantizationRange, .adaptiveClipping, by: .movingNorm) : nil
    },
    help:
      "Where secure sums cut a value of an update off, \(NumberLimit.clippingNorm.allowed): the clipping norm, or without one 1, unless given.",
    valueName: "c",
    explanation: { settings in
      "Values of updates beyond ±\(settings.federation.range(clippingNorm: settings.effectiveClippingNorm).brief) are cut off in a secure sum."
    })

  public static let aggregationThreshold: Knob = Knob(
    "threshold", title: "threshold", symbol: "t", storage: .optionalCount(\.federation.threshold),
    limit: .threshold, advice: ", or off", applies: \.isFederated,
    help:
      "Clients without whom a secure sum is not opened, \(NumberLimit.threshold.allowed): more than two thirds of those in the round unless given. With fewer, sums hold against a server that keeps to the protocol, not against one that lies.",
    valueName: "t",
    explanation: { settings in
      settings.federation.threshold.map { "A secure sum is opened by no fewer than \($0) clients." }
        ?? "A secure sum is opened by no fewer than two thirds of its clients and one."
    })
}

extension NumberLimit {
  static let clients = NumberLimit(1...10_000, "from 1 to 10000")
  static let participation = NumberLimit(1e-9...1, "a share from one client's to 1")
  static let localEpochs = NumberLimit(1...1000, "from 1 to 1000")
  static let dropouts = NumberLimit(0...1, "from 0 to 1")
  static let threshold = NumberLimit(2...10_000, "from 2 to 10000")
  static let quantizationBits = NumberLimit(
    Double(SecureSumLimits.bits.lowerBound)...Double(SecureSumLimits.bits.upperBound), "from 4 to 30")
}

extension FederationSettings {
  /// The fewest that open a secure sum of a round of the usual size.
  fileprivate var leastSurvivors: Int {
    threshold ?? max(2, RoundSettings.defaultThreshold(clientCount: participantCount))
  }
}

extension ExperimentConfiguration {
  /// Units of the pool, members or not.
  fileprivate var poolSize: Double { (Double(trainSize) / inclusion).rounded() }
}
