/// Of which client a round keeps what was done to its update; it moves no number of the run.
public enum ClientWatch: Hashable, Sendable {
  case nobody
  /// The first that sends an update.
  case anybody
  case client(Int)

  /// Whether the client is watched, of those who send an update, the first of whom is `first`.
  func watches(_ client: Int, first: Int?) -> Bool {
    switch self {
    case .nobody: false
    case .anybody: client == first
    case .client(let watched): client == watched
    }
  }
}

/// What was done to the update of one client of a round: what it alone should ever see.
public struct WatchedClient: Hashable, Sendable {
  public let client: Int
  /// What its model moved by, a change for every parameter; zeros where that was not finite.
  public let update: [Float]
  /// What it sends for it: cut, and with noise of its own where it adds some.
  public let sent: [Float]
  /// Mask after mask, and the server's sum as they are taken off; nil where nothing is masked, or it would be too large to keep.
  public let transcript: AggregationTranscript?

  /// Words that a transcript may have, over all of its stages.
  static let largestTranscript = 8_000_000
}
