public import PlainText

/// How a table was read, for whoever wants to know what the network sees.
public struct TableReading: Hashable, Sendable {
  /// A column of the file, whether or not it became inputs.
  public struct Column: Hashable, Sendable {
    public let name: String
    public let reading: ColumnReading
    /// Fields with nothing in them.
    public let missingCount: Int
  }

  /// In the order of the file.
  public let columns: [Column]
  /// Records that were left out because a value of theirs is missing.
  public let droppedCount: Int
  /// What may be wrong with it, a sentence each.
  public let doubts: [Sentence]

  /// Columns that are read alike, together: `numbers: age, weight`.
  public var summary: String {
    var groups = [(reading: ColumnReading, names: [String])]()
    for column in columns {
      if let index = groups.firstIndex(where: { $0.reading == column.reading }) {
        groups[index].names.append(column.name)
      } else {
        groups.append((column.reading, [column.name]))
      }
    }
    return groups.map { "\($0.reading): \($0.names.listed(atMost: 12))" }.joined(separator: "; ")
  }
}

extension [String] {
  /// The names with commas between, and how many more there are.
  public func listed(atMost limit: Int) -> String {
    let shown = prefix(limit).joined(separator: ", ")
    return count > limit ? "\(shown) and \(count - limit) more" : shown
  }
}
