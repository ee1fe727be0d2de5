/// Whether a terminal draws the sextants of Unicode 13 itself, whatever its font has. Nobody can be asked, so it is known of those
/// alone that say who they are.
public enum SextantSupport {
  /// - Parameter environment: of the process; what a terminal puts there passes through tmux.
  public static func isKnown(in environment: [String: String]) -> Bool {
    if environment["KITTY_WINDOW_ID"] != nil || environment["WEZTERM_PANE"] != nil { return true }
    if environment["TERM_PROGRAM"] == "ghostty" { return true }
    let type = environment["TERM"] ?? ""
    if ["xterm-kitty", "foot", "wezterm", "xterm-ghostty"].contains(where: type.hasPrefix) { return true }
    // GNOME's and its kin, from 0.62 on.
    return (environment["VTE_VERSION"].flatMap(Int.init) ?? 0) >= 6200
  }
}
