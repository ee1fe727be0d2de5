/// A fault that is put into the trainer on purpose, to see whether an audit finds it: it trains on, and what its settings promise
/// is no longer what it does.
///
/// Each is of a kind that programs have had. The accountant knows of none: what it says of the settings is the claim that is to be
/// refuted.
///
/// References: Tramèr et al., _Debugging Differential Privacy: A Case Study for Privacy Auditing_, arXiv:2202.12219, for noise that
/// is divided by the batch; Chua et al., _How Private are DP-SGD Implementations?_, arXiv:2403.17673, for shuffled batches.
public enum TrainerBug: String, CaseIterable, Codable, Hashable, Sendable {
  /// The deviation of the noise is σ C / B.
  case noiseDividedByBatch = "noise-divided-by-batch"
  /// The deviation is σ C / √B.
  case noiseDividedByRootBatch = "noise-divided-by-root-batch"
  /// The deviation is σ, whatever C is.
  case noiseWithoutClippingNorm = "noise-without-clipping-norm"
  /// The deviation is √σ C, of who takes a variance for a deviation.
  case rootOfNoise = "root-of-noise"
  /// The deviation is σ C / 2, of who takes a sensitivity of 2C for one of C.
  case halfNoise = "half-noise"
  /// Four steps are taken for each that is counted.
  case stepsQuartered = "steps-quartered"
  /// Members join with four times the rate that is counted.
  case rateQuartered = "rate-quartered"
  /// The mean gradient of a batch is clipped, and no example's.
  case batchMeanClipped = "batch-mean-clipped"
  /// The norm that is clipped is that of the biases.
  case weightsOutsideNorm = "weights-outside-norm"
  /// The norm that is clipped leaves out the weights of the first layer.
  case firstLayerOutsideNorm = "first-layer-outside-norm"
  /// The weights of the first layer get no noise.
  case noiselessLayer = "noiseless-layer"
  /// Every tenth step has no noise.
  case noiselessSteps = "noiseless-steps"
  /// Every step has the noise of the first.
  case repeatedNoise = "repeated-noise"
  /// Each tensor of parameters is clipped to C by itself, so that √L of them come to √L C.
  case clippingPerLayer = "clipping-per-layer"
  /// Batches of one size are dealt out of a shuffled order, epoch by epoch, and counted as Poisson samples.
  case shuffledBatches = "shuffled-batches"
  /// The sum is divided by the size of the batch, which tells of the members.
  case realisedBatchDivisor = "realised-batch-divisor"

  /// What is wrong, to follow a colon.
  public var effect: String {
    switch self {
    case .noiseDividedByBatch: "its noise is σC / B, and not σC"
    case .noiseDividedByRootBatch: "its noise is σC / √B, and not σC"
    case .noiseWithoutClippingNorm: "its noise is σ, whatever C is"
    case .rootOfNoise: "its noise is √σ C, a variance taken for a deviation"
    case .halfNoise: "its noise is half of σC"
    case .stepsQuartered: "it takes four steps for each that is counted"
    case .rateQuartered: "members join at four times the rate that is counted"
    case .batchMeanClipped: "it clips the mean of a batch, and no example"
    case .weightsOutsideNorm: "the norm it clips leaves out all weights"
    case .firstLayerOutsideNorm: "the norm it clips leaves out the first layer's weights"
    case .noiselessLayer: "the first layer's weights get no noise"
    case .noiselessSteps: "every tenth step has no noise"
    case .repeatedNoise: "every step has the noise of the first"
    case .clippingPerLayer: "it clips each tensor to C by itself"
    case .shuffledBatches: "batches are dealt out of a shuffled order, and counted as Poisson samples"
    case .realisedBatchDivisor: "it divides by the size of the batch, which tells of the members"
    }
  }

  /// Steps taken for each that is counted.
  var stepsForOne: Int { self == .stepsQuartered ? 4 : 1 }

  /// The rate at which members join where `rate` is counted.
  func rate(of rate: Double) -> Double { self == .rateQuartered ? min(1, 4 * rate) : rate }

  /// What the noisy sum is divided by.
  func divisor(expected: Double, batchSize: Int) -> Double {
    self == .realisedBatchDivisor ? Double(max(1, batchSize)) : expected
  }

  /// The standard deviation of the noise on a sum that was clipped to that norm.
  func deviation(noiseMultiplier: Double, clippingNorm: Double, expectedBatchSize: Double) -> Double {
    switch self {
    case .noiseDividedByBatch: noiseMultiplier * clippingNorm / expectedBatchSize
    case .noiseDividedByRootBatch: noiseMultiplier * clippingNorm / expectedBatchSize.squareRoot()
    case .noiseWithoutClippingNorm: noiseMultiplier
    case .rootOfNoise: noiseMultiplier.squareRoot() * clippingNorm
    case .halfNoise: noiseMultiplier * clippingNorm / 2
    default: noiseMultiplier * clippingNorm
    }
  }

  /// Whether gradients are clipped otherwise than they should be.
  package var isOfClipping: Bool {
    switch self {
    case .batchMeanClipped, .weightsOutsideNorm, .firstLayerOutsideNorm, .clippingPerLayer: true
    default: false
    }
  }
}
