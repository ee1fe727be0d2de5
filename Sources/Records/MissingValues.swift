/// What is done with records in which a value is not there.
public enum MissingValues: String, CaseIterable, Hashable, Codable, Sendable {
  /// The first one is an error.
  case refuse
  /// Inputs are the mean over the records that have them.
  case mean
  /// The records are left out.
  case drop
}
