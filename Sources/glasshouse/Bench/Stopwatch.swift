/// Wall-clock time.
enum Stopwatch {
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(work) / .seconds(1)
  }
}

/// The median of a figure that was measured several times, and between what half of the measurements lie.
struct Spread {
  let median: Double
  let quartiles: Quartiles

  /// - Precondition: there is a measurement.
  init(_ measurements: [Double]) {
    let sorted = measurements.sorted()
    let at = { (share: Double) in sorted[Int((share * Double(sorted.count - 1)).rounded())] }
    median = at(0.5)
    quartiles = Quartiles(lower: at(0.25), upper: at(0.75))
  }
}

/// Between what half of the measurements lie.
struct Quartiles: Codable, Hashable, Sendable {
  let lower: Double
  let upper: Double
}
