import DifferentialPrivacy
public import PrivacyAccounting
public import Records

extension ExperimentConfiguration {
  /// The canaries of an audit that says nothing of their number.
  private static let auditedCanaryCount = 400
  /// The rate at which members join its batches, and how many there are.
  private static let (auditedRate, auditedStepCount) = (0.25, 100)
  /// What its settings promise where nobody says what is claimed.
  private static let auditedEpsilon = 2.0

  /// The settings that suit an audit of a trainer on these data: logistic regression, whose first layer is all there is, on canaries with
  /// a feature of their own, in a short schedule. What follows from the others, `completeAudit` sets.
  public init(auditing reference: DatasetReference) {
    self.init(defaultsFor: reference)
    (canaries, canaryCount) = (.ownFeature, Self.auditedCanaryCount)
    (network, steps) = ("linear", Self.auditedStepCount)
    (step.learningRate, step.momentum, step.weightDecay) = (1, 0, 0)
    step.clippingNorm = 1
    step.expectedBatchSize = Self.auditedRate * expectedMemberCount
  }

  /// Sets the batch for a rate of a quarter, and the noise for the claim, where nobody chose them.
  ///
  /// - Parameters:
  ///   - given: what a person chose.
  ///   - claim: the ε that is promised; nil promises two.
  /// - Throws: `PrivacyAccountingError` where no noise is enough for the claim.
  public mutating func completeAudit(given: [Knob: KnobValue], claim: Double?) throws(PrivacyAccountingError)
  {
    guard !isFederated else { return }
    if given[.expectedBatchSize] == nil { step.expectedBatchSize = Self.auditedRate * expectedMemberCount }
    guard given[.noiseMultiplier] == nil, claim.map({ $0 > 0 }) ?? true, steps > 0 else { return }
    let sigma = try Calibration(targetEpsilon: claim ?? Self.auditedEpsilon, delta: delta).noiseMultiplier(
      samplingRate: samplingRate, stepCount: steps)
    // As a person would write it, and never less.
    step.noiseMultiplier = (1000 * sigma).rounded(.up) / 1000
  }
}
