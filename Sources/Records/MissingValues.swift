/// What is done with records in which a value is not there.
public enum MissingValues: String, CaseIterable, Hashable, Codable, Sendable {
  /// The first one is an error.
  case refuse
  /// Inputs are the mean over the records that have them.
  case mean
  /// The records are left out.
  case drop
}

/// What stands for a value that is not there.
enum MissingMark {
  /// In a column of numbers.
  private static let numberMarks: Set<String> = [
    "", "na", "n/a", "nan", "null", "none", "?", ".", "-", "#n/a",
  ]
  /// In a column of text, where some of those are values.
  private static let textMarks: Set<String> = ["", "na", "n/a", "nan", "null", "#n/a"]

  static func isAmongNumbers(_ field: String) -> Bool {
    field.utf8.count <= 4 && numberMarks.contains(field.lowercased())
  }

  static func isAmongTexts(_ field: String) -> Bool {
    field.utf8.count <= 4 && textMarks.contains(field.lowercased())
  }

  /// The records whose label is missing: among labels that are numbers more stands for none than among texts.
  static func gaps(inLabels fields: [String]) -> [Int] {
    let others = fields.filter { !isAmongNumbers($0) }
    let isNumeric = !others.isEmpty && others.allSatisfy(CSVTable.isNumber)
    return fields.indices.filter { isNumeric ? isAmongNumbers(fields[$0]) : isAmongTexts(fields[$0]) }
  }
}
