public import AccessControl
public import LinearAlgebra
import NeuralNetworks

/// Draws what a model takes each class to look like, from its weights and a public mean alone.
///
/// Gradient ascent on the class's confidence, as Fredrikson, Jha and Ristenpart (_Model Inversion Attacks that
/// Exploit Confidence Information_, CCS 2015, Algorithm 1) do, here by Adam with a prior: it minimises
///
///     −ln p_c(x) + λ TV(x) + μ mean((x − public mean)²)
///
/// for all classes at once, starting from the public mean. The result is the prototype of a class, not the
/// photograph of a person, and no evidence that anyone was a member.
public struct ClassInversion: Hashable, Sendable {
  /// How neighbouring inputs relate: what total variation and the limits mean.
  public enum Geometry: Hashable, Sendable {
    /// Pixels, row by row, each within `range`.
    case image(width: Int, height: Int, range: ClosedRange<Float>)
    /// Columns of a table, which have no neighbours and no limits.
    case vector
  }

  public let geometry: Geometry
  /// Steps of Adam.
  public let stepCount: Int
  /// The first step's learning rate, falling linearly to zero.
  public let learningRate: Float
  /// λ; TV is mean |Δ| along rows plus mean |Δ| along columns, |Δ| smoothed to √(Δ² + 10⁻⁶).
  public let totalVariationWeight: Float
  /// μ.
  public let pull: Float

  public init(
    geometry: Geometry, stepCount: Int = 200, learningRate: Float = 0.02, totalVariationWeight: Float = 3,
    pull: Float
  ) {
    self.geometry = geometry
    self.stepCount = stepCount
    self.learningRate = learningRate
    self.totalVariationWeight = totalVariationWeight
    self.pull = pull
  }

  /// One row a class, [classes, inputs], in the units of the network's inputs.
  public func prototypes(of whiteBox: WhiteBox, publicMean: [Float]) -> Matrix<Float> {
    let network = whiteBox.network
    let classes = Array(0..<network.classCount)
    var prototypes = classes.flatMap { _ in publicMean }
    var pass = NetworkPass(for: network)
    var adam = Adam(count: prototypes.count)
    for step in 0..<stepCount {
      let current = Matrix(rowCount: classes.count, columnCount: publicMean.count, elements: prototypes)
      pass.run(network, on: current, batch: classes, labels: classes)
      var gradient = pass.inputGradients(through: network).elements
      addPriorGradient(to: &gradient, at: prototypes, publicMean: publicMean)
      let rate = learningRate * (1 - Float(step) / Float(stepCount))
      adam.update(&prototypes, along: gradient, learningRate: rate)
      if case .image(_, _, let range) = geometry {
        for index in prototypes.indices {
          prototypes[index] = min(max(prototypes[index], range.lowerBound), range.upperBound)
        }
      }
    }
    return Matrix(rowCount: classes.count, columnCount: publicMean.count, elements: prototypes)
  }

  private func addPriorGradient(to gradient: inout [Float], at values: [Float], publicMean: [Float]) {
    let width = publicMean.count
    let factor = 2 * pull / Float(width)
    for start in stride(from: 0, to: values.count, by: width) {
      for column in 0..<width {
        gradient[start + column] += factor * (values[start + column] - publicMean[column])
      }
    }
    guard case .image(let columns, let rows, _) = geometry, totalVariationWeight > 0 else { return }
    let across = totalVariationWeight / Float(max(1, (columns - 1) * rows))
    let down = totalVariationWeight / Float(max(1, columns * (rows - 1)))
    for start in stride(from: 0, to: values.count, by: width) {
      for row in 0..<rows {
        for column in 0..<columns {
          let index = start + row * columns + column
          if column + 1 < columns {
            addSlope(across, from: index, to: index + 1, values: values, gradient: &gradient)
          }
          if row + 1 < rows {
            addSlope(down, from: index, to: index + columns, values: values, gradient: &gradient)
          }
        }
      }
    }
  }

  private func addSlope(
    _ weight: Float, from index: Int, to next: Int, values: [Float], gradient: inout [Float]
  ) {
    let difference = values[next] - values[index]
    let slope = weight * difference / (difference * difference + 1e-6).squareRoot()
    gradient[next] += slope
    gradient[index] -= slope
  }
}
