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
  // A record of one's own.
  case typedRecord, recordAnswer, recordMargin, recordRank, recordLiRA, recordOverSteps
  case nearestMembers, plantedRecord
  // What is drawn of a class.
  case inversion, publicStart, classMean, differenceToTruth, recognised, recognisedInFive, secondIdentifier
  case recognisedOverSteps, nearestRecord, nearestOther, noiseRatio, queries, weights
  // What is guessed of people.
  case guessedMembers, guessedOthers, guessedWithoutModel, guessAUC, guessGap, guessGain, guessesOverSteps
  case plantedCoin, othersCoin, missingLabel, bestGuess
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
    case .typedRecord: "record"
    case .recordAnswer: "answer"
    case .recordMargin: "margin"
    case .recordRank: "above outsiders"
    case .recordLiRA: "LiRA of the record"
    case .recordOverSteps: "before, after"
    case .nearestMembers: "nearest members"
    case .plantedRecord: "planted record"
    case .inversion: "inversion"
    case .classMean: "class mean"
    case .publicStart: "where it began"
    case .differenceToTruth: "difference to the truth"
    case .recognised: "recognised"
    case .recognisedInFive: "among the nearest five"
    case .secondIdentifier: "recognised by a network"
    case .recognisedOverSteps: "recognised over steps"
    case .nearestRecord: "nearest member"
    case .nearestOther: "nearest other record"
    case .noiseRatio: "PSNR"
    case .queries: "queries"
    case .weights: "weights"
    case .guessedMembers: "guessed of members"
    case .guessedOthers: "guessed of others"
    case .guessedWithoutModel: "guessed without the model"
    case .guessAUC: "AUC of guesses"
    case .guessGap: "gap of guesses"
    case .guessGain: "the model adds"
    case .guessesOverSteps: "guesses over steps"
    case .plantedCoin: "coins of members"
    case .othersCoin: "coins of others"
    case .missingLabel: "missing label"
    case .bestGuess: "methods of guessing"
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
  /// In the order of the glossary: what is learnt, what is promised, who is found out, a record of one's own, what is drawn, what
  /// is guessed, the knobs.
  public static let allCases: [Term] =
    [
      .testAccuracy, .trainingAccuracy, .accuracyGap, .loss, .epsilon, .delta, .recordEpsilon, .filterEpsilon,
      .forecast, .privacyOverSteps, .ledgerPhases, .gradientsClipped, .clippingNorm, .gradientsNotFinite,
      .membershipAUC, .membershipOverSteps, .modifiedEntropyAUC, .balancedAccuracy, .foundAtTenPercent,
      .foundAtOnePercent, .foundAtOneInThousand, .rocCurve, .limit, .samplesRoom, .scores, .bestAttack,
      .othersFindToo, .precision, .inputsAlone, .shuffled, .referenceModels, .typedRecord, .recordAnswer,
      .recordMargin, .recordRank, .recordLiRA, .recordOverSteps, .nearestMembers, .plantedRecord, .inversion,
      .publicStart, .classMean, .differenceToTruth, .recognised, .recognisedInFive, .secondIdentifier,
      .recognisedOverSteps, .nearestRecord, .nearestOther, .noiseRatio, .queries, .weights,
      .guessedMembers, .guessedOthers, .guessedWithoutModel, .guessAUC, .guessGap,
      .guessGain, .guessesOverSteps, .plantedCoin, .othersCoin, .missingLabel, .bestGuess,
    ] + Knob.onScreen.map(Term.knob)
}
