import ArgumentParser
import Foundation
import PlainText
import Records

struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the bundled data sets, or say how a table is read.")

  @Option(
    help: ArgumentHelp(
      "Say how each column of this table would be read; no value is shown.", valueName: "file"))
  var describe: String?
  @OptionGroup var table: TableOptions
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    guard let describe else {
      guard !table.isGiven else {
        throw StartFailure(sentence: "Columns are those of a table. Name it with --describe.")
      }
      return try list()
    }
    let reference = try table.reference(to: describe)
    let (count, reading) = try reference.readColumns()
    switch format {
    case .json: try StandardOutput.write(json: Self.encoded(TableRow(path: describe, count: count, reading)))
    case .text: try StandardOutput.write(lines: text(of: reading, count: count, path: describe))
    }
  }

  private func text(of reading: TableReading, count: Int, path: String) -> String {
    var lines = ["\(path.harmless): \(count) records, \(reading.columns.count) columns"]
    let width = min(40, reading.columns.map(\.name.displayWidth).max() ?? 0)
    for column in reading.columns {
      let gaps =
        column.missingCount > 0 ? ", \(column.missingCount) gap\(column.missingCount == 1 ? "" : "s")" : ""
      lines.append("  \(column.name.padded(to: width))  \(column.reading)\(gaps)")
    }
    if reading.droppedCount > 0 { lines.append("\(reading.droppedCount) records with gaps are left out") }
    return (lines + reading.doubts.map(\.text)).joined(separator: "\n")
  }

  private func list() throws {
    let installed = Catalog.installed
    let rows = Catalog.entries.map { entry in
      let isText = if case .text = entry.source { true } else { false }
      return Row(
        name: entry.name, title: entry.title, origin: entry.origin, installed: installed.contains(entry),
        trainable: !isText, isDefault: entry.name == Catalog.defaultName)
    }
    switch format {
    case .json: try StandardOutput.write(json: Self.encoded(["datasets": rows]))
    case .text:
      let lines = rows.flatMap { row in
        let state =
          !row.installed
          ? "  (not installed)" : row.isDefault ? "  (default)" : row.trainable ? "" : "  (text)"
        return ["\(row.name.padded(to: 9)) \(row.title)\(state)", "          \(row.origin)"]
      }
      try StandardOutput.write(lines: lines.joined(separator: "\n"))
    }
  }

  private static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  private struct Row: Encodable {
    let name: String
    let title: String
    let origin: String
    let installed: Bool
    let trainable: Bool
    let isDefault: Bool
  }

  private struct TableRow: Encodable {
    struct Column: Encodable {
      let name: String
      let reading: String
      let missing: Int
    }

    let path: String
    let records: Int
    let columns: [Column]
    let droppedRecords: Int
    let doubts: [String]

    init(path: String, count: Int, _ reading: TableReading) {
      self.path = path
      records = count
      columns = reading.columns.map {
        Column(name: $0.name, reading: $0.reading.description, missing: $0.missingCount)
      }
      droppedRecords = reading.droppedCount
      doubts = reading.doubts.map(\.text)
    }
  }
}
