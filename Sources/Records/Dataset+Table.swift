import Foundation
import LinearAlgebra

/// What a table's columns are for.
public struct TableDescription: Hashable, Sendable {
  public enum Label: Hashable, Sendable {
    /// Every distinct value of the column is a class.
    case values(of: String)
    /// Two classes: the column is above zero, or not.
    case positive(String)

    var column: String {
      switch self {
      case .values(let column), .positive(let column): column
      }
    }
  }

  public var label: Label
  public var categorical: [String]
  public var dropped: [String]
}

extension Dataset {
  private static let largestClassCount = 100

  /// Reads a CSV file: numbers as they are, categorical columns one-hot, the label apart.
  ///
  /// A column is categorical when the description says so, or when none of its fields is a number.
  static func readingTable(
    named name: String, at url: URL, description: TableDescription
  ) throws(DatasetError) -> Dataset {
    let table = try CSVReader.table(at: url)
    let labelColumn = try table.column(description.label.column, option: "--label")
    var left = Set([labelColumn])
    for column in description.dropped { left.insert(try table.column(column, option: "--drop")) }
    var categorical = Set<Int>()
    for column in description.categorical {
      categorical.insert(try table.column(column, option: "--categorical"))
    }

    let (labels, classNames) = try classes(of: table, column: labelColumn, rule: description.label)
    var columns = [Column]()
    var inputs = [[Double]]()
    for (index, title) in table.header.enumerated() where !left.contains(index) {
      let fields = table.columns[index]
      if categorical.contains(index) || fields.allSatisfy({ Double($0) == nil && !$0.isEmpty }) {
        for category in ordered(Set(fields)) {
          columns.append(Column(name: title, category: category))
          inputs.append(fields.map { $0 == category ? 1 : 0 })
        }
      } else {
        columns.append(Column(name: title, category: nil))
        inputs.append(try table.numbers(inColumn: index))
      }
    }
    guard !columns.isEmpty else { throw .noColumnsLeft(path: url.path) }
    var values = Matrix<Double>(rowCount: labels.count, columnCount: columns.count)
    for (column, numbers) in inputs.enumerated() {
      for (row, number) in numbers.enumerated() { values[row, column] = number }
    }
    return Dataset(
      name: name, layout: .table(columns), values: values, labels: labels, classNames: classNames)
  }

  private static func classes(
    of table: CSVTable, column: Int, rule: TableDescription.Label
  ) throws(DatasetError) -> (labels: [Int], names: [String]) {
    let names: [String]
    let labels: [Int]
    switch rule {
    case .positive(let title):
      names = ["no \(title)", title]
      labels = try table.numbers(inColumn: column).map { $0 > 0 ? 1 : 0 }
    case .values:
      let fields = table.columns[column]
      names = ordered(Set(fields))
      let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      labels = fields.map { numbers[$0] ?? 0 }
    }
    guard Set(labels).count > 1 else { throw .oneClass(path: table.path) }
    guard names.count <= largestClassCount else {
      throw .tooManyClasses(
        path: table.path, label: rule.column, count: names.count, limit: largestClassCount)
    }
    return (labels, names)
  }

  /// By size where all are numbers, else by letters: the same order on every machine.
  private static func ordered(_ names: Set<String>) -> [String] {
    let numbers = names.compactMap(Double.init)
    guard numbers.count == names.count else {
      return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    return names.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
  }
}
