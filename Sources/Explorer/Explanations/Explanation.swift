import Attacks
import Experiments
import TerminalCanvas

/// A term explained with the numbers of the moment: a value that is drawn, spoken and exported.
package struct Explanation: Hashable, Sendable {
  package let term: Term
  package let name: String
  /// What the number says, in one plain sentence; while there is none, what it is and why there is none.
  package let plain: String
  /// What it does not mean.
  package let notMeaning: String
  /// How it is computed, with the values of the moment where there are any.
  package let formula: String
  /// Author, year, and where to find it.
  package let paper: String
  /// What else there is to say at the moment.
  package let details: [String]
  /// What it means for a hundred members and a hundred outsiders; nil where it is not about them, or nothing is known.
  package let people: PeopleGrids?

  /// A pure function of the subject.
  ///
  /// - Parameter adversary: whose figures of membership are meant.
  package init(
    of term: Term, in context: ScreenContext, against adversary: Adversary = .lossThreshold
  ) {
    let today = Today(subject: context.subject, adversary: adversary)
    let reading = today.reading(of: term)
    let spelled = context.glyphs.spelled
    self.term = term
    name = spelled(term.name)
    plain = spelled(reading?.plain ?? "\(term.definition) \(today.reasonForNothing(of: term))")
    notMeaning = spelled(reading?.caveat ?? term.caveat)
    formula = spelled(reading?.formula ?? term.formula)
    paper = spelled(reading?.paper ?? term.paper)
    details = reading?.details.map(spelled) ?? []
    people = term.isOfPeople ? PeopleGrids(today, glyphs: context.glyphs) : nil
  }

  /// All of it one after another, as it is read aloud.
  package var sentences: [String] {
    ([plain, notMeaning] + details).filter { !$0.isEmpty } + ["Formula: \(formula).", "Paper: \(paper)."]
  }
}

/// The numbers of the moment, as sentences of explanations.
struct Today {
  let subject: Subject
  let adversary: Adversary

  /// What is said of a term that has a value.
  struct Reading {
    var plain: String
    /// nil is the term's own, without values.
    var formula: String?
    /// nil is the term's own.
    var paper: String?
    var details: [String] = []
    /// nil is the term's own.
    var caveat: String?
  }

  /// nil where nothing is known of it.
  func reading(of term: Term) -> Reading? {
    switch term {
    case .testAccuracy, .trainingAccuracy, .accuracyGap, .loss: ofLearning(term)
    case .epsilon: ofEpsilon
    case .delta, .recordEpsilon, .filterEpsilon, .forecast, .privacyOverSteps: ofPrivacy(term)
    case .ledgerPhases, .gradientsClipped, .clippingNorm, .gradientsNotFinite: ofSteps(term)
    case .membershipAUC, .membershipOverSteps, .modifiedEntropyAUC, .balancedAccuracy, .foundAtTenPercent,
      .foundAtOnePercent, .foundAtOneInThousand, .rocCurve:
      ofMembership(term)
    case .limit, .samplesRoom, .scores: ofLimits(term)
    case .bestAttack, .othersFindToo, .precision, .inputsAlone, .shuffled, .referenceModels:
      ofInvestigation(term)
    case .typedRecord, .recordAnswer, .recordMargin, .recordRank, .recordLiRA, .recordOverSteps,
      .nearestMembers, .plantedRecord:
      ofRecord(term)
    case .recordsAtRisk, .recordOdds, .attacksThatFind, .exposureReason, .marginsWithAndWithout, .slices,
      .deletedRecord, .deletionMovesOthers:
      ofExposure(term)
    case .inversion, .publicStart, .classMean, .differenceToTruth, .recognised, .recognisedInFive,
      .secondIdentifier, .recognisedOverSteps, .nearestRecord, .nearestOther, .noiseRatio, .queries:
      ofInversion(term)
    case .weights: ofWeights
    case .guessedMembers, .guessedOthers, .guessedWithoutModel, .guessAUC, .guessGap, .guessGain,
      .guessesOverSteps, .plantedCoin, .othersCoin, .missingLabel, .bestGuess:
      ofGuesses(term)
    case .variants, .frontier, .variantAccuracy, .balancedTestAccuracy, .variantLeakage, .variantFound,
      .canaryAUC,
      .variantEpsilon, .accuracyChange, .leakageChange, .variantSeeds, .variantSeconds, .columnWorth:
      ofComparison(term)
    case .clientMix, .clientUpdate, .federatedRound, .serversView, .masks, .noisePlacement, .remainingLeaks,
      .clientBytes, .abortedRounds:
      ofFederation(term)
    case .secureShares, .secureLayers, .computationRounds, .computationBytes, .triplesUsed,
      .computationSeconds, .secureAgreement, .logitError, .truncationFailure, .reusedTriple, .smallMask,
      .openedLogits, .computationProtects:
      ofComputation(term)
    case .claimedEpsilon, .provenEpsilon, .fDPBound, .gaussianEstimate, .auditCeiling, .auditCanaries,
      .canaryGuesses, .conformance:
      ofAudit(term)
    case .knob(let knob): ofKnob(knob)
    }
  }

  private static let noFigure = "At the moment there is no figure of it."

  /// Why there is no value, in a sentence.
  func reasonForNothing(of term: Term) -> String {
    if term.isOfComparison { return reasonForNoComparison }
    guard subject.snapshot != nil else { return "No run has begun yet." }
    if term.isOfComputation { return reasonForNoComputation }
    if term.isOfAudit { return reasonForNoAudit }
    if term.isOfFederation {
      return subject.snapshot?.federation == nil
        ? "This run has no clients: on the Federation screen s begins one that has."
        : "No round has been held yet, or there is no figure of it."
    }
    guard let moment = subject.moment else { return "Nothing has been measured yet." }
    if term.isOfMembership, let obstacle = subject.obstacleToMembership { return obstacle }
    let isOfMoment = if case .chosen = adversary { term == .modifiedEntropyAUC } else { true }
    if term.isOfMembership, isOfMoment, let obstacle = subject.obstacleToLosses { return obstacle }
    if term.isOfGuesses, let obstacle = chosenGuess.obstacle { return obstacle }
    if moment.isDiverged { return "Training diverged: what the model answers is no longer a number." }
    switch term {
    case .recordEpsilon: return "In this run what is protected is a record, or its ε is infinite."
    case .ledgerPhases, .gradientsClipped, .clippingNorm, .gradientsNotFinite, .forecast:
      return subject.isLookingBack
        ? "Of a step that is looked back at it is not kept."
        : "At the moment there is nothing of it to count."
    default:
      guard term.isOfMembership, case .chosen(let method, _) = adversary else { return Self.noFigure }
      let chosen = ChosenAttack(subject: subject, glyphs: .braille, method: method)
      return chosen.entry == nil ? chosen.reasonForNothing : Self.noFigure
    }
  }
}

extension Term {
  /// Whether it needs members and outsiders.
  fileprivate var isOfMembership: Bool {
    switch self {
    case .membershipAUC, .membershipOverSteps, .modifiedEntropyAUC, .balancedAccuracy, .foundAtTenPercent,
      .foundAtOnePercent, .foundAtOneInThousand, .rocCurve, .scores, .bestAttack, .othersFindToo, .precision,
      .inputsAlone, .shuffled, .referenceModels, .samplesRoom:
      true
    default: false
    }
  }

  /// Whether it is of what attribute attacks guess.
  fileprivate var isOfGuesses: Bool {
    switch self {
    case .guessedMembers, .guessedOthers, .guessedWithoutModel, .guessAUC, .guessGap, .guessGain,
      .guessesOverSteps, .plantedCoin, .othersCoin, .missingLabel, .bestGuess:
      true
    default: false
    }
  }

  /// Whether it is of variants that are compared.
  fileprivate var isOfComparison: Bool {
    switch self {
    case .variants, .frontier, .variantAccuracy, .balancedTestAccuracy, .variantLeakage, .variantFound,
      .canaryAUC,
      .variantEpsilon, .accuracyChange, .leakageChange, .variantSeeds, .variantSeconds, .columnWorth:
      true
    default: false
    }
  }

  /// Whether it is of clients that train.
  fileprivate var isOfFederation: Bool {
    switch self {
    case .clientMix, .clientUpdate, .federatedRound, .serversView, .masks, .noisePlacement, .remainingLeaks,
      .clientBytes, .abortedRounds:
      true
    default: false
    }
  }

  /// Whether it is of what is computed on shares.
  fileprivate var isOfComputation: Bool {
    switch self {
    case .secureShares, .secureLayers, .computationRounds, .computationBytes, .triplesUsed,
      .computationSeconds, .secureAgreement, .logitError, .truncationFailure, .reusedTriple, .smallMask,
      .openedLogits, .computationProtects:
      true
    default: false
    }
  }

  /// Whether it is of what an audit proves.
  fileprivate var isOfAudit: Bool {
    switch self {
    case .claimedEpsilon, .provenEpsilon, .fDPBound, .gaussianEstimate, .auditCeiling, .auditCanaries,
      .canaryGuesses, .conformance:
      true
    default: false
    }
  }

  /// Whether two grids of a hundred people show it.
  fileprivate var isOfPeople: Bool {
    switch self {
    case .epsilon, .limit, .membershipAUC, .rocCurve, .foundAtTenPercent, .foundAtOnePercent,
      .foundAtOneInThousand:
      true
    default: false
    }
  }
}
