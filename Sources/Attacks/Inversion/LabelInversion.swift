public import AccessControl
import LinearAlgebra
public import Statistics

/// Draws classes from labels alone: of points drawn at random in the space of public records, those that the model gives the
/// label of a class are averaged, and the average is moved on. One set of questions serves all classes.
///
/// What label-only attacks begin with (Kahla et al., _Label-Only Model Inversion Attacks via Boundary Repulsion_,
/// arXiv:2203.01925); the walk that these add needs a generator to stay among pictures, and in this space it leaves them.
public struct LabelInversion: Hashable, Sendable {
  public static let usualQueryCount = 5000
  /// By how much a mean of hits is moved on from the public mean: it lies nearer to that than what it is to show does.
  private static let reach: Float = 1.4
  /// Records of one question.
  private static let batchCount = 1000

  public init() {}

  /// - Parameters:
  ///   - queryCount: records asked about for all classes together.
  ///   - range: what an input may be; pictures are cut to it.
  /// - Throws: `Refusal` where the service does not answer.
  public func draw(
    _ classes: [Int], within space: PublicSpace, asking service: ModelService, queryCount: Int,
    range: ClosedRange<Float>?, using random: RandomStream
  ) throws(Refusal) -> DrawnClasses {
    let dimensions = space.dimensionCount
    var noise = GaussianNoise(random.split("label inversion"))
    var sums = [Int: [Float]]()
    var counts = [Int: Int]()
    var asked = 0
    while asked < queryCount {
      let count = min(Self.batchCount, queryCount - asked)
      var points = [Float](repeating: 0, count: count * dimensions)
      noise.add(to: &points, standardDeviation: 1)
      let drawn = Matrix(rowCount: count, columnCount: dimensions, elements: points)
      for (row, label) in try service.answers(to: space.records(at: drawn)).labels.enumerated() {
        counts[label, default: 0] += 1
        sums[label, default: [Float](repeating: 0, count: dimensions)].add(Array(drawn.row(row)))
      }
      asked += count
    }
    let means = classes.flatMap { wanted -> [Float] in
      guard let sum = sums[wanted], let count = counts[wanted] else {
        return [Float](repeating: 0, count: dimensions)
      }
      return sum.map { Self.reach * $0 / Float(count) }
    }
    let pictures = space.records(
      at: Matrix(rowCount: classes.count, columnCount: dimensions, elements: means))
    return DrawnClasses(
      classes: classes, pictures: pictures.clamped(to: range), start: space.mean, queryCount: asked,
      missed: classes.filter { counts[$0] == nil })
  }
}
