/// How a column of a table became inputs, or why it did not.
public enum ColumnReading: Hashable, Sendable {
  case numbers(NumberNotation)
  /// One input for each of so many values.
  case text(valueCount: Int)
  case label(classCount: Int)
  /// Left out by --drop, or by --keep.
  case dropped
  /// It has no name and counts the records.
  case countsRecords
  /// It has no name and another value in each record.
  case namesRecords
}

extension ColumnReading {
  /// Whether the column became inputs.
  var isInput: Bool {
    switch self {
    case .numbers, .text: true
    case .label, .dropped, .countsRecords, .namesRecords: false
    }
  }
}

extension ColumnReading: CustomStringConvertible {
  public var description: String {
    switch self {
    case .numbers(let notation): notation.description
    case .text(let count): "text, \(count) value\(count == 1 ? "" : "s")"
    case .label(let count): "the label, \(count) classes"
    case .dropped: "left out, as asked"
    case .countsRecords: "left out, for it has no name and counts the records"
    case .namesRecords: "left out, for it has no name and another value in each record"
    }
  }
}
