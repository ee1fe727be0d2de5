import Experiments

extension Term {
  /// What it does not mean, whatever its value.
  var caveat: String {
    switch self {
    case .testAccuracy:
      "It says nothing of who is found out: a model may be right on new records and still give its own away. Where one class is frequent, a constant answer scores high."
    case .trainingAccuracy:
      "It is no measure of quality: a model may learn its records by heart, wrong labels and all. It is measured on training data, and ε does not cover it."
    case .accuracyGap:
      "A small gap is no proof of privacy: attacks that see more than the label find members without one. It is measured on training data, and ε does not cover it."
    case .loss:
      "A low loss on training records is no skill. The distance between the two curves is what the loss threshold feeds on; losses with other numbers of classes do not compare."
    case .epsilon:
      "ε limits what any attack learns of one record. It is no measure of what the attacks here find, it does not limit what the model says of people in general, and figures with † are not covered by it."
    case .delta:
      "It is not the chance that somebody is found out. It has to be far below one in the number of records, for a δ that large lets a whole record be published."
    case .recordEpsilon:
      "It is no ε of a person, or of a client: that of half a person's photographs, more or fewer, or of a client stands above it."
    case .filterEpsilon:
      "What was spent of a budget may not be quoted; the budget may, where no knob was turned by a figure with †. Without a budget that was fixed beforehand it is a figure as run, and no promise. It is counted more coarsely than ε, and mostly larger."
    case .forecast:
      "It is no promise: every turn of a knob moves it. Steps that are not taken cost nothing."
    case .privacyOverSteps:
      "No later step takes back what an earlier one gave away. The line of a budget is the filter's, which counts more coarsely: a run may stop while ε is below it."
    case .ledgerPhases:
      "More phases do not cost more by themselves: each step costs what its own noise and sampling say. Turning a knob after looking is what no ε covers unless a budget was fixed beforehand."
    case .gradientsClipped:
      "Many clipped gradients are no fault, and few are no leak: ε depends on the clipping norm and not on how many reach it. The share itself is of training data, and ε does not cover it."
    case .clippingNorm:
      "A smaller norm is not more privacy by itself: the noise is a multiple of it and shrinks with it. Noise hides the count that moves it, and ε pays for that count."
    case .gradientsNotFinite:
      "The bound holds, for each counted as nothing; but learning has gone wrong, mostly by too high a learning rate. ε does not cover the figure itself."
    case .membershipAUC:
      "It is an average over everybody: near one half it may still hide a few who are found for certain. It is not the chance that an accused was a member, and no bound: another attack may do better. ε does not cover the figure."
    case .membershipOverSteps:
      "The band is the interval of each moment by itself, on the same people: it is no test of whether the curve rose. It is one attack, and others may find more."
    case .modifiedEntropyAUC:
      "Where it agrees with the loss threshold that is no second proof: both read the same answers. With two classes it ranks as the loss does."
    case .balancedAccuracy:
      "It is an average, and weighs a false accusation like a missed member: one half may hide members who are found for certain. Nobody is asked about as many members as outsiders in earnest."
    case .foundAtTenPercent, .foundAtOnePercent, .foundAtOneInThousand:
      "Not all whom it accuses were members: outsiders are among them, the more the rarer members are. It is one attack measured on few people, and no bound: another may find more. ε does not cover the figure."
    case .rocCurve:
      "The diagonal is guessing. The left end rests on very few outsiders. A curve far below the limit is no proof of privacy: it is one attack. ε does not cover the curve."
    case .limit:
      "An attack that stays below it makes ε no smaller. It is a limit in truth and not in a sample: a measured curve may lie above it by chance, as far as the sample's room."
    case .samplesRoom:
      "It is no limit on attacks. At one rate, 5 samples of 100 may lie above it by chance; somewhere along a whole curve, more."
    case .scores:
      "The height of a bar depends on how wide bars are. What two hills have in common is an average: members who stand out far at the right are found for certain, however much the rest overlaps. ε does not cover them."
    case .bestAttack:
      "Of many attacks that find nothing one always looks strongest: compare with the best AUC, shuffled. None of them bounds attacks that are not in the list."
    case .othersFindToo:
      "Agreement is no proof: attacks read the same answers and the same reference models, and may accuse the same outsiders too. Members found by one alone are no better hidden."
    case .precision:
      "The share of members among those asked about is assumed, not measured (w takes another). The rarer members are, the more of the accused are innocent, at the very same rates."
    case .inputsAlone:
      "It is no attack on the model. An interval that holds one half says that no difference was seen, and not that there is none."
    case .shuffled:
      "An AUC above it is hardly luck, which says nothing of how much is found. One inside it may be luck, which does not say that nothing leaks."
    case .referenceModels:
      "An adversary without records of the same kind, or your settings, has none as good. More of them sharpen the attack; what the model leaks does not change."
    case .typedRecord:
      "It is asked about and shown to nobody else: only where it is planted does a file hold it, and that is the run's log."
    case .recordAnswer:
      "A confident answer is no proof that the record was trained on: whoever is like many others is answered confidently too."
    case .recordMargin:
      "A large margin is no proof of membership: easy records have one wherever they are. What tells is how it differs between models with the record and without."
    case .recordRank:
      "It is a rank among the pool and no probability: by itself it does not say that the record was trained on. The rank among members is drawn from training data, and ε does not cover it."
    case .recordLiRA:
      "It is of the step that the reference models have reached, which may be an earlier one. While the record is neither planted nor one of the pool, no model is trained on it, and only the offline score is to be had. It is no proof either."
    case .recordOverSteps:
      "One run before and one after are two samples: noise, and with dropout the hidden units that are left out, move a margin too. Pool, coins, batches and first weights are the same where nothing else was changed."
    case .nearestMembers:
      "Being near to a member does not make the record one. What is shown is training data, and ε does not cover it."
    case .plantedRecord:
      "It does not change ε, n or any figure of the pool by definition, for it stands outside; but it trains the model, which may answer others differently. Made from a record of the pool, that one is trained on twice, and ε is not for two."
    case .recordsAtRisk:
      "Nobody who is not listed is safe: the list is of one attack, and of one model. That an average is low says nothing of its first rows. ε does not cover it."
    case .recordOdds:
      "They are counted among members and outsiders of this pool with scores as high, of whom there are few: an attacker, who cannot count them, would go by the score, which promises more. ε does not cover them."
    case .attacksThatFind:
      "Attacks read the same answers, and so agree without being right twice. A record that one of them finds is found. ε does not cover the figure."
    case .exposureReason:
      "It is no cause: many records have the same and are not found. It is drawn from training data, and ε does not cover it."
    case .marginsWithAndWithout:
      "Few models make ragged hills. They are of the step that the reference models have reached. ε does not cover them."
    case .slices:
      "Of many intervals of 95 % some miss the truth, and of many slices one always looks worst. A slice with few records says little. ε does not cover the AUC."
    case .deletedRecord:
      "What is left out of one run is not forgotten by those who saw its answers. One run again is one sample: compare it with the models without the record. ε does not cover it."
    case .deletionMovesOthers:
      "It is of one deletion. Where it is no larger than by chance, nothing was seen, and not nothing there. Removing the most exposed makes others the most exposed. ε does not cover it."
    case .inversion:
      "It is the prototype of a class: no photograph and no record, and no proof that anybody was a member. Where a class has one record it may come close to that record."
    case .publicStart:
      "It is what anybody has who has records of the same kind, without the model. A figure no better than its own says that nothing was learnt."
    case .differenceToTruth:
      "The adversary does not have it. It is stretched to the greatest difference there is, however small. It is of training data, and ε does not cover it."
    case .classMean:
      "The adversary does not have it. A drawing that is like it shows a class and, where that has many records, no single one of them. It is of training data, and ε does not cover it."
    case .recognised:
      "To be recognised is to be nearest to the right class among these, by records the model never saw. It proves nobody a member, and ε does not cover it."
    case .recognisedInFive:
      "Five of forty are found by guessing too: compare with the control. ε does not cover it."
    case .secondIdentifier:
      "It looks at other things than the means do, and the two may disagree widely: neither is a person's eye. ε does not cover it."
    case .recognisedOverSteps:
      "A curve that falls under noise may fall because noise smooths as well as hides: look at where the drawing began. ε does not cover it."
    case .nearestRecord, .nearestOther:
      "Of members and others alike it is mostly the class that is found again: a difference no greater than that of the class means themselves is no evidence that anybody was a member. ε does not cover it."
    case .noiseRatio:
      "It rewards a blurred picture: a face that nobody knows may have more decibels than one that everybody knows. ε does not cover it."
    case .queries:
      "A limit on questions slows an attack and stops none: who asks under two names asks twice as many. Rounding leaves wide steps their slope."
    case .weights:
      "A likeness in a row of weights is what the records of its class have in common; where there is one, it may come close to that record. Weights that look like noise may give away as much to an attack."
    case .guessedMembers:
      "Most of it may be guessed without the model, from what people have in common: that is no leak of a record. It is measured on training data, and ε does not cover it."
    case .guessedOthers:
      "It is no leak of theirs: the model was not trained on them. It may lie below what is guessed without the model, which leads the guess astray."
    case .guessedWithoutModel:
      "It is no leak of the model. To whom it is done it may be as harmful: what people have in common can be known of anybody, in the training set or not."
    case .guessAUC:
      "It says nothing of how often a guess is right, which depends on how frequent the values are. It is of two values, and of more there is none."
    case .guessGap:
      "While the interval holds zero, it may be chance: of a model that was not trained gaps of five points are common. No gap is no proof either: another attack may have one. ε does not cover it."
    case .guessGain:
      "An adversary that asks the model may do worse than one that does not: a gain below zero is no defence, for the adversary may leave the model out."
    case .guessesOverSteps:
      "What rises for members and others alike is what the model teaches of people in general. ε does not cover the curves."
    case .plantedCoin:
      "Nobody has such a column: it shows that a model remembers what it can have from nowhere else. ε does not cover the figure."
    case .othersCoin:
      "What differs from one half here is chance: nothing the model has seen says anything of these flips."
    case .missingLabel:
      "It is the model's accuracy, seen by an adversary: where members and others are labelled alike, the model is good and no record leaks."
    case .bestGuess:
      "The best of several on the same people looks better than it is. ε does not cover the figures."
    case .variants:
      "The best of many variants looks better than it is: choose by some seeds, and measure by others. What is chosen by these figures is chosen by training data, and ε does not cover it."
    case .frontier:
      "Points nearer than their intervals are not told apart, and which of many lie on it is partly luck. Online LiRA is one attack: what does not leak to it may leak to another."
    case .variantAccuracy:
      "A difference smaller than the spread over seeds is none. Where one class is most of the records, whoever always names it has its share: balanced accuracy stands beside it then."
    case .balancedTestAccuracy:
      "It weighs a rare class like a frequent one, as few who use the model do. Of a class with few records it wavers."
    case .variantLeakage:
      "It is an average over everybody: a defence may protect the average and not those who stand out, as canaries do. Near one half is no proof, for another attack may find more. ε does not cover it."
    case .variantFound:
      "It rests on very few outsiders, and not all whom it accuses were members. Another attack may find more. ε does not cover it."
    case .canaryAUC:
      "They are few, so that it wavers more than the AUC of everybody. They are no people, and in no other figure. What fails on them may still protect the average, and the other way round. ε does not cover it."
    case .variantEpsilon:
      "It is of one run of the variant alone. All that were trained to compare have seen the same records, and choosing one of them by its figures is what no ε here covers."
    case .accuracyChange:
      "Smaller than the spread over seeds it is none. Both were trained on the same members, so that what these have of luck is in both."
    case .leakageChange:
      "Less of it is no guarantee: a heuristic is judged by attacks that there are, and canaries stand beside it because the average flatters. ε does not cover it."
    case .variantSeeds:
      "One seed says nothing of chance in training: its interval is of its people alone. With three, an interval for the mean is wide."
    case .variantSeconds:
      "It is of this machine and of whatever else it did. The run itself takes a small part: most of it goes to reference models."
    case .columnWorth:
      "Columns that say the same share what they are worth, and each alone may seem worthless. ε leaves out \(ColumnImportance.release)."
    case .clientMix:
      "That records stay with their clients hides no update, and what an update says of them may be much. The mixes are drawn here as they were dealt; no server sees them so. ε does not cover them."
    case .clientUpdate:
      "A short update is no private one. Its norm is drawn from training data, and ε does not cover it: a server sees it where sums are plain."
    case .federatedRound:
      "A round is many steps of many clients: rounds and steps of a run without clients do not compare. Who took part is seen, masked or not."
    case .serversView:
      "Noise before the eye is no noise of differential privacy: masks are taken off the sum, and ε knows nothing of them. What is in the sum the server has, exactly."
    case .masks:
      "They hide whose an update is, and nothing of what is in the sum. A sum of two hides nothing from whoever sent one of them; nor does any sum from all but one together."
    case .noisePlacement:
      "An ε of one place says nothing in another: with noise of the server's it holds against who sees the model, and the server itself sees all. ε is of a client there, and not of a record."
    case .remainingLeaks:
      "It is no list of all there is, and none of it is an attack that runs here but that on the final model."
    case .clientBytes:
      "It is what goes up; the model comes down too, to each client that takes part. Fewer bytes are no more privacy."
    case .abortedRounds:
      "An aborted round tells nobody anything of the updates, but who was there is seen, and ε counts it as any other."
    case .secureShares:
      "Noise before the eye is no noise of differential privacy: together the shares are the record, exactly. Each hides it only while the other party keeps its own."
    case .secureLayers:
      "It hides the way and not the answer. The pictures look over both parties' shoulders, as nobody in earnest can."
    case .computationRounds:
      "Fewer rounds are no more privacy. Their number tells the network's shape, which is public."
    case .computationBytes:
      "It is what one party sends, not both, and without what frames and authenticates messages."
    case .triplesUsed:
      "Who knows them knows the masks: the dealer is trusted not to collude with either party."
    case .computationSeconds:
      "Other connections are reckoned and not measured: messages that share a line wait for each other."
    case .secureAgreement:
      "It says how exact the arithmetic is, and nothing of how good the model is, or how private."
    case .logitError:
      "A small error may turn a class where two logits are close; a large one means too few or too many fractional bits."
    case .truncationFailure:
      "It is for the largest values that weights and inputs allow, and mostly far above what happens. Exact truncation has none, for a round."
    case .reusedTriple:
      "It is made by parties that forget what they used: here each keeps count, and ends the computation."
    case .smallMask:
      "A share that looks like noise to the eye may not be: the mean of many shows what one hides. Here masks have all 64 bits."
    case .openedLogits:
      "Labels alone are no protection either: on some runs they draw a class as well from as many predictions, and one set of them serves all classes."
    case .computationProtects:
      "It is no differential privacy: what the answer gives away it gives away as before. A lying party is not noticed."
    case .claimedEpsilon:
      "It is a claim about settings and not about the trainer: a trainer with a fault has the same, and it is false."
    case .provenEpsilon:
      "A low bound is no proof of privacy: better canaries, or more of them, may prove more. Of correct runs one in twenty shows a bound above its claim; 99.9 % is what refutes."
    case .fDPBound:
      "Of a mechanism that is not like a Gaussian one it proves nothing. It is no second witness beside the proof: both count the same guesses."
    case .gaussianEstimate:
      "It is an estimate and no proof: where scores are not normal, or depend on each other, it may be far off on either side."
    case .auditCeiling:
      "Where the claim is above it this audit cannot refute it, however bad the trainer is: plant more canaries."
    case .auditCanaries:
      "They are worst cases and no people: what is found of them is more than of most records. ε does not cover the figure."
    case .canaryGuesses:
      "Who stops guessing where it went best proves nothing: the number is fixed before a score is seen. ε does not cover the figure."
    case .conformance:
      "Checks see what they look for, and a trainer that passes all of them may have another fault. They look at the trainer from within, as an auditor with its code can."
    case .knob(let knob): knob.caveat
    }
  }
}

extension Knob {
  /// What it does not do.
  fileprivate var caveat: String {
    switch self {
    case .noiseMultiplier:
      "It alone is no privacy: what it costs depends on how often a record takes part and on how many steps there are. One step without noise makes ε infinite for good."
    case .clippingNorm:
      "It alone is no privacy: without noise a shorter gradient tells as much. A smaller norm gives no smaller ε, for the noise is a multiple of it."
    case .adaptiveClipping:
      "It makes ε no smaller: it spends part of the noise on finding a norm that suits."
    case .expectedBatchSize:
      "It is no number of records in a step: each joins by a coin of its own, and a step may have none. Batches of a fixed size dealt from a shuffled list would not have this ε."
    case .learningRate, .momentum:
      "It does not enter ε at all: a step costs the same however far it goes. Trying many values on the same data is not free, and ε leaves it out."
    case .weightDecay, .dropout, .labelSmoothing:
      "It promises nothing: attacks may find less, and no bound says so. ε does not know it."
    case .network: "A smaller network is not a private one. ε depends on the noise, not on the size."
    case .trainSize:
      "It is an expectation: each record of the pool is a member by a coin of its own. More records help privacy only where each takes part less often."
    case .dataset: "Which data set was chosen, after looking at several, is part of what ε leaves out."
    case .seed:
      "It is no secret: whoever knows it can compute the noise, unless that comes from the system (--secure-noise). Choosing the best of many seeds is not free, and ε leaves it out."
    case .clients:
      "More clients are not more privacy by themselves: ε of a client needs noise, and the same noise costs less accuracy where more clients share it."
    case .partition: "It is how records were dealt for the exercise: nobody chooses it in earnest."
    case .participation:
      "A smaller share helps ε only against those who do not see who takes part: not against the server."
    case .localEpochs, .localBatch, .serverRate:
      "It does not enter ε, which is of what a client sends, clipped, however it came to it."
    case .aggregation:
      "Secure sums are no differential privacy: ε is the same with them and without, unless clients add the noise. They hide whose an update is, and not what is in the sum."
    case .dropouts:
      "Whoever drops out after its vector is in the sum all the same. Distributed noise is made for as many as must survive, and more survivors add more of it."
    case .privacy:
      "One number for all three would be false: it holds against other adversaries, between other neighbours."
    default: "It promises nothing by itself: ε is of the steps as they were taken."
    }
  }
}
