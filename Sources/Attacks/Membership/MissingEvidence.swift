public import AccessControl

/// What an attack would need that there is none of, or not enough.
public enum MissingEvidence: Error, Hashable, Sendable {
  /// Reference models that were trained on a candidate, or that were not.
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
  /// What the model answered at earlier steps of its training.
  case trajectory
  /// What the model's service does not grant, or the adversary does not hold.
  case notGranted(Capability)
  /// An answer, in the middle of an attack.
  case refused(Refusal)
  /// For so many reference models, or for so large ones.
  case memory
  /// Records outside the pool.
  case publicRecords(found: Int, needed: Int)
  /// - Parameter diverged: models that there would be, had they not diverged.
  case references(diverged: Int)
  /// No reference model was trained on the candidates, or every one was trained on them all.
  case side(Side, needed: Int)
  /// - Parameter candidate: the first that has too few, from 0.
  case tooFewReferences(Side, candidate: Int, found: Int, needed: Int)
}

extension MissingEvidence {
  /// Whether it is reference models that are too few.
  public var isOfReferences: Bool {
    switch self {
    case .references, .side, .tooFewReferences: true
    case .confidences, .model, .weights, .trajectory, .notGranted, .refused, .memory, .publicRecords: false
    }
  }
}

extension MissingEvidence: CustomStringConvertible {
  /// What goes after "needs".
  public var description: String {
    switch self {
    case .confidences: "the confidences in all classes, and there are only margins"
    case .model: "the model to ask, and there are only margins"
    case .weights: "the model's weights, and there are only margins"
    case .trajectory: "the losses along the model's training, and only those at its end are known"
    case .notGranted(let capability): "\(capability), and the model's service does not grant them"
    case .memory: "more memory for reference models than this machine has; fewer or smaller ones may do"
    case .refused: "answers that the model's service refuses"
    case .publicRecords(let found, let needed):
      "\(needed) or more records outside the pool, and there \(found == 1 ? "is" : "are") \(found == 0 ? "none" : "\(found)")"
    case .references(diverged: 0): "reference models, and there are none"
    case .references(let diverged):
      "reference models, and \(diverged == 1 ? "the only one" : "all \(diverged)") diverged"
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
    for capability in capabilities.sorted() {
      if let missing = evidence.missing(capability) { return missing }
    }
    return evidence.missing(with: neededReferences.with, without: neededReferences.without)
  }
}

extension MembershipEvidence {
  /// Why an adversary does not hold the capability; nil where it does, or where how much of it is needed says so.
  fileprivate func missing(_ capability: Capability) -> MissingEvidence? {
    switch capability {
    case .labels, .referencesWithoutCandidate, .referencesWithCandidate: return nil
    case .losses: return margins.count == candidateCount ? nil : .notGranted(.losses)
    case .lossesAlongTraining: return trajectory != nil ? nil : .trajectory
    case .confidences: return answers != nil ? nil : target == nil ? .confidences : .notGranted(.confidences)
    case .questions: return target == nil ? .model : nil
    case .weights: return target?.whiteBox != nil ? nil : target == nil ? .weights : .notGranted(.weights)
    case .clientUpdates, .sumOfUpdates: return .notGranted(capability)
    case .publicRecords:
      let found = publicRecords.labels.count
      return found < PublicRecords.fewest
        ? .publicRecords(found: found, needed: PublicRecords.fewest) : nil
    }
  }

  /// Whether every candidate has that many reference models on each side.
  fileprivate func missing(with: Int, without: Int) -> MissingEvidence? {
    guard with + without > 0 else { return nil }
    guard !references.isEmpty else { return .references(diverged: divergedCount) }
    var counts = [Int](repeating: 0, count: candidateCount)
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
