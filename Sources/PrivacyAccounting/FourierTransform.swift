#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Discrete Fourier transforms of a length that is a power of two (Cooley and Tukey 1965, radix two).
///
/// Twiddle factors are computed one by one and not by recurrence, so that errors stay near one unit in the last
/// place however long the transform: distributions are composed from these down to masses of 10⁻¹⁵.
struct FourierTransform {
  private let length: Int
  private let cosines: [Double]
  private let sines: [Double]

  init(length: Int) {
    precondition(length >= 4 && length & (length - 1) == 0)
    self.length = length
    let cosines = (0..<max(1, length / 2)).map { cos(2 * Double.pi * Double($0) / Double(length)) }
    self.cosines = cosines
    // The sine is the cosine a quarter turn away.
    sines = cosines.indices.map { -cosines[abs($0 - length / 4)] }
  }

  /// Transforms in place; `isInverse` also divides by the length.
  func transform(_ real: inout [Double], _ imaginary: inout [Double], isInverse: Bool) {
    reverseBits(&real, &imaginary)
    var half = 1
    while half < length {
      let stride = length / (2 * half)
      for start in Swift.stride(from: 0, to: length, by: 2 * half) {
        for offset in 0..<half {
          let cosine = cosines[offset * stride]
          let sine = isInverse ? -sines[offset * stride] : sines[offset * stride]
          let (top, bottom) = (start + offset, start + offset + half)
          let x = real[bottom] * cosine - imaginary[bottom] * sine
          let y = real[bottom] * sine + imaginary[bottom] * cosine
          real[bottom] = real[top] - x
          imaginary[bottom] = imaginary[top] - y
          real[top] += x
          imaginary[top] += y
        }
      }
      half *= 2
    }
    guard isInverse else { return }
    for index in 0..<length {
      real[index] /= Double(length)
      imaginary[index] /= Double(length)
    }
  }

  private func reverseBits(_ real: inout [Double], _ imaginary: inout [Double]) {
    var reversed = 0
    for index in 1..<max(1, length) {
      var bit = length >> 1
      while reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
    }
  }
}
