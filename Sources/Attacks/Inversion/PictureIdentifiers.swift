public import LinearAlgebra
import NeuralNetworks
public import Statistics

/// Says whose a picture is by which class's held-out mean it correlates with best.
struct CentroidIdentifier: Sendable {
  /// Of classes that have held-out records.
  let classes: [Int]
  private let centroids: [[Double]]

  init(_ truth: InversionTruth) {
    let known = truth.heldOutMeans.enumerated().compactMap { index, mean in mean.map { (index, $0) } }
    classes = known.map(\.0)
    centroids = known.map { ImageSimilarity.standardized($0.1) }
  }

  /// How many classes the picture is nearer to than to that one; nil for a class without a mean.
  func classesNearer(to picture: [Float], than wanted: Int) -> Int? {
    guard let own = classes.firstIndex(of: wanted) else { return nil }
    let standardized = ImageSimilarity.standardized(picture)
    let scores = centroids.map { centroid in zip(centroid, standardized).reduce(0) { $0 + $1.0 * $1.1 } }
    // Of equal ones the first is the nearer, so that a flat picture is nobody's but the first's.
    return scores.indices.count { scores[$0] > scores[own] || (scores[$0] == scores[own] && $0 < own) }
  }
}

/// Says whose a picture is by a network of its own, which has seen held-out records alone: it looks at other things than a
/// correlation does, and so the two may disagree.
///
/// One hidden layer of 100 tanh units; a picture loses its mean and is brought to one length first.
public struct NetworkIdentifier: Sendable {
  /// Of classes that have held-out records.
  public let classes: [Int]
  private let network: Network<Float>

  private static let hiddenUnits = 100
  private static let stepCount = 800
  private static let batchCount = 32
  private static let learningRate: Float = 0.002
  /// The length of every picture.
  private static let length = 20.0

  /// - Returns: nil where fewer than two classes have held-out records.
  public init?(_ truth: InversionTruth, using random: RandomStream) {
    classes = truth.heldOutMeans.indices.filter { truth.heldOutMeans[$0] != nil }
    guard classes.count > 1 else { return nil }
    let stream = random.split("second identifier")
    let records = Self.prepared(truth.heldOut)
    let places = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
    let labels = truth.heldOutLabels.map { places[$0] ?? 0 }
    var network = Network<Float>(
      Architecture(hiddenWidths: [Self.hiddenUnits]), inputCount: records.columnCount,
      classCount: classes.count, activation: .tanh)
    network.initialize(from: stream.split("weights"))
    var pass = NetworkPass(for: network)
    var sum = ParameterVector<Float>(zerosFor: network.parameters.layout)
    var adam = Adam(count: network.parameterCount)
    var draws = stream.split("batches")
    let factors = [Float](repeating: 1 / Float(Self.batchCount), count: Self.batchCount)
    for step in 0..<Self.stepCount {
      let batch = (0..<Self.batchCount).map { _ in Int.random(in: 0..<records.rowCount, using: &draws) }
      pass.run(network, on: records, batch: batch, labels: labels)
      pass.sumGradients(scaledBy: factors, into: &sum)
      let rate = Self.learningRate * (1 - Float(step) / Float(Self.stepCount))
      adam.update(&network.parameters, along: sum, learningRate: Double(rate))
    }
    self.network = network
  }

  /// The class of each picture, [pictures, inputs].
  public func classes(of pictures: Matrix<Float>) -> [Int] {
    network.logits(of: Self.prepared(pictures)).largestColumns().map { classes[$0] }
  }

  private static func prepared(_ pictures: Matrix<Float>) -> Matrix<Float> {
    Matrix(
      rowCount: pictures.rowCount, columnCount: pictures.columnCount,
      elements: (0..<pictures.rowCount).flatMap { row in
        ImageSimilarity.standardized(Array(pictures.row(row))).map { Float($0 * length) }
      })
  }
}
