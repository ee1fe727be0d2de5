/// What no accountant can price, by name, and what to do.
public enum PrivacyAccountingError: Error, Hashable, CustomStringConvertible {
  case samplingRateOutOfRange(Double)
  case unsupportedEvent(PrivacyEvent)
  /// The event is priced, but not under this relation.
  case unsupportedRelation(PrivacyEvent, NeighboringRelation)
  case unreachableTarget(epsilon: Double, reason: String)

  public var description: String {
    switch self {
    case .samplingRateOutOfRange(let rate):
      "The sampling rate \(rate) is no probability. Give one from 0 to 1."
    case .unsupportedEvent(let event):
      "This accountant has no bound for \(event). Use one that prices it."
    case .unsupportedRelation(let event, let relation):
      "There is no bound for \(event) under \(relation.rawValue). Choose the other relation."
    case .unreachableTarget(let epsilon, let reason):
      "An ε of \(epsilon) cannot be met: \(reason)"
    }
  }
}
