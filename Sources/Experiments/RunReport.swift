import Attacks
import DifferentialPrivacy
import NeuralNetworks
import PrivacyAccounting
import Records
import Statistics

/// The outcome of a run as one JSON object: snake case, numbers unrounded, what is not finite as null.
public struct RunReport: Encodable {
  public let run: TrainingRun
  public let finding: Finding
  public let account: RunAccount
  /// Wall-clock time of training, attacks and accounting.
  public let seconds: Double

  public init(run: TrainingRun, finding: Finding, account: RunAccount, seconds: Double) {
    self.run = run
    self.finding = finding
    self.account = account
    self.seconds = seconds
  }

  private enum Key: String, CodingKey {
    case dataset, seed, steps, members, inclusion, network, parameters, epsilon, delta, momentum, dropout,
      membership, inversion,
      auc, control, seconds
    case statistics, diverged
    case epsilonLower = "epsilon_lower"
    case epsilonKind = "epsilon_kind"
    case quotableEpsilon = "epsilon_quotable"
    case epsilonFilter = "epsilon_filter"
    case filterOrder = "filter_order"
    case notCovered = "not_covered"
    case epsilonBudget = "epsilon_budget"
    case isBudgetExhausted = "budget_exhausted"
    case secureNoise = "secure_noise"
    case trainSize = "train_size"
    case testSize = "test_size"
    case trainAccuracy = "train_accuracy"
    case testAccuracy = "test_accuracy"
    case trainLoss = "train_loss"
    case testLoss = "test_loss"
    case noiseMultiplier = "noise_multiplier"
    case clippingNorm = "clipping_norm"
    case adaptiveClipping = "adaptive_clipping"
    case lastClippingNorm = "clipping_norm_last"
    case samplingRate = "sampling_rate"
    case firstUnprotectedStep = "first_unprotected_step"
    case expectedBatchSize = "expected_batch_size"
    case learningRate = "learning_rate"
    case weightDecay = "weight_decay"
    case labelSmoothing = "label_smoothing"
    case labelNoise = "label_noise"
    case lossThreshold = "loss_threshold"
    case modifiedEntropy = "modified_entropy"
    case aucLow = "auc_low"
    case aucHigh = "auc_high"
    case balancedAccuracy = "balanced_accuracy"
    case truePositiveRateAt1Percent = "tpr_at_1_percent_fpr"
    case truePositiveRateLow = "tpr_at_1_percent_fpr_low"
    case truePositiveRateHigh = "tpr_at_1_percent_fpr_high"
    case identificationTop1 = "identification_top1"
    case similarityToClassMean = "ssim_class_mean"
    case weightsSHA256 = "weights_sha256"
  }

  public func encode(to encoder: any Encoder) throws {
    let settings = run.settings
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(settings.dataset, forKey: .dataset)
    try object.encode(settings.seed, forKey: .seed)
    try object.encode(run.step, forKey: .steps)
    try object.encode(settings.trainSize, forKey: .trainSize)
    try object.encode(run.data.split.memberCount, forKey: .members)
    try object.encode(settings.inclusion, forKey: .inclusion)
    try object.encode(run.data.split.test.count, forKey: .testSize)
    try object.encode(settings.network, forKey: .network)
    try object.encode(run.network.parameterCount, forKey: .parameters)
    // Answers are no longer finite: accuracies and areas below are those of nothing.
    try object.encode(finding.isDiverged, forKey: .diverged)
    try object.encode(finding.train?.accuracy, forKey: .trainAccuracy)
    try object.encode(finding.test?.accuracy, forKey: .testAccuracy)
    try object.encode(finding.train?.loss.finite, forKey: .trainLoss)
    try object.encode(finding.test?.loss.finite, forKey: .testLoss)
    try object.encode(account.epsilon.finite, forKey: .epsilon)
    try object.encode(account.bounds.lower.finite, forKey: .epsilonLower)
    try object.encode(account.kind, forKey: .epsilonKind)
    try object.encode(account.quotableEpsilon?.finite, forKey: .quotableEpsilon)
    try object.encode(account.filterEpsilon.finite, forKey: .epsilonFilter)
    try object.encode(account.filterOrder, forKey: .filterOrder)
    try object.encode(UncoveredByEpsilon(settings: settings, data: run.data).matters, forKey: .notCovered)
    try object.encode(settings.epsilonBudget, forKey: .epsilonBudget)
    try object.encode(account.isBudgetExhausted, forKey: .isBudgetExhausted)
    try object.encode(settings.delta, forKey: .delta)
    try object.encode(settings.noiseMultiplier, forKey: .noiseMultiplier)
    try object.encode(settings.effectiveClippingNorm, forKey: .clippingNorm)
    // Keys of a run whose clipping norm follows a quantile, from `clipping_norm`.
    try object.encodeIfPresent(settings.adaptiveClipping, forKey: .adaptiveClipping)
    try object.encodeIfPresent(run.lastClippingNorm, forKey: .lastClippingNorm)
    try object.encode(settings.samplingRate, forKey: .samplingRate)
    try object.encode(run.ledger.firstNonPrivateStep, forKey: .firstUnprotectedStep)
    try object.encode(settings.expectedBatchSize, forKey: .expectedBatchSize)
    try object.encode(settings.learningRate, forKey: .learningRate)
    try object.encode(settings.momentum, forKey: .momentum)
    try object.encode(settings.weightDecay, forKey: .weightDecay)
    try object.encode(settings.dropout, forKey: .dropout)
    try object.encode(settings.labelSmoothing, forKey: .labelSmoothing)
    try object.encode(settings.labelNoise, forKey: .labelNoise)
    if let lossThreshold = finding.lossThreshold, let modifiedEntropy = finding.modifiedEntropy {
      var membership = object.nestedContainer(keyedBy: Key.self, forKey: .membership)
      for (key, result) in [(Key.lossThreshold, lossThreshold), (.modifiedEntropy, modifiedEntropy)] {
        var attack = membership.nestedContainer(keyedBy: Key.self, forKey: key)
        try attack.encode(result.curve.areaUnderCurve, forKey: .auc)
        try attack.encode(result.curve.areaInterval.lowerBound, forKey: .aucLow)
        try attack.encode(result.curve.areaInterval.upperBound, forKey: .aucHigh)
        try attack.encode(result.balancedAccuracy, forKey: .balancedAccuracy)
        let rate = result.truePositiveRateAt1Percent
        try attack.encode(rate?.value, forKey: .truePositiveRateAt1Percent)
        try attack.encode(rate?.interval.lowerBound, forKey: .truePositiveRateLow)
        try attack.encode(rate?.interval.upperBound, forKey: .truePositiveRateHigh)
      }
    } else {
      try object.encodeNil(forKey: .membership)
    }
    var inversion = object.nestedContainer(keyedBy: Key.self, forKey: .inversion)
    try encode(finding.inversion.attack, into: &inversion)
    var control = inversion.nestedContainer(keyedBy: Key.self, forKey: .control)
    try encode(finding.inversion.control, into: &control)
    try object.encode(settings.secureNoise, forKey: .secureNoise)
    try object.encode(settings.statistics, forKey: .statistics)
    try object.encode(run.weightsSHA256, forKey: .weightsSHA256)
    try object.encode(seconds, forKey: .seconds)
  }

  private func encode(
    _ score: InversionResult.Score, into object: inout KeyedEncodingContainer<Key>
  ) throws {
    // Pictures are recognised among the means of test records.
    try object.encode(
      score.identificationTop1, forKey: .identificationTop1)
    try object.encode(score.similarityToClassMean?.finite, forKey: .similarityToClassMean)
  }
}

extension Double {
  /// The number, or nil, which JSON writes as null, when it is infinite or none.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
