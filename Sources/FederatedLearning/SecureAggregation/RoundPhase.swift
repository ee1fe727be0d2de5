/// The messages that a client sends in a round, in their order.
public enum RoundPhase: String, CaseIterable, Comparable, Codable, CodingKeyRepresentable, Sendable {
  /// Two public keys, fresh for this round.
  case advertise
  /// Shares of two secrets, sealed for each of the others.
  case share
  /// The masked vector.
  case mask
  /// A signature on who is said to be in the sum. Left out where the server is trusted to tell all the same.
  case consistency
  /// Shares of the self masks of those in the sum, and of the keys of those who dropped out.
  case unmask

  public static func < (one: RoundPhase, two: RoundPhase) -> Bool { one.order < two.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
