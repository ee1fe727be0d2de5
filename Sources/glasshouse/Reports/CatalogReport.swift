import PlainText
import Records

/// The bundled data sets: of `datasets`.
package struct CatalogReport: CommandReport {
  let datasets: [Row]

  struct Row: Codable, Hashable, Sendable {
    let name: String
    let title: String
    let origin: String
    /// Whether its files are there.
    let isInstalled: Bool
    /// Whether it is no text.
    let isTrainable: Bool
    let isDefault: Bool

    private enum CodingKeys: String, CodingKey {
      case name, title, origin
      case isInstalled = "installed"
      case isTrainable = "trainable"
      case isDefault = "is_default"
    }
  }

  package init() {
    let installed = Catalog.installed
    datasets = Catalog.entries.map { entry in
      let isText = if case .text = entry.source { true } else { false }
      return Row(
        name: entry.name, title: entry.title, origin: entry.origin, isInstalled: installed.contains(entry),
        isTrainable: !isText, isDefault: entry.name == Catalog.defaultName)
    }
  }

  package var figures: CatalogReport { self }

  package var text: String {
    datasets.flatMap { row in
      let state =
        !row.isInstalled
        ? "  (not installed)" : row.isDefault ? "  (default)" : row.isTrainable ? "" : "  (text)"
      return ["\(row.name.padded(to: 9)) \(row.title)\(state)", "          \(row.origin)"]
    }.joined(separator: "\n")
  }
}
