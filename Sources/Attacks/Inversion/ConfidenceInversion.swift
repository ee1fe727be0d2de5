public import AccessControl
import LinearAlgebra
import NeuralNetworks
public import Statistics

/// Draws classes from a model's confidences alone: gradients are estimated from questions about pictures near the present one,
/// and pictures are points of a space of public records.
///
/// For each class c it maximises ln p_c(x(z)) − λ |z|² / 2 over the point z of the public space, where ∇ is estimated from
/// antithetic pairs: mean over pairs of (ln p_c(z + σ u) − ln p_c(z − σ u)) / 2σ · u, u ~ N(0, I). The steps are wide, one
/// half of the public records' own deviation, so that rounded confidences hardly disturb them.
///
/// Reference: Wierstra et al., _Natural Evolution Strategies_, arXiv:1106.4487, section 3; Salimans et al.,
/// arXiv:1703.03864, for the pairs.
public struct ConfidenceInversion: Hashable, Sendable {
  /// σ, in standard deviations of the public records.
  public var deviation = 0.5
  /// Pairs of questions for one estimate, of each class.
  public var pairCount = 2
  /// The first step's, falling linearly to zero.
  public var learningRate = 0.3
  /// λ, what holds z near the public mean.
  public var pull = 0.1

  public static let usualQueryCount = 400
  /// Five estimates.
  public static let fewestQueries = 20

  public init() {}

  /// - Parameters:
  ///   - queryCount: records asked about for each class, at most.
  ///   - range: what an input may be; pictures are cut to it.
  /// - Throws: `Refusal` where the service does not answer, or shows no confidences.
  public func draw(
    _ classes: [Int], within space: PublicSpace, asking service: ModelService, queryCount: Int,
    range: ClosedRange<Float>?, using random: RandomStream
  ) throws(Refusal) -> DrawnClasses {
    let dimensions = space.dimensionCount
    // Each class has its own, so that what is drawn of it is the same whoever else is drawn.
    let stream = random.split("confidence inversion")
    var noises = classes.map { GaussianNoise(stream.split("class \($0)")) }
    var points = [Float](repeating: 0, count: classes.count * dimensions)
    var adam = Adam(count: points.count)
    let rounds = queryCount / (2 * pairCount)
    let width = Float(deviation)
    for round in 0..<rounds {
      var directions = [Float]()
      directions.reserveCapacity(classes.count * pairCount * dimensions)
      for place in noises.indices {
        var own = [Float](repeating: 0, count: pairCount * dimensions)
        noises[place].add(to: &own, standardDeviation: 1)
        directions += own
      }
      let asked = neighbours(of: points, along: directions, classCount: classes.count, dimensions: dimensions)
      let answers = try service.answers(to: space.records(at: asked))
      guard let logits = answers.logits else { throw .notGranted(.confidences) }
      var gradient = points.map { Float(pull) * $0 }
      for (place, wanted) in classes.enumerated() {
        for pair in 0..<pairCount {
          let row = (place * pairCount + pair) * 2
          let slope =
            (logits.logConfidence(row: row, class: wanted) - logits.logConfidence(row: row + 1, class: wanted))
            / (2 * width * Float(pairCount))
          let start = (place * pairCount + pair) * dimensions
          for dimension in 0..<dimensions {
            gradient[place * dimensions + dimension] -= slope * directions[start + dimension]
          }
        }
      }
      adam.update(
        &points, along: gradient, learningRate: Float(learningRate) * (1 - Float(round) / Float(rounds)))
    }
    let pictures = space.records(
      at: Matrix(rowCount: classes.count, columnCount: dimensions, elements: points))
    return DrawnClasses(
      classes: classes, pictures: pictures.clamped(to: range), start: space.mean,
      queryCount: rounds * 2 * pairCount)
  }

  /// For each class and pair a point on either side of the class's own, [2 classes pairs, dimensions].
  private func neighbours(
    of points: [Float], along directions: [Float], classCount: Int, dimensions: Int
  ) -> Matrix<Float> {
    var elements = [Float]()
    elements.reserveCapacity(2 * directions.count)
    for place in 0..<classCount {
      for pair in 0..<pairCount {
        let start = (place * pairCount + pair) * dimensions
        for side in [Float(deviation), -Float(deviation)] {
          for dimension in 0..<dimensions {
            elements.append(points[place * dimensions + dimension] + side * directions[start + dimension])
          }
        }
      }
    }
    return Matrix(rowCount: 2 * classCount * pairCount, columnCount: dimensions, elements: elements)
  }
}
