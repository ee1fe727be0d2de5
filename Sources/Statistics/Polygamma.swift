#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The derivatives of ln Γ: ln χ² with ν degrees of freedom has the mean ψ(ν/2) + ln 2 and the variance ψ'(ν/2).
///
/// Arguments are moved up to 12 by the recurrence, from where the asymptotic series is exact to the last digits
/// (Abramowitz and Stegun, 6.3.18 and 6.4.12).
public enum Polygamma {
  /// ψ(x) = d ln Γ(x) / dx.
  ///
  /// - Precondition: `x` is above zero.
  public static func digamma(_ x: Double) -> Double {
    precondition(x > 0)
    var (x, sum) = (x, 0.0)
    while x < start {
      sum -= 1 / x
      x += 1
    }
    let inverse = 1 / (x * x)
    var power = inverse
    sum += log(x) - 1 / (2 * x)
    for (index, number) in bernoulli.enumerated() {
      sum -= number / Double(2 * (index + 1)) * power
      power *= inverse
    }
    return sum
  }

  /// ψ'(x), which falls from ∞ to 0.
  ///
  /// - Precondition: `x` is above zero.
  public static func trigamma(_ x: Double) -> Double {
    precondition(x > 0)
    var (x, sum) = (x, 0.0)
    while x < start {
      sum += 1 / (x * x)
      x += 1
    }
    let inverse = 1 / (x * x)
    var power = inverse / x
    sum += 1 / x + inverse / 2
    for number in bernoulli {
      sum += number * power
      power *= inverse
    }
    return sum
  }

  /// The x whose ψ'(x) is `value`: halved in from 1/y < ψ'(y) and ψ'(y) < 1/(y − ½).
  ///
  /// - Precondition: `value` is above zero.
  public static func inverseTrigamma(_ value: Double) -> Double {
    precondition(value > 0)
    var (low, high) = (1 / value, 0.5 + 1 / value)
    while true {
      let middle = (low + high) / 2
      guard low < middle, middle < high else { return middle }
      if trigamma(middle) > value { low = middle } else { high = middle }
    }
  }

  private static let start = 12.0
  /// B₂, B₄, …
  private static let bernoulli = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6]
}
