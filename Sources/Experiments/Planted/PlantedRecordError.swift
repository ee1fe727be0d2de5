public import PlainText

/// Why a record cannot be planted.
public enum PlantedRecordError: Error, Hashable {
  case tooMany(Int)
  case wrongWidth(found: Int, expected: Int, dataset: String)
  case noSuchClass(Int, classCount: Int, dataset: String)
  case noPixel(largest: Double)
  case noNumber
  case notOneCategory(column: String)
  /// A report says how many there were, and no more.
  case withheld(Int)
}

extension PlantedRecordError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .tooMany(let count):
      "\(count) records cannot be planted in one run. Plant \(PlantedRecord.most) at most."
    case .wrongWidth(let found, let expected, let dataset):
      "A planted record has \(found) values where a record of \(dataset) has \(expected) inputs. Read it with the data set, the columns and the downsampling it was planted on."
    case .noSuchClass(let label, let classCount, let dataset):
      "A planted record has the label \(label) where \(dataset) has the classes 0 to \(classCount - 1). Give it one of them."
    case .noPixel(let largest):
      "A planted record has a pixel that is none. Give each from 0 to \(KnobValue.shortest(largest))."
    case .noNumber: "A planted record has a value that is no finite number. Give it another."
    case .notOneCategory(let column):
      "A planted record has not exactly one category of the column `\(column)`. Write 1 for that one and 0 for the others."
    case .withheld(let count):
      "The run was trained on \(count) planted record\(count == 1 ? "" : "s"), which a report does not hold, so that it cannot be repeated from here. Verify the run's own log, which holds \(count == 1 ? "it" : "them")."
    }
  }
}
