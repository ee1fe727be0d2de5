import Statistics

/// How alike what is seen and what it hides are, beside what chance makes of noise.
struct Likeness {
  /// Pearson's.
  let correlation: Double
  let count: Int

  /// Values without which nothing is said: two of them always lie on a line.
  static let fewestValues = 10

  /// nil of too few values, and where either does not vary.
  init?(_ x: [Double], _ y: [Double]) {
    guard x.count >= Self.fewestValues, x.count == y.count, let correlation = pearsonCorrelation(x, y) else {
      return nil
    }
    self.correlation = correlation
    count = x.count
  }

  /// Words as signed numbers.
  init?(_ words: [UInt64], _ values: [Double]) {
    self.init(words.map { Double(Int64(bitPattern: $0)) }, values)
  }

  /// Within this, on either side of zero, lie 95 of 100 correlations with noise: 1.96 standard deviations, which are 1/√n.
  var chance: Double { 1.96 / Double(count).squareRoot() }

  /// Whether noise is seldom so alike.
  var isBeyondChance: Bool { abs(correlation) > chance }

  /// `r -0.15 (95% in ±0.25)`, and shorter.
  var texts: [String] {
    let short = "r \(fixed(correlation, 2))"
    return ["\(short) (95% in ±\(fixed(chance, 2)))", "\(short) (±\(fixed(chance, 2)))", short]
  }
}
