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
