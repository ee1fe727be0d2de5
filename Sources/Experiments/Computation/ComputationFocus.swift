public import SecureComputation

/// What somebody wants to see computed on shares.
public struct ComputationFocus: Hashable, Sendable {
  public var record = WatchedRecord()
  public var fractionBits = FixedPoint.usualFractionBits
  public var truncation = Truncation.local
  public var revealed = Revealed.label
  /// What is done wrong beside it, to see what that shows; nil is nothing.
  public var mistake: Mistake?
  /// Of the mask that is too small, and hides what has about as many fractional bits.
  public var maskBits = FixedPoint.usualFractionBits + 1

  public init() {}

  /// One careless step each.
  public enum Mistake: CaseIterable, Hashable, Sendable {
    /// The dealer's randomness is used for a second record.
    case reusedTriple
    /// A mask of fewer bits than the ring has.
    case smallMask
    /// All logits are revealed in place of the class.
    case openedLogits
  }

  /// The computation alone, whatever mistake stands beside it.
  public var computation: ComputationFocus {
    var focus = self
    (focus.mistake, focus.maskBits) = (nil, ComputationFocus().maskBits)
    return focus
  }

  /// Of any record.
  var arithmetic: ComputationFocus {
    var focus = computation
    focus.record = WatchedRecord()
    return focus
  }
}

/// A record of the run's data, by its place among those of its side.
public struct WatchedRecord: Hashable, Sendable {
  public enum Side: Hashable, Sendable {
    /// What the model was not trained on, and is tested with.
    case heldOut
    case member

    public var other: Side { self == .heldOut ? .member : .heldOut }
  }

  public var side = Side.heldOut
  /// Any number: they are gone through in a circle.
  public var place = 0

  public init() {}
}
