import PlainText
import Terminal
import TerminalCanvas

/// What a person looks at to know whether glyphs and colours arrive: each with what one should see, and what to do if not.
struct TestCard {
  private let terminal: TerminalReport

  init(for terminal: TerminalReport) { self.terminal = terminal }

  /// Lines, with escape sequences only where they go to a terminal that takes them.
  var text: String {
    guard !(glyphs + colors).isEmpty else {
      return "There is no test card: the locale is not UTF-8, and colours go to a terminal alone.\n"
    }
    return (glyphs + colors).flatMap { entry in
      entry.lines.map { "  \($0)" } + ["      \(entry.label)", ""]
    }.joined(separator: "\n")
  }

  private struct Entry {
    let lines: [String]
    let label: String
  }

  // MARK: Glyphs

  private static let width = 32

  /// A bar at the same column ends every line, so that glyphs of two columns are seen.
  private static func ruled(_ glyphs: String) -> String { glyphs.padded(to: width) + "|" }

  private var glyphs: [Entry] {
    guard terminal.isUTF8 else { return [] }
    var entries = [
      Entry(
        lines: ["┌──────┬──────┐", "│ left │ right│", "└──────┴──────┘"].map(Self.ruled),
        label: "Two closed boxes. Gaps, or letters for lines: start with --glyphs ascii, or press G."),
      Entry(
        lines: [Self.ruled("▀▀▀▀▄▄▄▄▀▄▀▄▀▄▀▄████▌▐░▒▓")],
        label: "Halves and whole blocks that touch. Anything else: start with --glyphs ascii, or press G."),
      Entry(
        lines: [Self.ruled("⠁⠃⠇⡇⡏⡟⡿⣿⣾⣼⣸⢸⢰⢠⢀ ⣀⡠⠔⠊⠉⠑⠢⢄⣀")],
        label:
          "Dots that climb, fall, and make a wave. Boxes instead: start with --glyphs blocks, or press G."),
      Entry(
        lines: [Self.ruled("ε δ σ φ ∞ † – é ▸ ▲ ▼ ▶ ‖")],
        label: "Greek letters and marks. Boxes or question marks: start with --glyphs ascii."),
    ]
    if terminal.hasSextants {
      entries.insert(
        Entry(
          lines: [Self.ruled("🬀🬁🬂🬃🬄🬅🬆🬇🬈🬉🬊🬋🬌🬍🬎🬏🬓🬔🬗🬛🬞🬡🬤🬧🬭🬯🬱🬵🬹🬻")],
          label:
            "Small tiles, two across and three down. Boxes instead: the font has none, and half blocks serve. Tiles: `sextants: true` in config.yaml."
        ),
        at: 3)
    }
    entries.append(
      Entry(
        lines: [Self.ruled("")],
        label: "All bars stand in one column. If not, glyphs are two columns wide: start with --glyphs ascii."
      ))
    return entries
  }

  // MARK: Colours

  private static func filled(_ settings: [String], columns: Int) -> String {
    settings.map { "\u{1B}[\($0)m" + String(repeating: " ", count: columns) }.joined() + "\u{1B}[0m"
  }

  private var colors: [Entry] {
    let depth = terminal.depth.depth
    guard terminal.isOutputTerminal, terminal.isANSI, depth > .none else { return [] }
    var entries = [basic(depth)]
    guard depth >= .twoHundredFiftySix else { return entries }
    entries.append(
      Entry(
        lines: [Self.filled((232...255).map { "48;5;\($0)" }, columns: 2)],
        label:
          "24 greys from dark to light. Bands or other colours: TERM promises 256 colours that are not there."
      ))
    for ramp in HeatmapRamp.allCases where ramp != .grey {
      entries.append(
        Entry(
          lines: [Self.filled(ramp.colors.map { "48;5;\($0)" }, columns: 4)],
          label: "The ramp \(ramp.rawValue), from dark to light. Press V to walk through the ramps."))
    }
    if depth == .direct {
      let steps = (0..<64).map { "48;2;\($0 * 4);\(255 - $0 * 3);\(255 - $0 * 4)" }
      entries.append(
        Entry(
          lines: [Self.filled(steps, columns: 1)],
          label: "One smooth run from cyan to red. Bands or noise: unset COLORTERM for 256 colours."))
    }
    return entries
  }

  private func basic(_ depth: ColorDepth) -> Entry {
    var lines = [Self.filled((40...47).map(String.init), columns: 4)]
    if depth >= .sixteen { lines.append(Self.filled((100...107).map(String.init), columns: 4)) }
    return Entry(
      lines: lines,
      label:
        "The terminal's \(lines.count * 8) colours, as its user chose them. If two look alike, start with --color never."
    )
  }
}
