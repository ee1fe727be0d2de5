public import AccessControl
import LinearAlgebra
import NeuralNetworks

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The first model inversion of faces, as its authors describe it: plain gradient descent on the cost 1 − p_c(x), from grey, with
/// no prior but the limits of a pixel.
///
/// A class rests once its cost is no larger than `goodCost`, or is no less than the largest of the last `patience` steps; what
/// is returned is the picture of the least cost there was, not the last one.
///
/// Reference: Fredrikson, Jha and Ristenpart, _Model Inversion Attacks that Exploit Confidence Information_, CCS 2015,
/// Algorithm 1 (α, β, γ, λ) without its denoising.
public struct MIFace: Hashable, Sendable {
  /// α, at most.
  public let stepCount: Int
  /// β.
  public let patience: Int
  /// γ; where their cost is one minus a confidence, they descend until this is near enough to certainty.
  public let goodCost: Float
  /// λ.
  public let learningRate: Float

  public init(stepCount: Int = 5000, patience: Int = 100, goodCost: Float = 0.01, learningRate: Float = 0.1) {
    self.stepCount = stepCount
    self.patience = patience
    self.goodCost = goodCost
    self.learningRate = learningRate
  }

  /// - Parameters:
  ///   - range: of a pixel; nil where inputs have no limits, and begin at the start.
  /// - Returns: with pictures of the least cost, and for each the steps it took.
  public func draw(
    _ classes: [Int], of whiteBox: WhiteBox, start: [Float], range: ClosedRange<Float>?
  ) -> (drawn: DrawnClasses, steps: [Int]) {
    let network = whiteBox.network
    let width = start.count
    // From black, confidences of some classes are so near to 0 that there is no slope to go by.
    let first = range.map { [Float](repeating: ($0.lowerBound + $0.upperBound) / 2, count: width) } ?? start
    var best = classes.map { _ in (cost: Float.infinity, picture: first) }
    var steps = classes.map { _ in 0 }
    var costs = classes.map { _ in [Float]() }
    var active = Array(classes.indices)
    var current = classes.map { _ in first }
    var pass = NetworkPass(for: network)
    for _ in 0..<stepCount {
      guard !active.isEmpty else { break }
      let pictures = Matrix(
        rowCount: active.count, columnCount: width, elements: active.flatMap { current[$0] })
      let labels = active.map { classes[$0] }
      pass.run(network, on: pictures, batch: Array(active.indices), labels: labels)
      let gradient = pass.inputGradients(through: network)
      // The gradient of 1 − p is p times that of −ln p.
      let confidences = pass.losses.map { exp(-$0) }
      var resting = Set<Int>()
      for (row, place) in active.enumerated() {
        let cost = 1 - confidences[row]
        if cost < best[place].cost { best[place] = (cost, current[place]) }
        let recent = costs[place].suffix(patience)
        let isStuck = recent.count == patience && cost >= (recent.max() ?? .infinity)
        costs[place].append(cost)
        if cost <= goodCost || isStuck || !cost.isFinite {
          resting.insert(place)
          continue
        }
        steps[place] += 1
        for (column, slope) in gradient.row(row).enumerated() {
          let value = current[place][column] - learningRate * confidences[row] * slope
          current[place][column] = range.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
        }
      }
      active.removeAll { resting.contains($0) }
    }
    let drawn = DrawnClasses(
      classes: classes,
      pictures: Matrix(
        rowCount: classes.count, columnCount: width, elements: best.flatMap(\.picture)), start: start)
    return (drawn, steps)
  }
}
