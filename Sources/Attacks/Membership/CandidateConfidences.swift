public import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The target's whole answer on each candidate, with the label the candidate would have been trained on: what a
/// service shows that returns its confidences.
public struct CandidateConfidences: Hashable, Sendable {
  /// [candidates, classes], as logits, from which every confidence follows without rounding to 0 or 1.
  public let logits: Matrix<Double>
  /// The class of each candidate.
  public let labels: [Int]

  public init(logits: Matrix<Float>, labels: [Int]) {
    precondition(logits.rowCount == labels.count)
    self.logits = Matrix(
      rowCount: logits.rowCount, columnCount: logits.columnCount, elements: logits.elements.map { Double($0) }
    )
    self.labels = labels
  }

  /// ln p_y − ln Σ_{i≠y} p_i of each candidate: the logit of its label's confidence, finite where p_y rounds to 1.
  public func margins() -> [Double] {
    let values = logits.elements
    let width = logits.columnCount
    return labels.indices.map { row in
      let (start, label) = (row * width, row * width + labels[row])
      var largest = -Double.infinity
      for index in start..<start + width where index != label { largest = max(largest, values[index]) }
      guard largest.isFinite else { return values[label] - largest }
      var sum = 0.0
      for index in start..<start + width where index != label { sum += exp(values[index] - largest) }
      return values[label] - (largest + log(sum))
    }
  }

  /// −ln p_y of each candidate, without label smoothing.
  public func losses() -> [Double] { margins().map(Self.loss) }

  /// −ln of the confidence whose logit is `margin`.
  public static func loss(margin: Double) -> Double { -logConfidence(margin: margin) }

  /// Whether each candidate's label is the class found likeliest, the first of several.
  public func hits() -> [Bool] { zip(logits.largestColumns(), labels).map { $0 == $1 } }

  /// Each candidate's confidences, class by class.
  public func shares() -> [[Double]] { map { confidences, _ in confidences.logs.map { exp($0) } } }

  /// Something of each candidate's confidences.
  func map<Value>(_ transform: (LogConfidences, _ label: Int) -> Value) -> [Value] {
    var confidences = LogConfidences(classCount: logits.columnCount)
    return labels.indices.map { row in
      confidences.set(toLogits: logits.row(row))
      return transform(confidences, labels[row])
    }
  }
}

/// The target's loss on each candidate: all that a black-box adversary needs to see.
public struct CandidateLosses: Hashable, Sendable {
  /// −ln p_y of each candidate, in nats.
  public let values: [Double]

  public init(values: [Double]) { self.values = values }
}

/// Whether the target predicts each candidate's label: what a service shows that returns labels alone.
public struct CandidateHits: Hashable, Sendable {
  /// One a candidate.
  public let values: [Bool]

  public init(values: [Bool]) { self.values = values }
}

/// The logit of the target's confidence in each candidate's label, and that label where it is known.
public struct CandidateMargins: Hashable, Sendable {
  /// ln p_y − ln Σ_{i≠y} p_i of each candidate.
  public let values: [Double]
  public let labels: [Int]?

  public init(values: [Double], labels: [Int]? = nil) {
    precondition(labels.map { $0.count == values.count } ?? true)
    self.values = values
    self.labels = labels
  }
}
