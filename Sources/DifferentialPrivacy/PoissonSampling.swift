import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lets every record join a batch independently with the same probability, which is what the accountant prices.
///
/// A batch may be empty or several times its expected size.
public struct PoissonSampling: Hashable, Sendable {
  /// q, the probability that a record joins.
  public let rate: Double

  /// - Precondition: `rate` is a probability.
  public init(rate: Double) {
    precondition((0...1).contains(rate))
    self.rate = rate
  }

  /// `batch` becomes the positions, in rising order, that joined out of `count`.
  ///
  /// The number of positions passed over before the next that joins is geometric, so that one draw serves each that
  /// joins and not each there is.
  public func sample(
    from count: Int, using generator: inout some RandomNumberGenerator, into batch: inout [Int]
  ) {
    batch.removeAll(keepingCapacity: true)
    guard rate > 0 else { return }
    let logOfStaying = log1p(-rate)
    var position = 0
    while position < count {
      // At rate one the quotient is zero, and nobody is passed over; of a fraction the whole number below counts.
      let passed = log(1 - generator.uniform()) / logOfStaying
      guard passed < Double(count - position) else { return }
      position += Int(passed)
      batch.append(position)
      position += 1
    }
  }
}
