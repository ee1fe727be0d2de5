import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// What defences train towards, against PyTorch's autograd; see `Tests/ReferenceValues/training_defences.py`.
struct TrainingDefenceTests {
  private static let logits = Matrix<Double>(
    rowCount: 4, columnCount: 3, elements: [2, -1, 0.5, 0.25, 0.75, -0.5, -1.5, 0, 3, 1, 1.25, -2])
  private static let labels = [0, 2, 2, 1]

  private func expect(
    _ gradient: Matrix<Double>, _ losses: [Double], is expected: [Double], _ expectedLosses: [Double]
  ) {
    #expect(zip(gradient.elements, expected).allSatisfy { abs($0 - $1) < 1e-11 })
    #expect(zip(losses, expectedLosses).allSatisfy { abs($0 - $1) < 1e-11 })
  }

  @Test func softAnswersAtATemperatureAreLearnedAsInPyTorch() {
    var (gradient, losses) = (Self.logits, [Double]())
    let targets = Matrix<Double>(
      rowCount: 4, columnCount: 3,
      elements: [0.7, 0.2, 0.1, 0, 0.5, 0.5, 0.25, 0.25, 0.5, 1, 0, 0])
    gradient.applyCrossEntropy(targets: targets, temperature: 4, losses: &losses)
    expect(
      gradient, losses,
      is: [
        -0.947853032137, 0.074892278379, 0.872960753758, 1.350357938979, -0.469843990359, -0.88051394862,
        -0.277353297373, 0.051444748125, 0.225908549248, -2.423248265626, 1.678443484331, 0.744804781295,
      ], [15.319181947949, 17.874794621253, 16.878067073726, 14.894839913455])
  }

  @Test func mixedLabelsAreLearnedAsInPyTorch() {
    var (gradient, losses) = (Self.logits, [Double]())
    var targets = Matrix<Double>(rowCount: 0, columnCount: 3)
    var unmixed = targets
    targets.setOneHot(Self.labels)
    targets.mixRows(with: [2, 0, 3, 1], share: 0.3, unmixed: &unmixed)
    gradient.applyCrossEntropy(targets: targets, temperature: 1, losses: &losses)
    expect(
      gradient, losses,
      is: [
        0.485597034589, 0.039112573271, -0.52470960786, -0.379598890973, 0.528252123608, -0.148653232635,
        0.010471333532, -0.653070738959, 0.642599405427, 0.428483439181, 0.250183626538, -0.678667065719,
      ], [1.291311296657, 1.363181602412, 2.159113895273, 2.872503190044])
  }

  /// The mean loss of the batch is 0.697: above a threshold of 0.1, and below one of 2.
  @Test(
    arguments: [
      (
        0.1, true,
        [
          -0.214402965411, 0.039112573271, 0.17529039214, 0.320401109027, 0.528252123608, -0.848653232635,
          0.010471333532, 0.046929261041, -0.057400594573, 0.428483439181, -0.449816373462, 0.021332934281,
        ]
      ),
      (
        2, false,
        [
          0.214402965411, -0.039112573271, -0.17529039214, -0.320401109027, -0.528252123608, 0.848653232635,
          -0.010471333532, -0.046929261041, 0.057400594573, -0.428483439181, 0.449816373462, -0.021332934281,
        ]
      ),
      (
        2, true,
        [
          0, -0.068088909435, 0.068088909435, 0.320401109027, 0.528252123608, -0.848653232635,
          -0.018228963755, 0.018228963755, 0, 0.20357525245, 0, -0.20357525245,
        ]
      ),
    ] as [(Double, Bool, [Double])])
  func relaxLossFollowsItsAlgorithm(threshold: Double, isFlattening: Bool, expected: [Double]) {
    var (gradient, losses) = (Self.logits, [Double]())
    RelaxLoss(threshold: threshold, isFlattening: isFlattening)
      .apply(to: &gradient, labels: Self.labels, losses: &losses)
    expect(
      gradient, losses, is: expected, [0.241311296657, 1.888181602412, 0.059113895273, 0.597503190044])
  }

  /// Beta(½, ½) has the mean ½ and the variance 1/8; partners are a permutation, which is seldom the same twice.
  @Test func mixtureSharesAreDrawnFromBeta() {
    let shares = BetaDistribution(a: 0.5, b: 0.5)
    var (mixup, stream) = (Mixup(), RandomStream(seed: 3))
    var drawn = [Double]()
    var permutations = Set<[Int]>()
    for _ in 0..<4000 {
      mixup.draw(batchSize: 8, quantile: shares.quantile) { stream.uniform() }
      #expect(mixup.partners.sorted() == Array(0..<8))
      drawn.append(mixup.share)
      permutations.insert(mixup.partners)
    }
    let mean = drawn.reduce(0, +) / 4000
    let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
    // Four standard errors of each, of which the variance's is √((κ − 1) / n) / 8 with the kurtosis κ = 3/2.
    #expect(abs(mean - 0.5) < 4 * (1 / 8.0 / 4000).squareRoot())
    #expect(abs(variance - 0.125) < 4 * 0.125 * (0.5 / 4000.0).squareRoot())
    #expect(permutations.count > 3500)
  }

  /// Sharing nothing with a partner is training on the example itself, to the bit.
  @Test func aMixtureOfOneselfIsOneself() {
    var rows = Self.logits
    var unmixed = Matrix<Double>(rowCount: 0, columnCount: 3)
    rows.mixRows(with: [3, 2, 1, 0], share: 1, unmixed: &unmixed)
    #expect(rows == Self.logits)
    rows.mixRows(with: [0, 1, 2, 3], share: 0.25, unmixed: &unmixed)
    #expect(rows == Self.logits)
  }
}
