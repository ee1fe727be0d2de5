import Foundation
import LinearAlgebra

/// Logistic regression on rows that two owners hold and neither shows: rows, weights and gradients are shared until the weights are
/// revealed to both at the end.
///
/// The logistic function is the piecewise clip(x + ½, 0, 1) of Mohassel and Zhang (_SecureML_, 2017, section 4). A step is eleven rounds:
/// one opens the masked weights, nine find the predictions, one opens the masked errors. The masked rows are opened once, and take part
/// in every product.
public struct SecureTraining: Sendable {
  /// How the rows are held.
  public enum Split: String, CaseIterable, Codable, Sendable {
    /// Each owner has some columns of every row, and the second the labels.
    case vertical
    /// Each owner has some rows, with their labels.
    case horizontal
  }

  /// Of each input and, last, of the constant.
  public let weights: [Double]
  /// What each party sent in all steps.
  public let traffic: [PartySide: Traffic]
  /// What each party sent to open the masked rows.
  public let setup: [PartySide: Traffic]
  /// Bytes that the dealer sent.
  public let dealerBytes: Int
  public let triples: TripleCount
  public let seconds: Double

  /// Trains with both parties and the dealer in one program.
  ///
  /// - Parameters:
  ///   - inputBound: the largest magnitude of an input, which both owners know.
  ///   - latency: seconds that every message is on its way.
  /// - Throws: `SecureComputationError`, or what ended a link.
  public init(
    _ rows: LogisticRows, inputBound: Double, split: Split, settings: LogisticSettings,
    fractionBits: Int = FixedPoint.usualFractionBits, truncation: Truncation = .local, latency: Double = 0
  ) throws {
    let start = ContinuousClock.now
    let plan = try TrainingPlan(
      rowCount: rows.rowCount, columnCount: rows.columnCount, inputBound: inputBound, settings,
      fractionBits: fractionBits, truncation: truncation)
    let owned = try OwnedRows.divide(rows, split, plan)
    let pair = PartyPair(latency: latency)
    let dealerKeys = DealerKeys()
    var dealer = Dealer(dealerKeys)
    let corrections = dealer.corrections(for: plan.demands)
    let keys: [PartySide: Data] = [.first: ShareKeys.newKey(), .second: ShareKeys.newKey()]
    let (one, other) = try pair.run {
      var party = TrainingParty(.first, plan, over: pair.first, dealt: dealerKeys.first, keys: keys)
      return try party.train(owned[.first]!)
    } second: {
      var party = TrainingParty(.second, plan, over: pair.second, dealt: dealerKeys.second, keys: keys)
      party.take(corrections: corrections)
      return try party.train(owned[.second]!)
    }
    (weights, triples) = (one.weights, one.triples)
    (traffic, setup) = (
      [.first: one.traffic, .second: other.traffic], [.first: one.setup, .second: other.setup]
    )
    dealerBytes = dealer.correctionBytes
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }
}

/// What both owners and the dealer know of a training: sizes, batches and numbers, no value.
struct TrainingPlan: Sendable {
  let rowCount: Int
  let columnCount: Int
  let inputBound: Double
  let batches: [[Int]]
  let fixedPoint: FixedPoint
  let truncation: Truncation
  /// The learning rate over the size of a batch: a whole number of thirteen bits or fourteen, and the fractional bits that it has.
  let rate: UInt64
  let rateBits: Int

  /// - Throws: `SecureComputationError` where a number could come up that has no room.
  init(
    rowCount: Int, columnCount: Int, inputBound: Double, _ settings: LogisticSettings, fractionBits: Int,
    truncation: Truncation
  ) throws(SecureComputationError) {
    let fixedPoint = try FixedPoint(fractionBits: fractionBits, truncation: truncation)
    (self.rowCount, self.columnCount, self.inputBound) = (rowCount, columnCount, inputBound)
    batches = settings.batches(of: rowCount)
    let batchSize = Double(min(settings.batchSize, rowCount))
    // An error is at most one, so that a step moves a weight by no more than the rate times the largest input.
    let largestInput = max(1, inputBound) + fixedPoint.unit
    let largestWeight = Double(settings.stepCount) * settings.learningRate * largestInput
    let bound = max(Double(columnCount) * largestInput * largestWeight, batchSize * largestInput)
    let largest = FixedPoint.limit * fixedPoint.unit * fixedPoint.unit
    guard bound < largest else { throw .couldReach("A margin", bound: bound, largest: largest) }
    let rate = settings.learningRate / batchSize
    guard rate >= fixedPoint.unit / 2 else { throw .rateTooSmall(rate, unit: fixedPoint.unit) }
    rateBits = Self.rateBits - rate.exponent
    self.rate = UInt64((rate * Double(sign: .plus, exponent: rateBits, significand: 1)).rounded())
    let step = Self.stepBound(batchSize: batchSize, largestInput: largestInput, fixedPoint)
    guard rateBits > 0, step < FixedPoint.limit else {
      throw .couldReach("A gradient", bound: batchSize * largestInput, largest: largest)
    }
    (self.fixedPoint, self.truncation) = (fixedPoint, truncation)
  }

  private static let rateBits = 13

  /// What the sum of a batch's gradients times the rate's whole number can reach, in words.
  private static func stepBound(batchSize: Double, largestInput: Double, _ fixedPoint: FixedPoint) -> Double {
    batchSize * largestInput / fixedPoint.unit * Double(UInt64(2) << rateBits)
  }

  var mask: KeptMask { KeptMask(0, rowCount: rowCount, columnCount: columnCount) }

  /// What the steps take of the dealer, in the order in which it is used.
  var demands: [Demand] {
    var demands: [Demand] = []
    for batch in batches {
      let count = batch.count
      demands.append(
        .matrixProduct(
          left: .kept(mask, rows: batch), right: .fresh(rowCount: columnCount, columnCount: 1)))
      demands += truncations(count)
      demands += InferencePlan.rectifier(2 * count)
      demands.append(
        .matrixProduct(
          left: .kept(mask, rows: batch, isTransposed: true), right: .fresh(rowCount: count, columnCount: 1)))
      demands += truncations(columnCount)
      demands += truncations(columnCount, bits: rateBits)
    }
    return demands
  }

  private func truncations(_ count: Int, bits: Int? = nil) -> [Demand] {
    truncation == .exact ? [.truncations(count, bits: bits ?? fixedPoint.fractionBits)] : []
  }
}

/// What one owner has: values where they are its own, and zero elsewhere.
struct OwnedRows: Sendable {
  let inputs: Matrix<UInt64>
  let labels: Matrix<UInt64>

  static func divide(_ rows: LogisticRows, _ split: SecureTraining.Split, _ plan: TrainingPlan)
    throws(SecureComputationError) -> [PartySide: OwnedRows]
  {
    let inputs = try plan.fixedPoint.encode(
      rows.inputs, largest: max(1, plan.inputBound))
    let one = plan.fixedPoint.encode(1)
    let labels = Matrix(
      rowCount: rows.rowCount, columnCount: 1, elements: rows.labels.map { $0 == 1 ? one : 0 })
    var owned: [PartySide: OwnedRows] = [:]
    for side in PartySide.allCases {
      var (ownInputs, ownLabels) = (inputs, labels)
      for row in 0..<rows.rowCount {
        for column in 0..<rows.columnCount
        where owner(row, column, of: rows, split) != side { ownInputs[row, column] = 0 }
        if owner(row, rows.columnCount, of: rows, split) != side { ownLabels[row, 0] = 0 }
      }
      owned[side] = OwnedRows(inputs: ownInputs, labels: ownLabels)
    }
    return owned
  }

  /// The first halves are the first owner's; the label stands behind the last column.
  private static func owner(_ row: Int, _ column: Int, of rows: LogisticRows, _ split: SecureTraining.Split)
    -> PartySide
  {
    switch split {
    case .vertical: column < rows.columnCount / 2 ? .first : .second
    case .horizontal: row < rows.rowCount / 2 ? .first : .second
    }
  }
}
