/// How the examples of a batch are mixed with one another: example `i` becomes λ times itself and 1 − λ times its partner, in
/// its inputs as in its target.
///
/// Reference: Zhang, Cissé, Dauphin and Lopez-Paz, _mixup: Beyond Empirical Risk Minimization_, arXiv:1710.09412, section 2.
public struct Mixup: Sendable {
  /// For each example of the batch the one it is mixed with, a permutation.
  public private(set) var partners: [Int] = []
  /// λ, in [0, 1].
  public private(set) var share = 1.0

  public init() {}

  /// Draws λ from Beta(α, α), by the quantile of one uniform number, and the partners, in place.
  ///
  /// - Parameters:
  ///   - quantile: of Beta(α, α), at a probability.
  ///   - uniform: gives numbers that are uniform over [0, 1).
  public mutating func draw(batchSize: Int, quantile: (Double) -> Double, uniform: () -> Double) {
    share = quantile(uniform())
    partners.removeAll(keepingCapacity: true)
    for example in 0..<batchSize { partners.append(example) }
    guard batchSize > 1 else { return }
    for last in (1..<batchSize).reversed() {
      partners.swapAt(last, min(last, Int(uniform() * Double(last + 1))))
    }
  }
}
