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
    case .inversion: "x minimises –ln p(class | x) + roughness of x + distance of x from the public mean"
    case .classMean: "mean over members of the class; likeness is structural similarity (SSIM)"
    case .recognised: "drawings that correlate best with the held-out mean of their own class / classes"
    case .weights: "input of unit u = sum over pixels of w[u, pixel] x[pixel] + b[u]; mid-grey is w = 0"
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
    default: "a setting of the run"
    }
  }
}
