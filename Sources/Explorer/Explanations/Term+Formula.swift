import Experiments

extension Term {
  /// How it is computed, without any value.
  var formula: String {
    switch self {
    case .testAccuracy: "accuracy = right / test records"
    case .trainingAccuracy: "accuracy = right / training records"
    case .accuracyGap: "gap = training accuracy – test accuracy"
    case .loss: "loss = mean of –ln p(right label), in nats"
    case .epsilon, .delta: "P(any outcome with the record) is at most e^ε P(it without the record) + δ"
    case .recordEpsilon: "ε of the same steps at half the noise multiplier, for a record that is replaced"
    case .filterEpsilon: "ε = R + ln(1 – 1/order) – ln(δ order) / (order – 1), R the Rényi divergence so far"
    case .forecast: "ε(steps taken, then more like the next one)"
    case .privacyOverSteps: "ε(t) = ε of the first t steps"
    case .ledgerPhases: "phases = runs of equal events among all steps"
    case .gradientsClipped: "g becomes g min(1, C / |g|); clipped = gradients with |g| > C / all"
    case .clippingNorm: "C becomes C e^(rate (quantile – noisy share of |g| at most C))"
    case .gradientsNotFinite: "count of gradients with an entry that is infinite or no number"
    case .membershipAUC, .modifiedEntropyAUC:
      "AUC = P(score of a member > score of an outsider), a tie counting one half"
    case .membershipOverSteps: "AUC(t) = AUC of the loss threshold on the model after step t"
    case .balancedAccuracy: "(TPR + 1 – FPR) / 2, at a threshold chosen on the other half"
    case .foundAtTenPercent, .foundAtOnePercent, .foundAtOneInThousand:
      "TPR = found / members, with accused / outsiders at most \(significant(falsePositiveRate ?? 0))"
    case .rocCurve: "TPR = found / members against FPR = accused / outsiders, at every threshold"
    case .limit: "TPR is at most e^ε FPR + δ(ε) and 1 – e^–ε (1 – δ(ε) – FPR), for every ε"
    case .samplesRoom: "the ends of Clopper and Pearson's 95 % intervals around both rates at the limit"
    case .scores: "in common = sum over bars of min(share of members, share of outsiders)"
    case .bestAttack: "largest AUC = max over attacks of P(score of a member > score of an outsider)"
    case .othersFindToo: "found by another too / found"
    case .precision: "prior TPR / (prior TPR + (1 – prior) FPR)"
    case .inputsAlone: "AUC of a network that sees (inputs, label), on the half it did not learn from"
    case .shuffled: "max over attacks of AUC, in 199 shuffles of who was a member"
    case .referenceModels: "score = signal(model, record) compared with signal(reference, record)"
    case .typedRecord: "x = (value – subtract) / divide for each input, as for every record of the file"
    case .recordAnswer: "p(class | x) = e^z(class) / sum over classes of e^z"
    case .recordMargin: "margin = ln p(label) – ln(sum of the other p)"
    case .recordRank: "100 (outsiders with a smaller margin) / outsiders, rounded down"
    case .recordLiRA: "offline (margin – mean without) / σ; online ln N(margin; with) – ln N(margin; without)"
    case .recordOverSteps: "margin(t) = ln p(label) – ln(sum of the other p), on the model after step t"
    case .nearestMembers: "distance = |x – x of the member|, in inputs of the network"
    case .plantedRecord: "each batch holds it with probability q = B / n, by draws of its own; n stays"
    case .recordsAtRisk: "rank by score; of LiRA online ln N(margin; with) - ln N(margin; without)"
    case .recordOdds:
      "odds = (members with such scores / members) / (outsiders with such scores / outsiders), half a record added to each"
    case .attacksThatFind:
      "attacks with score at least t, of the lowest t with accused outsiders / outsiders at most 0.01"
    case .exposureReason: "share = records with the same category, or as far out in the column / all records"
    case .marginsWithAndWithout: "mean, and sd = root of sum of (margin - mean)^2 / (models - 1)"
    case .slices: "AUC within the slice; right / held-out records of the slice, by the labels of the file"
    case .deletedRecord: "z = (margin once deleted - mean without) / sd without"
    case .deletionMovesOthers:
      "mean of |margin after - before|; by chance the mean over every two of 6 trainings of the same members"
    case .inversion: "x minimises –ln p(class | x) + roughness of x + distance of x from the public mean"
    case .publicStart: "x = mean of the held-out records"
    case .differenceToTruth: "difference = drawing – mean over members of the class, pixel by pixel"
    case .classMean: "mean over members of the class; likeness is structural similarity (SSIM)"
    case .recognised: "drawings that correlate best with the held-out mean of their own class / classes"
    case .recognisedInFive:
      "drawings with fewer than 5 classes whose held-out mean correlates better / classes"
    case .secondIdentifier: "drawings that the network gives their own class / classes"
    case .recognisedOverSteps:
      "recognised(t) = drawings of the model after step t that are recognised / classes"
    case .nearestRecord: "mean over drawings of max over members of SSIM(drawing, member)"
    case .nearestOther: "mean over drawings of max over held-out records of SSIM(drawing, record)"
    case .noiseRatio: "PSNR = 10 log10(1 / mean squared error), pixels from 0 to 1"
    case .queries: "gradient = mean over pairs of (ln p(z + σu) – ln p(z – σu)) / 2σ times u"
    case .weights: "input of unit u = sum over pixels of w[u, pixel] x[pixel] + b[u]; mid-grey is w = 0"
    case .guessedMembers: "guessed rightly / members, the guess being the value with the largest score"
    case .guessedOthers: "guessed rightly / others, the guess being the value with the largest score"
    case .guessedWithoutModel: "max over values of P(value | other columns, label), fitted on public records"
    case .guessAUC:
      "AUC = P(odds of the second value are larger for a member that has it than for one that has not)"
    case .guessGap: "gap = share guessed of members - share guessed of others"
    case .guessGain: "gain = share guessed of members with the model - share guessed of them without it"
    case .guessesOverSteps: "shares guessed rightly by the model after step t"
    case .plantedCoin, .othersCoin:
      "guessed rightly / flips, by P(label | record with either side); by chance 0.5"
    case .missingLabel: "right / members, the guess being the model's likeliest class"
    case .bestGuess:
      "guess = the value with the largest score, each method by a score of its own (its sentence says which)"
    case .variants: "for each variant and seed: train it, then online LiRA with models trained like it"
    case .frontier:
      "on it: no other has accuracy at least as large and AUC at most as large, one of them strictly"
    case .variantAccuracy: "mean over seeds of right / test records"
    case .balancedTestAccuracy: "mean over classes of right / test records of the class"
    case .canaryAUC: "P(score of a canary that was in > score of one that was not), a tie counting one half"
    case .variantLeakage:
      "mean over seeds of P(score of a member > score of an outsider), a tie counting one half"
    case .variantFound: "mean over seeds of found / members, with accused / outsiders at most 0.01"
    case .variantEpsilon:
      "P(any outcome with the record) is at most e^ε P(it without the record) + δ, for the steps of one run"
    case .accuracyChange: "mean over seeds of accuracy of the variant - accuracy of the first"
    case .leakageChange: "mean over seeds of AUC of the variant - AUC of the first"
    case .variantSeeds:
      "mean over seeds, its 95 % interval by Student's t; of one seed the interval of its people"
    case .variantSeconds: "seconds of one thread: the model, its reference models and all answers"
    case .columnWorth: "AUC of telling classes apart - the same with the column permuted, outside the pool"
    case .clientMix: "share of a class = records of the class that the client has / all that it has"
    case .clientUpdate: "Δ = the client's model after its epochs - the model it was sent; its norm is |Δ|"
    case .federatedRound:
      "w becomes w + server rate sum of n_k Δ_k / sum of n_k; with noise w + server rate (sum of clipped Δ_k + noise) / (q K)"
    case .serversView: "plain: Δ_k of each; secure: sum of Δ_k alone"
    case .masks:
      "y_u = x_u + PRG(b_u) + sum over v > u of PRG(s_uv) - sum over v < u of PRG(s_uv), modulo 2^32"
    case .noisePlacement:
      "central: sum + N(0, (z C)^2); distributed: each Δ_k + N(0, (z C)^2 / t); local: each Δ_k + N(0, (2 z C)^2)"
    case .remainingLeaks: "what is seen = the sum of each round, who took part, and the model"
    case .clientBytes:
      "plain: 4 bytes a parameter; secure: also keys, shares for each other client, and a signature"
    case .abortedRounds: "aborted where fewer than t of n answer; t = 2 n / 3 rounded down + 1 unless set"
    case .secureShares: "x 2^f = (share of one + share of the other) modulo 2^64, one of them uniform"
    case .secureLayers:
      "xW = (x - a)(W - b) + (x - a)b + a(W - b) + ab, with a, b and ab shared; ReLU(x) = x times its sign bit"
    case .computationRounds:
      "a layer 1, a ReLU 9 (7 of carries, 1 of bits, 1 of products), the largest of k logits 9 for each of log2 k levels (rounded up), the answer 1; exact truncation 1 more a layer"
    case .computationBytes:
      "8 for each input of a layer, 208 and a bit for each ReLU; once a model 8 for each weight"
    case .triplesUsed: "a matrix product 1, a ReLU 12 of words, 1 bit and 1 product"
    case .computationSeconds: "seconds here + rounds times one way + 8 bytes / bits per second"
    case .secureAgreement: "records with the same largest logit / records"
    case .logitError: "max over records and classes of |logit on shares - logit of the network|"
    case .truncationFailure: "sum over products z of |z| / 2^64, each as large as it can be"
    case .reusedTriple: "(x - a) - (x' - a) = x - x'"
    case .smallMask: "x - a with a below 2^m; Pearson's correlation with x"
    case .openedLogits: "the point among public records that is answered with most confidence in the class"
    case .computationProtects: "the view of one party = uniform words, its own input, and its output"
    case .claimedEpsilon: "ε of the ledger's steps at δ, had they been taken as they are counted"
    case .provenEpsilon:
      "the largest ε with P(X >= v) + 2 m δ max over i of P(v > X >= v - i) / i <= 0.05, X of r guesses, each right with e^ε / (1 + e^ε)"
    case .fDPBound:
      "the ε at δ of the largest mu at which v of r right guesses are too lucky; TPR at most Phi(z(FPR) + mu)"
    case .gaussianEstimate:
      "mu = (mean in - mean out) / sd, less 1.64 sqrt(1/n1 + 1/n0 + mu^2 / (2 (n1 + n0))); then ε of mu at δ"
    case .auditCeiling: "the bound with v = r; without δ it is ln(p / (1 - p)) for p = 0.05^(1 / r)"
    case .auditCanaries:
      "score = margin of the canary - margin of an empty record; gradients: weight before - after"
    case .canaryGuesses:
      "r = a fifth of m, fixed beforehand, as many of either side; v = those that are right"
    case .conformance:
      "sd of noise / (σ C); lag-1 correlation; max |G(D + c) - G(D)| / C; variance of batches / n q (1 - q); divisor / B"
    case .knob(let knob): knob.formula
    }
  }
}

extension Knob {
  /// Where it enters a step.
  fileprivate var formula: String {
    switch self {
    case .noiseMultiplier: "noisy sum = sum of clipped gradients + N(0, (σC)^2)"
    case .clippingNorm, .adaptiveClipping: "g becomes g min(1, C / |g|)"
    case .expectedBatchSize: "q = B / n; a step moves by noisy sum / B"
    case .learningRate: "w becomes w – lr step"
    case .momentum: "v becomes mom v + gradient; w becomes w – lr v"
    case .weightDecay: "gradient becomes gradient + wd w"
    case .dropout: "a hidden unit is 0 with probability drop"
    case .labelSmoothing: "target = (1 – smooth) label + smooth / classes"
    case .trainSize: "n = P(member) records of the pool"
    case .clients: "K clients; with noise a sum is divided by q K"
    case .partition: "mix of a client = a draw from Dir(A, ..., A), or that of all"
    case .participation: "without noise q K clients, rounded up; with noise each by a coin of q"
    case .localEpochs: "E epochs of steps w becomes w - lr (mean gradient of b records)"
    case .localBatch: "b records in each step of a client's"
    case .serverRate: "w becomes w + server rate average of Δ"
    case .aggregation: "the server gets Δ_k of each, or the sum of all"
    case .dropouts: "P(a client leaves before one of its messages) = out"
    case .privacy: "noise of z C on the sum, z C / sqrt(t) on each update, or 2 z C on each"
    default: "a setting of the run"
    }
  }
}
