#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Abscissas on [−1, 1] and weights of Gauss and Legendre, exact for polynomials of degree 31.
package enum GaussLegendre {
  package static let sixteen: [(point: Double, weight: Double)] = (0..<16).map { index in
    // Newton's method on the Legendre polynomial, from where its zeros lie for large degrees.
    var x = cos(Double.pi * (Double(index) + 0.75) / 16.5)
    var slope = 1.0
    for _ in 0..<20 {
      var (value, before) = (1.0, 0.0)
      for degree in 1...16 {
        (value, before) = (
          (Double(2 * degree - 1) * x * value - Double(degree - 1) * before) / Double(degree), value
        )
      }
      slope = 16 * (x * value - before) / (x * x - 1)
      x -= value / slope
    }
    return (x, 2 / ((1 - x * x) * slope * slope))
  }
}
