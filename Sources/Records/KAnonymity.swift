import LinearAlgebra

/// At least k records are alike in every input, or in those of some columns: numbers become the mean of a group of
/// `MondrianPartition`, categories the group's most frequent one, the first of several.
///
/// Groups are formed from all records, and tell something of each: they are a release that no ε covers. A model that learns by
/// heart what other columns say is not hindered by groups of a few.
public struct KAnonymity: RecordTransform {
  /// How many records at least are alike.
  public let k: Int
  /// The columns in which they are; nil is all but the spared one.
  public let columns: [String]?
  /// A column that stays as it is unless it is named.
  public let spared: String?

  private static let option = "--k-anonymity"

  public init(_ k: Int, columns: [String]? = nil, sparing spared: String? = nil) {
    (self.k, self.columns, self.spared) = (k, columns, spared)
  }

  /// - Parameter text: k, or with columns behind it as in `5:age,weight`.
  /// - Throws: `DatasetError.noGroupSize`.
  public init(parsing text: String, sparing spared: String? = nil) throws(DatasetError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let k = Int(first), k >= 2 else { throw .noGroupSize(text) }
    var columns: [String]?
    if parts.count > 1 { columns = try CSVReader.names(in: String(parts[1]), option: Self.option) }
    self.init(k, columns: columns, sparing: spared)
  }

  /// As it is read again.
  public var text: String {
    guard let columns else { return "\(k)" }
    let names = columns.map {
      $0.contains(where: { ",\"".contains($0) }) ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0
    }
    return "\(k):\(names.joined(separator: ","))"
  }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    guard case .table = dataset.layout else { throw .describesImages(dataset.name, option: Self.option) }
    guard k <= dataset.count else {
      throw .groupLargerThanData(k: k, records: dataset.count, path: dataset.name)
    }
    let fields = try chosenFields(of: dataset)
    let positions = Self.positions(of: dataset, in: fields)
    let partition = MondrianPartition(of: positions, recordCount: dataset.count, smallestGroup: k)
    var values = dataset.values
    for group in partition.groups {
      for (field, positions) in zip(fields, positions) {
        let shared = Self.shared(field, by: group.map { positions[$0] })
        for record in group {
          for (place, value) in zip(field.columns, shared) { values[record, place] = value }
        }
      }
    }
    return dataset.replacing(values: values)
  }

  private func chosenFields(of dataset: Dataset) throws(DatasetError) -> [RecordField] {
    let fields = RecordField.fields(of: dataset)
    guard let columns else { return fields.filter { $0.name != spared } }
    var chosen = Set<Int>()
    for column in columns {
      let place = try dataset.inputs(ofColumn: column, option: Self.option).lowerBound
      guard chosen.insert(place).inserted else { throw .columnIsTwice(column: column, option: Self.option) }
    }
    return fields.filter { chosen.contains($0.columns.lowerBound) }
  }

  /// Where the records lie in each field: a number where it is, a category at its place among the column's.
  private static func positions(of dataset: Dataset, in fields: [RecordField]) -> [[Double]] {
    var positions = fields.map { _ in [Double](repeating: 0, count: dataset.count) }
    for record in 0..<dataset.count {
      let values = Array(dataset.values.row(record))
      for (index, field) in fields.enumerated() {
        positions[index][record] =
          field.category(in: values).map(Double.init) ?? values[field.columns.lowerBound]
      }
    }
    return positions
  }

  /// What all of a group that lie there have in a field's inputs from now on.
  private static func shared(_ field: RecordField, by positions: [Double]) -> [Double] {
    switch field.kind {
    case .number:
      // Summed in parts, which no number is too large for; rounded, the sum of what is alike may differ in the last bit.
      let mean = positions.reduce(0) { $0 + $1 / Double(positions.count) }
      return [min(max(mean, positions.min() ?? mean), positions.max() ?? mean)]
    case .categories(let names):
      var counts = [Int](repeating: 0, count: names.count)
      for position in positions { counts[Int(position)] += 1 }
      let most = counts.max() ?? 0
      let first = counts.firstIndex(of: most) ?? 0
      return names.indices.map { $0 == first ? 1 : 0 }
    }
  }
}
