public import PlainText
public import Records

/// Why records cannot be listed, sliced or deleted. No value of a record is ever repeated.
public enum ExposureError: Error, Hashable {
  case severalRecordsAUnit(PrivacyUnit)
  case picturesHaveNoColumns(dataset: String)
  /// - Parameter known: the columns there are.
  case unknownColumn(String, dataset: String, known: [String])
  case tooManyValues(column: String, count: Int)
  /// - Parameter rowCount: of the file.
  case noSuchRow(Int, rowCount: Int)
  case outsidePool(row: Int, poolSize: Int)
  case noMember(row: Int)
  case noiseOfTheSystem
}

extension ExposureError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .severalRecordsAUnit(let unit):
      "Records at risk are told apart one by one, and in this run \(unit.many) of a person's records are trained on, attacked and protected as one. Choose --unit record, or leave out --records, --slice and --delete."
    case .picturesHaveNoColumns(let dataset):
      "The data set \(dataset) has pictures and no columns to slice by. Leave out --slice: classes and right or wrong answers are slices of every run, and come with --records."
    case .unknownColumn(let column, let dataset, let known):
      "The data set \(dataset) has no column `\(column)` that a network sees. Give --slice \(known.listedWithOr)."
    case .tooManyValues(let column, let count):
      "The column `\(column)` has \(count) different numbers, and a slice is made of each of \(Slicing.mostNumbers) at most. Slice by a column of categories or of few numbers."
    case .noSuchRow(let row, let rowCount):
      "There is no row \(row): the file has \(rowCount) records, numbered from 0. Give --delete the index of a member, as --records lists them."
    case .outsidePool(let row, let poolSize):
      "Row \(row) is outside the pool of \(poolSize) records, so that nobody could be trained on it. Give --delete the index of a member, as --records lists them."
    case .noMember(let row):
      "Row \(row) is in the pool but no member: the model was not trained on it, and there is nothing to delete. Give --delete the index of a member, as --records lists them."
    case .noiseOfTheSystem:
      "The noise of this run came from the system and cannot be drawn again, so that no run can be made that differs by one record alone. Leave out --secure-noise or --delete."
    }
  }
}

extension [String] {
  /// `a, b or c`.
  fileprivate var listedWithOr: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
