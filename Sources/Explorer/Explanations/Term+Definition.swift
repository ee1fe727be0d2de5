import Experiments

extension Term {
  /// What it is, in one sentence without any value: the glossary's line, and what is said while there is no value.
  public var definition: String {
    switch self {
    case .testAccuracy: "Of new records, the share that the model labels rightly."
    case .trainingAccuracy:
      "Of the records it was trained on, the share that the model labels as it was told."
    case .accuracyGap: "How much more often the model is right on its own records than on new ones."
    case .loss: "How little the model believes in the right label, on average: 0 where it is certain of it."
    case .epsilon: "By how much the model can change what anybody knows of one record, as a power of e."
    case .delta:
      "What is added to the probability that ε allows: not the chance that its promise fails, which may be larger."
    case .recordEpsilon:
      "ε for one photograph replaced by another of the same person, or one record of a client by another."
    case .filterEpsilon: "ε counted at one Rényi order fixed beforehand: what stops a run at its budget."
    case .forecast: "Where ε will be at a later step if no knob moves."
    case .privacyOverSteps: "After each step, the ε of all steps up to it."
    case .ledgerPhases: "Stretches of equal steps: where noise or sampling changes, another begins."
    case .gradientsClipped:
      "The share of records whose gradient was longer than the clipping norm, and was cut."
    case .clippingNorm:
      "The most that one record's gradient counts for at the moment, as it follows a quantile."
    case .gradientsNotFinite: "Gradients that were infinite or no number, and counted as nothing."
    case .membershipAUC:
      "Of one member and one outsider, how often an attack takes the right one for the member."
    case .membershipOverSteps: "How well the loss threshold tells members from outsiders after each step."
    case .modifiedEntropyAUC:
      "The AUC of a second attack, by how little the model hesitates about the right label."
    case .balancedAccuracy:
      "How often an attack is right when it is asked about as many members as outsiders."
    case .foundAtTenPercent, .foundAtOnePercent, .foundAtOneInThousand:
      "The share of members found by an attack that accuses at most \(perHundred(falsePositiveRate ?? 0)) of 100 outsiders."
    case .rocCurve: "For each share of outsiders accused, the share of members found."
    case .limit: "The most members that any attack can find, for each share of outsiders it accuses."
    case .samplesRoom:
      "How far above the limit a curve may lie by chance, with so few records to measure it on."
    case .scores: "How the scores that an attack gives are spread, over members and over outsiders."
    case .bestAttack: "All attacks with what each found: a larger AUC tells members from outsiders better."
    case .othersFindToo: "Of the members that one attack finds, the share that another attack finds as well."
    case .precision:
      "Of all whom an attack accuses, the share that were members, at an assumed share of members."
    case .inputsAlone:
      "The AUC of a control that never sees the model, which should be about one half."
    case .shuffled: "The best AUC of all attacks once it is dealt out at random who was a member: a control."
    case .referenceModels: "Models trained like this one on other members, for the attack to compare with."
    case .typedRecord:
      "A record of one's own, typed in or drawn: Enter or i enters it, arrows move and change, Esc gives the keys back."
    case .recordAnswer: "How sure the model is of each class, asked about the record."
    case .recordMargin:
      "How far the record's label stands before all other classes in the model's answer: 0 where it is as likely as the others together."
    case .recordRank:
      "Of 100 outsiders, and of 100 members, how many the model is less confident of than of the record."
    case .recordLiRA:
      "The record under reference models that are there already, scored as every candidate is."
    case .recordOverSteps: "The record's margin over the steps, in this run and in the one before."
    case .nearestMembers: "The records of the training set that are most like the record to the network."
    case .plantedRecord:
      "A record put into the training set from a restart on: certainly in, no coin, and outside every count of members and every curve of an attack."
    case .recordsAtRisk: "The members whom the attack that ranks finds most, the first of them first."
    case .recordOdds:
      "How much likelier a record with such a score is a member than an outsider, where half of all are members."
    case .attacksThatFind:
      "How many attacks accuse the record while they accuse at most 1 of 100 outsiders."
    case .exposureReason:
      "What is known of the record without the model that may make it stand out: a wrong label, other labels near to it, rare values."
    case .marginsWithAndWithout:
      "The margins that reference models give the record: those trained on it, and those not."
    case .slices:
      "For records that have something in common: how well members are told from others, and how often the model is right about new ones."
    case .deletedRecord:
      "The record's margin when it is left out and the run is trained again, with all draws of the others as they were."
    case .deletionMovesOthers:
      "How far the margins of other members move when the record is deleted, beside how far they move between two trainings of the same members."
    case .inversion: "What an adversary draws of a class from the weights, or from answers."
    case .publicStart:
      "The mean of records that were not trained on: where a drawing begins, and the control beside it."
    case .differenceToTruth: "What was drawn of a class less the mean of its training records."
    case .classMean: "The mean of a class in the training set: what a drawing is compared with."
    case .recognised: "Of how many classes the drawing is told apart from those of all others."
    case .recognisedInFive:
      "Of how many classes the drawing has its own class among the five that it is most like."
    case .secondIdentifier:
      "Of how many classes the drawing is told by a network that saw held-out records alone."
    case .recognisedOverSteps: "After each step, the share of classes whose drawing is recognised."
    case .nearestRecord: "How like a drawing is to the training record that it is most like."
    case .nearestOther: "How like a drawing is to the held-out record that it is most like."
    case .noiseRatio:
      "How large pixels are beside the error of a drawing against its class mean, in decibels."
    case .queries: "How many records of its own an adversary asks the model about, and what it is answered."
    case .weights: "The first layer's weights drawn as pictures: what a model shows with no attack at all."
    case .guessedMembers:
      "Of the people the model was trained on, the share whose hidden value an adversary guesses rightly."
    case .guessedOthers: "Of people it was not trained on, the share whose hidden value is guessed rightly."
    case .guessedWithoutModel:
      "The share that is guessed rightly by public records alone, with no model asked: what is no leak."
    case .guessAUC: "Of two members with different values, how often the guesses tell which has which."
    case .guessGap:
      "How much more often members are guessed rightly than others: what comes of having been in the training set, and of chance."
    case .guessGain: "How much more often members are guessed rightly with the model than without it."
    case .guessesOverSteps:
      "After each step, the share guessed rightly of members, of others and without the model."
    case .plantedCoin:
      "Of coin flips that were planted in the records of members, the share that is guessed rightly."
    case .othersCoin:
      "Of coin flips planted in the records of others, the share guessed rightly: one half, in truth."
    case .missingLabel:
      "How often the label itself is guessed rightly of members, where it is what is hidden."
    case .bestGuess: "All ways to guess, with what each finds of members and of others."
    case .variants: "Variants of one configuration, each trained and attacked alike with the same seeds."
    case .frontier:
      "The variants that no other beats: none is at least as accurate, leaks at most as much, and is better in one of the two."
    case .variantAccuracy:
      "Of held-out records, the share that a variant labels rightly, the mean over its seeds."
    case .balancedTestAccuracy:
      "The mean over the classes of the share of each that is labelled rightly, on held-out records."
    case .variantLeakage:
      "Of one member and one outsider of a variant, how often online LiRA takes the right one for the member."
    case .variantFound:
      "The share of members found by online LiRA while it accuses at most 1 of 100 outsiders of a variant."
    case .canaryAUC:
      "The AUC of an attack on planted canaries alone, each in or out by a coin: what a model knows only by heart."
    case .variantEpsilon: "The ε of a variant's own steps."
    case .accuracyChange:
      "How much more often a variant is right than the first of the list, on the same seeds."
    case .leakageChange: "How much higher the AUC of a variant is than that of the first of the list."
    case .variantSeeds: "How often a variant was trained and attacked: once with each seed."
    case .variantSeconds: "How long training and attacking a variant took, on one core."
    case .columnWorth:
      "By how much worse a model tells the classes apart once the values of a column are dealt anew among records."
    case .clientMix: "Who holds the records: each client has some, with a mix of labels of its own."
    case .clientUpdate: "What a client's model moved by in a round, a number for every parameter."
    case .federatedRound:
      "Some clients train the model on their own records, and the server adds up what their models moved by."
    case .serversView: "What a client has, what it sends, and what the server gets of it."
    case .masks:
      "Random numbers that hide each client's update, and that cancel in the sum or are taken off it."
    case .noisePlacement: "Who adds the noise, and so against whom ε holds."
    case .remainingLeaks: "What an adversary still gets where the server sees sums alone."
    case .clientBytes: "How many bytes one client sends in a round, all of its messages together."
    case .abortedRounds: "Rounds with too few clients left for their sum to be opened."
    case .secureShares:
      "Two random words for each value, one with either party: alone they are noise, and their sum is the value."
    case .secureLayers:
      "A network's layers computed on shares: neither party sees an input, a weight or a unit of the other."
    case .computationRounds:
      "How often both parties send a message and wait for the other's, for one prediction."
    case .computationBytes:
      "What each party sends for a prediction, and once a model to open its masked weights."
    case .triplesUsed:
      "Random numbers with their products that the dealer shared out beforehand: each serves one product."
    case .computationSeconds:
      "How long a prediction takes here, and by its rounds and bytes on other connections."
    case .secureAgreement:
      "Of held-out records, how many get the class on shares that they get from the network itself."
    case .logitError: "How far logits computed on shares are from the network's own, at most."
    case .truncationFailure:
      "An upper bound of the probability that shifting shares without a message spoils a prediction."
    case .reusedTriple: "What is seen where two records are hidden by the same mask: one less the other."
    case .smallMask: "What is seen of a record under a mask of fewer bits than the words have."
    case .openedLogits:
      "What a class looks like that is drawn from revealed logits, beside one drawn from labels alone."
    case .computationProtects:
      "What computing on shares hides from whom, what it does not, and who is taken to be honest."
    case .claimedEpsilon:
      "What the accountant says of a run's settings: an upper bound, if the trainer does what they say."
    case .provenEpsilon:
      "What ε is at least: below it nobody would be so lucky at guessing which canaries were in, whatever the mechanism."
    case .fDPBound:
      "The same from the same guesses, for a mechanism that is told apart as two normal distributions are."
    case .gaussianEstimate:
      "What ε is at least by how far apart the scores of canaries are, if these are normal and independent."
    case .auditCeiling:
      "The most that an audit with so many guesses could prove, with every one of them right."
    case .auditCanaries:
      "Records that are planted to be found, each in or out by a fair coin; without any, the pool's own records."
    case .canaryGuesses:
      "What an adversary says of canaries, surest first: the highest scores were in, and the lowest out."
    case .conformance:
      "Whether each step of the trainer did what was counted: its noise, its clipping, its batches and their number."
    case .knob(let knob): knob.help ?? "The \(knob.sentenceTitle)."
    }
  }
}

/// A share in people of a hundred: whole ones, and below ten with a decimal where there is one.
func perHundred(_ share: Double) -> String {
  let people = 100 * share
  guard people < 9.95, people > 0 else { return "\(Int(people.rounded()))" }
  let text = fixed(people, 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
