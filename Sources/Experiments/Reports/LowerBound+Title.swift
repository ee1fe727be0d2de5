public import Auditing

extension LowerBound.Method {
  /// In a table.
  public var title: String {
    switch self {
    case .steinke: "one run (Steinke et al. 2023)"
    case .fDP: "one run, f-DP (Mahloujifar et al. 2024)"
    case .gaussian: "one run, Gaussian scores"
    case .clopperPearson: "many runs, Clopper-Pearson"
    case .gdp: "many runs, GDP"
    case .bayesian: "many runs, Bayesian"
    }
  }
}

extension LowerBound.Kind {
  /// What may be made of it, to follow its name and a colon.
  package var meaning: String {
    switch self {
    case .proof: "above ε no oftener than its level says, whatever the mechanism is"
    case .assumption: "likewise, if the mechanism's trade-off curve is that of two normal distributions"
    case .estimate: "rests on a model of the scores or on a prior, and refutes nothing"
    }
  }
}
