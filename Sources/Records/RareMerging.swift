import LinearAlgebra

/// Categories of a column that fewer than a share of all records have become one.
public struct RareMerging: RecordTransform {
  /// Of all records; a category of so many stays.
  public let share: Double
  /// A column whose categories stay as they are.
  public let spared: String?

  /// What the merged category is called, where no other is called so.
  private static let mergedName = "other"

  public init(below share: Double, sparing spared: String? = nil) {
    (self.share, self.spared) = (share, spared)
  }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    guard case .table = dataset.layout else { throw .describesImages(dataset.name, option: "--merge-rare") }
    var merged = dataset
    // From the last column on, for merging moves those behind it.
    for field in RecordField.fields(of: dataset).reversed() where field.name != spared {
      guard case .categories(let names) = field.kind else { continue }
      let inputs = field.columns.map { place in (0..<dataset.count).map { dataset.values[$0, place] } }
      let isRare = inputs.map { $0.reduce(0, +) < share * Double(dataset.count) }
      guard isRare.contains(true) else { continue }
      let kept = names.indices.filter { !isRare[$0] }
      let sum = (0..<dataset.count).map { record in
        names.indices.reduce(0) { isRare[$1] ? $0 + inputs[$1][record] : $0 }
      }
      let remaining = kept.map { names[$0] }
      merged = merged.replacing(
        field.columns,
        by: (remaining + [Self.name(beside: remaining)]).map {
          Dataset.Column(name: field.name, category: $0)
        },
        values: kept.map { inputs[$0] } + [sum]
      ).saying(valueCount: kept.count + 1, of: field.name)
    }
    return merged
  }

  /// `other`, or with the first number behind it that no category has, capitals or not.
  private static func name(beside names: [String]) -> String {
    let taken = Set(names.map { $0.lowercased() })
    var name = mergedName
    var number = 2
    while taken.contains(name) {
      name = "\(mergedName) \(number)"
      number += 1
    }
    return name
  }
}

extension Dataset {
  /// With so many values of a column of categories in how it was read.
  fileprivate func saying(valueCount: Int, of column: String) -> Dataset {
    let columns = reading?.columns.map {
      $0.name == column
        ? TableReading.Column(
          name: $0.name, reading: .text(valueCount: valueCount), missingCount: $0.missingCount) : $0
    }
    return Dataset(
      name: name, layout: layout, values: values, labels: labels, classNames: classNames, rows: rows,
      reading: reading.map {
        TableReading(columns: columns ?? [], droppedCount: $0.droppedCount, doubts: $0.doubts)
      })
  }
}
