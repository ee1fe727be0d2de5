/// How many steps a second the explorer takes: slow enough to watch, up to as fast as can be.
public struct Pace: Hashable, Sendable {
  private static let levels: [Double?] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, nil]
  private var level: Int

  public static let initial = Pace(level: 4)

  /// nil is full speed.
  public var stepsPerSecond: Double? { Self.levels[level] }

  /// Faster or slower by so many levels, as far as there are any.
  public func changed(by offset: Int) -> Pace {
    Pace(level: min(Self.levels.count - 1, max(0, level + offset)))
  }

  public var title: String {
    stepsPerSecond.map { $0 == 1 ? "1 step/s" : "\(Int($0)) steps/s" } ?? "full speed"
  }
}
