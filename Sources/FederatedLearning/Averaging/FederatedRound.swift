/// What happened in a round: diagnostics drawn from training data, which ε does not cover.
public struct FederatedRound: Hashable, Sendable {
  /// A client that was chosen.
  public struct Participant: Hashable, Sendable {
    public let client: Int
    /// The norm of its update before clipping; nil where it sent none.
    public let norm: Double?
    public let isClipped: Bool
    /// What it claimed in place of its update; nil where it told the truth.
    public let lie: Lie?
    /// The message before which it dropped out; nil where it stayed. A plain round has the masked vector's place alone.
    public let droppedBefore: RoundPhase?
    /// Whether its update is in the sum.
    public let isInSum: Bool
    /// Bytes it sent.
    public let byteCount: Int
  }

  /// From 0.
  public let index: Int
  /// By client.
  public let participants: [Participant]
  /// One client that somebody looks at; nil where nobody does, or it sent nothing.
  public let watched: WatchedClient?
  /// Whether too few were left for the sum to be opened, so that nobody learned anything and the model stayed.
  public let isAborted: Bool
  /// The norm of what the model moved by; zero where it stayed.
  public let norm: Double
}

/// Counts over the rounds so far.
public struct FederationTotals: Hashable, Sendable {
  public internal(set) var rounds = 0
  /// Clients chosen, over all rounds, as are the next.
  public internal(set) var participants = 0
  public internal(set) var dropped = 0
  /// Rounds that ended without a sum.
  public internal(set) var aborted = 0
  /// Updates that were not finite, and counted as zero.
  public internal(set) var nonFinite = 0
  /// Updates that were cut to the clipping norm.
  public internal(set) var clipped = 0
  /// Updates of zeros.
  public internal(set) var zero = 0
  /// Values of updates that secure sums cut off.
  public internal(set) var saturated = 0
  /// Bytes that clients sent.
  public internal(set) var byteCount = 0
  /// Whether every secure sum was the sum of what went into it, modulo 2³²; nil before the first.
  public internal(set) var isExact: Bool?
}
