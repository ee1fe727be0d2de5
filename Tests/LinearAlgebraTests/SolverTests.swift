import Foundation
import LinearAlgebra
import Statistics
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Against SciPy, whose values `Tests/ReferenceValues/solvers.py` makes.
struct SolverTests {
  private struct Values: Decodable {
    struct System: Decodable {
      let matrix, right, factor, solution, eigenvalues: [Double]
      let logDeterminant: Double
    }

    struct Minimum: Decodable {
      let start, point: [Double]
      let value: Double
    }

    struct Regression: Decodable {
      let inputs, outcomes, start, point: [Double]
      let ridge, value: Double
    }

    let systems: [System]
    let rosenbrock: [Minimum]
    let regression: Regression
  }

  private let values: Values

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    values = try decoder.decode(
      Values.self, from: try Data(contentsOf: folder.appending(path: "ReferenceValues/solvers.json")))
  }

  private func largestDifference(_ one: [Double], _ other: [Double]) -> Double {
    #expect(one.count == other.count)
    return zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  // MARK: Cholesky

  @Test func systemsOfSciPy() throws {
    #expect(values.systems.count == 4)
    for system in values.systems {
      let size = system.right.count
      let cholesky = try #require(
        Cholesky(Matrix(rowCount: size, columnCount: size, elements: system.matrix)))
      #expect(largestDifference(cholesky.factor.elements, system.factor) < 1e-13)
      #expect(largestDifference(cholesky.solution(of: system.right), system.solution) < 1e-12)
      #expect(abs(cholesky.logDeterminant - system.logDeterminant) < 1e-12)
    }
  }

  /// Indefinite, singular, zero, and with NaN: there is no factor. The upper triangle is not read.
  @Test func whatIsNotPositiveDefiniteHasNoFactor() {
    for elements in [[1, 0, 2, 1], [1, 0, 1, 1], [0, 0, 0, 0], [.nan, 0, 0, 1], [1, 0, .nan, 1]] {
      #expect(Cholesky(Matrix(rowCount: 2, columnCount: 2, elements: elements)) == nil, "\(elements)")
    }
    let lower = Cholesky(Matrix(rowCount: 2, columnCount: 2, elements: [4, .nan, 2, 5]))
    #expect(lower?.factor.elements == [2, 0, 1, 2])
    #expect(Cholesky(Matrix(rowCount: 0, columnCount: 0))?.logDeterminant == 0)
  }

  // MARK: Eigenvalues

  @Test func eigenvaluesOfSciPy() throws {
    for system in values.systems {
      let size = system.right.count
      let matrix = Matrix(rowCount: size, columnCount: size, elements: system.matrix)
      let eigen = try #require(SymmetricEigensystem(matrix))
      #expect(largestDifference(eigen.eigenvalues, system.eigenvalues) < 1e-12)
      // A v = λ v, and vectors of length 1 at right angles.
      var products = Matrix<Double>(rowCount: 0, columnCount: size)
      products.setToProduct(.plain(eigen.eigenvectors), .plain(matrix))
      let scaled = (0..<size).flatMap { row in
        eigen.eigenvectors.row(row).map { eigen.eigenvalues[row] * $0 }
      }
      #expect(largestDifference(products.elements, scaled) < 1e-12)
      products.setToProduct(.plain(eigen.eigenvectors), .transposed(eigen.eigenvectors))
      let identity = (0..<size * size).map { $0 / size == $0 % size ? 1.0 : 0 }
      #expect(largestDifference(products.elements, identity) < 1e-13)
    }
    #expect(SymmetricEigensystem(Matrix(rowCount: 2, columnCount: 2, elements: [1, .nan, .nan, 1])) == nil)
    #expect(SymmetricEigensystem(Matrix<Double>(rowCount: 0, columnCount: 0))?.eigenvalues == [])
  }

  // MARK: L-BFGS

  private func rosenbrock(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    var (value, gradient) = (0.0, [Double](repeating: 0, count: x.count))
    for index in 0..<x.count - 1 {
      let (valley, rest) = (x[index + 1] - x[index] * x[index], 1 - x[index])
      value += 100 * valley * valley + rest * rest
      gradient[index] -= 400 * valley * x[index] + 2 * rest
      gradient[index + 1] += 200 * valley
    }
    return (value, gradient)
  }

  @Test(arguments: [0, 1], [1, 3, 10])
  func minimaOfRosenbrock(index: Int, memory: Int) {
    let expected = values.rosenbrock[index]
    var solver = LBFGS()
    solver.memory = memory
    let found = solver.minimize(from: expected.start, rosenbrock)
    #expect(found.ending == .converged)
    #expect(found.gradient.allSatisfy { abs($0) <= 1e-8 })
    #expect(largestDifference(found.point, expected.point) < 1e-7)
    #expect(abs(found.value - expected.value) < 1e-13)
  }

  @Test func aLogisticRegression() {
    let data = values.regression
    let width = data.start.count
    let found = LBFGS().minimize(from: data.start) { weights in
      var value = weights.reduce(0) { $0 + data.ridge / 2 * $1 * $1 }
      var gradient = weights.map { data.ridge * $0 }
      for (example, outcome) in data.outcomes.enumerated() {
        let row = data.inputs[example * width..<(example + 1) * width]
        let odds = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
        value += max(0, odds) + log1p(exp(-abs(odds))) - outcome * odds
        for (index, input) in row.enumerated() { gradient[index] += (1 / (1 + exp(-odds)) - outcome) * input }
      }
      return (value, gradient)
    }
    #expect(found.ending == .converged && found.iterationCount < 30)
    #expect(largestDifference(found.point, data.point) < 1e-8)
    #expect(abs(found.value - data.value) < 1e-12)
  }

  /// The minimum of a quadratic form is the solution of its system: one solver checks the other.
  @Test func aQuadraticFormHasItsSystemsSolution() throws {
    let system = try #require(values.systems.last)
    let size = system.right.count
    let found = LBFGS().minimize(from: [Double](repeating: 0, count: size)) { x in
      let product = (0..<size).map { row in
        (0..<size).reduce(0) { $0 + system.matrix[row * size + $1] * x[$1] }
      }
      let value = zip(x, zip(product, system.right)).reduce(0) { $0 + $1.0 * ($1.1.0 / 2 - $1.1.1) }
      return (value, zip(product, system.right).map(-))
    }
    #expect(found.ending == .converged)
    #expect(largestDifference(found.point, system.solution) < 1e-7)
  }

  @Test func whyTheSearchEndedIsSaid() {
    #expect(LBFGS().minimize(from: [1, 1, 1], rosenbrock).iterationCount == 0)
    var hasty = LBFGS()
    hasty.iterationLimit = 3
    let stopped = hasty.minimize(from: [-1.2, 1], rosenbrock)
    #expect(stopped.ending == .iterationLimit && stopped.iterationCount == 3 && stopped.value < 24.2)
    // A gradient of the wrong sign, a value that is not finite, and a function that is not finite beyond its start.
    #expect(LBFGS().minimize(from: [1]) { ($0[0] * $0[0], [-2 * $0[0]]) }.ending == .noDescent)
    #expect(LBFGS().minimize(from: [1]) { _ in (.nan, [1]) }.ending == .noDescent)
    #expect(LBFGS().minimize(from: [1]) { ($0[0] == 1 ? 0 : .infinity, [1]) }.ending == .noDescent)
  }

  /// Where the function is not finite a step is too long: −ln x + x, begun far from its minimum at 1.
  @Test func stepsOutOfTheDomainAreShortened() {
    let found = LBFGS().minimize(from: [20]) { x in
      x[0] > 0 ? (x[0] - log(x[0]), [1 - 1 / x[0]]) : (.nan, [.nan])
    }
    #expect(found.ending == .converged && abs(found.point[0] - 1) < 1e-8)
  }
}
