public import PlainText
import Statistics

/// How numbers become whole ones that can be added up modulo 2³², and their sum becomes numbers again.
///
/// A value x is clipped to ±c and becomes ⌊(x + c) · s + u⌋ with s = (2ᵇ − 1) / 2c, where u is uniform in [0, 1) (stochastic, which is
/// right on average) or ½ (nearest). A sum over n clients is sum / s − n c, with n those who are *in* the sum: each value was moved up
/// by c. The mean of n is off by s⁻¹ / √(6n) root mean square, or s⁻¹ / √(12n).
public struct Quantization: Hashable, Sendable {
  public enum Rounding: String, CaseIterable, Codable, Sendable {
    /// Up or down by chance, as it is near; right on average.
    case stochastic
    case nearest
  }

  /// What a vector became.
  public struct Encoded: Hashable, Sendable {
    public let words: [UInt32]
    /// Values beyond ±c, which became ±c.
    public let saturatedCount: Int
    /// Values that are no number or infinite, which became zero.
    public let nonFiniteCount: Int
  }

  /// Beyond these, a step or its inverse is no number any more.
  private static let clips = 1e-30...1e30

  /// c: the largest magnitude that is told apart.
  public let clip: Double
  /// b.
  public let bits: Int
  public let rounding: Rounding

  /// - Parameter clientCount: the most vectors that are to be added up.
  /// - Throws: `QuantizationError` where their sum would wrap around, or nothing can be told apart.
  public init(clip: Double, bits: Int = 16, rounding: Rounding = .stochastic, clientCount: Int)
    throws(QuantizationError)
  {
    guard Self.clips.contains(clip) else { throw .clipOutOfRange(clip) }
    let fitting = Self.bits(forSumsOf: clientCount)
    guard bits >= 1 else { throw .bitsOutOfRange(bits, fitting: fitting) }
    guard bits <= fitting else { throw .overflow(clients: clientCount, bits: bits, fitting: fitting) }
    (self.clip, self.bits, self.rounding) = (clip, bits, rounding)
  }

  /// The most bits b with n (2ᵇ − 1) < 2³²; 0 where there are none.
  public static func bits(forSumsOf clientCount: Int) -> Int {
    let largest = UInt64(UInt32.max) / UInt64(max(1, clientCount))
    return 63 - (largest + 1).leadingZeroBitCount
  }

  /// What two neighbouring words are apart: 1 / s.
  public var step: Double { 2 * clip / levels }

  private var levels: Double { Double((UInt64(1) << bits) - 1) }

  public func encode(_ values: [Float], using generator: inout some RandomNumberGenerator) -> Encoded {
    let scale = levels / (2 * clip)
    var (saturated, nonFinite) = (0, 0)
    let words = values.map { value in
      var value = Double(value)
      if !value.isFinite {
        value = 0
        nonFinite += 1
      } else if abs(value) > clip {
        value = value < 0 ? -clip : clip
        saturated += 1
      }
      let offset = rounding == .stochastic ? generator.uniform() : 0.5
      return UInt32(min(levels, ((value + clip) * scale + offset).rounded(.down)))
    }
    return Encoded(words: words, saturatedCount: saturated, nonFiniteCount: nonFinite)
  }

  /// The sum of the values, from the sum of the words.
  ///
  /// - Parameter survivorCount: of the vectors that are in the sum.
  public func decode(_ sum: [UInt32], survivorCount: Int) -> [Double] {
    sum.map { Double($0) * step - Double(survivorCount) * clip }
  }
}

/// How values that must not be clipped become whole multiples of a step modulo 2³²: what noise of whole numbers is added to.
///
/// A word is the multiple in two's complement, and so is a sum: negative ones wrap around. Nothing saturates; a sum is right as long as
/// it is less than 2³¹ steps.
public struct GridEncoding: Hashable, Sendable {
  /// What two neighbouring words are apart.
  public let step: Double

  /// - Precondition: the step is positive.
  public init(step: Double) {
    precondition(step > 0 && step.isFinite)
    self.step = step
  }

  /// - Parameter multiples: how often the step goes into each value.
  public func encode(multiples: [Int]) -> [UInt32] { multiples.map { UInt32(truncatingIfNeeded: $0) } }

  /// The nearest multiples; a value that is no number or infinite is zero, and counted.
  public func encode(_ values: [Float]) -> (words: [UInt32], nonFiniteCount: Int) {
    var nonFinite = 0
    let multiples = values.map { value in
      let multiple = (Double(value) / step).rounded()
      // Beyond that, sums are wrong however they are written.
      guard let whole = Int(exactly: multiple) else {
        nonFinite += 1
        return 0
      }
      return whole
    }
    return (encode(multiples: multiples), nonFinite)
  }

  /// The sum of the values, from the sum of the words.
  public func decode(_ sum: [UInt32]) -> [Double] { sum.map { Double(Int32(bitPattern: $0)) * step } }
}

/// Why values cannot be made whole numbers so.
public enum QuantizationError: ExplainedError, Hashable {
  case clipOutOfRange(Double)
  case bitsOutOfRange(Int, fitting: Int)
  case overflow(clients: Int, bits: Int, fitting: Int)

  public var sentence: Sentence {
    switch self {
    case .clipOutOfRange(let clip): "Values cannot be clipped to ±\(clip). Give from 1e-30 to 1e30."
    case .bitsOutOfRange(let bits, let fitting):
      "A value cannot be rounded to \(bits) bits. Give from 1 to \(fitting)."
    case .overflow(let clients, let bits, let fitting):
      "The sum of \(clients) clients' values of \(bits) bits can pass 2³², where it would begin at 0 again. Give \(fitting) bits or fewer."
    }
  }
}
