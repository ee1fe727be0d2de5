public import Experiments

/// What the explorer shows a number or a chart of: each has an `Explanation`, and a line in help.
public enum Term: Hashable, Sendable {
  // What the model learns.
  case testAccuracy, trainingAccuracy, accuracyGap, loss
  // What ε promises, and what the steps were.
  case epsilon, delta, recordEpsilon, filterEpsilon, forecast, privacyOverSteps
  case ledgerPhases, gradientsClipped, clippingNorm, gradientsNotFinite
  // Who is found out.
  case membershipAUC, membershipOverSteps, modifiedEntropyAUC, balancedAccuracy
  case foundAtTenPercent, foundAtOnePercent, foundAtOneInThousand
  case rocCurve, limit, samplesRoom, scores
  case bestAttack, othersFindToo, precision, inputsAlone, shuffled, referenceModels
  // What is drawn of a class.
  case inversion, classMean, recognised, weights
  /// Its own `explanation` is its sentence.
  case knob(Knob)

  /// What panes call it, in a few words.
  public var name: String {
    switch self {
    case .testAccuracy: "test accuracy"
    case .trainingAccuracy: "training accuracy"
    case .accuracyGap: "train minus test"
    case .loss: "loss"
    case .epsilon: "ε"
    case .delta: "δ"
    case .recordEpsilon: "ε per photograph"
    case .filterEpsilon: "ε of the filter"
    case .forecast: "forecast of ε"
    case .privacyOverSteps: "privacy spent"
    case .ledgerPhases: "phases of the ledger"
    case .gradientsClipped: "gradients clipped"
    case .clippingNorm: "clipping norm now"
    case .gradientsNotFinite: "gradients not finite"
    case .membershipAUC: "AUC"
    case .membershipOverSteps: "AUC over steps"
    case .modifiedEntropyAUC: "AUC by modified entropy"
    case .balancedAccuracy: "balanced accuracy"
    case .foundAtTenPercent: "TPR at 10 % FPR"
    case .foundAtOnePercent: "TPR at 1 % FPR"
    case .foundAtOneInThousand: "TPR at 0.1 % FPR"
    case .rocCurve: "ROC curve"
    case .limit: "limit on attacks"
    case .samplesRoom: "sample's room"
    case .scores: "scores"
    case .bestAttack: "best of the attacks"
    case .othersFindToo: "others find too"
    case .precision: "right of those accused"
    case .inputsAlone: "AUC, inputs alone"
    case .shuffled: "best AUC, shuffled"
    case .referenceModels: "reference models"
    case .inversion: "inversion"
    case .classMean: "class mean"
    case .recognised: "recognised"
    case .weights: "weights"
    case .knob(let knob): knob.title
    }
  }

  /// The false positive rate that it is a true positive rate at.
  var falsePositiveRate: Double? {
    switch self {
    case .foundAtTenPercent: 0.1
    case .foundAtOnePercent: 0.01
    case .foundAtOneInThousand: 0.001
    default: nil
    }
  }

  /// The true positive rate at that false positive rate.
  static func found(atFalsePositiveRate rate: Double) -> Term {
    rate > 0.05 ? .foundAtTenPercent : rate > 0.005 ? .foundAtOnePercent : .foundAtOneInThousand
  }
}

extension Term: CaseIterable {
  /// In the order of the glossary: what is learnt, what is promised, who is found out, what is drawn, the knobs.
  public static let allCases: [Term] =
    [
      .testAccuracy, .trainingAccuracy, .accuracyGap, .loss, .epsilon, .delta, .recordEpsilon, .filterEpsilon,
      .forecast, .privacyOverSteps, .ledgerPhases, .gradientsClipped, .clippingNorm, .gradientsNotFinite,
      .membershipAUC, .membershipOverSteps, .modifiedEntropyAUC, .balancedAccuracy, .foundAtTenPercent,
      .foundAtOnePercent, .foundAtOneInThousand, .rocCurve, .limit, .samplesRoom, .scores, .bestAttack,
      .othersFindToo, .precision, .inputsAlone, .shuffled, .referenceModels, .inversion, .classMean,
      .recognised, .weights,
    ] + Knob.onScreen.map(Term.knob)
}
