/// A figure of a report that JSON writes as null, and does not leave out, where there is none or where it is not finite.
///
/// This is the one place of that rule; a plain optional is left out where there is none.
@propertyWrapper
public struct OrNull<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  private var value: Value?

  /// What is not finite is nil, as it will be once it is read again.
  public init(wrappedValue: Value?) { value = Self.finite(wrappedValue) }

  public var wrappedValue: Value? {
    get { value }
    set { value = Self.finite(newValue) }
  }

  private static func finite(_ value: Value?) -> Value? {
    if let number = value as? Double, !number.isFinite { nil } else { value }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
