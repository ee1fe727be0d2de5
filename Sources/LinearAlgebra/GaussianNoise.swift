internal import CKernels
public import Statistics

/// Independent draws from the standard normal distribution, many at a time.
///
/// Sixteen generators of bits run side by side, and the method of Box and Muller (1958) turns two words into two draws;
/// none is larger than 6.7 standard deviations, which a draw exceeds with a probability of 3 · 10⁻¹¹.
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
    guard !values.isEmpty else { return }
    values.withUnsafeMutableBufferPointer { values in
      let isRepeatable: Void? = state?.withUnsafeMutableBufferPointer { state in
        kernel_add_noise(state.baseAddress!, standardDeviation, values.baseAddress!, values.count)
      }
      guard isRepeatable == nil else { return }
      let isDone = kernel_add_system_noise(standardDeviation, values.baseAddress!, values.count) != 0
      precondition(isDone, "the operating system gives no random bits")
    }
  }

  /// Adds to every element an independent draw of N(0, `standardDeviation`²).
  public mutating func add(to matrix: inout Matrix<Float>, standardDeviation: Float) {
    add(to: &matrix.elements, standardDeviation: standardDeviation)
  }
}
