import Attacks
import NeuralNetworks
import PrivacyAccounting
import Records
import Statistics

/// The outcome of a run as one JSON object: snake case, numbers unrounded, what is not finite as null.
public struct RunReport: Encodable {
  public let run: TrainingRun
  public let finding: Finding
  /// Wall-clock time of training and attacks.
  public let seconds: Double

  public init(run: TrainingRun, finding: Finding, seconds: Double) {
    self.run = run
    self.finding = finding
    self.seconds = seconds
  }

  private enum Key: String, CodingKey {
    case dataset, seed, steps, train_size, test_size, network, parameters
    case train_accuracy, test_accuracy, train_loss, test_loss
    case epsilon, delta, noise_multiplier, clipping_norm, sampling_rate, first_unprotected_step
    case expected_batch_size, learning_rate, momentum, weight_decay, dropout, label_smoothing, label_noise
    case membership, inversion, loss_threshold, modified_entropy
    case auc, auc_low, auc_high, balanced_accuracy, tpr_at_1_percent_fpr
    case identification_top1, ssim_class_mean, control
    case weights_sha256, seconds
  }

  public func encode(to encoder: any Encoder) throws {
    let settings = run.settings
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(settings.dataset, forKey: .dataset)
    try object.encode(settings.seed, forKey: .seed)
    try object.encode(run.step, forKey: .steps)
    try object.encode(settings.trainSize, forKey: .train_size)
    try object.encode(run.data.split.test.count, forKey: .test_size)
    try object.encode(settings.network, forKey: .network)
    try object.encode(run.network.parameterCount, forKey: .parameters)
    try object.encode(finding.train.accuracy, forKey: .train_accuracy)
    try object.encode(finding.test.accuracy, forKey: .test_accuracy)
    try object.encode(finding.train.loss.finite, forKey: .train_loss)
    try object.encode(finding.test.loss.finite, forKey: .test_loss)
    try object.encode(run.epsilon.finite, forKey: .epsilon)
    try object.encode(settings.delta, forKey: .delta)
    try object.encode(settings.noiseMultiplier, forKey: .noise_multiplier)
    try object.encode(settings.effectiveClippingNorm, forKey: .clipping_norm)
    try object.encode(settings.samplingRate, forKey: .sampling_rate)
    try object.encode(run.ledger.firstNonPrivateStep, forKey: .first_unprotected_step)
    try object.encode(settings.expectedBatchSize, forKey: .expected_batch_size)
    try object.encode(settings.learningRate, forKey: .learning_rate)
    try object.encode(settings.momentum, forKey: .momentum)
    try object.encode(settings.weightDecay, forKey: .weight_decay)
    try object.encode(settings.dropout, forKey: .dropout)
    try object.encode(settings.labelSmoothing, forKey: .label_smoothing)
    try object.encode(settings.labelNoise, forKey: .label_noise)
    var membership = object.nestedContainer(keyedBy: Key.self, forKey: .membership)
    for (key, result) in [
      (Key.loss_threshold, finding.lossThreshold), (.modified_entropy, finding.modifiedEntropy),
    ] {
      var attack = membership.nestedContainer(keyedBy: Key.self, forKey: key)
      try attack.encode(result.curve.areaUnderCurve, forKey: .auc)
      try attack.encode(result.curve.areaInterval.lowerBound, forKey: .auc_low)
      try attack.encode(result.curve.areaInterval.upperBound, forKey: .auc_high)
      try attack.encode(result.balancedAccuracy, forKey: .balanced_accuracy)
      try attack.encode(result.truePositiveRateAt1Percent, forKey: .tpr_at_1_percent_fpr)
    }
    var inversion = object.nestedContainer(keyedBy: Key.self, forKey: .inversion)
    try encode(finding.inversion.attack, into: &inversion)
    var control = inversion.nestedContainer(keyedBy: Key.self, forKey: .control)
    try encode(finding.inversion.control, into: &control)
    try object.encode(run.weightsSHA256, forKey: .weights_sha256)
    try object.encode(seconds, forKey: .seconds)
  }

  private func encode(
    _ score: InversionResult.Score, into object: inout KeyedEncodingContainer<Key>
  ) throws {
    try object.encode(score.identificationTop1, forKey: .identification_top1)
    try object.encode(score.similarityToClassMean?.finite, forKey: .ssim_class_mean)
  }
}

extension Double {
  /// The number, or nil, which JSON writes as null, when it is infinite or none.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
