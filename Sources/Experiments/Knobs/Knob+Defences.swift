import DifferentialPrivacy
import NeuralNetworks
import Statistics

// What is done against remembering, beside weight decay, dropout and label smoothing; it promises nothing.

extension Knob {
  public static let mixup: Knob = Knob(
    "mixup", title: "mixup", symbol: "mix", storage: .number(\.step.mixup), limit: .mixup,
    check: { settings in
      guard settings.mixup > 0 else { return nil }
      if settings.relaxLoss != nil { return .excluded(.mixup, .relaxLoss, by: .rightConfidence) }
      return settings.noiseMultiplier > 0 ? .excluded(.mixup, .noiseMultiplier, by: .coupledRecords) : nil
    },
    help:
      "Train on mixtures of two examples each, in shares drawn from Beta(α, α), \(NumberLimit.mixup.allowed) (Zhang et al. 2018); not with noise.",
    valueName: "α", isLive: true,
    ladder: { _, _ in .numbers([0, 0.1, 0.2, 0.5, 1, 2, 5]) },
    mention: { $0.mixup > 0 ? "mixup" : nil },
    explanation: { settings in
      settings.mixup == 0
        ? "Off: each example is trained on as it is."
        : "Each example is mixed with another of its batch: less of each to remember, and no guarantee."
    })

  public static let relaxLoss: Knob = Knob(
    "relax_loss", title: "RelaxLoss", symbol: "relax", storage: .optionalNumber(\.step.relaxLoss),
    limit: .relaxLoss, advice: ", or off",
    check: { settings in
      guard settings.relaxLoss != nil else { return nil }
      if settings.labelSmoothing > 0 { return .excluded(.relaxLoss, .labelSmoothing, by: .rightConfidence) }
      if settings.distil != .none { return .excluded(.relaxLoss, .distil, by: .rightConfidence) }
      return settings.noiseMultiplier > 0 ? .excluded(.relaxLoss, .noiseMultiplier, by: .coupledRecords) : nil
    },
    help:
      "Keep the mean loss of a batch from falling below this, \(NumberLimit.relaxLoss.allowed) (Chen et al. 2022); off unless given, and not with noise.",
    valueName: "ω", isLive: true,
    ladder: { _, _ in [.off] + .numbers([0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2]) },
    mention: { $0.relaxLoss == nil ? nil : "RelaxLoss" },
    explanation: { settings in
      settings.relaxLoss.map {
        "Below a mean loss of \($0.brief) the batch's loss is climbed, or its confidences are flattened, by turns."
      } ?? "Off: the loss may fall as far as it will."
    })

  public static let earlyStopping: Knob = Knob(
    "early_stopping", title: "early stopping", symbol: "stop", storage: .optionalCount(\.earlyStopping),
    limit: .earlyStopping, advice: ", or off",
    help:
      "Take no step beyond this one, \(NumberLimit.earlyStopping.allowed): what is trained for less long remembers less. Off unless given.",
    valueName: "step", isLive: true,
    ladder: { _, _ in [.off] + .numbers([20, 40, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000]) },
    mention: { $0.earlyStopping.map { "stops at \($0)" } },
    explanation: { settings in
      settings.earlyStopping.map { "Training stops at step \($0), and goes on when this is turned up." }
        ?? "Off: training goes on for as long as it is let."
    })

  public static let distil: Knob = Knob(
    "distil", title: "distillation", symbol: "distil", storage: .choice(\.distil),
    check: { settings in
      guard settings.distil != .none else { return nil }
      if settings.noiseMultiplier > 0 { return .excluded(.distil, .noiseMultiplier, by: .teachers) }
      let taught = settings.steps * settings.distil.teacherCount
      guard let last = settings.earlyStopping, last <= taught else { return nil }
      return .outOfRange(
        option: "early stopping with distillation", value: "\(last)",
        allowed: "a step beyond the \(taught) of the teachers, or off")
    },
    help:
      "Train on what teachers say in place of labels: none, self (one teacher, on all members), or cross (two teachers, each on one half of the members and asked about the other, after SELENA, Tang et al. 2022). Each teacher takes --steps too; not with noise.",
    mention: { $0.distil == .none ? nil : "distils (\($0.distil.rawValue))" },
    explanation: { settings in
      switch settings.distil {
      case .none: "The model learns the labels."
      case .own:
        "A teacher is trained for \(settings.steps) steps, and then the model on its softened answers."
      case .cross:
        "Two teachers are trained for \(settings.steps) steps each, on half of the members each, and then the model on what each says of the other's half."
      }
    })
}

extension NumberLimit {
  static let mixup = zero(or: 0.01...100, "zero, or from 0.01 to 100")
  static let relaxLoss = NumberLimit(1e-6...100, "from 1e-6 to 100 nats")
  static let earlyStopping = NumberLimit(1...1e12, "from 1 to 1000000000000 steps")
}
