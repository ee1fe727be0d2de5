import AccessControl
import LinearAlgebra

/// The parts of the evidence that attacks observe. Each is there once `MembershipMethod.missing(from:)` finds nothing missing.
extension MembershipEvidence {
  /// The target's margins beside those of models without the candidate.
  var offline: OfflineMargins {
    OfflineMargins(
      target: margins,
      without: ReferenceMargins(
        of: references, trainedOnCandidate: false, candidateCount: candidateCount))
  }

  /// The target's margins beside those of models with the candidate and without it.
  var online: OnlineMargins {
    OnlineMargins(
      target: margins,
      with: ReferenceMargins(of: references, trainedOnCandidate: true, candidateCount: candidateCount),
      without: ReferenceMargins(
        of: references, trainedOnCandidate: false, candidateCount: candidateCount))
  }

  func wholeAnswers() throws(MissingEvidence) -> CandidateConfidences {
    guard let answers else { throw .confidences }
    return answers
  }

  /// The target beside its service, which may be asked.
  func modelToAsk() throws(MissingEvidence) -> (target: Target, service: ModelService) {
    guard let target, let service = target.service else { throw .model }
    return (target, service)
  }

  func whiteBox() throws(MissingEvidence) -> WhiteBoxCandidates {
    guard let target, let whiteBox = target.whiteBox else { throw .weights }
    return WhiteBoxCandidates(whiteBox, inputs: target.inputs, labels: target.labels)
  }

  /// The target as one to be asked for labels, about any input.
  func oracle() throws(MissingEvidence) -> LabelOracle {
    let (target, service) = try modelToAsk()
    return LabelOracle(inputs: target.inputs, labels: target.labels) { queries throws(Refusal) in
      try service.answers(to: queries).labels
    }
  }

  /// The scores of an attack that asks the model as it goes.
  func asking(
    _ attack: (LabelOracle) throws(Refusal) -> [Double]
  ) throws(MissingEvidence) -> [Double] {
    let oracle = try oracle()
    do throws(Refusal) { return try attack(oracle) } catch { throw .refused(error) }
  }

  /// Thresholds learned from the reference models' scores; nil without such models, or classes.
  func classThresholds(_ scores: (ReferenceModel) -> [Double]?) -> ClassThresholds? {
    let models = references.prefix(ClassThresholds.largestModelCount)
    let learned = models.compactMap(scores)
    guard let labels, !learned.isEmpty, learned.count == models.count else { return nil }
    return ClassThresholds(scores: learned, includes: models.map(\.includes), labels: labels)
  }
}
