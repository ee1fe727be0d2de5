#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The logarithms of p_i and 1 − p_i for every class of one answer, exact where a confidence rounds to 0 or 1.
///
/// Only the likeliest class can be so near one that 1 − p loses its digits; the sum S of the others' exp(z_i − z_max)
/// has them: ln p = −ln(1 + S) and ln(1 − p) = ln S − ln(1 + S).
struct LogConfidences {
  private(set) var logs: [Double]
  private(set) var doubts: [Double]

  init(classCount: Int) {
    logs = Array(repeating: 0, count: classCount)
    doubts = logs
  }

  mutating func set(toLogits logits: ArraySlice<Double>) {
    let start = logits.startIndex
    var best = 0
    for index in logs.indices where logits[start + index] > logits[start + best] { best = index }
    let largest = logits[start + best]
    var others = 0.0
    for index in logs.indices where index != best { others += exp(logits[start + index] - largest) }
    let logSum = log1p(others)
    for index in logs.indices {
      logs[index] = logits[start + index] - largest - logSum
      doubts[index] = index == best ? log(others) - logSum : log1p(-exp(logs[index]))
    }
  }

  /// −Σ p_i ln p_i, in nats.
  var entropy: Double {
    var sum = 0.0
    for log in logs where log > -.infinity { sum -= exp(log) * log }
    return sum
  }

  /// −(1 − p_y) ln p_y − Σ_{i≠y} p_i ln(1 − p_i).
  func modifiedEntropy(label: Int) -> Double {
    var sum = 0.0
    for index in logs.indices {
      sum -= index == label ? exp(doubts[index]) * logs[index] : exp(logs[index]) * doubts[index]
    }
    return sum
  }
}

/// ln of the confidence whose logit is `margin`.
package func logConfidence(margin: Double) -> Double {
  margin > 0 ? -log1p(exp(-margin)) : margin - log1p(exp(margin))
}
