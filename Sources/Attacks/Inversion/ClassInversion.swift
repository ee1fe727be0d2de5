public import AccessControl
import LinearAlgebra
import NeuralNetworks

/// Draws what a model takes each class to look like, from its weights and a public mean alone.
///
/// Gradient ascent on the class's confidence, as Fredrikson, Jha and Ristenpart (_Model Inversion Attacks that
/// Exploit Confidence Information_, CCS 2015, Algorithm 1) do, here by Adam with a prior: it minimises
///
///     −ln p_c(x) + λ TV(x) + μ mean((x − public mean)²)
///
/// for all classes at once, starting from the public mean; with the objective `logit` −z_c(x) in the place of −ln p_c(x), which
/// goes on pulling where the confidence is near 1 (Nguyen et al., _Re-thinking Model Inversion Attacks_, arXiv:2304.01669,
/// equation 4).
/// The result is the prototype of a class, not the photograph of a person, and no evidence that anyone was a member.
public struct ClassInversion: Hashable, Sendable {
  /// How neighbouring inputs relate: what total variation and the limits mean.
  public enum Geometry: Hashable, Sendable {
    /// Pixels, row by row, each within `range`.
    case image(width: Int, height: Int, range: ClosedRange<Float>)
    /// Columns of a table, which have no neighbours and no limits.
    case vector
  }

  /// What is made large.
  public enum Objective: String, CaseIterable, Hashable, Codable, Sendable {
    case confidence
    case logit
  }

  public let geometry: Geometry
  public let objective: Objective
  /// Steps of Adam.
  public let stepCount: Int
  /// The first step's learning rate, falling linearly to zero.
  public let learningRate: Float
  /// λ; TV is mean |Δ| along rows plus mean |Δ| along columns, |Δ| smoothed to √(Δ² + 10⁻⁶).
  public let totalVariationWeight: Float
  /// μ.
  public let pull: Float

  public init(
    geometry: Geometry, objective: Objective = .confidence, stepCount: Int = 200, learningRate: Float = 0.02,
    totalVariationWeight: Float, pull: Float
  ) {
    self.geometry = geometry
    self.objective = objective
    self.stepCount = stepCount
    self.learningRate = learningRate
    self.totalVariationWeight = totalVariationWeight
    self.pull = pull
  }

  /// - Parameters:
  ///   - classes: those to draw.
  ///   - start: the public mean, in the units of the network's inputs.
  public func draw(_ classes: [Int], of whiteBox: WhiteBox, start: [Float]) -> DrawnClasses {
    let network = whiteBox.network
    let batch = Array(classes.indices)
    let means = classes.flatMap { _ in start }
    var prototypes = means
    var pass = NetworkPass(for: network)
    var adam = Adam(count: prototypes.count)
    for step in 0..<stepCount {
      let current = Matrix(rowCount: classes.count, columnCount: start.count, elements: prototypes)
      switch objective {
      case .confidence: pass.run(network, on: current, batch: batch, labels: classes)
      case .logit:
        pass.forward(network, on: current)
        pass.backward(network, from: Self.upwards(classes, classCount: network.classCount))
      }
      var gradient = pass.inputGradients(through: network).elements
      addPriorGradient(to: &gradient, at: prototypes, means: means, width: start.count)
      let rate = learningRate * (1 - Float(step) / Float(stepCount))
      adam.update(&prototypes, along: gradient, learningRate: rate)
      if case .image(_, _, let range) = geometry {
        for index in prototypes.indices {
          prototypes[index] = min(max(prototypes[index], range.lowerBound), range.upperBound)
        }
      }
    }
    return DrawnClasses(
      classes: classes,
      pictures: Matrix(rowCount: classes.count, columnCount: start.count, elements: prototypes), start: start)
  }

  /// The gradient of −z_c at the logits.
  private static func upwards(_ classes: [Int], classCount: Int) -> Matrix<Float> {
    var gradient = Matrix<Float>(rowCount: classes.count, columnCount: classCount)
    for (row, wanted) in classes.enumerated() { gradient[row, wanted] = -1 }
    return gradient
  }

  /// - Parameter means: the public mean, once for each picture.
  private func addPriorGradient(to gradient: inout [Float], at values: [Float], means: [Float], width: Int) {
    // First how far off a pixel is: what is where it began must feel no pull at all, for Adam makes much of little.
    var offsets = values
    offsets.add(means, scaledBy: -1)
    gradient.add(offsets, scaledBy: 2 * pull / Float(width))
    guard case .image(let columns, let rows, _) = geometry, totalVariationWeight > 0 else { return }
    gradient.addTotalVariationSlope(
      at: values, width: columns, height: rows,
      across: totalVariationWeight / Float(max(1, (columns - 1) * rows)),
      down: totalVariationWeight / Float(max(1, columns * (rows - 1))))
  }
}
