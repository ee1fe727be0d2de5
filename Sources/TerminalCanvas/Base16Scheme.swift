/// Sixteen colours with a meaning each, or twenty-four, as many programs share them.
///
/// References: the styling guidelines of base16 (https://github.com/tinted-theming/home) and of base24.
public struct Base16Scheme: Hashable, Sendable {
  public var name: String
  public var author: String
  /// base00 to base0F, then base10 to base17.
  private var colors: [RGB]

  /// The places a scheme must fill; `base24` goes on to 0x17.
  public static let places = 0x00...0x0F
  public static let furtherPlaces = 0x10...0x17

  /// What stands for a colour of `furtherPlaces` where a scheme has none, from 0x10 on.
  private static let standIns = [0x00, 0x00, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E]

  /// - Parameters:
  ///   - colors: of base00 to base0F: sixteen.
  ///   - further: of base10 to base17, as many as there are.
  public init(name: String, author: String, colors: [RGB], further: [Int: RGB] = [:]) {
    precondition(colors.count == Self.places.count, "a scheme has sixteen colours")
    self.name = name
    self.author = author
    self.colors =
      colors + zip(Self.furtherPlaces, Self.standIns).map { further[$0] ?? colors[$1] }
  }

  /// The colour at that place, from 0x00 to 0x17.
  public subscript(place: Int) -> RGB { colors[place] }

  public var background: RGB { self[0x00] }

  /// Whether its text is lighter than what it stands on.
  public var isDark: Bool { background.luminance < self[0x05].luminance }

  /// How a place is called in a file: `base0A`.
  public static func label(of place: Int) -> String {
    "base" + (place < 16 ? "0" : "") + String(place, radix: 16, uppercase: true)
  }
}
