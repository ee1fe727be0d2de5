public import LinearAlgebra
public import Records

extension ExperimentData {
  /// Records in the units of the file as inputs of the network, [records, inputs].
  ///
  /// - Parameter scaling: how; nil is the run's own.
  /// - Precondition: they are as wide as those of the data.
  public func inputs(of records: [PlantedRecord], scaledBy scaling: InputScaling? = nil) -> Matrix<Float> {
    Dataset.inputs(
      of: Matrix(
        rowCount: records.count, columnCount: dataset.inputCount, elements: records.flatMap(\.values)),
      scaledBy: scaling ?? self.scaling)
  }

  /// - Throws: `PlantedRecordError` for the first that is no record of these data.
  func check(_ planted: [PlantedRecord]) throws(PlantedRecordError) {
    for record in planted {
      if let obstacle = record.obstacle(in: dataset) { throw obstacle }
    }
  }
}
