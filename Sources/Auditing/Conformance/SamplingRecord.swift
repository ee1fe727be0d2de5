import DifferentialPrivacy

/// What is kept of the batches of a trainer's steps: how many were taken, how large they were, and what they were divided by.
struct SamplingRecord: Sendable {
  /// Who may join a batch: members of the pool, and canaries that are in.
  private let memberCount: Int
  /// Of each step that was taken its batch, and the rate that was counted for it.
  private var batches: [(size: Int, rate: Double)] = []
  private var countedSteps = 0
  /// The divisor that is furthest from B, over B.
  private var furthestDivisor: Double?

  init(memberCount: Int) { self.memberCount = memberCount }

  /// Takes in the steps that were taken for one that is counted.
  mutating func take(_ steps: [WitnessedStep], rate: Double, expectedBatchSize: Double) {
    countedSteps += 1
    for step in steps {
      batches.append((step.batchSize, rate))
      let divisor = step.divisor / expectedBatchSize
      if abs(divisor - 1) >= abs((furthestDivisor ?? 1) - 1) { furthestDivisor = divisor }
    }
  }

  /// Steps below which the variance of batches says nothing, and the variance of one below which its sizes are no bell.
  private static let (fewestSteps, leastVariance) = (10, 5.0)

  var checks: [ConformanceCheck] {
    guard let furthestDivisor else { return [] }
    let members = Double(memberCount)
    var checks = [
      ConformanceCheck(.divisor, value: furthestDivisor, expected: 1, allowed: (1 - 1e-6)...(1 + 1e-6))
    ]
    let expected = batches.reduce(0) { $0 + members * $1.rate }
    let variance = batches.reduce(0) { $0 + members * $1.rate * (1 - $1.rate) }
    if expected > 0 {
      let ratio = Double(batches.reduce(0) { $0 + $1.size }) / expected
      let rate = expected / (members * Double(batches.count))
      // A sum of many coins; where few are expected a member more or less is no surprise.
      let width = (ChiSquaredRatio.deviations * variance.squareRoot() + 1) / expected
      checks.append(
        ConformanceCheck(
          .samplingRate, value: ratio * rate, expected: rate, allowed: (1 - width) * rate...(1 + width) * rate
        ))
      if let check = varianceCheck(of: ratio) { checks.append(check) }
    }
    checks.append(
      ConformanceCheck(
        .steps, value: Double(batches.count), expected: Double(countedSteps),
        allowed: Double(countedSteps)...Double(countedSteps)))
    return checks
  }

  /// - Parameter ratio: of the rate at which members joined to the one that was counted.
  private func varianceCheck(of ratio: Double) -> ConformanceCheck? {
    let members = Double(memberCount)
    let squares = batches.compactMap { batch -> Double? in
      let rate = batch.rate * ratio
      let variance = members * rate * (1 - rate)
      guard variance >= Self.leastVariance else { return nil }
      let excess = Double(batch.size) - members * rate
      return excess * excess / variance
    }
    guard squares.count >= Self.fewestSteps else { return nil }
    let ends = ChiSquaredRatio(count: squares.count - 1)
    // The mean was fitted, which takes one of the squares' freedoms.
    let value = squares.reduce(0, +) / Double(squares.count - 1)
    return ConformanceCheck(
      .batchSizeVariance, value: value, expected: 1,
      allowed: max(ends.least, .leastNonzeroMagnitude)...ends.most)
  }
}
