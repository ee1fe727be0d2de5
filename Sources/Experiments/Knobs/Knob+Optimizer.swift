import NeuralNetworks

// How weights start, and how they follow gradients; a restart takes it up.

extension Knob {
  public static let optimizer = Knob(
    "optimizer", title: "optimizer", storage: .choice(\.optimizer),
    help:
      "sgd, with --momentum, or adam, whose moments are its own (Kingma and Ba 2015); weight decay is coupled in both.",
    mention: { $0.optimizer == .sgd ? nil : $0.optimizer.rawValue },
    explanation: { settings in
      switch settings.optimizer {
      case .sgd: "Weights follow the gradient, and some of the last ones by the momentum."
      case .adam: "Each weight has a rate of its own, from its gradients so far; the momentum has no say."
      }
    })

  public static let rateDecay = Knob(
    "rate_decay", title: "rate decay", storage: .choice(\.rateDecay),
    help:
      "none, or linear: the learning rate falls by equal amounts, to one part in --steps of it at the last step.",
    explanation: { settings in
      switch settings.rateDecay {
      case .none: "The learning rate stays as it is turned."
      case .linear:
        "The learning rate falls by equal amounts until step \(settings.steps), and stays at the last one's."
      }
    })

  public static let initial = Knob(
    "initial", title: "initial weights", storage: .optionalText(\.initial),
    help:
      "Start from the weights of this safetensors file, as --model writes them: ε then covers the steps from there on, and not what the file was trained on.",
    valueName: "file", comesWithData: true, mention: { $0.initial == nil ? nil : "initial weights" },
    explanation: { _ in "Where the weights start; ε covers the steps from there on." })

  /// Written into the log, so that a replay starts from the same weights or says that it cannot.
  public static let initialSHA256 = Knob(
    "initial_sha256", title: "hash of the initial weights", storage: .optionalText(\.initialSHA256),
    comesWithData: true,
    explanation: { _ in "SHA-256 of the file that the weights started from." })
}
