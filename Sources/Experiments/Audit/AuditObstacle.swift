public import PlainText

/// Why nothing of a run is audited, or nothing guessed at.
public enum AuditObstacle: Error, Hashable, Sendable {
  case federated
  case unfairCoins(inclusion: Double)
  case noCoinFell(canaries: Int, included: Bool)
}

extension AuditObstacle: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .federated: "An audit checks a trainer in one place, and not a federation of clients."
    case .unfairCoins(let inclusion):
      "Nothing can be guessed at: the pool's coins of \(inclusion) are not fair, and no canaries are planted."
    case .noCoinFell(let canaries, let included):
      "\(canaries == 1 ? "The only canary was" : "All \(canaries) canaries were") \(included ? "in" : "out"), so there is nothing to tell apart."
    }
  }
}
