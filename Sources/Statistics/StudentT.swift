/// Student's distribution of t.
public struct StudentT: Hashable, Sendable {
  public let degreesOfFreedom: Int

  /// - Precondition: there is at least one.
  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom > 0)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The point that t stays below with that probability.
  ///
  /// ν / (ν + t²) has the distribution Beta(ν/2, 1/2) (NIST Digital Library of Mathematical Functions, 8.17.1, with the density
  /// of t).
  public func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1)
    let degrees = Double(degreesOfFreedom)
    let tail = min(probability, 1 - probability)
    let x = BetaDistribution(a: degrees / 2, b: 0.5).quantile(2 * tail)
    let t = (degrees * (1 - x) / x).squareRoot()
    return probability < 0.5 ? -t : t
  }
}
