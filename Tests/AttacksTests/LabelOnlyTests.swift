import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Statistics
import Synchronization
import Testing

struct LabelOnlyTests {
  /// A linear model of `width` inputs: label 1 where Σ x > 0, at distance |Σ x| / √width.
  private func oracle(width: Int, count: Int) -> LabelOracle {
    let inputs = Matrix.gaussianRecords(count, width: width, seed: 8)
    let labels = (0..<count).map { inputs.row($0).reduce(0, +) > 0 ? 1 : 0 }
    return LabelOracle(inputs: inputs, labels: labels) { queries in
      (0..<queries.rowCount).map { queries.row($0).reduce(0, +) > 0 ? 1 : 0 }
    }
  }

  @Test(arguments: [2, 20])
  func distancesAreThoseToThePlane(width: Int) throws {
    let oracle = oracle(width: width, count: 60)
    let distances = try BoundaryDistanceAttack(random: RandomStream(seed: 2)).scores(of: oracle)
    for (candidate, distance) in distances.enumerated() {
      let exact = Double(abs(oracle.inputs.row(candidate).reduce(0, +))) / Double(width).squareRoot()
      #expect(distance > exact - 1e-4 && distance < 1.25 * exact + 0.02, "\(distance) \(exact)")
    }
  }

  @Test func aWrongLabelIsAtDistanceZero() throws {
    let oracle = LabelOracle(
      inputs: Matrix(rowCount: 2, columnCount: 1, elements: [-1, 1]), labels: [1, 1]
    ) { queries in queries.elements.map { $0 > 0 ? 1 : 0 } }
    let distances = try BoundaryDistanceAttack(random: RandomStream(seed: 2)).scores(of: oracle)
    #expect(distances[0] == 0 && abs(distances[1] - 1) < 0.01)
  }

  /// Where nothing gets another label there is no boundary to be near.
  @Test func withoutABoundaryDistancesAreEqual() throws {
    let oracle = LabelOracle(
      inputs: Matrix(rowCount: 3, columnCount: 1, elements: [1, 2, 3]), labels: [0, 0, 1]
    ) {
      [Int](repeating: 0, count: $0.rowCount)
    }
    #expect(
      try BoundaryDistanceAttack(random: RandomStream(seed: 2)).scores(of: oracle) == [
        .infinity, .infinity, 0,
      ])
  }

  /// Each attack asks as often as it says.
  @Test func theBudgetIsKept() throws {
    let counts = try [BoundaryDistanceAttack.queryCount, NoiseRobustnessAttack.queryCount].enumerated().map {
      index, budget in
      let plain = oracle(width: 3, count: 10)
      let asked = Mutex(0)
      let counted = LabelOracle(inputs: plain.inputs, labels: plain.labels) {
        [predict = plain.predict] queries throws(Refusal) in
        asked.withLock { $0 += queries.rowCount }
        return try predict(queries)
      }
      let random = RandomStream(seed: 2)
      _ =
        index == 0
        ? try BoundaryDistanceAttack(random: random).scores(of: counted)
        : try NoiseRobustnessAttack(random: random).scores(of: counted)
      return (asked.withLock { $0 }, 10 * budget)
    }
    #expect(counts.allSatisfy { $0 == $1 })
  }

  @Test func noiseMovesThoseNearTheBoundary() throws {
    let inputs = Matrix<Float>(rowCount: 4, columnCount: 1, elements: [-2, 0.01, 1, 20])
    let oracle = LabelOracle(inputs: inputs, labels: [0, 1, 1, 1]) { queries in
      queries.elements.map { $0 > 0 ? 1 : 0 }
    }
    let scores = try NoiseRobustnessAttack(random: RandomStream(seed: 5)).scores(of: oracle)
    #expect(scores[1] < scores[2] && scores[2] < scores[3] && scores[3] <= 1)
  }
}
