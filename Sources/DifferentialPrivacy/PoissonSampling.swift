import Statistics

/// Lets every record join a batch independently with the same probability, which is what the accountant prices.
///
/// A batch may be empty or several times its expected size.
public struct PoissonSampling: Hashable, Sendable {
  public let rate: Double

  /// - Precondition: `rate` is a probability.
  public init(rate: Double) {
    precondition((0...1).contains(rate))
    self.rate = rate
  }

  /// The positions, in rising order, that joined out of `count`.
  public func sample(from count: Int, using generator: inout some RandomNumberGenerator) -> [Int] {
    (0..<count).filter { _ in generator.uniform() < rate }
  }
}
