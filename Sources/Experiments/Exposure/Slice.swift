public import Statistics

/// The records of a run that have something in common: how often the model is right about new ones, and how well an attack tells
/// its members from others. Who pays for the noise is read from slices beside each other.
public struct Slice: Hashable, Sendable {
  public let slicing: Slicing
  /// What they have in common, as a person writes it.
  public let value: String
  /// Of the pool.
  public let members: Int
  public let others: Int
  /// Records that accuracy is measured on: outside the pool, or its non-members where these are too few.
  public let heldOut: Int
  /// Right answers on held-out records, by the labels of the file; nil where there are none, and where the slice is made of right or
  /// of wrong answers.
  public let accuracy: BinomialInterval?
  /// The AUC of the attack that ranks, among members and others of this slice, with its interval of 95 %; nil where one side has
  /// fewer than `fewest`.
  public let area: Estimate?

  /// Records on a side below which an AUC says next to nothing.
  public static let fewest = 5
}
