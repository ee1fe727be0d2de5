/// Who takes part in an inference between programs.
public enum PartyRole: String, CaseIterable, Codable, Sendable {
  /// Owns the model, and learns how many records there were and that they fit.
  case model
  /// Owns the records, and alone learns the answers.
  case data
  /// Sees sizes, and makes the randomness that the two others use up.
  case dealer

  /// In a sentence.
  public var name: String {
    switch self {
    case .model: "the model's owner"
    case .data: "the records' owner"
    case .dealer: "the dealer"
    }
  }

  public var others: [PartyRole] { Self.allCases.filter { $0 != self } }

  /// On the wire.
  package var number: UInt8 {
    switch self {
    case .model: 1
    case .data: 2
    case .dealer: 3
    }
  }

  package init?(number: UInt8) {
    guard let role = Self.allCases.first(where: { $0.number == number }) else { return nil }
    self = role
  }
}
