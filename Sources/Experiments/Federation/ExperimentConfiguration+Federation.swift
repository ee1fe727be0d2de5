import DifferentialPrivacy
import FederatedLearning
import NeuralNetworks
public import Records

extension ExperimentConfiguration {
  /// Whether clients train, and a step is a round.
  public var isFederated: Bool { federation.clientCount != nil }

  /// What ε is of.
  public var protectedUnit: PrivacyUnit { isFederated ? .client : unit }

  /// How many units of which ε is are expected: what δ is to be small beside.
  public var protectedUnitCount: Int { federation.clientCount ?? trainSize }

  /// The step as a quantile sees it, of which the examples are clients where there are some.
  var sampledStep: StepSettings { isFederated ? federation.roundSettings(of: step) : step }

  /// Gradients of single records that a step computes, on average.
  var gradientsPerStep: Double {
    isFederated
      ? federation.participation * Double(trainSize * federation.localEpochs) : step.expectedBatchSize
  }

  /// Takes the rates and the number of steps that suit the data set, with clients or without.
  public mutating func adoptPaces() {
    let defaults = reference.defaults
    if isFederated {
      (steps, step.learningRate) = (defaults.federated.roundCount, defaults.federated.learningRate)
      (optimizer, step.momentum, step.weightDecay) = (.sgd, 0, 0)
    } else {
      (steps, step.learningRate) = (defaults.stepCount, defaults.learningRate)
      (step.momentum, step.weightDecay) = (defaults.momentum, defaults.weightDecay)
    }
  }

  /// - Parameters:
  ///   - parameterCount: values of an update.
  ///   - poolCount: records that are dealt, the most that an update's weights come to.
  /// - Throws: `ConfigurationError` where sums would wrap, or rounding take too much.
  func checkSecureSums(parameterCount: Int, poolCount: Int) throws(ConfigurationError) {
    guard isFederated, federation.aggregation == .secure else { return }
    let sums = SecureSumLimits(
      step: sampledStep, federation: federation, parameterCount: parameterCount,
      // What is planted has weight too.
      recordCount: poolCount + planted.count + (canaries == .none ? 0 : canaryCount))
    guard sums.fit(bits: federation.quantizationBits) else {
      throw .federation(.capacity(bits: federation.quantizationBits, fitting: sums.fittingBits))
    }
    guard sums.isFine(bits: federation.quantizationBits) else {
      throw .federation(.coarseGrid(bits: federation.quantizationBits, fitting: sums.usualBits))
    }
  }
}
