import AccessControl
import Attacks
import Auditing
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

extension TrainingRun {
  /// What guesses at its canaries prove, or without any at the units of its pool.
  ///
  /// The model is asked as its owner asks, for every confidence: ε covers the weights, whatever the door shows.
  ///
  /// - Parameters:
  ///   - guessCount: chosen before anybody saw a score, and no more than there are canaries; nil is a fifth of these.
  ///   - alpha: as in `Audit`.
  /// - Throws: `AuditObstacle`.
  public func audit(guessCount: Int? = nil, alpha: Double = 0.05) throws(AuditObstacle) -> Audit {
    try data.audit(of: network, settings: log.configuration, guessCount: guessCount, alpha: alpha)
  }
}

extension Snapshot {
  /// As of a run, with a fifth of the canaries guessed at.
  ///
  /// - Throws: `AuditObstacle`.
  func audit() throws(AuditObstacle) -> Audit { try data.audit(of: network, settings: startConfiguration) }
}

extension ExperimentData {
  fileprivate func audit(
    of network: Network<Float>, settings: ExperimentConfiguration, guessCount: Int? = nil,
    alpha: Double = 0.05
  ) throws(AuditObstacle) -> Audit {
    let kind = try settings.auditedCanaries()
    let isIncluded = canaries?.isMember ?? split.isUnitMember
    guard isIncluded.contains(true), isIncluded.contains(false) else {
      throw .noCoinFell(canaries: isIncluded.count, included: isIncluded.contains(true))
    }
    return Audit(
      of: CanaryScores(
        scores: scores(of: network, settings: settings, audited: kind), isIncluded: isIncluded),
      kind: kind, guessCount: guessCount ?? CanaryGuesses.defaultCount(of: isIncluded.count),
      delta: settings.delta, alpha: alpha)
  }

  /// Higher for what was in.
  ///
  /// - Parameter initial: what crafted gradients moved the weights from; nil takes the run's own.
  func scores(
    of network: Network<Float>, settings: ExperimentConfiguration, audited: AuditedCanaries,
    from initial: Network<Float>? = nil
  ) -> [Double] {
    if audited == .gradient, let canaries, let architecture = try? settings.validate() {
      let start =
        initial
        ?? initialNetwork(architecture, of: settings, random: RandomStream(seed: settings.seed))
      // A descent goes against the gradient.
      return canaries.diracParameters(inputCount: inputCount).map {
        Double(start.parameters.values[$0]) - Double(network.parameters.values[$0])
      }
    }
    do {
      if let canaries, let questions = canaryQuestions() {
        return try canaries.margins(
          asking: ModelService(network, showsWeights: false), questions, copies: noisyCopies)
      }
      let margins = Answers(logits: model(of: network).logits(of: candidateInputs), labels: candidateLabels)
        .confidences.margins()
      return split.recordsOfUnits.map { margins.means(of: $0) } ?? margins
    } catch {
      preconditionFailure("who has a model is answered by it: \(error)")
    }
  }
}

extension [Double] {
  fileprivate func means(of groups: [Range<Int>]) -> [Double] {
    groups.map { group in self[group].reduce(0, +) / Double(group.count) }
  }
}
