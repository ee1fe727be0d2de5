public import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What an answer of a model service holds.
public enum AnswerPolicy: Hashable, Sendable {
  /// Every class's confidence, as exactly as the model has it.
  case full
  /// Every class's confidence, rounded to the nearest multiple of a step above 0 and at most 1.
  case rounded(to: Double)
  /// The confidences of that many likeliest classes, 1 or more; of several that are equal the first ones.
  case top(Int)
  /// The likeliest class alone, the first of several.
  case label

  /// What whoever asks learns of every candidate.
  public var capabilities: Set<Capability> {
    switch self {
    case .full, .rounded, .top: [.labels, .losses, .confidences, .questions]
    case .label: [.labels, .questions]
    }
  }

  /// What is answered where the model has these logits, [records, classes].
  public func answers(to logits: Matrix<Float>) -> ModelAnswers {
    switch self {
    case .full: ModelAnswers(logits: logits)
    case .rounded(let step):
      ModelAnswers(logits: logits.mappingRows { Self.rounded($0, to: step) })
    case .top(let count): ModelAnswers(logits: logits.mappingRows { Self.top(count, of: $0) })
    case .label: ModelAnswers(labels: logits.largestColumns())
    }
  }

  /// ln of the confidences of one record's logits, each rounded to a multiple of the step. One that is shown as zero lies
  /// below half a step, and is written as a quarter of it.
  private static func rounded(_ logits: ArraySlice<Float>, to step: Double) -> [Float] {
    let total = logSum(logits)
    guard total.isFinite else { return Array(logits) }
    return logits.map { logit in
      let multiple = (exp(Double(logit) - total) / step).rounded()
      return Float(log(multiple > 0 ? multiple * step : step / 4))
    }
  }

  /// The logits of the `count` likeliest classes, and for each other one the logarithm of an equal share of what these
  /// leave: the confidences that are shown say as much as that of those that are not.
  private static func top(_ count: Int, of logits: ArraySlice<Float>) -> [Float] {
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }
    let hidden = order.dropFirst(count)
    guard !hidden.isEmpty else { return Array(logits) }
    let share = Float(logSum(hidden.map { logits[$0] }[...]) - log(Double(hidden.count)))
    var shown = Array(logits)
    for index in hidden { shown[index - logits.startIndex] = share }
    return shown
  }

  /// ln Σ exp of the values.
  static func logSum(_ values: ArraySlice<Float>) -> Double {
    let largest = Double(values.max() ?? 0)
    return largest + log(values.reduce(0) { $0 + exp(Double($1) - largest) })
  }
}

extension Matrix<Float> {
  func mappingRows(_ transform: (ArraySlice<Float>) -> [Float]) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount).flatMap { transform(self.row($0)) })
  }
}
