/// What lies between two parties: what rounds and bytes take on it.
public struct Connection: Hashable, Sendable {
  /// Seconds that a message is on its way.
  public let latency: Double
  public let bitsPerSecond: Double

  /// Of one building.
  public static let lan = Connection(latency: 0.000_2, bitsPerSecond: 1e9)
  /// Of two cities.
  public static let distant = Connection(latency: 0.05, bitsPerSecond: 1e8)

  /// A round is one message each way at the same time.
  ///
  /// - Parameter computing: seconds without any connection.
  public func seconds(rounds: Int, bytesSent: Int, computing: Double) -> Double {
    computing + Double(rounds) * latency + 8 * Double(bytesSent) / bitsPerSecond
  }
}
