/// Finds where a function of one number is least that falls to there and rises from there on.
enum UnimodalSearch {
  /// A parabola is near enough where the function rises by no more than that share of its value.
  private static let flat = 1e-4

  /// Walks downhill in strides that shrink once both sides are higher, and ends at the vertex of the parabola through the last
  /// three points, if that is lower still.
  ///
  /// - Parameter enough: stops at a value of that or less.
  static func minimum(
    from start: Double, within range: ClosedRange<Double>, enough: Double = -.infinity,
    of function: (Double) -> Double
  ) -> Double {
    var (position, value) = (start, function(start))
    var stride = 1.5
    // Where nothing is known yet, less is safer than more.
    while !value.isFinite, position > range.lowerBound {
      position = max(range.lowerBound, position - 1)
      value = function(position)
    }
    while stride > 1e-6, value > enough {
      var sides = [Double]()
      var hasMoved = false
      for next in [position - stride, position + stride] where range.contains(next) {
        let candidate = function(next)
        guard candidate < value else {
          sides.append(candidate)
          continue
        }
        (position, value, sides, hasMoved) = (next, candidate, [], true)
        break
      }
      guard !sides.isEmpty else {
        if hasMoved { continue }
        break
      }
      let excess = (sides.max() ?? value) - value
      guard stride < 0.05, excess < flat * abs(value) else {
        stride /= 2.5
        continue
      }
      let bend = sides.reduce(0, +) - 2 * value
      guard sides.count == 2, bend > 0 else { break }
      let vertex = position + stride * (sides[0] - sides[1]) / (2 * bend)
      return function(vertex) < value ? vertex : position
    }
    return position
  }
}
