/// A figure that a sample gives, and the 95 % interval around it.
public struct Estimate: Hashable, Sendable {
  public let value: Double
  /// With a coverage of 95 %.
  public let interval: ClosedRange<Double>

  public init(value: Double, interval: ClosedRange<Double>) {
    self.value = value
    self.interval = interval
  }
}
