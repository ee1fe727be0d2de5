extension MembershipMethod {
  /// One sentence for a person who has not read the paper.
  public var sentence: String {
    switch self {
    case .gap: "A candidate is a member if the model gets it right."
    case .lossThreshold: "A candidate is a member if its loss is small."
    case .confidence:
      "A candidate is a member if the model is surer of its label than is usual for its class."
    case .entropy: "A candidate is a member if the model hesitates less than is usual for its class."
    case .modifiedEntropy:
      "A candidate is a member if the model hesitates less about the right label than is usual for its class."
    case .shadowClassifier: "A classifier has learned from similar models how confidences on members look."
    case .population: "A candidate is a member if it is fitted better than records that nobody trained on."
    case .reference: "A candidate is a member if it is fitted better than by most models without it."
    case .calibration: "A candidate is a member if its loss is smaller than its difficulty explains."
    case .liraOffline: "How far does the confidence stand above that of models without the candidate?"
    case .liraOnline:
      "Does the confidence look more like that of models with the candidate, or of models without?"
    case .liraOfflineSquashed:
      "LiRA offline on tanh(φ/4) of each margin φ: raw ones have tails that a Gaussian fits badly, so very confident strangers look like members."
    case .liraOnlineSquashed:
      "LiRA online on tanh(φ/4) of each margin φ: raw ones have tails that a Gaussian fits badly, so very confident strangers look like members."
    case .liraOfflinePerExample:
      "LiRA offline, with each candidate's own spread between models, drawn towards the common one while models are few."
    case .liraOnlinePerExample:
      "LiRA online, with each candidate's own spreads between models, drawn towards the common ones while models are few."
    case .rmiaOffline: "Is the model surer of the candidate than models without it let expect?"
    case .rmiaOnline: "Is the model surer of the candidate than models are on average, with it and without?"
    case .quantile:
      "Is the confidence higher than records like the candidate have when nobody trained on them?"
    case .labelOnlyBoundary:
      "How far must the input be moved, along the shortest way, until the label changes?"
    case .labelOnlyNoise: "How much noise on the input does the label survive?"
    case .gradientNorm: "A candidate is a member if it would hardly change the weights."
    case .gradientFeatures: "A classifier has learned from similar models how gradients of members look."
    }
  }

  public var paper: String {
    switch self {
    case .gap, .lossThreshold: "Yeom et al. 2018, arXiv:1709.01604"
    case .confidence, .entropy, .modifiedEntropy: "Song and Mittal 2021, arXiv:2003.10595"
    case .shadowClassifier: "Shokri et al. 2017, arXiv:1610.05820"
    case .population, .reference: "Ye et al. 2022, arXiv:2111.09679"
    case .calibration: "Watson et al. 2022, arXiv:2111.08440"
    case .liraOffline, .liraOnline, .liraOfflineSquashed, .liraOnlineSquashed, .liraOfflinePerExample,
      .liraOnlinePerExample:
      "Carlini et al. 2022, arXiv:2112.03570"
    case .rmiaOffline, .rmiaOnline: "Zarifzadeh et al. 2024, arXiv:2312.03262"
    case .quantile: "Bertran et al. 2023, arXiv:2307.03694"
    case .labelOnlyBoundary:
      "Choquette-Choo et al. 2021, arXiv:2007.14321; Li and Zhang 2021, arXiv:2007.15528"
    case .labelOnlyNoise: "Choquette-Choo et al. 2021, arXiv:2007.14321"
    case .gradientNorm, .gradientFeatures: "Nasr et al. 2019, arXiv:1812.00910"
    }
  }
}
