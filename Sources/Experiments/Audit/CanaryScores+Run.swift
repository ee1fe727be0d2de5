import AccessControl
import Attacks
public import Auditing
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

extension TrainingRun {
  /// What an audit guesses by: of each canary, or without any of each unit of the pool, how much the model seems to have been trained
  /// on it. nil where no coin is fair.
  ///
  /// It is asked as its owner asks, for every confidence: ε covers the weights, whatever the door shows.
  public var canaryScores: CanaryScores? {
    data.canaryScores(of: network, settings: log.configuration)
  }
}

extension Snapshot {
  /// As of a run.
  public var canaryScores: CanaryScores? {
    data.canaryScores(of: network, settings: startConfiguration)
  }
}

extension ExperimentData {
  fileprivate func canaryScores(
    of network: Network<Float>, settings: ExperimentConfiguration
  ) -> CanaryScores? {
    guard let audited = settings.auditedCanaries else { return nil }
    let isIncluded = canaries?.isMember ?? split.isUnitMember
    return CanaryScores(
      scores: scores(of: network, settings: settings, audited: audited), isIncluded: isIncluded)
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
