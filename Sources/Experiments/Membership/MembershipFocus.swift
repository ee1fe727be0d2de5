public import Attacks

/// What somebody looks at of the membership attacks.
public struct MembershipFocus: Hashable, Sendable {
  /// The attack that goes first.
  public var method: MembershipMethod
  /// Reference models, an even number.
  public var shadowCount: Int

  public init(method: MembershipMethod, shadowCount: Int) {
    self.method = method
    self.shadowCount = shadowCount
  }
}
