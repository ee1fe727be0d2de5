public import AccessControl
import LinearAlgebra
public import Statistics

/// Membership inference by the distance from a candidate to the nearest input that gets another label: training moves
/// the boundary away from members. It sees labels alone; a candidate whose label is not predicted is at distance zero.
///
/// The search is HopSkipJump's. It starts from the nearest candidate that gets another label, halves its way to the
/// boundary, and then for a few rounds: (1) asks about random steps around the boundary point, and takes the mean of
/// those that lead to another label, less those that lead back, for the direction away; (2) steps along it as far as
/// the label stays another; (3) halves its way back to the boundary. All candidates go through it together, each with
/// the same number of questions.
///
/// Reference: Choquette-Choo, Tramèr, Carlini and Papernot, _Label-Only Membership Inference Attacks_,
/// arXiv:2007.14321; Li and Zhang, _Membership Leakage in Label-Only Exposures_, arXiv:2007.15528; the search: Chen,
/// Jordan and Wainwright, _HopSkipJumpAttack_, arXiv:1904.02144.
public struct BoundaryDistanceAttack: MembershipAttack {
  private static let roundCount = 4
  private static let directionCount = 32
  private static let stepTrialCount = 5
  private static let firstHalvingCount = 10
  private static let halvingCount = 8
  /// The length of a random step, in distances from the candidate.
  private static let probe: Float = 0.1

  /// Questions asked about each candidate.
  public static var queryCount: Int {
    1 + firstHalvingCount + roundCount * (directionCount + stepTrialCount + halvingCount)
  }

  private let random: RandomStream

  public init(random: RandomStream) { self.random = random }

  public func scores(of observation: LabelOracle) throws(Refusal) -> [Double] {
    let predicted = try observation.predict(observation.inputs)
    var distances = [Double](repeating: 0, count: observation.labels.count)
    let starts = Self.starts(of: observation, predicted: predicted)
    var (candidates, others) = ([Int](), [Int]())
    for (candidate, label) in observation.labels.enumerated() where predicted[candidate] == label {
      guard let start = starts[candidate] else {
        distances[candidate] = .infinity
        continue
      }
      candidates.append(candidate)
      others.append(start)
    }
    guard !candidates.isEmpty else { return distances }
    var stream = random.split("directions")
    var search = BoundarySearch(
      origins: observation.inputs.gatheringRows(candidates),
      labels: candidates.map { observation.labels[$0] },
      points: observation.inputs.gatheringRows(others), predict: observation.predict)
    try search.halve(times: Self.firstHalvingCount)
    for round in 1...Self.roundCount {
      let directions = try search.directions(
        count: Self.directionCount, probe: Self.probe, using: &stream)
      try search.step(
        along: directions, share: 1 / Float(round).squareRoot(), trials: Self.stepTrialCount,
        halvings: Self.halvingCount)
    }
    for (candidate, distance) in zip(candidates, search.distances()) {
      distances[candidate] = Double(distance)
    }
    return distances
  }

  /// For each candidate the nearest one that gets another label than its own, if there is any.
  private static func starts(of oracle: LabelOracle, predicted: [Int]) -> [Int?] {
    var norms = [Float]()
    oracle.inputs.squaredRowNorms(into: &norms)
    let count = norms.count
    var starts = [Int?]()
    // A few hundred rows of all pairs' inner products at a time.
    for first in stride(from: 0, to: count, by: 256) {
      let rows = Array(first..<min(count, first + 256))
      var products = Matrix<Float>(rowCount: 0, columnCount: count)
      products.setToProduct(.plain(oracle.inputs.gatheringRows(rows)), .transposed(oracle.inputs))
      let values = products.elements
      for (offset, candidate) in rows.enumerated() {
        var nearest: Int?
        var least = Float.infinity
        for other in 0..<count where predicted[other] != oracle.labels[candidate] {
          let distance = norms[other] - 2 * values[offset * count + other]
          if distance < least { (nearest, least) = (other, distance) }
        }
        starts.append(nearest)
      }
    }
    return starts
  }
}

extension MembershipMethod {
  public static let labelOnlyBoundary = MembershipMethod(
    name: "label_only_boundary", title: "Boundary distance",
    sentence: "How far must the input be moved, along the shortest way, until the label changes?",
    paper: "Choquette-Choo et al. 2021, arXiv:2007.14321; Li and Zhang 2021, arXiv:2007.15528",
    capabilities: [.labels, .questions], isSlow: true
  ) { evidence, random throws(MissingEvidence) in
    try evidence.asking(BoundaryDistanceAttack(random: random).scores(of:))
  }
}
