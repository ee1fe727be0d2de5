public import AccessControl

/// Guesses which candidates were in the training set. What it may observe is its threat model, and all it can read.
public protocol MembershipAttack: Sendable {
  /// All that the attack may read, with a value for each candidate where it holds values.
  associatedtype Observation: Sendable
  /// A score for each candidate; a higher one means more likely a member.
  ///
  /// - Throws: `Refusal` where the attack asks the model itself and is refused; others do not throw.
  func scores(of observation: Observation) throws(Refusal) -> [Double]
}
