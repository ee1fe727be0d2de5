#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the mean of so many squares of N(0, 1) stays, but for one in a billion on either side.
///
/// Reference: Wilson and Hilferty, _The Distribution of Chi-Square_, 1931: its cube root is nearly normal.
struct ChiSquaredRatio {
  /// Standard deviations of a normal variable that one in a billion exceeds: how far every check lets a figure stray.
  static let deviations = 6.0

  let least: Double
  let most: Double

  /// - Parameter count: of the squares.
  init(count: Int) {
    let spread = 2 / (9 * Double(max(1, count)))
    let end = { (sign: Double) -> Double in
      let root = max(0, 1 - spread + sign * Self.deviations * spread.squareRoot())
      return root * root * root
    }
    (least, most) = (end(-1), end(1))
  }
}
