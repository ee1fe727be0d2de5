import LinearAlgebra
import SecureComputation
import Statistics
import Testing

/// Training on shares beside the same training in the plain.
struct SecureTrainingTests {
  /// Rows of two clouds.
  private static func rows(_ count: Int, columns: Int) throws -> LogisticRows {
    var stream = RandomStream(seed: 8)
    var inputs = Matrix<Float>(rowCount: count, columnCount: columns)
    let labels = (0..<count).map { _ in stream.uniform() < 0.5 ? 0 : 1 }
    for row in 0..<count {
      for column in 0..<columns {
        inputs[row, column] = Float(stream.uniform() - 0.5) + (labels[row] == 1 ? 0.2 : -0.2)
      }
    }
    return try LogisticRows(inputs: inputs, labels: labels, classCount: 2)
  }

  private static let settings = LogisticSettings(stepCount: 60, batchSize: 32, learningRate: 0.5, seed: 4)

  @Test(arguments: SecureTraining.Split.allCases, Truncation.allCases)
  func weightsAreThoseOfPlainTraining(split: SecureTraining.Split, truncation: Truncation) throws {
    let rows = try Self.rows(300, columns: 9)
    let plain = PlainLogisticRegression(rows, Self.settings, curve: .piecewise).weights
    let secure = try SecureTraining(
      rows, inputBound: 1, split: split, settings: Self.settings, truncation: truncation)
    // A step moves a weight by two truncations, each off by less than a unit of 2⁻¹⁶.
    let error = zip(plain, secure.weights).map { abs($0 - $1) }.max()!
    #expect(error < 1e-3)
    #expect(abs(rows.accuracy(of: plain) - rows.accuracy(of: secure.weights)) <= 0.01)
    #expect(rows.accuracy(of: plain) > 0.8)
  }

  /// A rate that no whole number of units is near is taken as it is.
  @Test func aSmallRateIsNotRounded() throws {
    let rows = try Self.rows(200, columns: 5)
    var settings = Self.settings
    settings.learningRate = 32 * 0x1.6p-16
    let plain = PlainLogisticRegression(rows, settings, curve: .piecewise).weights
    let secure = try SecureTraining(rows, inputBound: 1, split: .horizontal, settings: settings).weights
    // Sixty steps of two truncations, each off by up to a unit.
    let error = zip(plain, secure).map { abs($0 - $1) }.max()!
    #expect(error < 30 * 0x1p-16)
    #expect(plain.map(abs).max()! > 200 * 0x1p-16)
  }

  @Test func aStepSendsWhatThePythonCountSays() throws {
    for cost in ReferenceValues.all.training {
      let rows = try Self.rows(200, columns: cost.columns - 1)
      let settings = LogisticSettings(stepCount: 3, batchSize: cost.batch, learningRate: 0.5, seed: 1)
      let secure = try SecureTraining(rows, inputBound: 1, split: .vertical, settings: settings)
      for side in PartySide.allCases {
        #expect(secure.traffic[side]?.rounds == 3 * cost.rounds / cost.steps)
        #expect(secure.traffic[side]?.bytesSent == 3 * cost.bytes / cost.steps)
        #expect(secure.setup[side]?.bytesSent == 200 * cost.setupBytes / cost.records)
      }
    }
  }

  @Test func whatHasNoRoomIsRefused() throws {
    let rows = try Self.rows(20, columns: 2)
    #expect(throws: SecureComputationError.notTwoClasses(3)) {
      try LogisticRows(inputs: Matrix(rowCount: 1, columnCount: 1), labels: [2], classCount: 3)
    }
    var settings = Self.settings
    settings.learningRate = 1e9
    #expect(throws: SecureComputationError.self) {
      try SecureTraining(rows, inputBound: 1, split: .vertical, settings: settings)
    }
    settings.learningRate = 1e-6
    #expect(throws: SecureComputationError.rateTooSmall(1e-6 / 20, unit: 0x1p-16)) {
      try SecureTraining(rows, inputBound: 1, split: .vertical, settings: settings)
    }
  }
}
