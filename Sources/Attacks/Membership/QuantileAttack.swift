import AccessControl
public import LinearAlgebra
public import Statistics

/// Membership inference by how high a candidate's margin is among those that records like it have as strangers to the
/// model, with no other model trained at all.
///
/// A regression learns, on records the target was certainly not trained on, the distribution of the margin given the
/// record and its label; here a normal one, whose every quantile follows. The score is the z-score of the candidate's
/// margin.
///
/// Reference: Bertran et al., _Scalable Membership Inference Attacks via Quantile Regression_, arXiv:2307.03694.
public struct QuantileAttack: MembershipAttack {
  public struct Observation: Sendable {
    public let candidates: CandidateMargins
    /// [candidates, inputs].
    public let candidateInputs: Matrix<Float>
    /// Records the target was certainly not trained on, with their labels.
    public let strangers: CandidateMargins
    /// [records, inputs].
    public let strangerInputs: Matrix<Float>
    public let classCount: Int

    public init(
      candidates: CandidateMargins, candidateInputs: Matrix<Float>, strangers: CandidateMargins,
      strangerInputs: Matrix<Float>, classCount: Int
    ) {
      precondition(candidates.labels != nil && strangers.labels != nil)
      precondition(candidates.values.count == candidateInputs.rowCount)
      precondition(strangers.values.count == strangerInputs.rowCount && !strangers.values.isEmpty)
      self.candidates = candidates
      self.candidateInputs = candidateInputs
      self.strangers = strangers
      self.strangerInputs = strangerInputs
      self.classCount = classCount
    }
  }

  private let random: RandomStream

  public init(random: RandomStream) { self.random = random }

  public func scores(of observation: Observation) -> [Double] {
    let strangers = observation.strangers
    let regression = MarginRegression(
      records: observation.strangerInputs.appendingOneHot(
        strangers.labels ?? [], classCount: observation.classCount),
      margins: strangers.values, random: random)
    return regression.excess(
      of: observation.candidates.values,
      records: observation.candidateInputs.appendingOneHot(
        observation.candidates.labels ?? [], classCount: observation.classCount))
  }
}

extension Matrix<Float> {
  /// Each row followed by a one in the place of its label and zeros in those of the others.
  func appendingOneHot(_ labels: [Int], classCount: Int) -> Matrix<Float> {
    var joined = [Float]()
    joined.reserveCapacity(rowCount * (columnCount + classCount))
    for row in labels.indices {
      joined += self.row(row)
      for label in 0..<classCount { joined.append(label == labels[row] ? 1 : 0) }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount + classCount, elements: joined)
  }
}

extension MembershipMethod {
  public static let quantile = MembershipMethod(
    name: "quantile", title: "Quantile regression",
    sentence: "Is the confidence higher than records like the candidate have when nobody trained on them?",
    paper: "Bertran et al. 2023, arXiv:2307.03694",
    capabilities: [.losses, .questions, .publicRecords], isSlow: true
  ) { evidence, random throws(MissingEvidence) in
    let (target, _) = try evidence.modelToAsk()
    let strangers = evidence.publicRecords
    return QuantileAttack(random: random).scores(
      of: .init(
        candidates: CandidateMargins(values: evidence.margins, labels: target.labels),
        candidateInputs: target.inputs,
        strangers: CandidateMargins(values: strangers.margins, labels: strangers.labels),
        strangerInputs: strangers.inputs, classCount: target.classCount))
  }
}
