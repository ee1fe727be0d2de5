/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  /// Bold, underline and reverse video only.
  case none
  case eight
  case sixteen
  case twoHundredFiftySix

  /// The depth of a terminal whose terminfo entry has so many colours.
  ///
  /// An entry with more than 256 has direct colours, where a number is red, green and blue and only the first
  /// eight are what they are elsewhere.
  package init(colors: Int) {
    switch colors {
    case ..<8: self = .none
    case 8..<16: self = .eight
    case 16..<256: self = .sixteen
    case 256: self = .twoHundredFiftySix
    default: self = .eight
    }
  }

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// Whether colours are wanted, as `--color` says.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// As many as the terminal has, and none when NO_COLOR is set to anything but nothing.
  case automatic = "auto"
  /// As many as the terminal has.
  case always
  case never

  /// `noColor` is the value of the environment variable NO_COLOR (https://no-color.org).
  package func wantsColor(noColor: String?) -> Bool {
    switch self {
    case .automatic: (noColor ?? "").isEmpty
    case .always: true
    case .never: false
    }
  }
}
