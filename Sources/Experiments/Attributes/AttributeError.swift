import Foundation
public import PlainText
public import Records

/// Why there is no attribute to guess.
public enum AttributeError: Error, Hashable, Sendable {
  case notATable(dataset: String)
  /// No column is marked as sensitive, and none was named.
  case noneNamed(dataset: String)
  /// Numbers that the model was trained on as they are.
  case uncut(column: String, count: Int)
  case fewPublicRecords(found: Int, needed: Int)
  case unreadable(DatasetError)
}

extension AttributeError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .notATable(let dataset):
      "The data set `\(dataset)` is no table, and has no attributes to guess. Choose one of \(Self.marked(besides: dataset)), or a CSV file with --sensitive."
    case .noneNamed(let dataset):
      "No column of \(dataset) is marked as sensitive that this model could be asked for, which was trained without a cut of one. Train another with --sensitive, or choose one of \(Self.marked(besides: dataset))."
    case .uncut(let column, let count):
      "The column `\(column)` has \(count) different numbers, and the model was trained on them as they are. Train another with --sensitive \(column), which cuts them into a few values."
    case .fewPublicRecords(let found, let needed):
      "To guess without the model takes \(needed) or more records outside the pool, and there \(found == 1 ? "is" : "are") \(found). Give a smaller --train-size, or more records."
    case .unreadable(let error): "\(error)"
    }
  }

  /// The data sets of the catalog with a sensitive column.
  private static func marked(besides dataset: String) -> String {
    Catalog.entries.filter { !$0.sensitiveColumns.isEmpty && $0.name != dataset }.map(\.name)
      .joined(separator: ", ")
  }
}

extension ExperimentConfiguration {
  /// Refuses data without a column to guess before they are read.
  ///
  /// - Throws: `AttributeError`.
  public func checkAttributes() throws(AttributeError) {
    switch Catalog.entry(named: dataset)?.source {
    case .images: throw .notATable(dataset: dataset)
    // What is text says so when it is read.
    case .text: break
    case .table: if sensitive == nil { throw .noneNamed(dataset: dataset) }
    case nil:
      // Nor does a file that is not there.
      guard FileManager.default.fileExists(atPath: dataset) else { return }
      guard reference.isTable else { throw .notATable(dataset: dataset) }
      if sensitive == nil { throw .noneNamed(dataset: dataset) }
    }
  }
}
