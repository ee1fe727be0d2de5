import PlainText

extension DoctorReport {
  package var text: String {
    [
      ("screen", screen), ("TERM", typeLine), ("size", size), ("colours", colorsLine), ("encoding", encoding),
      ("glyphs", glyphsLine), ("mouse", mouse), ("inside", inside), ("clipboard", clipboardLine),
      ("background", backgroundLine),
    ].map { "\($0.padded(to: 11))\($1)" }.joined(separator: "\n")
  }

  private static let usual = "xterm-256color"

  private var screen: String {
    if canShowScreen { return "`glasshouse explore` can be drawn here." }
    if !isInputTerminal || !isOutputTerminal {
      let ends = [(isInputTerminal, "input"), (isOutputTerminal, "output")].filter { !$0.0 }.map(\.1)
      return
        "none: standard \(ends.joined(separator: " and ")) \(ends.count == 1 ? "is" : "are") no terminal. Run `glasshouse explore` in one, or `glasshouse train` without."
    }
    return "none: see TERM. Run `glasshouse train` to work without a screen."
  }

  private var typeLine: String {
    guard let type else { return "not set: set it, for example to \(Self.usual)." }
    guard isKnown else {
      return
        "\(type), unknown to this system's terminfo: set TERM to a type it has, for example \(Self.usual)."
    }
    return type == "dumb" ? "dumb, which has no screen: use \(Self.usual) if your terminal can." : type
  }

  private var size: String {
    guard let columns, let rows else { return "unknown: there is no terminal to ask." }
    let size = "\(columns)x\(rows)"
    return columns < 80 || rows < 24
      ? "\(size): make the window 80x24 or larger, or its letters smaller." : size
  }

  private var colorsLine: String {
    let hint = "use \(Self.usual) if your terminal can"
    switch (depth, depthReason) {
    case (_, "refused"): return "none, as --color never says: leave that out for colours."
    case (_, "no_color"): return "none, for NO_COLOR is set: unset it, or start with --color always."
    case (_, "unknown_type"): return "none, for TERM says too little: see there."
    case ("none", _): return "none: TERM=\(type ?? "") has none. \(hint.capitalizedFirst)."
    case (_, "colorterm_unfulfilled"):
      return
        "\(depth): COLORTERM promises direct colours, but TERM=\(type ?? "") or this system's curses cannot have them: \(hint), with ncurses 6.1 or newer."
    case ("direct", "colorterm"): return "direct (any of 16 million), as COLORTERM says."
    case ("direct", _): return "direct (any of 16 million), as TERM says."
    case ("256", _): return "256, as TERM says: set COLORTERM=truecolor if your terminal has direct colours."
    default: return "\(depth), as TERM says, and pictures in letters: \(hint)."
    }
  }

  private var encoding: String {
    let said = localeVariable.map { "\($0)=\(locale ?? "")" }
    if isUTF8 { return "UTF-8, as \(said ?? "the system") says." }
    guard let said else { return "ASCII alone, for no locale is set: set LANG=C.UTF-8." }
    return asksForUTF8
      ? "ASCII alone: \(said) is not installed, nor is C.UTF-8. Install a UTF-8 locale."
      : "ASCII alone, as \(said) says: set \(localeVariable ?? "LANG")=C.UTF-8 if your terminal shows UTF-8."
  }

  private var glyphsLine: String {
    guard isUTF8 else { return "letters: see encoding." }
    let all = [
      (glyphs.boxes, "boxes"), (glyphs.blocks, "blocks"), (glyphs.braille, "braille"),
      (glyphs.sextants, "sextants"),
    ]
    let known = all.filter(\.0).map(\.1).joined(separator: ", ")
    let unknown = all.filter { !$0.0 }.map(\.1).joined(separator: ", ")
    guard !unknown.isEmpty else {
      return "\(known), by the C library; whether the font has them the test card shows."
    }
    return
      "\(known.isEmpty ? "letters" : known); not \(unknown), which this system's C library does not know: a newer one does."
  }

  private var mouse: String {
    hasMouse
      ? "yes, by the terminal's entry: while it is used, hold Shift to select text."
      : "none, by the terminal's entry: everything has a key."
  }

  private var inside: String {
    var places: [String] = []
    if let multiplexer { places.append(multiplexer) }
    if isOverSSH { places.append("ssh") }
    guard !places.isEmpty else { return "neither tmux, screen nor ssh." }
    let hint =
      switch (multiplexer, isOverSSH) {
      case ("tmux", _): ": colours are as tmux's own `default-terminal` and `terminal-features` say."
      case ("screen", _): ": it has no direct colours and no clipboard; tmux has both."
      default: ": COLORTERM is not passed on unless SendEnv and AcceptEnv name it."
      }
    return places.joined(separator: " and ") + hint
  }

  private var clipboardLine: String {
    switch clipboard {
    case .osc52: "by OSC 52, if the terminal allows it; nobody says whether it did."
    case .tmuxSetting: "by OSC 52, if tmux passes it on: `tmux set -g set-clipboard on`."
    case .none: "none: select text by the terminal's own means."
    }
  }

  private var backgroundLine: String {
    background.map { "\($0), as the terminal says." }
      ?? "unknown, for the terminal did not say: colours that suit dark and light are used."
  }
}
