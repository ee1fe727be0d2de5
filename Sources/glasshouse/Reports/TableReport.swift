import PlainText
package import Records

/// How a table would be read: of `datasets --describe`.
package struct TableReport: CommandReport {
  let path: String
  let records: Int
  let columns: [Column]
  /// Left out for their gaps.
  let droppedRecords: Int
  /// What may be wrong with the reading, a sentence each.
  let doubts: [String]

  struct Column: Codable, Hashable, Sendable {
    let name: String
    let reading: String
    /// Fields with nothing in them.
    let missing: Int
  }

  private enum CodingKeys: String, CodingKey {
    case path, records, columns, doubts
    case droppedRecords = "dropped_records"
  }

  /// - Parameter count: records, gaps or not.
  package init(path: String, count: Int, _ reading: TableReading) {
    self.path = path
    records = count
    columns = reading.columns.map {
      Column(name: $0.name, reading: $0.reading.description, missing: $0.missingCount)
    }
    droppedRecords = reading.droppedCount
    doubts = reading.doubts.map(\.text)
  }

  package var figures: TableReport { self }

  package var text: String {
    var lines = ["\(path.harmless): \(records) records, \(columns.count) columns"]
    let width = min(40, columns.map(\.name.displayWidth).max() ?? 0)
    for column in columns {
      let gaps = column.missing > 0 ? ", \(column.missing) gap\(column.missing == 1 ? "" : "s")" : ""
      lines.append("  \(column.name.padded(to: width))  \(column.reading)\(gaps)")
    }
    if droppedRecords > 0 { lines.append("\(droppedRecords) records with gaps are left out") }
    return (lines + doubts).joined(separator: "\n")
  }
}
