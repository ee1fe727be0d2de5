#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A privacy loss as a few thousand weighted points: enough to see where the sum of many will lie.
struct RoughPrivacyLoss: Sendable {
  private var losses: [Double]
  private var logMasses: [Double]
  private let count: Double

  init(_ variable: PrivacyLossVariable, count: Int) {
    var losses = variable.atoms.map(\.loss)
    var logMasses = variable.atoms.map { log($0.mass) }
    if let continuous = variable.continuous {
      let (low, high) = (continuous.domain.lowerBound, continuous.domain.upperBound)
      let steps = max(2000, Int(20 * (high - low) / continuous.scale))
      let width = (high - low) / Double(steps)
      for index in 0..<steps {
        let z = low + (Double(index) + 0.5) * width
        losses.append(continuous.loss(z))
        logMasses.append(continuous.logDensity(z) + log(width))
      }
    }
    self.losses = losses
    self.logMasses = logMasses
    self.count = Double(count)
  }

  /// K(λ) = ln E[e^(λL)] of all repetitions together.
  private func logMoment(_ tilt: Double) -> Double {
    var largest = -Double.infinity
    for (loss, mass) in zip(losses, logMasses) { largest = max(largest, mass + tilt * loss) }
    var sum = 0.0
    for (loss, mass) in zip(losses, logMasses) { sum += exp(mass + tilt * loss - largest) }
    return count * (largest + log(sum))
  }

  /// The losses between which all but `mass` of the probability of one event lies, at either end.
  func quantiles(leaving mass: Double) -> ClosedRange<Double> {
    let order = losses.indices.sorted { losses[$0] < losses[$1] }
    let reach = { (indices: [Int]) -> Double in
      var sum = 0.0
      for index in indices {
        sum += exp(logMasses[index])
        if sum > mass { return losses[index] }
      }
      return losses[indices[indices.count - 1]]
    }
    let (low, high) = (reach(order), reach(order.reversed()))
    return min(low, high)...max(low, high)
  }

  /// The same loss without the points outside `range`.
  func cut(to range: ClosedRange<Double>) -> RoughPrivacyLoss {
    var copy = self
    let kept = losses.indices.filter { range.contains(losses[$0]) }
    copy.losses = kept.map { losses[$0] }
    copy.logMasses = kept.map { logMasses[$0] }
    return copy
  }

  /// The standard deviation of one event's loss.
  var deviation: Double {
    var mean = 0.0
    var square = 0.0
    for (loss, logMass) in zip(losses, logMasses) {
      mean += exp(logMass) * loss
      square += exp(logMass) * loss * loss
    }
    return max(0, square - mean * mean).squareRoot()
  }

  struct Window: Hashable {
    let tilt: Double
    /// Outside these the tilted sum has a negligible mass.
    let low: Double
    let high: Double
  }

  /// The tilt at which the sum's mass lies about ε(δ), by Chernoff's bound, and where the tilted sum lies.
  static func window(of parts: [RoughPrivacyLoss], delta: Double, cutShare: Double) -> Window {
    let total = { (tilt: Double) in parts.reduce(0) { $0 + $1.logMoment(tilt) } }
    let ladder = (0...60).map { pow(10, -3 + 0.1 * Double($0)) }
    // ε ≤ (K(λ) + ln 1/δ) / λ for every λ: the best λ is the tilt.
    let bounds = ladder.map { (tilt: $0, bound: (total($0) - log(delta)) / $0) }
    let tilt = bounds.min { $0.bound < $1.bound }?.tilt ?? 1
    let center = total(tilt)
    let exponent = -log(cutShare * 1e-10)
    // Chernoff again, for the tilted sum, on both sides.
    let high = ladder.map { (total(tilt + $0) - center + exponent) / $0 }.min() ?? 1
    let low = ladder.map { (center - total(tilt - $0) - exponent) / $0 }.max() ?? -1
    let middle = (low + high) / 2
    let half = max((high - low) / 2, 1e-9)
    return Window(tilt: tilt, low: middle - half, high: middle + half)
  }
}
