import PlainText

extension ReportPage {
  /// The page in Markdown, with tables in place of pictures.
  package var markdown: String {
    (["# \(Self.prose(title))"] + parts.map(Self.markdown)).joined(separator: "\n\n") + "\n"
  }

  private static func markdown(_ part: Part) -> String {
    switch part {
    case .heading(let text): "## \(prose(text))"
    case .verdict(let text, _): "**\(prose(text))**"
    case .paragraph(let text): prose(text)
    case .list(let items): items.map { "- \(prose($0))" }.joined(separator: "\n")
    case .table(let table): markdown(table)
    case .figure(let figure): "\(prose(figure.title)):\n\n\(markdown(figure.table))"
    }
  }

  private static func markdown(_ table: Table) -> String {
    let line = { (cells: [String]) in "| \(cells.joined(separator: " | ")) |" }
    let rule = "|\(table.head.indices.map { table.numbers.contains($0) ? "---:|" : "---|" }.joined())"
    return ([line(table.head.map(prose)), rule] + table.rows.map { line($0.map(prose)) }).joined(
      separator: "\n")
  }

  /// Text as it stands: no emphasis, no code, no formula, and no link or picture, which might be of somebody else's server.
  private static func prose(_ text: String) -> String {
    var (result, previous) = ("", Character(" "))
    let characters = Array(text.replacing("&", with: "&amp;"))
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isObeyed =
        switch character {
        case "*", "`", "~", "\\", "$": true
        // Within a word it is no emphasis.
        case "_": !(previous.isWordPart && next.isWordPart)
        // Behind a bracket these make a link of it.
        case "(", "[", ":": previous == "]"
        case "!": next == "["
        default: false
        }
      result += isObeyed ? "&#\(character.asciiValue ?? 0);" : String(character)
      previous = character
    }
    return LabReport.prose(result)
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber }
}
