/// One of the two who compute on shares.
public enum PartySide: Int, CaseIterable, Codable, Sendable {
  /// Who owns the model. Adds what is public to its own share.
  case first
  /// Who owns the records, and learns the answer.
  case second
}
