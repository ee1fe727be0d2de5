/// Wall-clock time.
enum Stopwatch {
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(work) / .seconds(1)
  }
}

/// The median of a figure that was measured several times, and between what half of the measurements lie.
struct Spread {
  let median: Double
  let lowerQuartile: Double
  let upperQuartile: Double

  /// - Precondition: there is a measurement.
  init(_ measurements: [Double]) {
    let sorted = measurements.sorted()
    let at = { (share: Double) in sorted[Int((share * Double(sorted.count - 1)).rounded())] }
    (lowerQuartile, median, upperQuartile) = (at(0.25), at(0.5), at(0.75))
  }
}
