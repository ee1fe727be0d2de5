package import Foundation
package import LinearAlgebra

/// A party of secure inference: the model's owner, who learns how many records there are, or the records' owner, who learns the answers.
package struct InferenceParty {
  /// What a party brings.
  package enum Input: Sendable {
    case model(SecureNetwork)
    case records

    var side: PartySide {
      if case .model = self { .first } else { .second }
    }
  }

  /// What came of a batch.
  package struct Output: Sendable {
    /// Of the records' owner, and nobody else: the classes, or the logits, [records, classes].
    package var labels: [Int]?
    package var logits: Matrix<Double>?
    /// This party's share of the logits, for those who look over both shoulders.
    package var logitShare: Matrix<UInt64>
    /// This party's shares of every layer's inputs and of the logits, where it is watched.
    package var layerShares: [Matrix<UInt64>]
  }

  private let input: Input
  private let plan: InferencePlan
  package private(set) var party: ComputingParty
  private var weights: [KeptOperand] = []
  private var recordKeys: ShareKeys
  private let isWatched: Bool

  /// - Parameters:
  ///   - dealt: what the dealer gave this party.
  ///   - recordKey: of the records' owner, known to both: what the other's shares of records are drawn from.
  ///   - isWatched: whether rounds and shares are kept.
  ///   - maskBits: of the masks of matrices, fewer than all to see what that shows.
  /// - Throws: `SecureComputationError`.
  package init(
    _ input: Input, plan: InferencePlan, over link: any PartyLink, dealt: Data, recordKey: Data,
    isWatched: Bool = false, maskBits: Int = 64
  ) throws(SecureComputationError) {
    (self.input, self.plan, self.isWatched) = (input, plan, isWatched)
    party = ComputingParty(
      input.side, over: link, key: dealt, fixedPoint: try plan.fixedPoint(), truncation: plan.truncation,
      isWatched: isWatched, maskBits: maskBits)
    recordKeys = ShareKeys(key: recordKey)
  }

  /// Opens the masked weights of every layer, once a model: a round each.
  ///
  /// - Parameter modelKey: of the model's owner, known to both: what the other's shares of weights are drawn from.
  package mutating func openWeights(modelKey: Data) throws {
    var keys = ShareKeys(key: modelKey)
    for layer in 0..<plan.layerCount {
      party.stage = .weights(layer: layer)
      let mask = plan.mask(ofLayer: layer)
      let others = keys.nextShare(rowCount: mask.rowCount, columnCount: mask.columnCount)
      let share: Matrix<UInt64>
      switch input {
      case .model(let network): share = network.layers[layer].weights - others
      case .records: share = others
      }
      weights.append(try party.keep(share, under: mask))
    }
  }

  /// Takes the dealer's corrections for the batches that follow.
  package mutating func take(corrections: [UInt64]) { party.supply.take(corrections: corrections) }

  /// Draws the dealer's randomness from its beginning again: what a party never does.
  package mutating func expandAgain(forgettingUse: Bool) {
    party.supply.expandAgain(forgettingUse: forgettingUse)
  }

  /// Computes the answers to a batch.
  ///
  /// - Parameter records: [records, inputs] in fixed point, of their owner; the model's owner knows how many they are.
  package mutating func answer(records: Matrix<UInt64>?, recordCount: Int) throws -> Output {
    let modelShare = recordKeys.nextShare(rowCount: recordCount, columnCount: plan.widths[0])
    var values = records.map { $0 - modelShare } ?? modelShare
    var layerShares: [Matrix<UInt64>] = []
    for layer in 0..<plan.layerCount {
      if isWatched { layerShares.append(values) }
      party.stage = .layer(layer)
      var product = try party.product(.fresh(values), .kept(weights[layer]))
      if case .model(let network) = input { product.addRow(network.layers[layer].biases) }
      var words = try party.truncate(product.elements)
      if layer + 1 < plan.layerCount {
        party.stage = .rectifier(layer: layer)
        words = try party.rectify(words)
      }
      values = Matrix(rowCount: recordCount, columnCount: plan.widths[layer + 1], elements: words)
    }
    if isWatched { layerShares.append(values) }
    var output = Output(logitShare: values, layerShares: layerShares)
    switch plan.revealed {
    case .logits:
      party.stage = .answer
      output.logits = try party.revealToSecond(values.elements).map { words in
        Matrix(
          rowCount: recordCount, columnCount: values.columnCount,
          elements: words.map { party.fixedPoint.decode($0) })
      }
      output.labels = output.logits?.largestColumns()
    case .label:
      let numbers = try party.largestColumns(values)
      party.stage = .answer
      output.labels = try party.revealToSecond(numbers)?.map { number in
        guard number < UInt64(plan.widths[plan.layerCount]) else { throw SecureComputationError.noClass }
        return Int(number)
      }
    }
    return output
  }
}

extension Matrix<UInt64> {
  /// Adds a row to every row.
  mutating func addRow(_ row: [UInt64]) {
    elements.addWrapping((0..<rowCount).flatMap { _ in row })
  }
}
