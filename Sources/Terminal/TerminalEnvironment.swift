#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the environment says of a terminal beyond its type.
package struct TerminalEnvironment: Hashable, Sendable {
  private let values: [String: String]

  package init(_ values: [String: String]) { self.values = values }

  /// That of this process.
  package static var current: TerminalEnvironment {
    let names = [
      "TERM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "LC_ALL", "LC_CTYPE",
      "LANG",
    ]
    return TerminalEnvironment(
      names.reduce(into: [:]) { values, name in values[name] = getenv(name).map { String(cString: $0) } })
  }

  /// Nil where the variable is not set, or empty.
  package subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  package var isInTmux: Bool { self["TMUX"] != nil }
  /// In screen alone: what runs in tmux, which runs in screen, speaks to tmux.
  package var isInScreen: Bool { self["STY"] != nil && !isInTmux }
  package var isOverSSH: Bool { self["SSH_CONNECTION"] != nil || self["SSH_TTY"] != nil }

  /// Whether the terminal promises direct colours, as COLORTERM says by custom. What screen inherits is no promise of screen.
  package var promisesDirectColors: Bool {
    ["truecolor", "24bit"].contains(self["COLORTERM"]?.lowercased()) && !isInScreen
  }
}
