/// How a model's service answers whoever asks: what it does to the confidences first, what it shows of them, and how often.
///
/// The order is: temperature, noise, constant confidences, and then what of them is shown.
public struct DoorSettings: Hashable, Sendable {
  /// What is shown of the confidences.
  public var policy: AnswerPolicy
  /// What logits are divided by, above 0.
  public var temperature: Double
  /// The standard deviation of fresh Gaussian noise on every confidence of every answer; 0 adds none.
  public var noiseDeviation: Double
  /// The L1 distance, from 0 to 2, within which confidences are made constant; 0 leaves them.
  public var memGuardDistance: Double
  /// How often it answers about one record, 1 or more.
  public var queriesPerRecord: Int

  public init(
    policy: AnswerPolicy = .full, temperature: Double = 1, noiseDeviation: Double = 0,
    memGuardDistance: Double = 0, queriesPerRecord: Int = 1
  ) {
    self.policy = policy
    self.temperature = temperature
    self.noiseDeviation = noiseDeviation
    self.memGuardDistance = memGuardDistance
    self.queriesPerRecord = queriesPerRecord
  }

  /// Whether the same question gets another answer each time.
  public var isNoisy: Bool { noiseDeviation > 0 }
}

extension DoorSettings: CustomStringConvertible {
  /// In words, but for how often it answers: `full`, or `temperature 5, noise 0.2, rounded:0.1`.
  public var description: String {
    var parts = [String]()
    let before: [(name: String, value: Double, usual: Double)] = [
      ("temperature", temperature, 1), ("noise", noiseDeviation, 0), ("memguard", memGuardDistance, 0),
    ]
    for (name, value, usual) in before where value != usual {
      parts.append("\(name) \(value == value.rounded() && value < 1e15 ? String(Int(value)) : String(value))")
    }
    return (parts + [policy.description]).joined(separator: ", ")
  }
}
