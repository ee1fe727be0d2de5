import Foundation

// Numbers as people read them.

extension Double {
  /// With so many decimals, as `0.787`; with an exponent where that would be too long or show nothing but zeros, as
  /// `2.61e+170` and `1.16e-05`; `∞` and `–` for what is infinite or NaN.
  public func written(_ decimals: Int) -> String {
    guard isFinite else { return isNaN ? "–" : self > 0 ? "∞" : "-∞" }
    let size = abs(self)
    guard size == 0 || (size >= 0.5 * pow(10, -Double(decimals)) && size < 1e7) else {
      return String(format: "%.\(max(2, decimals - 1))e", self)
    }
    return String(format: "%.\(decimals)f", self)
  }

  /// An upper bound with so many decimals, which stays one: no less than the value, and the least that can be so written. With an
  /// exponent where it would be too long.
  public func roundedUp(_ decimals: Int) -> String {
    guard isFinite else { return written(decimals) }
    // Nothing spent is 0, and not −0.
    let value = self + 0
    let (format, unit) =
      value < 1e7
      ? ("%.\(decimals)f", pow(10, -Double(decimals)))
      : ("%.2e", pow(10, log10(value).rounded(.down) - 2))
    let nearest = String(format: format, value)
    guard let shown = Double(nearest), shown < value else { return nearest }
    return String(format: format, shown + unit)
  }

  /// With three significant digits, without an exponent where people write none: `0.0469`, `12.3`, `1e-05`.
  public var brief: String { significant(3) }

  /// So many significant digits, and no more than it has.
  public func significant(_ digits: Int) -> String {
    isFinite ? String(format: "%.\(digits)g", self) : written(0)
  }
}
