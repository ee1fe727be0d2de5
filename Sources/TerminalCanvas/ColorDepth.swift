/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  /// Bold, underline and reverse video only.
  case none
  case eight
  case sixteen
  case twoHundredFiftySix
  /// Any colour by its parts, besides the 256 that are numbered.
  case direct

  /// The depth of a terminal whose terminfo entry has so many colours.
  ///
  /// An entry with more than 256 has direct colours, where a number is red, green and blue and only the first
  /// eight are what they are elsewhere.
  ///
  /// - Parameter keepsPalette: whether the first 256 are, too.
  package init(colors: Int, keepsPalette: Bool = false) {
    switch colors {
    case ..<8: self = .none
    case 8..<16: self = .eight
    case 16..<256: self = .sixteen
    case 256: self = .twoHundredFiftySix
    default: self = keepsPalette ? .direct : .eight
    }
  }

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}
