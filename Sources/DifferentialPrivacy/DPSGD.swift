public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting
import Statistics

/// What a step did, drawn from training data: a diagnostic that ε does not cover.
public struct StepDiagnostics: Hashable, Sendable {
  /// Members that joined the batch.
  public let batchSize: Int
  /// Of these, those whose gradient was longer than the clipping norm.
  public let clippedCount: Int
  /// Of these, those whose gradient was NaN or infinite and contributed zero.
  public let nonFiniteCount: Int

  package init(batchSize: Int, clippedCount: Int, nonFiniteCount: Int) {
    (self.batchSize, self.clippedCount, self.nonFiniteCount) = (batchSize, clippedCount, nonFiniteCount)
  }
}

/// Stochastic gradient descent that can be private: sample, clip, add noise, divide by the expected batch size.
///
/// With neither clipping nor noise it is plain SGD on Poisson batches, and says so in its events.
///
/// Reference: Abadi et al., _Deep Learning with Differential Privacy_, arXiv:1607.00133, Algorithm 1.
public struct DPSGD: Sendable {
  /// As the last step left it.
  public private(set) var network: Network<Float>
  private let optimizerName: OptimizerName
  private var optimizer: any Optimizer
  /// Moved out while a step works in it: its buffers are copy-on-write, and a second owner would have them copied.
  private var workspace: StepWorkspace?
  private var batches: NoiseSource
  private var plantedBatches: NoiseSource
  private var noise: GaussianNoise
  private var dropouts: NoiseSource
  private var mixing: NoiseSource
  /// Epochs of training sets, the sum of the rates, between which a relaxed loss alternates.
  private var epochsTaken = 0.0
  /// Where the clipping norm is, when it follows a quantile.
  public private(set) var clipping: AdaptiveClipping
  /// What is broken on purpose; nil where all is as it should be.
  private let bug: TrainerBug?
  private var brokenNoise: BrokenNoise?
  private var shuffled = ShuffledBatches()
  /// Whether steps are kept for somebody who looks at what they did.
  package var isWitnessed = false
  /// What the last call of `step` did, a step after another, where it is witnessed.
  package private(set) var witnessed: [WitnessedStep] = []

  /// - Parameters:
  ///   - bug: what is to be wrong, for an audit to find it.
  ///   - source: gives the stream for each name; batches, noise, dropout, mixup and adaptive clipping draw from streams of their own.
  public init(
    network: Network<Float>, optimizer: OptimizerName = .sgd, bug: TrainerBug? = nil,
    source: (String) -> NoiseSource
  ) {
    self.network = network
    self.bug = bug
    brokenNoise = bug.map(BrokenNoise.init)
    optimizerName = optimizer
    self.optimizer = optimizer.optimizer(for: network.parameters.layout)
    batches = source("batches")
    plantedBatches = source("planted batches")
    noise = GaussianNoise(source("noise"))
    dropouts = source("dropout")
    mixing = source("mixup")
    clipping = AdaptiveClipping(source("clipping"))
  }

  /// What a step with these settings will be in the ledger, whatever it draws.
  ///
  /// - Parameter expectedMemberCount: n, which is public; never the number of members there are, which is not.
  public static func event(of settings: StepSettings, expectedMemberCount: Double) -> PrivacyEvent {
    guard settings.noiseMultiplier > 0 else { return .nonPrivate }
    return .poissonSampled(
      rate: sampling(of: settings, expectedMemberCount: expectedMemberCount).rate,
      .gaussian(noiseMultiplier: settings.noiseMultiplier))
  }

  private static func sampling(of settings: StepSettings, expectedMemberCount: Double) -> PoissonSampling {
    PoissonSampling(rate: min(1, settings.expectedBatchSize / expectedMemberCount))
  }

  /// Takes one step on a Poisson sample of the members, and says what it did.
  ///
  /// The sample is drawn from all examples and the members in it are kept: every member joins with the same probability,
  /// and one more or one fewer moves nobody else's draw.
  public mutating func step(on set: TrainingSet, settings: StepSettings) -> StepDiagnostics {
    witnessed.removeAll()
    var diagnostics = takeStep(on: set, settings: settings)
    for _ in 1..<(bug?.stepsForOne ?? 1) { diagnostics = takeStep(on: set, settings: settings) }
    return diagnostics
  }

  private mutating func takeStep(on set: TrainingSet, settings: StepSettings) -> StepDiagnostics {
    let counted = Self.sampling(of: settings, expectedMemberCount: set.expectedMemberCount)
    let sampling = PoissonSampling(rate: bug?.rate(of: counted.rate) ?? counted.rate)
    let epoch = Int(epochsTaken)
    epochsTaken += sampling.rate
    return inWorkspace { trainer, workspace in
      if trainer.bug == .shuffledBatches {
        trainer.shuffled.take(
          Int(settings.expectedBatchSize.rounded()), of: set.isMember.indices.filter { set.isMember[$0] },
          using: &trainer.batches, into: &workspace.batch)
      } else {
        trainer.sample(set, by: sampling, into: &workspace.batch)
      }
      workspace.takeOutDiracs(of: set.diracParameters)
      if let records = set.recordsOfExamples { workspace.spread(over: records) }
      flushingSubnormals {
        trainer.train(
          on: set.records, labels: set.labels, softLabels: set.softLabels, settings: settings, epoch: epoch,
          in: &workspace)
      }
      return StepDiagnostics(
        batchSize: workspace.sum.batchSize, clippedCount: workspace.sum.clippedCount,
        nonFiniteCount: workspace.sum.nonFiniteCount)
    }
  }

  /// Does the work of a step in the memory of the one before.
  private mutating func inWorkspace<Result>(
    _ work: (inout DPSGD, inout StepWorkspace) -> Result
  ) -> Result {
    // Swapped and not assigned, for that would count every buffer's holders twice.
    var workspace: StepWorkspace?
    swap(&workspace, &self.workspace)
    defer { swap(&workspace, &self.workspace) }
    if workspace == nil { workspace = StepWorkspace(for: network) }
    return work(&self, &workspace!)
  }

  private mutating func sample(_ set: TrainingSet, by sampling: PoissonSampling, into batch: inout [Int]) {
    let poolCount = set.isMember.count - set.plantedCount
    batches.sample(sampling, from: poolCount, into: &batch)
    // Half of the pool are members, which a branch could only guess.
    var memberCount = 0
    for place in batch.indices {
      let record = batch[place]
      batch[memberCount] = record
      memberCount += set.isMember[record] ? 1 : 0
    }
    batch.removeLast(batch.count - memberCount)
    for planted in poolCount..<set.isMember.count
    where plantedBatches.uniform() < sampling.rate && set.isMember[planted] {
      batch.append(planted)
    }
  }

  /// Takes one step on a batch that was chosen by other means: no accountant prices it.
  ///
  /// - Parameters:
  ///   - batch: examples.
  ///   - recordsOfExamples: as in `TrainingSet`.
  ///   - epoch: how often the records were gone over, by which a relaxed loss alternates.
  package mutating func step(
    on records: Matrix<Float>, labels: [Int], batch: some Sequence<Int>,
    recordsOfExamples: [Range<Int>]? = nil, settings: StepSettings, epoch: Int = 0
  ) {
    inWorkspace { trainer, workspace in
      workspace.batch.removeAll(keepingCapacity: true)
      workspace.batch += batch
      if let recordsOfExamples { workspace.spread(over: recordsOfExamples) }
      flushingSubnormals {
        trainer.train(
          on: records, labels: labels, softLabels: nil, settings: settings, epoch: epoch, in: &workspace)
      }
    }
  }

  /// Begins again at those parameters, as if no step had been taken.
  ///
  /// - Parameter source: as in `init`.
  package mutating func restart(
    from parameters: ParameterVector<Float>, source: (String) -> NoiseSource
  ) {
    network.parameters = parameters
    optimizer = optimizerName.optimizer(for: parameters.layout)
    batches = source("batches")
    plantedBatches = source("planted batches")
    noise = GaussianNoise(source("noise"))
    dropouts = source("dropout")
    mixing = source("mixup")
    clipping = AdaptiveClipping(source("clipping"))
    brokenNoise = bug.map(BrokenNoise.init)
    shuffled = ShuffledBatches()
    epochsTaken = 0
  }

  private mutating func train(
    on records: Matrix<Float>, labels: [Int], softLabels: SoftLabels?, settings: StepSettings, epoch: Int,
    in workspace: inout StepWorkspace
  ) {
    let share = clipping.share(of: settings)
    sumGradients(
      of: records, labels: labels, softLabels: softLabels, settings: settings,
      clippingNorm: share.clippingNorm, epoch: epoch, in: &workspace)
    let clean = isWitnessed ? workspace.sum.gradient : nil
    let divisor =
      bug?.divisor(expected: settings.expectedBatchSize, batchSize: workspace.sum.batchSize)
      ?? settings.expectedBatchSize
    update(
      along: &workspace.sum, noiseMultiplier: share.gradientNoiseMultiplier, divisor: divisor,
      settings: settings)
    if let clean { witnessed.append(WitnessedStep(of: workspace.sum, without: clean, divisor: divisor)) }
    clipping.follow(workspace.sum, settings: settings)
  }

  /// Adds the noise to the sum, and the weights follow it.
  private mutating func update(
    along sum: inout ClippedSum, noiseMultiplier: Double, divisor: Double, settings: StepSettings
  ) {
    // Of a broken trainer it is added before, and may be added in other ways.
    brokenNoise?.add(
      noiseMultiplier: noiseMultiplier, expectedBatchSize: settings.expectedBatchSize, to: &sum, using: &noise
    )
    let deviation =
      brokenNoise == nil
      ? GaussianMechanism(noiseMultiplier: noiseMultiplier).standardDeviation(for: sum) : nil
    // Moved out and back, for a second holder would make it a copy.
    var noise = GaussianNoise.system
    swap(&noise, &self.noise)
    optimizer.update(
      &network.parameters, along: &sum.gradient, scale: 1 / divisor, learningRate: settings.learningRate,
      momentum: settings.momentum, weightDecay: settings.weightDecay
    ) { values, part in
      if let deviation { noise.add(to: &values, in: part, standardDeviation: deviation) }
    }
    swap(&noise, &self.noise)
  }

  /// The sum of a batch before its noise.
  private mutating func sumGradients(
    of records: Matrix<Float>, labels: [Int], softLabels: SoftLabels?, settings: StepSettings,
    clippingNorm: Double?, epoch: Int, in workspace: inout StepWorkspace
  ) {
    let batchSize = workspace.batch.count
    if settings.dropout > 0 {
      dropouts.draw { next in
        workspace.dropout.draw(batchSize: batchSize, rate: settings.dropout, uniform: next)
      }
    }
    if settings.mixup > 0 { workspace.drawMixup(alpha: settings.mixup, using: &mixing) }
    let dropout = settings.dropout > 0 ? workspace.dropout : nil
    workspace.pass.forward(
      network, on: records, batch: workspace.batch, mixup: settings.mixup > 0 ? workspace.mixup : nil,
      dropout: dropout, areNormsNext: clippingNorm != nil && workspace.groups == nil)
    if softLabels == nil, settings.mixup == 0 {
      workspace.pass.backward(
        network, batch: workspace.batch, labels: labels, loss: Self.loss(of: settings, epoch: epoch),
        dropout: dropout)
    } else {
      workspace.setTargets(labels: labels, softLabels: softLabels, settings: settings)
      workspace.pass.backward(
        network, targets: workspace.targets, temperature: softLabels?.temperature ?? 1, dropout: dropout)
    }
    if let bug, bug.isOfClipping, let clippingNorm, workspace.groups == nil {
      workspace.sum.take(
        &workspace.pass, diracs: workspace.diracs, clippingNorm: clippingNorm, brokenBy: bug)
    } else {
      workspace.sum.take(&workspace.pass, clippingNorm: clippingNorm, groups: workspace.groups)
      if !workspace.diracs.isEmpty { workspace.sum.add(diracsAt: workspace.diracs) }
    }
  }

  /// What the next step would make of these records as its batch, before its noise: the trainer's own clipping, on weights that stay,
  /// and without dropout.
  ///
  /// - Parameters:
  ///   - records: [batch, inputs].
  ///   - labels: one for each.
  package func clippedSum(
    of records: Matrix<Float>, labels: [Int], settings: StepSettings
  ) -> ParameterVector<Float> {
    var (copy, settings) = (self, settings)
    settings.dropout = 0
    var workspace = StepWorkspace(for: network)
    workspace.batch = Array(labels.indices)
    flushingSubnormals {
      copy.sumGradients(
        of: records, labels: labels, softLabels: nil, settings: settings,
        clippingNorm: copy.clipping.share(of: settings).clippingNorm, epoch: 0, in: &workspace)
    }
    return workspace.sum.gradient
  }

  private static func loss(of settings: StepSettings, epoch: Int) -> any Loss {
    guard let threshold = settings.relaxLoss else {
      return CrossEntropy(labelSmoothing: settings.labelSmoothing)
    }
    return RelaxLoss(threshold: threshold, isFlattening: epoch % 2 == 1)
  }

  /// Gives back the memory that steps work in; the next step takes it anew.
  public mutating func discardWorkspace() { workspace = nil }
}
