import Records
import Statistics

/// What may make a record stand out, as values: what a person reads of them is worded at the edge.
///
/// None of them proves anything. They are what is known of a record without the model, to be read beside how exposed it is.
public enum ExposureReason: Hashable, Codable, Sendable {
  /// It is trained with another label than the file has for it.
  case wrongLabel(file: String)
  /// Of the records of the pool that are nearest to it so many have another label than it has, and that is most.
  case neighborsDisagree(count: Int, of: Int)
  /// Its nearest record of the pool is so far away, in inputs of the network, as that of no larger share of the pool is.
  case isolated(distance: Double, share: Double)
  /// No larger share of all records has this category.
  case rareCategory(column: String, value: String, share: Double)
  /// No larger share of all records lies so far out on that side of the column.
  case extremeNumber(column: String, value: Double, share: Double)

  private enum CodingKeys: String, CodingKey {
    case wrongLabel = "wrong_label"
    case neighborsDisagree = "neighbours_disagree"
    case isolated
    case rareCategory = "rare_category"
    case extremeNumber = "extreme_number"
  }
}

/// In a few words, not yet harmless.
extension ExposureReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongLabel(let file): "its label is wrong: the file has \(file)"
    case .neighborsDisagree(let count, let all):
      "\(count) of the \(all) records nearest to it have another label"
    case .isolated(let distance, let share):
      "it is alone: the nearest record is \(distance.written(2)) away, as for \(Self.percent(share)) of the pool"
    case .rareCategory(let column, let value, let share): "\(column) \(value): \(Self.percent(share)) of all"
    case .extremeNumber(let column, let value, let share):
      "\(column) \(RecordField.text(of: value)): so far out are \(Self.percent(share)) of all"
    }
  }

  private static func percent(_ share: Double) -> String { "\((100 * share).significant(2)) %" }
}
