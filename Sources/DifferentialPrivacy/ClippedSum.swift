public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting

/// The sum over a batch of per-example gradients, each scaled down to at most the clipping norm.
///
/// A sum and not a mean: the size of the batch depends on the data too. An example whose gradient is not finite
/// contributes zero, is counted, and is never pointed at.
public struct ClippedSum: Sendable {
  /// Σ min(1, C / ‖gᵢ‖) gᵢ over the batch, with noise once a mechanism has added it.
  public package(set) var gradient: ParameterVector<Float>
  /// nil when nothing was clipped, and no noise can then hide an example.
  public internal(set) var clippingNorm: Double?
  /// Examples summed, as are the next; these counts are diagnostics that ε does not cover.
  public internal(set) var batchSize = 0
  /// Those whose gradient was longer than the clipping norm.
  public internal(set) var clippedCount = 0
  /// Those whose gradient was NaN or infinite.
  public internal(set) var nonFiniteCount = 0
  private var factors: [Float] = []
  private var rowFactors: [Float] = []

  /// The sum over no example yet.
  public init(for layout: ParameterLayout) { gradient = ParameterVector(zerosFor: layout) }

  /// Becomes the sum over what `pass` has just run over, and uses the pass up.
  ///
  /// - Parameter groups: rows of the batch that are one example each, whose gradient is their mean; nil where every row is one.
  ///
  /// Reference: Abadi et al., _Deep Learning with Differential Privacy_, arXiv:1607.00133, Algorithm 1.
  public mutating func take(
    _ pass: inout NetworkPass<Float>, clippingNorm: Double?, groups: [Range<Int>]? = nil
  ) {
    self.clippingNorm = clippingNorm
    batchSize = groups?.count ?? pass.losses.count
    clippedCount = 0
    nonFiniteCount = 0
    factors.removeAll(keepingCapacity: true)
    if clippingNorm == nil {
      // Nothing is scaled, so no norm is needed, unless a gradient is not finite: the sums of biases show it.
      if let groups {
        for _ in 0..<batchSize { factors.append(1) }
        spreadFactors(over: groups)
      }
      pass.sumGradients(scaledBy: groups == nil ? nil : factors, into: &gradient)
      if hasFiniteBiases { return }
      factors.removeAll(keepingCapacity: true)
    }
    if let groups { pass.computeNorms(ofGroups: groups) } else { pass.computeNorms() }
    for (example, squaredNorm) in pass.squaredGradientNorms.enumerated() {
      var norm = Double(squaredNorm).squareRoot()
      if let groups { norm /= Double(groups[example].count) }
      if !norm.isFinite {
        nonFiniteCount += 1
        factors.append(0)
      } else if let clippingNorm, norm > clippingNorm {
        clippedCount += 1
        factors.append(Float(clippingNorm / norm))
      } else {
        factors.append(1)
      }
    }
    spreadFactors(over: groups)
    pass.sumGradients(scaledBy: factors, into: &gradient)
  }

  /// The factor of every example becomes one for each of its rows, of which it is the mean.
  private mutating func spreadFactors(over groups: [Range<Int>]?) {
    guard let groups else { return }
    rowFactors.removeAll(keepingCapacity: true)
    for (group, factor) in zip(groups, factors) {
      let share = Float(Double(factor) / Double(group.count))
      for _ in group { rowFactors.append(share) }
    }
    swap(&factors, &rowFactors)
  }

  private var hasFiniteBiases: Bool {
    let layout = gradient.layout
    return (0..<layout.slotCount).allSatisfy {
      layout.isDecayed(atSlot: $0) || gradient.values[layout.range(ofSlot: $0)].allSatisfy(\.isFinite)
    }
  }

  /// How long a crafted gradient is, in clipping norms; where nothing is clipped it has a length of one.
  static let craftedLength = 10.0

  /// Adds the crafted gradients of further examples, each of which lies along one parameter alone, clipped as all are.
  ///
  /// - Parameter parameters: one for each example.
  mutating func add(diracsAt parameters: [Int]) {
    for parameter in parameters { gradient.values[parameter] += Float(clippingNorm ?? 1) }
    batchSize += parameters.count
    if clippingNorm != nil { clippedCount += parameters.count }
  }

  /// The most that one neighbour can move the sum, in Euclidean norm; infinite without clipping.
  public func sensitivity(under relation: NeighboringRelation) -> Double {
    guard let clippingNorm else { return .infinity }
    return switch relation {
    case .addOrRemove: clippingNorm
    case .replaceOne: 2 * clippingNorm
    }
  }
}
