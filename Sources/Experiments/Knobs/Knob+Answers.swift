import AccessControl
import Statistics

// How the model answers whoever asks. These are turned while it trains as those of a step are, and no step reads them: what is
// trained does not depend on them, and neither does ε, which covers the weights.

extension Knob {
  /// The door of the model; see `DoorSettings`.
  public static let answerKnobs: [Knob] = [answers, temperature, memGuard, answerNoise, queriesPerRecord]

  public static let answers = Knob(
    "answers", title: "answer policy", symbol: "ans",
    storage: .grammar(
      Grammar(
        text: { $0.door.policy.description },
        read: { configuration, text throws(ConfigurationError) in
          do throws(AnswerPolicyError) {
            configuration.door.policy = try AnswerPolicy(parsing: text)
          } catch { throw .answers(error) }
        })),
    help: "What the model shows of its confidences to whoever asks: \(AnswerPolicy.grammar).",
    valueName: "policy", isLive: true, screenPosition: 8.5,
    ladder: { _, _ in
      [AnswerPolicy.full, .rounded(to: 0.001), .rounded(to: 0.1), .top(1), .label]
        .map { .text($0.description) }
    },
    explanation: { settings in
      switch settings.door.policy {
      case .full: "Whoever asks is shown every confidence, as exactly as the model has it."
      case .rounded(let step): "Whoever asks is shown confidences in multiples of \(step.brief)."
      case .top(let count):
        "Whoever asks is shown the confidence\(count == 1 ? "" : "s") of the \(count == 1 ? "likeliest class" : "\(count) likeliest classes"); the others share the rest."
      case .label:
        "Whoever asks is shown a label; losses are estimated from \(settings.door.queriesPerRecord) of them a record."
      }
    })

  public static let temperature = Knob(
    "temperature", title: "temperature", symbol: "T", storage: .number(\.door.temperature),
    limit: .temperature,
    help: "What logits are divided by before they are shown, \(NumberLimit.temperature.allowed) (1).",
    isLive: true, ladder: { _, _ in .numbers([0.5, 1, 2, 5, 10, 20]) },
    mention: { $0.door.temperature == 1 ? nil : "temperature \($0.door.temperature.brief)" },
    explanation: { settings in
      "Logits are divided by \(settings.door.temperature.brief) before they are shown: the order of classes stays."
    })

  public static let memGuard = Knob(
    "memguard", title: "MemGuard distance", symbol: "MG", storage: .number(\.door.memGuardDistance),
    limit: .memGuardDistance,
    help:
      "Show constant confidences with the same label wherever they are no further than this from the model's in L1, \(NumberLimit.memGuardDistance.allowed); 0 is off (after Jia et al. 2019).",
    valueName: "distance", isLive: true, ladder: { _, _ in .numbers([0, 0.2, 0.5, 1, 2]) },
    mention: { $0.door.memGuardDistance == 0 ? nil : "memguard \($0.door.memGuardDistance.brief)" },
    explanation: { settings in
      settings.door.memGuardDistance == 0
        ? "Off: confidences are not made constant."
        : "Confidences within \(settings.door.memGuardDistance.brief) of 0.9 for the label and equal ones for the rest are shown as these."
    })

  public static let answerNoise = Knob(
    "answer_noise", title: "answer noise", storage: .number(\.door.noiseDeviation), limit: .answerNoise,
    help:
      "The standard deviation of fresh noise on every confidence of every answer, \(NumberLimit.answerNoise.allowed); 0 is off.",
    valueName: "deviation", isLive: true, ladder: { _, _ in .numbers([0, 0.05, 0.1, 0.2, 0.5, 1]) },
    mention: { $0.door.isNoisy ? "answer noise \($0.door.noiseDeviation.brief)" : nil },
    explanation: { settings in
      settings.door.isNoisy
        ? "Every answer has noise of its own: whoever may ask \(settings.door.queriesPerRecord) times a record takes the mean of as many."
        : "Off: the same question gets the same answer."
    })

  public static let queriesPerRecord = Knob(
    "queries_per_record", title: "query limit", sentenceTitle: "query limit of a record", symbol: "Q",
    storage: .count(\.door.queriesPerRecord), limit: .queriesPerRecord,
    help:
      "How often the model answers about one record, \(NumberLimit.queriesPerRecord.allowed) (1): an adversary takes the mean of noisy answers, or asks for the labels of noisy copies.",
    valueName: "count", isLive: true, ladder: { _, _ in .numbers([1, 10, 100, 1000]) },
    mention: { $0.door.queriesPerRecord == 1 ? nil : "\($0.door.queriesPerRecord) queries a record" },
    explanation: { settings in
      let count = settings.door.queriesPerRecord
      return settings.door.policy == .label || settings.door.isNoisy
        ? "An adversary asks about each record \(count) time\(count == 1 ? "" : "s"), and makes one loss of the answers."
        : "The same question gets the same answer, so an adversary asks about each record once."
    })
}
