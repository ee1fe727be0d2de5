/// For each candidate, the margins that several reference models give it: those trained on it, or those not.
public struct ReferenceMargins: Hashable, Sendable {
  /// The margins of candidate `i`, in the order of the models, from `ends[i − 1]` to `ends[i]`.
  private let values: [Double]
  private let ends: [Int]

  public init(_ margins: [[Double]]) {
    values = Array(margins.joined())
    var end = 0
    ends = margins.map {
      end += $0.count
      return end
    }
  }

  /// The answers of those models that were, or were not, trained on a candidate.
  init(of models: [ReferenceModel], trainedOnCandidate: Bool, candidateCount: Int) {
    var values = [Double]()
    values.reserveCapacity(models.count * candidateCount)
    ends = (0..<candidateCount).map { candidate in
      for model in models where model.includes[candidate] == trainedOnCandidate {
        values.append(model.margins[candidate])
      }
      return values.count
    }
    self.values = values
  }

  private init(values: [Double], ends: [Int]) { (self.values, self.ends) = (values, ends) }

  public var candidateCount: Int { ends.count }

  func map(_ transform: (Double) -> Double) -> ReferenceMargins {
    ReferenceMargins(values: values.map(transform), ends: ends)
  }

  func of(_ candidate: Int) -> ArraySlice<Double> {
    values[(candidate == 0 ? 0 : ends[candidate - 1])..<ends[candidate]]
  }

  func means() -> [Double] { (0..<candidateCount).map { of($0).mean } }

  /// The sample variance of each candidate's margins.
  func variances() -> [Double] {
    (0..<candidateCount).map { candidate in
      let margins = of(candidate)
      return max(Self.smallestVariance, margins.squaredDeviation / Double(margins.count - 1))
    }
  }

  /// One variance for all candidates, of deviations within each: how much easier one candidate is than another does not
  /// enter. Σ (φ − mean of its candidate)² / Σ (count − 1).
  func pooledVariance() -> Double {
    var (sum, freedom) = (0.0, 0)
    for candidate in 0..<candidateCount {
      let margins = of(candidate)
      sum += margins.squaredDeviation
      freedom += max(0, margins.count - 1)
    }
    return max(Self.smallestVariance, sum / Double(freedom))
  }

  /// Networks answer in single precision, so margins nearer than 10⁻⁶ are equal.
  private static let smallestVariance = 1e-12
}

extension ArraySlice<Double> {
  var mean: Double { reduce(0, +) / Double(count) }

  fileprivate var squaredDeviation: Double {
    let mean = mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}

/// The target's margins, with those of models not trained on the candidate: what an adversary has that trained its
/// models before it knew whom to ask about.
public struct OfflineMargins: Hashable, Sendable {
  /// ln p_y − ln Σ_{i≠y} p_i of each candidate.
  public let target: [Double]
  public let without: ReferenceMargins

  public init(target: [Double], without: ReferenceMargins) {
    precondition(target.count == without.candidateCount)
    self.target = target
    self.without = without
  }
}

/// The target's margins, with those of models trained on the candidate and of models not: what an adversary has that
/// trains models for the candidates it asks about.
public struct OnlineMargins: Hashable, Sendable {
  /// ln p_y − ln Σ_{i≠y} p_i of each candidate.
  public let target: [Double]
  public let with: ReferenceMargins
  public let without: ReferenceMargins

  public init(target: [Double], with: ReferenceMargins, without: ReferenceMargins) {
    precondition(target.count == with.candidateCount && target.count == without.candidateCount)
    self.target = target
    self.with = with
    self.without = without
  }
}
