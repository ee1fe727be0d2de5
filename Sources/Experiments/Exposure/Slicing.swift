import LinearAlgebra
public import Records

/// By what the records of a run are told apart into slices.
public enum Slicing: Hashable, Sendable {
  /// By the class they are trained with; held-out records by the file's.
  case classes
  /// By whether the model answers with that label, or not.
  case answers
  /// By whether that label is the file's, where some are wrong on purpose.
  case labels
  /// By the values of a column.
  case column(RecordField)

  /// A number with more different values than this is no slicing.
  public static let mostNumbers = 12

  /// What reports call it.
  public var name: String {
    switch self {
    case .classes: "class"
    case .answers: "answer"
    case .labels: "label"
    case .column(let field): field.name
    }
  }
}

extension ExperimentData {
  /// The slicings of every run: classes, right and wrong answers, and labels where some are wrong.
  public var usualSlicings: [Slicing] { [.classes, .answers] + (hasWrongLabels ? [.labels] : []) }

  /// All there are: the usual ones, and every column that has few enough values.
  public var everySlicing: [Slicing] {
    usualSlicings
      + RecordField.fields(of: dataset).compactMap { field in
        numbers(of: field).map { $0.count > Slicing.mostNumbers } == true ? nil : .column(field)
      }
  }

  private var hasWrongLabels: Bool { zip(labels, dataset.labels).contains { $0 != $1 } }

  /// By the column of that name.
  ///
  /// - Throws: `ExposureError` where there is none, or one of too many numbers.
  public func slicing(byColumn name: String) throws(ExposureError) -> Slicing {
    let fields = RecordField.fields(of: dataset)
    guard !fields.isEmpty else { throw .picturesHaveNoColumns(dataset: dataset.name) }
    guard let field = fields.first(where: { $0.name == name }) else {
      throw .unknownColumn(name, dataset: dataset.name, known: fields.map(\.name))
    }
    if let count = numbers(of: field)?.count, count > Slicing.mostNumbers {
      throw .tooManyValues(column: name, count: count)
    }
    return .column(field)
  }

  /// The different numbers of a column, rising; nil of categories.
  func numbers(of field: RecordField) -> [Double]? {
    guard field.kind == .number else { return nil }
    return Set((0..<dataset.count).map { dataset.values[$0, field.columns.lowerBound] }).sorted()
  }
}
