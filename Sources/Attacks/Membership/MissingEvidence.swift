/// What an attack would need that there is none of, or not enough.
public enum MissingEvidence: Error, Hashable, Sendable {
  public enum Side: String, Hashable, Sendable {
    case with
    case without
  }

  /// The confidences in all classes, where only margins are known.
  case confidences
  /// The model, to ask it about other inputs.
  case model
  /// The weights.
  case weights
  /// Records outside the pool.
  case publicRecords
  case references
  /// No reference model was trained on the candidates, or every one was trained on them all.
  case side(Side, needed: Int)
  /// - Parameter candidate: the first that has too few, from 0.
  case tooFewReferences(Side, candidate: Int, found: Int, needed: Int)
}

extension MissingEvidence: CustomStringConvertible {
  /// What goes after "needs".
  public var description: String {
    switch self {
    case .confidences: "the confidences in all classes, and there are only margins"
    case .model: "the model to ask, and there are only margins"
    case .weights: "the model's weights, and there are only margins"
    case .publicRecords: "records outside the pool, and there are none"
    case .references: "reference models, and there are none"
    case .side(let side, let needed):
      "\(needed) or more reference models \(side.rawValue) each candidate, and there is none"
    case .tooFewReferences(let side, let candidate, let found, let needed):
      "\(needed) or more reference models \(side.rawValue) each candidate, and candidate \(candidate + 1) has \(found)"
    }
  }
}

extension MembershipMethod {
  /// What keeps the method from running on `evidence`; nil if nothing does.
  public func missing(from evidence: MembershipEvidence) -> MissingEvidence? {
    switch self {
    case .gap, .lossThreshold, .confidence: nil
    case .entropy, .modifiedEntropy: evidence.answers == nil ? .confidences : nil
    case .population, .quantile:
      evidence.publicRecords == nil ? (evidence.model == nil ? .model : .publicRecords) : nil
    case .labelOnlyBoundary, .labelOnlyNoise: evidence.model == nil ? .model : nil
    case .gradientNorm: evidence.model == nil ? .weights : nil
    case .shadowClassifier: evidence.answers == nil ? .confidences : evidence.missing(with: 1, without: 1)
    case .gradientFeatures: evidence.model == nil ? .weights : evidence.missing(with: 1, without: 1)
    case .reference, .calibration, .rmiaOffline: evidence.missing(without: 1)
    case .rmiaOnline: evidence.missing(with: 1, without: 1)
    // A spread needs two.
    case .liraOffline, .liraOfflinePerExample: evidence.missing(without: 2)
    case .liraOnline, .liraOnlinePerExample: evidence.missing(with: 2, without: 2)
    }
  }
}

extension MembershipEvidence {
  /// Whether every candidate has that many reference models on each side.
  fileprivate func missing(with: Int = 0, without: Int) -> MissingEvidence? {
    guard !references.isEmpty else { return .references }
    var counts = [Int](repeating: 0, count: margins.count)
    for reference in references {
      for (candidate, isIncluded) in reference.includes.enumerated() where isIncluded {
        counts[candidate] += 1
      }
    }
    for (side, needed) in [(MissingEvidence.Side.without, without), (.with, with)] where needed > 0 {
      let found = side == .with ? counts : counts.map { references.count - $0 }
      if found.allSatisfy({ $0 == 0 }) { return .side(side, needed: needed) }
      if let candidate = found.firstIndex(where: { $0 < needed }) {
        return .tooFewReferences(side, candidate: candidate, found: found[candidate], needed: needed)
      }
    }
    return nil
  }
}
