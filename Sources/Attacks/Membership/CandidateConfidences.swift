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
  public let labels: [Int]

  public init(logits: Matrix<Float>, labels: [Int]) {
    precondition(logits.rowCount == labels.count)
    self.logits = logits.converted(to: Double.self)
    self.labels = labels
  }

  /// ln p_y − ln Σ_{i≠y} p_i of each candidate: the logit of its label's confidence, finite where p_y rounds to 1.
  public func margins() -> [Double] {
    labels.enumerated().map { row, label in
      logits[row, label] - Self.logSumExp(of: logits.row(row), leavingOut: label)
    }
  }

  /// −ln p_y of each candidate, without label smoothing.
  public func losses() -> [Double] {
    margins().map { margin in margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin }
  }

  static func logSumExp(of row: ArraySlice<Double>, leavingOut excluded: Int? = nil) -> Double {
    let values = row.enumerated().filter { $0.offset != excluded }.map(\.element)
    let largest = values.max() ?? -.infinity
    guard largest.isFinite else { return largest }
    return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
  }
}

/// The target's loss on each candidate: all that a black-box adversary needs to see.
public struct CandidateLosses: Hashable, Sendable {
  public let values: [Double]

  public init(values: [Double]) { self.values = values }
}
