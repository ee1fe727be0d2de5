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
  // The members at risk.
  case recordsAtRisk, recordOdds, attacksThatFind, exposureReason, marginsWithAndWithout, slices
  case deletedRecord, deletionMovesOthers
  // What is drawn of a class.
  case inversion, publicStart, classMean, differenceToTruth, recognised, recognisedInFive, secondIdentifier
  case recognisedOverSteps, nearestRecord, nearestOther, noiseRatio, queries, weights
  // What is guessed of people.
  case guessedMembers, guessedOthers, guessedWithoutModel, guessAUC, guessGap, guessGain, guessesOverSteps
  case plantedCoin, othersCoin, missingLabel, bestGuess
  // What protection costs.
  case variants, frontier, variantAccuracy, balancedTestAccuracy, variantLeakage, variantFound, canaryAUC
  case variantEpsilon, accuracyChange, leakageChange, variantSeeds, variantSeconds, columnWorth
  // Clients that train.
  case clientMix, clientUpdate, federatedRound, serversView, masks, noisePlacement, remainingLeaks
  case clientBytes, abortedRounds
  // What is computed on shares.
  case secureShares, secureLayers, computationRounds, computationBytes, triplesUsed, computationSeconds
  case secureAgreement, logitError, truncationFailure, reusedTriple, smallMask, openedLogits
  case computationProtects
  // What is claimed, and what is proven.
  case claimedEpsilon, provenEpsilon, fDPBound, gaussianEstimate, auditCeiling, auditCanaries, canaryGuesses
  case conformance
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
    case .recordsAtRisk: "records at risk"
    case .recordOdds: "odds of a member"
    case .attacksThatFind: "found by"
    case .exposureReason: "why at risk"
    case .marginsWithAndWithout: "with it, without it"
    case .slices: "slices"
    case .deletedRecord: "deleted record"
    case .deletionMovesOthers: "others moved"
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
    case .variants: "variants"
    case .frontier: "frontier"
    case .variantAccuracy: "accuracy of a variant"
    case .balancedTestAccuracy: "balanced test accuracy"
    case .variantLeakage: "AUC of a variant"
    case .variantFound: "TPR of a variant"
    case .canaryAUC: "AUC on canaries"
    case .variantEpsilon: "ε of a variant"
    case .accuracyChange: "change of accuracy"
    case .leakageChange: "change of AUC"
    case .variantSeeds: "seeds of a variant"
    case .variantSeconds: "seconds of a variant"
    case .columnWorth: "worth of a column"
    case .clientMix: "clients"
    case .clientUpdate: "update"
    case .federatedRound: "round"
    case .serversView: "what the server sees"
    case .masks: "masks"
    case .noisePlacement: "whose noise"
    case .remainingLeaks: "what still leaks"
    case .clientBytes: "bytes a client sends"
    case .abortedRounds: "aborted rounds"
    case .secureShares: "shares"
    case .secureLayers: "layers on shares"
    case .computationRounds: "rounds of a prediction"
    case .computationBytes: "bytes of a prediction"
    case .triplesUsed: "triples used"
    case .computationSeconds: "seconds of a prediction"
    case .secureAgreement: "agreement on shares"
    case .logitError: "error of logits"
    case .truncationFailure: "truncation spoils"
    case .reusedTriple: "triple used twice"
    case .smallMask: "small mask"
    case .openedLogits: "opened logits"
    case .computationProtects: "who sees what"
    case .claimedEpsilon: "claimed ε"
    case .provenEpsilon: "lower bound on ε"
    case .fDPBound: "f-DP bound"
    case .gaussianEstimate: "Gaussian estimate"
    case .auditCeiling: "ceiling of an audit"
    case .auditCanaries: "canaries"
    case .canaryGuesses: "guesses"
    case .conformance: "conformance"
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
  /// In the order of the glossary: what is learnt, what is promised, who is found out, a record of one's own, the members at risk,
  /// what is drawn, what is guessed, what protection costs, clients that train, what is computed on shares, what is claimed and proven, the
  /// knobs.
  public static let allCases: [Term] =
    [
      .testAccuracy, .trainingAccuracy, .accuracyGap, .loss, .epsilon, .delta, .recordEpsilon, .filterEpsilon,
      .forecast, .privacyOverSteps, .ledgerPhases, .gradientsClipped, .clippingNorm, .gradientsNotFinite,
      .membershipAUC, .membershipOverSteps, .modifiedEntropyAUC, .balancedAccuracy, .foundAtTenPercent,
      .foundAtOnePercent, .foundAtOneInThousand, .rocCurve, .limit, .samplesRoom, .scores, .bestAttack,
      .othersFindToo, .precision, .inputsAlone, .shuffled, .referenceModels, .typedRecord, .recordAnswer,
      .recordMargin, .recordRank, .recordLiRA, .recordOverSteps, .nearestMembers, .plantedRecord,
      .recordsAtRisk,
      .recordOdds, .attacksThatFind, .exposureReason, .marginsWithAndWithout, .slices, .deletedRecord,
      .deletionMovesOthers, .inversion,
      .publicStart, .classMean, .differenceToTruth, .recognised, .recognisedInFive, .secondIdentifier,
      .recognisedOverSteps, .nearestRecord, .nearestOther, .noiseRatio, .queries, .weights,
      .guessedMembers, .guessedOthers, .guessedWithoutModel, .guessAUC, .guessGap,
      .guessGain, .guessesOverSteps, .plantedCoin, .othersCoin, .missingLabel, .bestGuess,
      .variants, .frontier, .variantAccuracy, .balancedTestAccuracy, .variantLeakage, .variantFound,
      .canaryAUC,
      .variantEpsilon, .accuracyChange, .leakageChange, .variantSeeds, .variantSeconds, .columnWorth,
      .clientMix, .clientUpdate, .federatedRound, .serversView, .masks, .noisePlacement, .remainingLeaks,
      .clientBytes, .abortedRounds,
      .secureShares, .secureLayers, .computationRounds, .computationBytes, .triplesUsed, .computationSeconds,
      .secureAgreement, .logitError, .truncationFailure, .reusedTriple, .smallMask, .openedLogits,
      .computationProtects,
      .claimedEpsilon, .provenEpsilon, .fDPBound, .gaussianEstimate, .auditCeiling, .auditCanaries,
      .canaryGuesses, .conformance,
    ] + Knob.onScreen.map(Term.knob)
}
