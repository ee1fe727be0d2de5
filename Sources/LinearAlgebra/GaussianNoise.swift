internal import CKernels
public import Statistics

/// Independent draws from the standard normal distribution, many at a time.
///
/// Sixteen generators of bits run in SIMD lanes, and the method of Box and Muller (1958) turns two words into two draws,
/// with further words for a radius that lies far out. Where the bits are fair a pair of draws reaches 54.1 standard
/// deviations; the normal distribution has 2⁻²¹¹², less than 10⁻⁶³⁵, beyond.
public struct GaussianNoise: Sendable {
  /// xoshiro128++, sixteen lanes wide; nil draws from the operating system.
  private var state: [UInt32]?

  /// Repeatable, and therefore private to nobody who knows the seed.
  public init(_ stream: RandomStream) {
    var stream = stream
    state = (0..<Int(KERNEL_STATE_WORDS)).map { _ in UInt32(stream.next() >> 32) }
  }

  private init() {}

  /// From the operating system's generator: private, and never the same twice.
  public static let system = GaussianNoise()

  /// Adds to every value an independent draw of N(0, `standardDeviation`²).
  public mutating func add(to values: inout [Float], standardDeviation: Float) {
    add(to: &values, in: values.indices, standardDeviation: standardDeviation)
  }

  /// Adds to every value in `range` an independent draw of N(0, `standardDeviation`²). Draws come in blocks, and each call
  /// begins one.
  public mutating func add(to values: inout [Float], in range: Range<Int>, standardDeviation: Float) {
    precondition(range.lowerBound >= 0 && range.upperBound <= values.count)
    guard !range.isEmpty else { return }
    values.withUnsafeMutableBufferPointer { whole in
      let values = UnsafeMutableBufferPointer(rebasing: whole[range])
      let isRepeatable: Void? = state?.withUnsafeMutableBufferPointer { state in
        kernels.add_noise(state.baseAddress!, standardDeviation, values.baseAddress!, values.count)
      }
      guard isRepeatable == nil else { return }
      let isDone = kernel_add_system_noise(standardDeviation, values.baseAddress!, values.count) != 0
      precondition(isDone, "the operating system gives no random bits")
    }
  }

  /// The draws of N(0, 1) that words make.
  ///
  /// - Parameters:
  ///   - words: whole blocks of 32, the first sixteen of a block for radii, the others for angles; words `l` and `16 + l`
  ///     make draws `l` and `16 + l`.
  ///   - further: asked for a word of lane `l` as often as that lane's radius needs one, which it does below 2²¹.
  package static func draws(from words: [UInt32], further: @escaping (_ lane: Int) -> UInt32) -> [Float] {
    precondition(words.count.isMultiple(of: 2 * Int(KERNEL_LANES)), "words come in blocks of 32")
    var draws = [Float](repeating: 0, count: words.count)
    withUnsafePointer(to: further) { further in
      kernels.add_noise_from_words(
        words, { source, lane in source.assumingMemoryBound(to: ((Int) -> UInt32).self).pointee(lane) },
        UnsafeMutableRawPointer(mutating: further), 1, &draws, draws.count)
    }
    return draws
  }

  /// Adds to every element an independent draw of N(0, `standardDeviation`²).
  public mutating func add(to matrix: inout Matrix<Float>, standardDeviation: Float) {
    add(to: &matrix.elements, standardDeviation: standardDeviation)
  }
}
