/// What is revealed of a prediction, and to the owner of the record alone.
public enum Revealed: String, CaseIterable, Codable, Sendable {
  /// The class: 36 rounds more for ten classes, and nothing beside it.
  case label
  /// All logits: fewer rounds, and food for inversion and for the theft of the model.
  case logits
}

/// What both parties and the dealer know of an inference: shapes and numbers, no value.
public struct InferencePlan: Hashable, Sendable {
  /// Inputs, hidden units layer by layer, classes.
  public let widths: [Int]
  public let fractionBits: Int
  public let truncation: Truncation
  public let revealed: Revealed

  public init(
    widths: [Int], fractionBits: Int = FixedPoint.usualFractionBits, truncation: Truncation = .local,
    revealed: Revealed = .label
  ) {
    (self.widths, self.fractionBits) = (widths, fractionBits)
    (self.truncation, self.revealed) = (truncation, revealed)
  }

  public var layerCount: Int { widths.count - 1 }

  /// - Throws: `SecureComputationError.fractionBits`.
  public func fixedPoint() throws(SecureComputationError) -> FixedPoint {
    try FixedPoint(fractionBits: fractionBits, truncation: truncation)
  }

  /// The mask of a layer's weights, [inputs, outputs].
  package func mask(ofLayer layer: Int) -> KeptMask {
    KeptMask(layer, rowCount: widths[layer], columnCount: widths[layer + 1])
  }

  /// What a batch of records takes of the dealer, in the order in which it is used.
  package func demands(recordCount: Int) -> [Demand] {
    var demands: [Demand] = []
    for layer in 0..<layerCount {
      let count = recordCount * widths[layer + 1]
      demands.append(
        .matrixProduct(
          left: .fresh(rowCount: recordCount, columnCount: widths[layer]), right: .kept(mask(ofLayer: layer)))
      )
      if truncation == .exact { demands.append(.truncations(count, bits: fractionBits)) }
      if layer + 1 < layerCount { demands += Self.rectifier(count) }
    }
    return revealed == .label ? demands + tournament(recordCount: recordCount) : demands
  }

  /// What it takes to find the largest logit, round by round.
  private func tournament(recordCount: Int) -> [Demand] {
    var demands: [Demand] = []
    var players = widths[layerCount]
    while players > 1 {
      let count = recordCount * (players / 2)
      demands += Self.sign(count) + [.bits(count), .products(2 * count)]
      players -= players / 2
    }
    return demands
  }

  /// Rounds that it takes to reveal the class alone, beyond those of revealing all logits.
  public var roundsForLabelAlone: Int { tournament(recordCount: 1).count }

  static func rectifier(_ count: Int) -> [Demand] { sign(count) + [.bits(count), .products(count)] }

  /// One conjunction where carries begin, two at each level of the adder, one at the last.
  package static func sign(_ count: Int) -> [Demand] {
    [count, 2 * count, 2 * count, 2 * count, 2 * count, 2 * count, count].map { .conjunctions($0) }
  }
}
