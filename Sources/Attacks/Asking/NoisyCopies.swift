import AccessControl
import LinearAlgebra
public import Statistics

/// How an adversary who sees labels alone asks about a record again: with noise on its input, for the same question would get
/// the same answer.
///
/// Reference: Choquette-Choo, Tramèr, Carlini and Papernot, _Label-Only Membership Inference Attacks_, arXiv:2007.14321.
public struct NoisyCopies: Sendable {
  /// Of the noise on every input, in the units of the network's inputs.
  public let deviation: Float
  private let random: RandomStream

  /// Of columns that are standardised.
  public static let tableDeviation: Float = 0.2
  /// Of pixels between 0 and 1.
  public static let imageDeviation: Float = 0.1

  /// - Parameter random: where copies are drawn from; all models are asked about the same ones.
  public init(deviation: Float, random: RandomStream) {
    (self.deviation, self.random) = (deviation, random)
  }

  /// The records, and then copies of them: so many questions in all.
  func ask(
    about records: Matrix<Float>, count: Int,
    _ ask: (Matrix<Float>) throws(Refusal) -> Void
  ) throws(Refusal) {
    try ask(records)
    var noise = GaussianNoise(random.split("noisy copies"))
    for _ in 1..<max(1, count) {
      var copies = records
      noise.add(to: &copies, standardDeviation: deviation)
      try ask(copies)
    }
  }
}
