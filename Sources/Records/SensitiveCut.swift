import LinearAlgebra

/// A sensitive column becomes one input for each value that an adversary guesses between: of numbers a few values or two
/// halves, of texts each value or two groups.
public struct SensitiveCut: RecordTransform {
  public let column: SensitiveColumn

  /// Of so many values at most each is one to guess.
  private static let largestValueCount = 10
  /// How the name of the lower half begins.
  static let lowerHalf = "at most "

  public init(_ column: SensitiveColumn) { self.column = column }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    let places = try dataset.inputs(ofSensitive: column.name)
    let (names, values) = cut(dataset, at: places)
    guard values.count(where: { value in value.contains { $0 > 0 } }) > 1 else {
      throw .sensitiveIsConstant(path: dataset.name, column: column.name)
    }
    let inputs = names.map { Dataset.Column(name: column.name, category: $0) }
    return dataset.replacing(places, by: inputs, values: values)
  }

  /// The values that are guessed between, and of each for every record how far it has it, in [0, 1].
  private func cut(_ dataset: Dataset, at places: Range<Int>) -> (names: [String], values: [[Double]]) {
    guard case .table(let columns) = dataset.layout else { return ([], []) }
    let present = places.map { place in dataset.values.column(place) }
    guard columns[places.lowerBound].category == nil else {
      let names = places.map { columns[$0].category ?? "" }
      guard case .among(let wanted, let name) = column.cut else { return (names, present) }
      let share = (0..<dataset.count).map { row in
        zip(names, present).reduce(0) { $0 + (wanted.contains($1.0) ? $1.1[row] : 0) }
      }
      return (["not \(name)", name], [share.map { 1 - $0 }, share])
    }
    let numbers = present[0]
    let distinct = Set(numbers).sorted()
    if column.cut != .positive, distinct.count <= Self.largestValueCount {
      return (distinct.map(Self.shortest), distinct.map { value in numbers.map { $0 == value ? 1 : 0 } })
    }
    let limit = column.cut == .positive ? 0 : Self.middle(of: numbers)
    let above = numbers.map { $0 > limit ? 1.0 : 0 }
    let name = Self.shortest(limit)
    return (["\(Self.lowerHalf)\(name)", "above \(name)"], [above.map { 1 - $0 }, above])
  }

  /// The value up to which a share lies that is nearest to one half, and above which some lie too.
  private static func middle(of numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let ends = sorted.indices.filter { $0 + 1 < sorted.count && sorted[$0] < sorted[$0 + 1] }
    let best = ends.min { abs(2 * $0 + 2 - sorted.count) < abs(2 * $1 + 2 - sorted.count) }
    return sorted[best ?? 0]
  }

  private static func shortest(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}

extension Dataset {
  /// The inputs of that column, which follow one another.
  ///
  /// - Throws: `DatasetError` where it is none of a table's, or what is predicted.
  public func inputs(ofSensitive name: String) throws(DatasetError) -> Range<Int> {
    // What fills a gap is nobody's value, and a guess of it neither right nor wrong.
    if let reading, reading.droppedCount == 0,
      let column = reading.columns.first(where: { $0.name == name }), column.reading.isInput,
      column.missingCount > 0
    {
      throw .sensitiveHasGaps(path: self.name, column: name, count: column.missingCount)
    }
    return try inputs(
      ofColumn: name, option: "--sensitive", orIfLabel: .sensitiveIsLabel(path: self.name, column: name),
      orIfLeftOut: .sensitiveIsLeftOut(path: self.name, column: name))
  }

  /// Whether the column was cut where its records say.
  public func isCutInTwo(_ name: String) -> Bool {
    guard case .table(let columns) = layout else { return false }
    let categories = columns.filter { $0.name == name }.compactMap(\.category)
    return categories.count == 2 && categories[0].hasPrefix(SensitiveCut.lowerHalf)
      && Catalog.entry(named: self.name)?.sensitiveColumns.first { $0.name == name }?.cut != .positive
  }

  /// With other inputs in the place of those.
  func replacing(_ places: Range<Int>, by inputs: [Column], values: [[Double]]) -> Dataset {
    guard case .table(var columns) = layout else { return self }
    let width = inputCount - places.count + inputs.count
    var elements = [Double]()
    elements.reserveCapacity(count * width)
    for row in 0..<count {
      let own = self.values.row(row)
      elements += own.prefix(places.lowerBound)
      elements += values.map { $0[row] }
      elements += own.dropFirst(places.upperBound)
    }
    columns.replaceSubrange(places, with: inputs)
    return Dataset(
      name: name, layout: .table(columns),
      values: Matrix(rowCount: count, columnCount: width, elements: elements), labels: labels,
      classNames: classNames, rows: rows, reading: reading)
  }
}

extension Matrix<Double> {
  fileprivate func column(_ index: Int) -> [Double] { (0..<rowCount).map { self[$0, index] } }
}
