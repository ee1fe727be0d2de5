/// What a person watches of one round: a client's vector under mask after mask, and the server's sum as masks are taken off it.
///
/// Kept only where it is asked for: the vector of the client that is watched is in it.
public struct AggregationTranscript: Hashable, Sendable {
  /// A client's vector after one more mask.
  public struct Masking: Hashable, Sendable {
    public enum Mask: Hashable, Sendable {
      /// As it is.
      case none
      case own
      /// Agreed on with that client: added by the one with the smaller number, subtracted by the other.
      case pair(with: ClientID)
    }

    public let mask: Mask
    /// Modulo 2³².
    public let words: [UInt32]
  }

  /// The server's sum after masks were taken off it.
  public struct Unmasking: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
      /// As the masked vectors add up to.
      case sum
      /// Those that a client who dropped out had agreed on with the others, and that its vector did not come to cancel.
      case pairMasks(of: ClientID)
      case selfMask(of: ClientID)
    }

    public let step: Step
    public let words: [UInt32]
  }

  public let client: ClientID
  /// Empty where the client dropped out before it masked its vector; else the last is what it sent.
  public let maskings: [Masking]
  /// Empty where the round was aborted; else the last is the sum.
  public let unmaskings: [Unmasking]
}
