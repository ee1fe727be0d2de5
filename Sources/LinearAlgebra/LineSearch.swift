/// A point on the line that is searched.
struct Trial {
  /// How many directions from the start.
  let length: Double
  let point: [Double]
  let value: Double
  let gradient: [Double]
  /// The derivative along the direction.
  let slope: Double

  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
}

/// A search along a direction for a step of the strong Wolfe conditions: the value falls by enough, and what slope is left
/// is small.
///
/// Near a minimum the fall drowns in the rounding of the value, and the slopes alone decide (approximate Wolfe conditions).
///
/// Reference: Nocedal and Wright, _Numerical Optimization_, 2nd edition, Algorithms 3.5 and 3.6, with cubic interpolation; Hager
/// and Zhang, _A New Conjugate Gradient Method with Guaranteed Descent and an Efficient Line Search_, SIAM J. Optim. 16 (2005),
/// equation 4.1.
struct LineSearch {
  private let start: Trial
  private let direction: [Double]

  /// c₁ and c₂, as is usual with quasi-Newton directions.
  private static let sufficientDecrease = 1e-4
  private static let remainingSlope = 0.9
  /// Of the value, what its rounding may be.
  private static let rounding = 1e-13
  private static let bracketingLimit = 40
  private static let zoomLimit = 40

  init(start: Trial, direction: [Double]) {
    self.start = Trial(
      length: 0, point: start.point, value: start.value, gradient: start.gradient,
      slope: start.gradient.dot(direction))
    self.direction = direction
  }

  /// - Returns: nil where no step makes the function less.
  func step(
    initialLength: Double, _ function: ([Double]) throws -> (value: Double, gradient: [Double])
  ) rethrows -> Trial? {
    guard start.slope < 0, start.slope.isFinite else { return nil }
    var (previous, length) = (start, initialLength)
    for _ in 0..<Self.bracketingLimit {
      let trial = try self.trial(length, function)
      if isGoodEnough(trial) { return trial }
      if !fallsEnough(trial) || trial.value >= previous.value {
        return try zoomed(low: previous, high: trial, function)
      }
      if trial.slope >= 0 { return try zoomed(low: trial, high: previous, function) }
      (previous, length) = (trial, 2 * length)
    }
    // The function falls without end, as far as was looked.
    return previous
  }

  /// Narrows an interval in which there is such a step; `low` is its end with the lesser value.
  private func zoomed(
    low: Trial, high: Trial, _ function: ([Double]) throws -> (value: Double, gradient: [Double])
  ) rethrows -> Trial? {
    var (low, high) = (low, high)
    for _ in 0..<Self.zoomLimit {
      let trial = try self.trial(Self.interpolated(low, high), function)
      if isGoodEnough(trial) { return trial }
      if !fallsEnough(trial) || trial.value >= low.value {
        high = trial
      } else {
        if trial.slope * (high.length - low.length) >= 0 { high = low }
        low = trial
      }
    }
    return low.length > 0 ? low : nil
  }

  private func trial(
    _ length: Double, _ function: ([Double]) throws -> (value: Double, gradient: [Double])
  ) rethrows -> Trial {
    var point = start.point
    point.add(direction, scaledBy: length)
    let (value, gradient) = try function(point)
    return Trial(
      length: length, point: point, value: value, gradient: gradient, slope: gradient.dot(direction))
  }

  private func fallsEnough(_ trial: Trial) -> Bool {
    trial.isFinite && trial.value <= start.value + Self.sufficientDecrease * trial.length * start.slope
  }

  /// Either pair of conditions.
  private func isGoodEnough(_ trial: Trial) -> Bool {
    guard trial.isFinite, abs(trial.slope) <= -Self.remainingSlope * start.slope else { return false }
    return fallsEnough(trial)
      || trial.value <= start.value + Self.rounding * abs(start.value)
        && trial.slope <= (2 * Self.sufficientDecrease - 1) * start.slope
  }

  /// Where the cubic through both values and slopes is least (equation 3.59), or the middle where it is none, too near an
  /// end, or an end is not finite.
  private static func interpolated(_ low: Trial, _ high: Trial) -> Double {
    let width = high.length - low.length
    let middle = low.length + width / 2
    guard high.isFinite else { return middle }
    let first = low.slope + high.slope - 3 * (low.value - high.value) / (low.length - high.length)
    let square = first * first - low.slope * high.slope
    guard square >= 0 else { return middle }
    let second = width > 0 ? square.squareRoot() : -square.squareRoot()
    let length = high.length - width * (high.slope + second - first) / (high.slope - low.slope + 2 * second)
    let share = (length - low.length) / width
    return (0.1...0.9).contains(share) ? length : middle
  }
}
