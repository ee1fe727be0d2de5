public import PlainText

/// Why a model service does not answer.
public enum Refusal: Error, Hashable, Sendable {
  case notGranted(Capability)
  /// - Parameters:
  ///   - asked: records answered before.
  ///   - more: records of the question that was refused.
  case budgetSpent(asked: Int, more: Int, budget: Int)
  /// Records that are not as wide as the model's inputs.
  case wrongWidth(found: Int, expected: Int)
}

extension Refusal: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .notGranted(let capability):
      "The model's service does not grant \(capability). Choose an attack that can do without, or grant them."
    case .budgetSpent(let asked, let more, let budget):
      "The model's service answers \(budget) records in all, and has answered \(asked): it refuses \(more) more. Ask about fewer, or raise the budget."
    case .wrongWidth(let found, let expected):
      "The model takes \(expected) inputs, and was asked about records of \(found). Give records of the model's own kind."
    }
  }
}
