public import AccessControl

/// What an adversary that inverts a model may have of it.
public enum InversionAccess: String, CaseIterable, Hashable, Codable, Sendable {
  /// The weights.
  case whiteBox = "white-box"
  /// The confidences in all classes, of inputs of its own.
  case confidences
  /// The likeliest class alone, of inputs of its own.
  case label

  /// Beside records of the same kind that were not trained on.
  public var capabilities: Set<Capability> {
    switch self {
    case .whiteBox: [.weights]
    case .confidences: [.confidences, .questions]
    case .label: [.labels, .questions]
    }
  }

  /// Whether classes are drawn within what public records of other classes look like.
  public var searchesPublicSpace: Bool { self != .whiteBox }
}

/// A way to draw what a model takes a class to look like.
public enum InversionMethod: String, CaseIterable, Hashable, Codable, Sendable {
  /// `ClassInversion`.
  case prior
  /// `MIFace`.
  case miFace = "mi-face"
  /// `ConfidenceInversion`.
  case evolution
  /// `LabelInversion`.
  case labels

  public var access: InversionAccess {
    switch self {
    case .prior, .miFace: .whiteBox
    case .evolution: .confidences
    case .labels: .label
    }
  }

  /// The one that is taken where nobody names one.
  public init(for access: InversionAccess) {
    self =
      switch access {
      case .whiteBox: .prior
      case .confidences: .evolution
      case .label: .labels
      }
  }

  public var title: String {
    switch self {
    case .prior: "gradients and a prior"
    case .miFace: "MI-Face, no prior"
    case .evolution: "confidences alone"
    case .labels: "labels alone"
    }
  }

  /// What it does, in one sentence.
  public var sentence: String {
    switch self {
    case .prior: "Which input, smooth and near the mean of others, does the model take for the class?"
    case .miFace: "Which input at all does the model take for the class?"
    case .evolution: "Which mixture of public pictures is answered with most confidence in the class?"
    case .labels: "What have public mixtures in common that are answered with the class?"
    }
  }

  public var paper: String {
    switch self {
    case .prior:
      "Fredrikson, Jha and Ristenpart 2015, with priors as of Mahendran and Vedaldi 2015, arXiv:1412.0035"
    case .miFace: "Fredrikson, Jha and Ristenpart 2015, Algorithm 1"
    case .evolution: "Wierstra et al. 2014, arXiv:1106.4487, in the space of Turk and Pentland 1991"
    case .labels: "after Kahla et al. 2022, arXiv:2203.01925, without its walk"
    }
  }

  /// Records it asks about where nobody says how many: each class's by confidences, of all classes together by labels.
  public var usualQueryCount: Int {
    switch self {
    case .prior, .miFace: 0
    case .evolution: ConfidenceInversion.usualQueryCount
    case .labels: LabelInversion.usualQueryCount
    }
  }

  /// Fewer would say nothing.
  public func fewestQueries(classCount: Int) -> Int {
    switch self {
    case .prior, .miFace: 0
    case .evolution: ConfidenceInversion.fewestQueries
    case .labels: classCount
    }
  }

  public static func named(_ name: String) -> InversionMethod? { InversionMethod(rawValue: name) }
}
