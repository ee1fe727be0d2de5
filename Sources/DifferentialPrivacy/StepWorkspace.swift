import LinearAlgebra
import NeuralNetworks
import Statistics

/// What a step works in and leaves nothing in that the next one reads.
struct StepWorkspace {
  var pass: NetworkPass<Float>
  var sum: ClippedSum
  var dropout: Dropout<Float>
  /// The records of the batch.
  var batch: [Int] = []
  /// Which of them are one example; nil where each is one.
  var groups: [Range<Int>]?
  private var examples: [Int] = []
  /// The parameters of the crafted gradients of the batch, whose examples are not in `batch`.
  private(set) var diracs: [Int] = []
  /// How the batch is mixed, and by which α it was drawn.
  private(set) var mixup = Mixup()
  private var mixing: (alpha: Double, shares: BetaDistribution)?
  /// What the batch is trained towards where that is no label, [batch, classes].
  private(set) var targets: Matrix<Float>
  private var unmixed: Matrix<Float>
  private var batchLabels: [Int] = []

  /// Takes the examples with a crafted gradient out of the batch, and keeps the parameters that these lie along.
  mutating func takeOutDiracs(of parameters: [Int: Int]) {
    diracs.removeAll(keepingCapacity: true)
    guard !parameters.isEmpty else { return }
    for example in batch { if let parameter = parameters[example] { diracs.append(parameter) } }
    batch.removeAll { parameters[$0] != nil }
  }

  /// The batch, of examples so far, becomes that of their records.
  mutating func spread(over records: [Range<Int>]) {
    swap(&examples, &batch)
    batch.removeAll(keepingCapacity: true)
    // Moved out, for a second holder would make it a copy.
    var groups = self.groups.take() ?? []
    groups.removeAll(keepingCapacity: true)
    for example in examples {
      groups.append(batch.count..<batch.count + records[example].count)
      batch += records[example]
    }
    self.groups = groups
  }

  init(for network: Network<Float>) {
    pass = NetworkPass(for: network)
    sum = ClippedSum(for: network.parameters.layout)
    dropout = Dropout(for: network)
    targets = Matrix(rowCount: 0, columnCount: network.classCount)
    unmixed = targets
  }

  /// Draws how the batch is mixed.
  mutating func drawMixup(alpha: Double, using source: inout NoiseSource) {
    if mixing?.alpha != alpha { mixing = (alpha, BetaDistribution(a: alpha, b: alpha)) }
    guard let shares = mixing?.shares else { return }
    mixup.draw(batchSize: batch.count, quantile: { shares.quantile($0) }, uniform: { source.uniform() })
  }

  /// The targets become what the batch is trained towards: its labels or what a teacher says, smoothed, and mixed as the inputs
  /// are.
  mutating func setTargets(labels: [Int], softLabels: SoftLabels?, settings: StepSettings) {
    if let softLabels {
      targets.gather(batch, from: softLabels.shares)
    } else {
      batchLabels.removeAll(keepingCapacity: true)
      for record in batch { batchLabels.append(labels[record]) }
      targets.setOneHot(batchLabels)
    }
    if settings.labelSmoothing > 0 { targets.spreadEvenly(share: Float(settings.labelSmoothing)) }
    if settings.mixup > 0 {
      targets.mixRows(with: mixup.partners, share: Float(mixup.share), unmixed: &unmixed)
    }
  }
}
