import TerminalCanvas

/// Reads a scheme in both forms there are: with its colours under `palette`, and with all at the top of the file, as it once was.
///
/// Reference: the builder guidelines of base16, 0.11.2 (https://github.com/tinted-theming/home/blob/main/builder.md).
enum SchemeReader {
  private static let systems: Set = ["base16", "base24"]

  /// - Parameter fallbackName: for a scheme that does not say how it is called.
  /// - Throws: `ThemeError`.
  static func scheme(in file: YAMLFile, fallbackName: String) throws(ThemeError) -> Base16Scheme {
    // Some systems keep what they say of a scheme under `scheme`.
    let system = file["system"] ?? file["scheme"]?.entries?.first { $0.key == "system" }
    if let system, !systems.contains(system.text?.lowercased() ?? "") {
      throw .otherSystem(path: file.path, line: system.line, system: system.text ?? "")
    }
    let palette = file["palette"]?.entries ?? file.entries
    var colors: [RGB] = []
    for place in Base16Scheme.places {
      guard let color = try color(at: place, in: palette, path: file.path) else {
        throw .missing(path: file.path, entry: Base16Scheme.label(of: place))
      }
      colors.append(color)
    }
    var further: [Int: RGB] = [:]
    for place in Base16Scheme.furtherPlaces {
      further[place] = try color(at: place, in: palette, path: file.path)
    }
    return Base16Scheme(
      name: file["name"]?.text ?? file["scheme"]?.text ?? fallbackName,
      author: file["author"]?.text ?? "unknown", colors: colors, further: further)
  }

  /// nil where the scheme has none there.
  private static func color(at place: Int, in palette: [YAMLFile.Entry], path: String) throws(ThemeError)
    -> RGB?
  {
    let label = Base16Scheme.label(of: place)
    guard let entry = palette.first(where: { $0.key.lowercased() == label.lowercased() }) else { return nil }
    guard let text = entry.text, let color = RGB(hexadecimal: text) else {
      throw .noColor(path: path, line: entry.line, entry: label, value: entry.text)
    }
    return color
  }
}
