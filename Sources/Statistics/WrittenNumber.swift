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

  /// With three significant digits, without an exponent where people write none: `0.0469`, `12.3`, `1e-05`.
  public var brief: String { significant(3) }

  /// So many significant digits, and no more than it has.
  public func significant(_ digits: Int) -> String {
    isFinite ? String(format: "%.\(digits)g", self) : written(0)
  }
}
