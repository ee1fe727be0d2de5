public import FederatedLearning

/// The clients of a run at one moment.
public struct FederationState: Hashable, Sendable {
  /// Records of the pool of each class that a client has, members or not, [clients][classes]; as dealt, which is public here.
  public let labelCounts: [[Int]]
  /// nil before the first.
  public let lastRound: FederatedRound?
  public let totals: FederationTotals
  /// Whose messages do not arrive.
  public let absent: Set<Int>
  /// Who sends another update than its own.
  public let lies: [Int: Lie]

  init(of averaging: FederatedAveraging, in run: TrainingRun) {
    labelCounts = run.data.dealing?.labelCounts ?? []
    (lastRound, totals) = (averaging.lastRound, averaging.totals)
    (absent, lies) = (averaging.absent, averaging.lies)
  }

  public var clientCount: Int { labelCounts.count }
}
