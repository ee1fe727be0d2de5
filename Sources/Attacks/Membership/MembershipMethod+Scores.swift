import LinearAlgebra
import NeuralNetworks
public import Statistics

extension MembershipMethod {
  /// A score for each candidate; a higher one means more likely a member.
  ///
  /// This is where each attack is handed the part of the evidence that its threat model names.
  ///
  /// - Parameter random: where attacks that draw take their numbers from; the same stream gives the same scores.
  /// - Throws: `MissingEvidence`.
  public func scores(
    from evidence: MembershipEvidence, random: RandomStream
  ) throws(MissingEvidence) -> [Double] {
    if let missing = missing(from: evidence) { throw missing }
    switch self {
    case .gap: return GapAttack().scores(of: CandidateHits(values: evidence.hits))
    case .lossThreshold:
      let losses = evidence.margins.map { -logConfidence(margin: $0) }
      return LossThresholdAttack().scores(of: CandidateLosses(values: losses))
    case .confidence:
      let thresholds = evidence.classThresholds { reference in reference.margins }
      return ConfidenceAttack(thresholds: thresholds)
        .scores(of: CandidateMargins(values: evidence.margins, labels: evidence.labels))
    case .entropy:
      return EntropyAttack(thresholds: evidence.answerThresholds(EntropyAttack()))
        .scores(of: try evidence.wholeAnswers())
    case .modifiedEntropy:
      return ModifiedEntropyAttack(thresholds: evidence.answerThresholds(ModifiedEntropyAttack()))
        .scores(of: try evidence.wholeAnswers())
    case .shadowClassifier:
      let known = evidence.references.filter { $0.answers != nil }
      return ShadowClassifierAttack().scores(
        of: .init(
          target: try evidence.wholeAnswers(), shadows: known.compactMap(\.answers),
          includes: known.map(\.includes)))
    case .population:
      return PopulationAttack()
        .scores(of: .init(candidates: evidence.margins, population: evidence.publicRecords.margins))
    case .reference: return ReferenceAttack().scores(of: evidence.offline)
    case .calibration: return CalibrationAttack().scores(of: evidence.offline)
    case .liraOffline: return OfflineLikelihoodRatioAttack(variance: .pooled).scores(of: evidence.offline)
    case .liraOnline: return OnlineLikelihoodRatioAttack(variance: .pooled).scores(of: evidence.online)
    case .liraOfflineSquashed:
      return OfflineLikelihoodRatioAttack(variance: .pooled).scores(of: evidence.offline.squashed())
    case .liraOnlineSquashed:
      return OnlineLikelihoodRatioAttack(variance: .pooled).scores(of: evidence.online.squashed())
    case .liraOfflinePerExample:
      return OfflineLikelihoodRatioAttack(variance: .perExample).scores(of: evidence.offline)
    case .liraOnlinePerExample:
      return OnlineLikelihoodRatioAttack(variance: .perExample).scores(of: evidence.online)
    case .rmiaOffline: return OfflineRobustAttack().scores(of: evidence.offline)
    case .rmiaOnline: return OnlineRobustAttack().scores(of: evidence.online)
    case .quantile: return QuantileAttack(random: random).scores(of: try evidence.strangers())
    case .labelOnlyBoundary: return BoundaryDistanceAttack(random: random).scores(of: try evidence.oracle())
    case .labelOnlyNoise: return NoiseRobustnessAttack(random: random).scores(of: try evidence.oracle())
    case .gradientNorm: return GradientNormAttack().scores(of: try evidence.whiteBox())
    case .gradientFeatures:
      let known = evidence.references.filter { $0.model != nil }
      return GradientFeaturesAttack().scores(
        of: .init(
          target: try evidence.whiteBox(), shadows: known.compactMap(\.model),
          includes: known.map(\.includes)))
    }
  }
}

extension MembershipEvidence {
  fileprivate var offline: OfflineMargins {
    OfflineMargins(
      target: margins,
      without: ReferenceMargins(
        of: references, trainedOnCandidate: false, candidateCount: margins.count))
  }

  fileprivate var online: OnlineMargins {
    OnlineMargins(
      target: margins,
      with: ReferenceMargins(of: references, trainedOnCandidate: true, candidateCount: margins.count),
      without: ReferenceMargins(
        of: references, trainedOnCandidate: false, candidateCount: margins.count))
  }

  fileprivate func wholeAnswers() throws(MissingEvidence) -> CandidateConfidences {
    guard let answers else { throw .confidences }
    return answers
  }

  fileprivate func whiteBox() throws(MissingEvidence) -> WhiteBox {
    guard let model else { throw .weights }
    return model
  }

  fileprivate func oracle() throws(MissingEvidence) -> LabelOracle {
    guard let model else { throw .model }
    return LabelOracle(inputs: model.inputs, labels: model.labels) { [network = model.network] queries in
      network.logits(of: queries).largestColumns()
    }
  }

  fileprivate func strangers() throws(MissingEvidence) -> QuantileAttack.Observation {
    guard let model else { throw .model }
    return QuantileAttack.Observation(
      candidates: CandidateMargins(values: margins, labels: model.labels), candidateInputs: model.inputs,
      strangers: CandidateMargins(values: publicRecords.margins, labels: publicRecords.labels),
      strangerInputs: publicRecords.inputs, classCount: model.network.classCount)
  }

  /// Thresholds learned from the reference models' scores; nil without such models, or classes.
  fileprivate func classThresholds(_ scores: (ReferenceModel) -> [Double]?) -> ClassThresholds? {
    let models = references.prefix(ClassThresholds.largestModelCount)
    let learned = models.compactMap(scores)
    guard let labels, !learned.isEmpty, learned.count == models.count else { return nil }
    return ClassThresholds(scores: learned, includes: models.map(\.includes), labels: labels)
  }

  fileprivate func answerThresholds<Attack: MembershipAttack>(_ attack: Attack) -> ClassThresholds?
  where Attack.Observation == CandidateConfidences {
    classThresholds { reference in reference.answers.map(attack.scores(of:)) }
  }
}
