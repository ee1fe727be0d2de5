import LinearAlgebra
import NeuralNetworks

extension ClippedSum {
  /// Becomes what a trainer makes of a pass that clips otherwise than it should, and uses the pass up.
  ///
  /// - Parameters:
  ///   - diracs: parameters at which a crafted gradient lies, each of another example.
  ///   - bug: one of clipping.
  mutating func take(
    _ pass: inout NetworkPass<Float>, diracs: [Int], clippingNorm: Double, brokenBy bug: TrainerBug
  ) {
    let layout = gradient.layout
    let norms = pass.squaredGradientNormsBySlot()
    let isCounted = { (slot: Int) in
      switch bug {
      case .weightsOutsideNorm: !layout.isDecayed(atSlot: slot)
      case .firstLayerOutsideNorm: slot > 0
      default: true
      }
    }
    let length = Self.craftedLength * clippingNorm
    let examples = pass.losses.indices
    if bug == .batchMeanClipped {
      take(&pass, clippingNorm: nil)
      for parameter in diracs { gradient.values[parameter] += Float(length) }
      batchSize += diracs.count
      let squares = gradient.values.reduce(0) { $0 + Double($1) * Double($1) }
      let mean = squares.squareRoot() / Double(max(1, batchSize))
      if mean > clippingNorm { gradient.scale(by: Float(clippingNorm / mean)) }
      self.clippingNorm = clippingNorm
      clippedCount = mean > clippingNorm ? batchSize : 0
      return
    }
    // The factors by which each example's gradient counts in a slot.
    let factors = { (slot: Int) -> [Float] in
      examples.map { example in
        let counted =
          bug == .clippingPerLayer
          ? norms[slot][example]
          : norms.indices.reduce(0) { isCounted($1) ? $0 + norms[$1][example] : $0 }
        let norm = Double(counted).squareRoot()
        return norm.isFinite ? Float(min(1, clippingNorm / max(norm, .leastNonzeroMagnitude))) : 0
      }
    }
    let own = pass
    for slot in 0..<(bug == .clippingPerLayer ? layout.slotCount : 1) {
      var (part, scaled) = (own, gradient)
      part.sumGradients(scaledBy: factors(slot), into: &scaled)
      if bug == .clippingPerLayer {
        let range = layout.range(ofSlot: slot)
        gradient.values.replaceSubrange(range, with: scaled.values[range])
      } else {
        gradient = scaled
      }
    }
    for parameter in diracs {
      let slot = (0..<layout.slotCount).first { layout.range(ofSlot: $0).contains(parameter) } ?? 0
      gradient.values[parameter] += Float(isCounted(slot) ? clippingNorm : length)
    }
    self.clippingNorm = clippingNorm
    batchSize = examples.count + diracs.count
    let lengths = examples.map { example in norms.reduce(0) { $0 + $1[example] }.squareRoot() }
    clippedCount = lengths.count { $0.isFinite && Double($0) > clippingNorm } + diracs.count
    nonFiniteCount = lengths.count { !$0.isFinite }
  }
}
