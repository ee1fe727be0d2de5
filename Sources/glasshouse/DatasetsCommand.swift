import ArgumentParser
import Foundation
import Records

struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the bundled data sets, their origin and their settings.")

  @Option(help: "text or json.")
  var format = OutputFormat.text

  private struct Row: Encodable {
    let name: String
    let title: String
    let origin: String
    let installed: Bool
    let trainable: Bool
    let isDefault: Bool

    private enum CodingKeys: String, CodingKey {
      case name, title, origin, installed, trainable
      case isDefault = "is_default"
    }
  }

  func run() throws {
    let installed = Catalog.installed
    let rows = Catalog.entries.map { entry in
      let isText = if case .text = entry.source { true } else { false }
      return Row(
        name: entry.name, title: entry.title, origin: entry.origin, installed: installed.contains(entry),
        trainable: !isText, isDefault: entry.name == Catalog.defaultName)
    }
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(["datasets": rows]), as: UTF8.self))
    case .text:
      for row in rows {
        let state =
          !row.installed
          ? "  (not installed)" : row.isDefault ? "  (default)" : row.trainable ? "" : "  (text)"
        print("\(row.name.padding(toLength: 9, withPad: " ", startingAt: 0)) \(row.title)\(state)")
        print("          \(row.origin)")
      }
    }
  }
}
