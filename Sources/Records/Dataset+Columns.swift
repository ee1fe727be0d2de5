import LinearAlgebra
import PlainText

extension Dataset {
  /// The inputs of a column that an option names, which follow one another.
  ///
  /// - Throws: `DatasetError` where it is none of a table's, or no input.
  func inputs(ofColumn name: String, option: String) throws(DatasetError) -> Range<Int> {
    try inputs(
      ofColumn: name, option: option,
      orIfLabel: .labelIsMore(path: self.name, label: name, option: option),
      orIfLeftOut: .columnIsLeftOut(path: self.name, column: name, option: option))
  }

  /// - Parameters:
  ///   - labelError: what is thrown where the column is what to predict.
  ///   - leftOutError: where it is left out of the inputs.
  func inputs(
    ofColumn name: String, option: String, orIfLabel labelError: DatasetError,
    orIfLeftOut leftOutError: DatasetError
  ) throws(DatasetError) -> Range<Int> {
    guard case .table(let columns) = layout else { throw .describesImages(self.name, option: option) }
    let places = columns.indices.filter { columns[$0].name == name.harmless }
    if let first = places.first, let last = places.last { return first..<last + 1 }
    guard let column = reading?.columns.first(where: { $0.name == name.harmless }) else {
      throw .missingColumn(
        path: self.name, column: name, option: option, known: reading?.columns.map(\.name) ?? [])
    }
    if case .label = column.reading { throw labelError }
    throw leftOutError
  }

  /// With other values of the same inputs.
  func replacing(values: Matrix<Double>) -> Dataset {
    Dataset(
      name: name, layout: layout, values: values, labels: labels, classNames: classNames, rows: rows,
      reading: reading)
  }

  /// Those records alone, in that order; each keeps its number in the file.
  func taking(_ records: [Int]) -> Dataset {
    Dataset(
      name: name, layout: layout, values: values.gatheringRows(records), labels: records.map { labels[$0] },
      classNames: classNames, rows: records.map { rows[$0] }, reading: reading)
  }
}
