/// The sequences by which terminals are told how to show what follows: "select graphic rendition" of ECMA-48, and the colours of xterm.
struct SelectGraphicRendition {
  /// How the terminal shows what comes now.
  private(set) var current = CellLook()

  /// What is to be sent before a cell: nothing before a blank that looks the same in whatever colour it is written.
  mutating func change(for cell: ShownCell) -> String {
    let isSeen =
      cell.glyph != " " || cell.look.background != current.background || !cell.look.isPlainUnderBlank
      || !current.isPlainUnderBlank
    return isSeen ? change(to: cell.look) : ""
  }

  /// What turns the look that there is into another: nothing, or the shorter of a change and a new beginning.
  private mutating func change(to look: CellLook) -> String {
    guard look != current else { return "" }
    let anew = Self.sequence(from: CellLook(), to: look, begin: ["0"])
    defer { current = look }
    // No attribute is taken away but by a new beginning.
    guard look.attributes.isSuperset(of: current.attributes) else { return anew }
    let change = Self.sequence(from: current, to: look, begin: [])
    return change.utf8.count <= anew.utf8.count ? change : anew
  }

  mutating func reset() -> String { change(to: CellLook()) }

  private static func sequence(from old: CellLook, to new: CellLook, begin: [String]) -> String {
    var codes = begin
    for (attribute, code) in [(Look.Attributes.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7")]
    where new.attributes.contains(attribute) && !old.attributes.contains(attribute) { codes.append(code) }
    if new.foreground != old.foreground { codes.append(color(new.foreground, base: 30)) }
    if new.background != old.background { codes.append(color(new.background, base: 40)) }
    // A beginning alone needs no number.
    return codes == ["0"] ? "\u{1B}[m" : "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  /// - Parameter base: 30 for what is written, 40 for what lies under it.
  private static func color(_ color: Look.Color, base: Int) -> String {
    switch color {
    case .own: "\(base + 9)"
    case .palette(let number) where number < 8: "\(base + Int(number))"
    case .palette(let number) where number < 16: "\(base + 52 + Int(number))"
    case .palette(let number): "\(base + 8);5;\(number)"
    case .rgb(let rgb): "\(base + 8);2;\(rgb.red);\(rgb.green);\(rgb.blue)"
    }
  }
}
