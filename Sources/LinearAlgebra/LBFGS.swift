/// Minimises a smooth function of many variables by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno,
/// with a line search that meets the strong Wolfe conditions.
///
/// A minimum that is found is a local one.
///
/// Reference: Nocedal and Wright, _Numerical Optimization_, 2nd edition, Algorithms 7.4 and 7.5.
public struct LBFGS: Hashable, Sendable {
  /// Pairs of steps and changes of the gradient that the curvature is taken from.
  public var memory = 10
  public var iterationLimit = 1000
  /// The largest size of a gradient's component that counts as zero.
  public var gradientTolerance = 1e-8

  public init() {}

  /// Why the search ended.
  public enum Ending: Hashable, Sendable {
    /// Every component of the gradient is within the tolerance.
    case converged
    case iterationLimit
    /// No step that is tried makes the function less: rounding has the last word, the gradient is not the function's, or
    /// the function is not finite at the start.
    case noDescent
  }

  /// Where the search ended; no earlier point has a lesser value, but by rounding.
  public struct Solution: Hashable, Sendable {
    public let point: [Double]
    public let value: Double
    /// At the point.
    public let gradient: [Double]
    /// Steps taken; the function was asked at least as often.
    public let iterationCount: Int
    public let ending: Ending
  }

  /// - Parameters:
  ///   - start: where to begin, one value a variable.
  ///   - function: the value at a point, and its gradient there. A value that is not finite is taken for too large.
  public func minimize(
    from start: [Double], _ function: ([Double]) throws -> (value: Double, gradient: [Double])
  ) rethrows -> Solution {
    let (value, gradient) = try function(start)
    var current = Trial(length: 0, point: start, value: value, gradient: gradient, slope: 0)
    var curvature = Curvature(limit: memory)
    var iteration = 0
    func result(_ ending: Ending) -> Solution {
      Solution(
        point: current.point, value: current.value, gradient: current.gradient, iterationCount: iteration,
        ending: ending)
    }
    guard current.isFinite else { return result(.noDescent) }
    while true {
      if current.gradient.allSatisfy({ abs($0) <= gradientTolerance }) { return result(.converged) }
      if iteration == iterationLimit { return result(.iterationLimit) }
      let direction = curvature.product(with: current.gradient).map { -$0 }
      // The first step has no curvature to go by: as long as one unit at most.
      let length = curvature.isEmpty ? min(1, 1 / current.gradient.dot(current.gradient).squareRoot()) : 1
      let search = LineSearch(start: current, direction: direction)
      if let next = try search.step(initialLength: length, function) {
        curvature.remember(
          step: zip(next.point, current.point).map(-), change: zip(next.gradient, current.gradient).map(-))
        current = next
        iteration += 1
      } else if curvature.isEmpty {
        return result(.noDescent)
      } else {
        // What was remembered may be misleading: once more along the gradient itself.
        curvature = Curvature(limit: memory)
      }
    }
  }
}

/// The inverse of the Hessian as far as the last steps show it.
private struct Curvature {
  private var pairs: [(step: [Double], change: [Double], inverse: Double)] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { pairs.isEmpty }

  /// A pair without curvature, which rounding may leave, says nothing.
  mutating func remember(step: [Double], change: [Double]) {
    let product = step.dot(change)
    guard product > 1e-16 * change.dot(change), product.isFinite, limit > 0 else { return }
    if pairs.count == limit { pairs.removeFirst() }
    pairs.append((step, change, 1 / product))
  }

  /// By the recursion of two loops (Algorithm 7.4).
  func product(with gradient: [Double]) -> [Double] {
    guard let last = pairs.last else { return gradient }
    var product = gradient
    var weights = [Double]()
    for pair in pairs.reversed() {
      let weight = pair.inverse * pair.step.dot(product)
      product.add(pair.change, scaledBy: -weight)
      weights.append(weight)
    }
    let scale = 1 / (last.inverse * last.change.dot(last.change))
    for index in product.indices { product[index] *= scale }
    for (pair, weight) in zip(pairs, weights.reversed()) {
      product.add(pair.step, scaledBy: weight - pair.inverse * pair.change.dot(product))
    }
    return product
  }
}

extension [Double] {
  func dot(_ other: [Double]) -> Double {
    var sum = 0.0
    for index in indices { sum += self[index] * other[index] }
    return sum
  }

  mutating func add(_ other: [Double], scaledBy factor: Double) {
    for index in indices { self[index] += factor * other[index] }
  }
}
