import CTerminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What curses is told of a terminal in place of its own entry.
package enum DirectColorEntry {
  /// The value of TERMINFO for a type; nil where curses or the type cannot have direct colours.
  package static func terminfo(for type: String) -> String? {
    guard let text = ct_direct_entry_of_type(type) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
