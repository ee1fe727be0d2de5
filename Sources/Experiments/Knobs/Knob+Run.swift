import NeuralNetworks
import Records
import Statistics

// The game, the network, what is promised, and where numbers come from; all of it waits for a restart.

extension Knob {
  public static let trainSize = Knob(
    "train_size", title: "training set", storage: .count(\.trainSize), limit: .trainSize,
    help:
      "Members, on average, \(NumberLimit.trainSize.allowed): each record of the pool is one by a coin of its own.",
    comesWithData: true, screenPosition: 11,
    ladder: { _, _ in
      .numbers([20, 50, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 4000, 6000])
    },
    explanation: { settings in
      "Members on average: each record of the pool is one with probability \(settings.inclusion.brief), by a coin of its own."
    })

  public static let unit = Knob(
    "unit", title: "unit",
    storage: .choice(
      Choice(
        names: PrivacyUnit.ofCoins.map(\.rawValue), name: { $0.unit.rawValue },
        choose: { configuration, name in
          // Reports name the unit of ε, which of a federation is no unit of coins.
          guard name != PrivacyUnit.client.rawValue else { return true }
          guard let unit = PrivacyUnit(rawValue: name), PrivacyUnit.ofCoins.contains(unit) else {
            return false
          }
          configuration.unit = unit
          return true
        })),
    check: { settings in
      settings.unit == .person && settings.reference.defaults.people == nil
        ? .noPeople(dataset: settings.dataset) : nil
    },
    help:
      "What is a member, sampled, clipped and protected as one: a record, or (on faces) half of a person's photographs; --train-size and --expected-batch-size then count halves (40 and 8).",
    comesWithData: true, mention: { $0.unit == .person ? "by halves" : nil },
    explanation: { settings in
      switch settings.unit {
      case .record: "Each record is a member by a coin of its own, and ε is for one more or one fewer."
      case .person, .client:
        "Half of a person's photographs is a member by one coin, and ε is for one half more or fewer."
      }
    })

  public static let inclusion = Knob(
    "inclusion", title: "inclusion", storage: .number(\.inclusion), limit: .inclusion,
    help:
      "The coin of membership, \(NumberLimit.inclusion.allowed): that a record of the pool is a member (0.5); the pool is the train size over it. At 1 all are, and there is no membership game.",
    valueName: "p",
    explanation: { settings in
      "The probability \(settings.inclusion.brief) that a record of the pool is a member; at 1 there is no membership game."
    })

  public static let network = Knob(
    "network", title: "network", storage: .text(\.network),
    help: "\(Architecture.grammar).", comesWithData: true, screenPosition: 10,
    ladder: { _, _ in
      ["linear", "mlp:32", "mlp:64", "mlp:128", "mlp:256", "mlp:64-64", "mlp:256-128"].map(KnobValue.text)
    },
    explanation: { _ in
      "Linear, or hidden layers and their widths: \((["mlp:128"] + Architecture.examples).joined(separator: ", "))."
    })

  public static let activation = Knob(
    "activation", title: "activation", storage: .choice(\.activation),
    help: "The function after each hidden layer: \(Activation.allCases.map(\.rawValue).alternatives).",
    mention: { $0.hasHiddenUnits && $0.activation != .relu ? $0.activation.rawValue : nil },
    explanation: { _ in "The function after each hidden layer." })

  public static let labelNoise = Knob(
    "label_noise", title: "label noise", storage: .number(\.labelNoise), limit: .labelNoise,
    help: "How much of the pool gets a wrong label, \(NumberLimit.labelNoise.allowed).",
    mention: { $0.labelNoise > 0 ? "\((100 * $0.labelNoise).brief) % wrong labels" : nil },
    explanation: { _ in "The share of the pool with a wrong label: to learn it is to memorise it." })

  public static let steps = Knob(
    "steps", title: "number of steps", storage: .count(\.steps), limit: .steps,
    help: "Steps of a headless run, \(NumberLimit.steps.allowed).", comesWithData: true,
    explanation: { _ in "How long a run without a screen is." })

  public static let delta = Knob(
    "delta", title: "delta", storage: .number(\.delta), limit: .delta,
    help: "The δ at which ε is stated, \(NumberLimit.delta.allowed).", comesWithData: true,
    explanation: { _ in "The δ at which ε is stated: well below one over the training set." })

  public static let epsilonBudget = Knob(
    "epsilon_budget", title: "ε budget", storage: .optionalNumber(\.epsilonBudget), limit: .epsilon,
    help: "Stop before the step that would cost more ε than this, \(NumberLimit.epsilon.allowed).",
    explanation: { _ in "The run takes no step beyond this ε; it may be quoted whatever is turned." })

  public static let seed = Knob(
    "seed", title: "seed", storage: .seed(\.seed),
    help:
      "Drives pool, split, initialisation, batches, noise and attacks, from 0 to \(UInt64.max): reproducible, not private.",
    screenPosition: 12,
    ladder: { settings, _ in
      let seed = settings.seed
      return ((seed > 0 ? [seed - 1] : []) + [seed] + (seed < .max ? [seed + 1] : []))
        .map { .text(String($0)) }
    },
    explanation: { _ in "Decides pool, split, start, batches and noise: reproducible, not private." })

  public static let secureNoise = Knob(
    "secure_noise", title: "secure noise", storage: .flag(\.secureNoise),
    help: "Draw batches and noise from the system generator: private, and not replayable.",
    explanation: { _ in "Batches and noise from the system's generator: private, and not replayable." })
}
