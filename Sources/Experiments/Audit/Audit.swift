public import Auditing

/// What an adversary who guesses at canaries proves of a run's ε: every bound there is of one run, at the confidence that is printed
/// and at that of the exit code.
public struct Audit: Hashable, Sendable {
  public let kind: AuditedCanaries
  public let canaryCount: Int
  /// Of these, those that were in.
  public let includedCount: Int
  public let scores: CanaryScores
  /// Fixed in number beforehand.
  public let guesses: CanaryGuesses
  public let delta: Double
  /// The probability with which a bound that is printed may be above the truth.
  public let alpha: Double
  /// Of this run; those of many runs are added.
  public private(set) var bounds: [LowerBound]
  /// The same at the confidence of the exit code.
  public private(set) var boundsAtExit: [LowerBound]

  /// The level at which a build fails: one of a thousand correct runs would.
  public static let exitAlpha = 0.001

  /// - Parameters:
  ///   - kind: what the scores are of.
  ///   - guessCount: r, chosen before anybody saw a score.
  ///   - delta: at which ε is stated.
  /// - Precondition: no more guesses than canaries.
  public init(
    of scores: CanaryScores, kind: AuditedCanaries, guessCount: Int, delta: Double, alpha: Double = 0.05
  ) {
    self.kind = kind
    self.scores = scores
    canaryCount = scores.count
    includedCount = scores.isIncluded.count(where: \.self)
    let guesses = CanaryGuesses(of: scores, count: guessCount)
    self.guesses = guesses
    self.delta = delta
    self.alpha = alpha
    let all = { (alpha: Double) -> [LowerBound] in
      let confidence = 1 - alpha
      let proof = OneRunAudit.steinke(
        canaries: scores.count, guesses: guesses.count, right: guesses.rightCount, delta: delta,
        confidence: confidence)
      // Normal distributions that are apart at all have no ε at a δ of zero.
      guard delta > 0 else { return [proof] }
      let assuming = OneRunAudit.fDP(
        canaries: scores.count, guesses: guesses.count, right: guesses.rightCount, delta: delta,
        confidence: confidence)
      guard kind.hasNormalScores,
        let estimate = OneRunAudit.gaussian(scores, delta: delta, confidence: confidence)
      else { return [proof, assuming] }
      return [proof, assuming, estimate]
    }
    bounds = all(alpha)
    boundsAtExit = all(Self.exitAlpha)
  }

  /// Of the bounds that are printed.
  public var confidence: Double { 1 - alpha }

  /// Adds what pairs of runs prove.
  public mutating func add(_ pairs: PairScores) {
    bounds += pairs.bounds(delta: delta, confidence: confidence)
    boundsAtExit += pairs.bounds(delta: delta, confidence: 1 - Self.exitAlpha)
  }

  /// nil where there is no such bound.
  public func bound(_ method: LowerBound.Method) -> LowerBound? { bounds.first { $0.method == method } }

  /// The largest of those that hold whatever the mechanism is: what is proven.
  public var proven: LowerBound? {
    bounds.filter { $0.kind == .proof }.max { $0.epsilon < $1.epsilon }
  }

  /// What these would have been if every guess had been right: how strong an audit of this size can be.
  public var ceilings: [LowerBound] { ceilings(atLevel: alpha) }

  /// The same of bounds that are above the truth with that probability.
  func ceilings(atLevel alpha: Double) -> [LowerBound] {
    let (steinke, fDP) = OneRunAudit.ceiling(
      canaries: canaryCount, guesses: guesses.count, delta: delta, confidence: 1 - alpha)
    return [steinke, fDP].filter { bound($0.method) != nil }
  }

  /// The bound that refutes a claim at the confidence of the exit code, and is no estimate: a proof where one does, else one that
  /// supposes normal distributions; nil where none does.
  ///
  /// - Parameter isProofNeeded: whether a proof alone will do, as for a mechanism whose trade-off curve is no normal one: randomised
  ///   response of the very ε that is claimed would be refuted by the other.
  public func refutation(of claimedEpsilon: Double, byProofAlone isProofNeeded: Bool = false) -> LowerBound? {
    let refuting = boundsAtExit.filter { $0.kind != .estimate && $0.epsilon > claimedEpsilon }
    let proof = refuting.filter { $0.kind == .proof }.max { $0.epsilon < $1.epsilon }
    return proof ?? (isProofNeeded ? nil : refuting.max { $0.epsilon < $1.epsilon })
  }
}
