/// The number of a client in a federation. It says who is who in messages, and where a client's shares lie.
public struct ClientID: Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable,
  ExpressibleByIntegerLiteral, CustomStringConvertible
{
  public let number: UInt16

  public init(_ number: UInt16) { self.number = number }

  public init(integerLiteral number: UInt16) { self.number = number }

  public init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(UInt16.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  /// A dictionary by clients is an object in JSON.
  public var codingKey: any CodingKey { NumberKey(number) }

  public init?(codingKey: some CodingKey) {
    guard let number = UInt16(codingKey.stringValue) else { return nil }
    self.number = number
  }

  private struct NumberKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ number: UInt16) { stringValue = String(number) }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Where the polynomials of others are looked at for this client; never 0, where their secrets are.
  var point: UInt64 { UInt64(number) + 1 }

  public static func < (one: ClientID, two: ClientID) -> Bool { one.number < two.number }

  public var description: String { String(number) }
}
