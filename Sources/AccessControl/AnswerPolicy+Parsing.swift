public import PlainText

/// Why a text is no answer policy.
public enum AnswerPolicyError: Error, Hashable, Sendable {
  case unknown(String)
  /// A step that is not above 0 and at most 1.
  case step(String)
  /// A count of classes that is no whole number above 0.
  case count(String)
  /// A count of decimals that is no whole number from 0 to 15.
  case decimals(String)
}

extension AnswerPolicyError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unknown(let text):
      "The model's service cannot answer by `\(text)`. Choose \(AnswerPolicy.grammar)."
    case .step(let text):
      "Confidences cannot be rounded to `\(text)`. Choose a step above 0 and at most 1, as in rounded:0.1."
    case .count(let text):
      "The confidences of the `\(text)` likeliest classes cannot be shown. Choose a whole number above 0, as in top:3."
    case .decimals(let text):
      "Confidences cannot be rounded to `\(text)` decimals. Choose a whole number from 0 to 15, as in decimals:3."
    }
  }
}

extension AnswerPolicy {
  /// What may be written, for help and refusal alike.
  public static let grammar = "full, decimals:3, rounded:0.1, top:3 or label, with numbers of your own"

  /// Reads `full`, `rounded:STEP`, `top:COUNT` or `label`, as `description` writes it, or `decimals:COUNT`, which is rounded to
  /// that power of ten.
  ///
  /// - Throws: `AnswerPolicyError`.
  public init(parsing text: String) throws(AnswerPolicyError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.dropFirst().first) {
    case ("full", nil): self = .full
    case ("label", nil): self = .label
    case ("rounded", let step?):
      guard let value = Double(step), value > 0, value <= 1 else { throw .step(step) }
      self = .rounded(to: value)
    case ("decimals", let count?):
      guard let value = Int(count), (0...15).contains(value), let step = Double("1e-\(value)") else {
        throw .decimals(count)
      }
      self = .rounded(to: step)
    case ("top", let count?):
      guard let value = Int(count), value > 0 else { throw .count(count) }
      self = .top(value)
    default: throw .unknown(text)
    }
  }
}

extension AnswerPolicy: CustomStringConvertible {
  public var description: String {
    switch self {
    case .full: "full"
    case .rounded(let step): "rounded:\(step == 1 ? "1" : String(step))"
    case .top(let count): "top:\(count)"
    case .label: "label"
    }
  }
}
