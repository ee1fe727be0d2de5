public import LinearAlgebra

/// Labelled records, with what each input of a network means.
public struct Dataset: Sendable {
  /// What the inputs of one record are, in order.
  public enum Layout: Hashable, Sendable {
    /// Grey pixels, row by row; the network sees `pixel / largest − offset`, by the largest pixel of the file.
    case image(width: Int, height: Int, largest: Double, offset: Double)
    /// Columns of a table.
    case table([Column])
  }

  /// One input that comes from a table.
  public struct Column: Hashable, Sendable {
    /// The column of the file.
    public let name: String
    /// For a one-hot input, the value it stands for; nil for a number.
    public let category: String?

    public init(name: String, category: String?) {
      self.name = name
      self.category = category
    }

    /// `sex=female` for a category, else the name.
    public var title: String { category.map { "\(name)=\($0)" } ?? name }
  }

  /// The name in the catalog, or the path of the file.
  public let name: String
  public let layout: Layout
  /// One record a row, in the units of the file: pixel values, numbers, 0 and 1 for categories.
  public let values: Matrix<Double>
  /// The class of each record, an index into `classNames`.
  public let labels: [Int]
  /// As the file has them, in the order of the class numbers.
  public let classNames: [String]
  /// The number of each record in its file, from 0: records with gaps may have been left out.
  public let rows: [Int]
  /// How the columns of a table were read; nil for images.
  public let reading: TableReading?

  public var count: Int { labels.count }
  /// Inputs of a network: pixels, numbers, and one for each category.
  public var inputCount: Int { values.columnCount }
  public var classCount: Int { classNames.count }
}

/// Which records the means and deviations of a table are taken from.
public enum StatisticsSource: String, CaseIterable, Hashable, Codable, Sendable {
  /// All records: the statistics are declared public knowledge.
  case `public`
  /// The training records alone; they then depend on private data in a way ε does not cover.
  case members
}

/// How an input of the network follows from a value of the file: (value − subtract) / divide.
public struct InputScaling: Hashable, Sendable {
  /// One for each input.
  public let subtract: [Double]
  /// One for each input, never zero.
  public let divide: [Double]
}

extension Dataset {
  /// Numbers are standardised, categories stay 0 and 1, pixels become `pixel / largest − offset`. Without rows to take
  /// means and deviations from, numbers stay what they are.
  public func scaling(from rows: [Int]) -> InputScaling {
    switch layout {
    case .image(_, _, let largest, let offset):
      return InputScaling(
        subtract: Array(repeating: offset * largest, count: inputCount),
        divide: Array(repeating: largest, count: inputCount))
    case .table(let columns):
      var subtract = [Double](repeating: 0, count: columns.count)
      var divide = [Double](repeating: 1, count: columns.count)
      for (index, column) in columns.enumerated() where column.category == nil && !rows.isEmpty {
        let numbers = rows.map { values[$0, index] }
        (subtract[index], divide[index]) = Self.meanAndDeviation(of: numbers)
      }
      return InputScaling(subtract: subtract, divide: divide)
    }
  }

  /// Of numbers whose squares are beyond what a number can be, the same after they were divided by the largest.
  private static func meanAndDeviation(of numbers: [Double]) -> (Double, Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
    if variance.isNormal { return (mean, variance.squareRoot()) }
    guard let largest = numbers.map({ abs($0) }).max(), numbers.contains(where: { $0 != numbers[0] }) else {
      return (numbers[0], 1)
    }
    let divided = numbers.map { $0 / largest }
    let dividedMean = divided.reduce(0) { $0 + $1 / Double(divided.count) }
    let dividedVariance =
      divided.reduce(0) { $0 + ($1 - dividedMean) * ($1 - dividedMean) } / Double(divided.count)
    let deviation = dividedVariance.squareRoot() * largest
    return (dividedMean * largest, deviation.isNormal ? deviation : 1)
  }

  /// What the network sees: one record a row.
  public func inputs(scaledBy scaling: InputScaling) -> Matrix<Float> {
    Self.inputs(of: values, scaledBy: scaling)
  }

  /// What the network sees of such values in the units of the file, one record a row.
  public static func inputs(of values: Matrix<Double>, scaledBy scaling: InputScaling) -> Matrix<Float> {
    var elements = [Float]()
    elements.reserveCapacity(values.elements.count)
    for row in 0..<values.rowCount {
      for (column, value) in values.row(row).enumerated() {
        let (subtract, divide) = (scaling.subtract[column], scaling.divide[column])
        let scaled = (value - subtract) / divide
        // Of the largest numbers there are the difference may be beyond them.
        elements.append(Float(scaled.isFinite ? scaled : value / divide - subtract / divide))
      }
    }
    return Matrix(rowCount: values.rowCount, columnCount: values.columnCount, elements: elements)
  }
}
