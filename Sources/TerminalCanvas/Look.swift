/// What a terminal does to a glyph: its colour, and attributes that need none.
public struct Look: Hashable, Sendable {
  public enum Color: Hashable, Sendable {
    /// The terminal's own, whatever its user chose.
    case own
    /// By its number among the 8, 16 or 256 that terminals number.
    case palette(UInt8)
    /// Of a terminal with direct colours.
    case rgb(RGB)
  }

  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let reverse = Attributes(rawValue: 4)
    public static let underline = Attributes(rawValue: 8)
  }

  public var color: Color
  public var attributes: Attributes

  public init(_ color: Color = .own, _ attributes: Attributes = []) {
    self.color = color
    self.attributes = attributes
  }
}

extension Look.Color: ExpressibleByIntegerLiteral {
  public init(integerLiteral number: UInt8) { self = .palette(number) }
}
