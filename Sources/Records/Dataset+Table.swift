import Foundation
import LinearAlgebra
import PlainText

/// What a table's columns are for.
public struct TableDescription: Hashable, Sendable {
  /// Which column is predicted, and what its classes are.
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

  /// nil only looks at how the columns would be read.
  public var label: Label?
  /// Columns to read one-hot although their fields are numbers.
  public var categorical: [String] = []
  /// Columns to read, all others being left out; empty reads all.
  public var kept: [String] = []
  /// Columns to leave out.
  public var dropped: [String] = []
  public var missing = MissingValues.refuse
}

extension Dataset {
  /// Reads a CSV file: numbers as they are, categorical columns one-hot, the label apart.
  ///
  /// A column is categorical when the description says so, or when its fields are text.
  static func readingTable(
    named name: String, at path: String, description: TableDescription
  ) throws(DatasetError) -> Dataset {
    var plan = try TablePlan(CSVTable(at: path), description: description)
    try plan.handleGaps(by: description.missing)
    let classes = try plan.classes()
    let inputs = plan.inputs
    let (recordCount, inputCount) = (plan.table.lines.count, inputs.reduce(0) { $0 + $1.width })
    guard inputCount > 0 else { throw .noColumnsLeft(path: path) }
    // The values, and what is made of them: inputs of all records, of the pool, of the tests.
    let needed = Double(recordCount) * Double(inputCount) * 20
    guard needed < MachineMemory.available else {
      throw .inputsNeedMemory(path: path, records: recordCount, inputs: inputCount, bytes: needed)
    }
    var values = Matrix<Double>(rowCount: recordCount, columnCount: inputCount)
    var columns = [Column]()
    for input in inputs {
      input.write(into: &values, from: columns.count)
      columns += input.columns
    }
    return Dataset(
      name: name, layout: .table(columns), values: values, labels: classes.labels, classNames: classes.names,
      rows: plan.table.rows, reading: plan.reading(classes: classes))
  }

  /// How the columns of a CSV file are read, without a label.
  static func readingColumns(
    at path: String, description: TableDescription
  ) throws(DatasetError) -> (recordCount: Int, reading: TableReading) {
    var plan = try TablePlan(CSVTable(at: path), description: description)
    if description.missing == .drop { try plan.handleGaps(by: .drop) }
    let classes = description.label == nil ? nil : try plan.classes(refusingGaps: false)
    return (plan.table.lines.count, plan.reading(classes: classes))
  }
}
