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
  static let amongNumbers: Set<String> = [
    "", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "none", "?", ".", "-", "#N/A",
  ]
  /// In a column of text, where some of those are values.
  static let amongTexts: Set<String> = ["", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "#N/A"]

  /// The records whose label is missing: among labels that are numbers more stands for none than among texts.
  static func gaps(inLabels fields: [String]) -> [Int] {
    let others = fields.filter { !amongNumbers.contains($0) }
    let isNumeric = !others.isEmpty && others.allSatisfy(CSVTable.isNumber)
    return fields.indices.filter { (isNumeric ? amongNumbers : amongTexts).contains(fields[$0]) }
  }
}
