import Experiments
import LinearAlgebra
import Records

/// What a record of a data set is filled in with: its fields, what each may be, and how a usual one is.
///
/// What it says of records it takes from those outside the pool, or where these are too few from the pool's non-members: what a
/// person is offered shows no member.
struct RecordForm: Sendable {
  enum Shape: Hashable, Sendable {
    /// Pixels from 0 to `largest`.
    case picture(width: Int, height: Int, largest: Double)
    case table
  }

  /// What a number of a table may be, and by how much it turns.
  struct Scale: Hashable, Sendable {
    let range: ClosedRange<Double>
    let step: Double
  }

  let shape: Shape
  /// Of a table; none of a picture.
  let fields: [RecordField]
  /// One for each field; nil of categories.
  let scales: [Scale?]
  let classNames: [String]
  /// The median of each number, the most frequent of each category and of the labels; of pictures nothing at all.
  let usual: PlantedRecord
  private let datasetName: String

  init(of data: ExperimentData) {
    let dataset = data.dataset
    let rows = data.split.test.isEmpty ? data.split.nonMembers : data.split.test
    datasetName = dataset.name
    classNames = dataset.classNames
    fields = RecordField.fields(of: dataset)
    let label = Self.mostFrequent(rows.map { dataset.labels[$0] }, of: dataset.classCount)
    var values = [Double](repeating: 0, count: dataset.inputCount)
    switch dataset.layout {
    case .image(let width, let height, let largest, _):
      shape = .picture(width: width, height: height, largest: largest)
      scales = []
    case .table:
      shape = .table
      scales = fields.map { field in
        let first = field.columns.lowerBound
        switch field.kind {
        case .number:
          let numbers = rows.map { dataset.values[$0, first] }.sorted()
          values[first] = numbers.isEmpty ? 0 : numbers[numbers.count / 2]
          return Self.scale(of: numbers)
        case .categories(let names):
          let found = rows.map { field.category(in: Array(dataset.values.row($0))) ?? 0 }
          values[first + Self.mostFrequent(found, of: names.count)] = 1
          return nil
        }
      }
    }
    usual = PlantedRecord(values: values, label: label)
  }

  private static func mostFrequent(_ values: [Int], of count: Int) -> Int {
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[value] += 1 }
    return counts.indices.max { counts[$0] < counts[$1] } ?? 0
  }

  /// Some fifty steps from one end to the other, of 1, 2 or 5 times a power of ten; whole ones between whole numbers.
  private static func scale(of sorted: [Double]) -> Scale {
    guard let low = sorted.first, let high = sorted.last, low < high else {
      let only = sorted.first ?? 0
      return Scale(range: only - 1...only + 1, step: 1)
    }
    let isWhole = sorted.allSatisfy { $0 == $0.rounded() }
    var step = 1.0
    while step * 50 > high - low { step /= 10 }
    while step * 500 < high - low { step *= 10 }
    if step * 250 < high - low { step *= 5 } else if step * 100 < high - low { step *= 2 }
    return Scale(range: low...high, step: isWhole ? max(1, step) : step)
  }

  /// Whether a record typed in for the other is one of this.
  func isOfSameData(as other: RecordForm) -> Bool {
    datasetName == other.datasetName && shape == other.shape && fields == other.fields
      && classNames == other.classNames && usual.values.count == other.usual.values.count
  }

  /// A record of the data as a form can hold it: exactly one of each column's categories, for a gap may have been filled.
  func record(at index: Int, of data: ExperimentData) -> PlantedRecord {
    var values = Array(data.dataset.values.row(index))
    for field in fields {
      guard let category = field.category(in: values) else { continue }
      for column in field.columns { values[column] = 0 }
      values[field.columns.lowerBound + category] = 1
    }
    return PlantedRecord(values: values, label: data.labels[index])
  }

  /// What the number of a field may be, where a record that was begun with lies beyond the usual.
  func range(ofField field: Int, with value: Double) -> ClosedRange<Double> {
    guard let range = scales[field]?.range else { return value...value }
    return min(range.lowerBound, value)...max(range.upperBound, value)
  }
}
