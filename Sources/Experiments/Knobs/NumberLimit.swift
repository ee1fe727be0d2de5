import PrivacyAccounting

/// What a number that a person gives may be: said once, for the sentence that refuses it and for the help.
public struct NumberLimit: Hashable, Sendable {
  /// To follow "Choose".
  public let allowed: String
  private let range: ClosedRange<Double>
  /// Whether zero, which means "off", is allowed too.
  private var orZero = false
  private var isBelowMost = false

  /// The same as what a person is to choose.
  public var choice: String { allowed.hasPrefix("from") ? "a number \(allowed)" : allowed }

  public func contains(_ value: Double) -> Bool {
    orZero && value == 0 || range.contains(value) && !(isBelowMost && value == range.upperBound)
  }

  public func contains(_ value: Int) -> Bool { contains(Double(value)) }

  init(_ range: ClosedRange<Double>, _ allowed: String) {
    (self.range, self.allowed) = (range, allowed)
  }

  static func zero(or range: ClosedRange<Double>, _ allowed: String) -> NumberLimit {
    var limit = NumberLimit(range, allowed)
    limit.orZero = true
    return limit
  }

  private static func below(_ most: Double, from least: Double, _ allowed: String) -> NumberLimit {
    var limit = NumberLimit(least...most, allowed)
    limit.isBelowMost = true
    return limit
  }

  public static let noiseMultiplier = zero(
    or: PrivacyEvent.noiseMultipliers, "zero, or from 1e-12 to 1e12")
  public static let clippingNorm = NumberLimit(1e-12...1e12, "from 1e-12 to 1e12")
  public static let expectedBatchSize = NumberLimit(0.01...1e9, "from 0.01 to the size of the training set")
  public static let learningRate = NumberLimit(1e-12...1e30, "from 1e-12 to 1e30")
  public static let momentum = below(1, from: 0, "0 or more and less than 1")
  public static let weightDecay = NumberLimit(0...1e6, "from 0 to 1e6")
  public static let dropout = NumberLimit(0...0.999, "from 0 to 0.999")
  public static let labelSmoothing = NumberLimit(0...1, "from 0 to 1")
  public static let labelNoise = NumberLimit(0...1, "a fraction from 0 to 1")
  public static let trainSize = NumberLimit(1...1e9, "from 1 to 1000000000 records")
  public static let inclusion = NumberLimit(1e-6...1, "a probability from 1e-6 to 1")
  public static let delta = below(1, from: 1e-300, "from 1e-300 to less than 1, well below 1 / training set")
  public static let epsilon = NumberLimit(1e-9...1e9, "from 1e-9 to 1e9")
  public static let steps = NumberLimit(0...1e12, "from 0 to 1000000000000")
  public static let downsample = NumberLimit(1...1000, "from 1 to 1000")
  public static let shadows = NumberLimit(2...10_000, "an even number from 2 to 10000")
  public static let prior = NumberLimit(1e-9...0.999999999, "from 1e-9 to 0.999999999")
  /// Of a part of the prior of an inversion.
  public static let priorWeight = NumberLimit(0...1e6, "from 0 to 1e6")
  public static let temperature = NumberLimit(0.01...1000, "from 0.01 to 1000")
  public static let memGuardDistance = NumberLimit(0...2, "a distance from 0 to 2")
  public static let answerNoise = NumberLimit(0...10, "from 0 to 10")
  public static let queriesPerRecord = NumberLimit(1...1000, "from 1 to 1000")
  public static let groupSize = NumberLimit(1...1e6, "from 1 to 1000000")
  public static let batch = NumberLimit(1...1e6, "from 1 to 1000000")
}
