#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An axis of a picture: where a value lies, and which values are written beside it.
public struct VectorScale {
  private let range: ClosedRange<Double>
  private let pixels: (low: Double, high: Double)
  private let scale: LineChart.Scale

  /// - Parameters:
  ///   - low: where the lower end of the range lies, in pixels.
  ///   - high: where the upper end lies.
  public init(
    _ range: ClosedRange<Double>, from low: Double, to high: Double, scale: LineChart.Scale = .linear
  ) {
    self.range = range
    pixels = (low, high)
    self.scale = scale
  }

  /// In pixels; what lies outside the range is at its end.
  public func position(of value: Double) -> Double {
    let fraction =
      switch scale {
      case .linear: (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      case .logarithmic: log10(value / range.lowerBound) / log10(range.upperBound / range.lowerBound)
      }
    // A range without width has all at its lower end.
    let inside = fraction.isNaN ? 0 : min(1, max(0, fraction))
    return pixels.low + inside * (pixels.high - pixels.low)
  }

  /// Round values within the range, about five of them.
  public var ticks: [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else { return [range.lowerBound] }
    switch scale {
    case .linear:
      let rough = width / 5
      let power = pow(10, log10(rough).rounded(.down))
      let step = power * ([1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10)
      let first = (range.lowerBound / step - 1e-9).rounded(.up)
      let last = (range.upperBound / step + 1e-9).rounded(.down)
      return first <= last ? (Int(first)...Int(last)).map { Double($0) * step } : []
    case .logarithmic:
      let ends = (
        log10(range.lowerBound).rounded(.up), log10(range.upperBound).rounded(.down)
      )
      return ends.0 <= ends.1 ? (Int(ends.0)...Int(ends.1)).map { pow(10, Double($0)) } : []
    }
  }

  /// A tick as people write it.
  public static func written(_ tick: Double) -> String {
    let rounded = (tick * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
  }
}
