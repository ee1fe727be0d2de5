public import Experiments
public import Preferences

/// How many steps a second the explorer takes: slow enough to watch, up to as fast as can be.
public struct Pace: Hashable, Sendable {
  private static let levels: [Double?] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, nil]
  private var level: Int

  public static let initial = Pace(level: 4)
  static let lively = Pace(level: 6)
  /// Of rounds, of which each is many steps of many clients.
  static let rounds = Pace(level: 1)

  /// How a run begins that nobody set a pace for.
  public static func initial(of configuration: ExperimentConfiguration) -> Pace {
    configuration.isFederated ? rounds : initial
  }

  /// As it is typed: a level, or `full`; nil for any other.
  init?(named name: String) {
    let level =
      name == "full"
      ? Self.levels.count - 1 : Self.levels.firstIndex { $0.map { Double(name) == $0 } ?? false }
    guard let level else { return nil }
    self.init(level: level)
  }

  /// The level that is nearest to what a person set.
  public init(nearest pace: Preferences.Pace) {
    switch pace {
    case .full: level = Self.levels.count - 1
    case .stepsPerSecond(let wanted):
      level =
        Self.levels.indices.dropLast().min {
          abs((Self.levels[$0] ?? 0) - wanted) < abs((Self.levels[$1] ?? 0) - wanted)
        } ?? Self.initial.level
    }
  }

  public static let fullSpeed = Pace(level: levels.count - 1)

  private init(level: Int) { self.level = level }

  static let names = levels.compactMap { $0.map { String(Int($0)) } }

  /// nil is full speed.
  public var stepsPerSecond: Double? { Self.levels[level] }

  /// Faster or slower by so many levels, as far as there are any.
  public func changed(by offset: Int) -> Pace {
    Pace(level: min(Self.levels.count - 1, max(0, level + offset)))
  }

  /// - Parameter noun: what one of those is called.
  func title(of noun: String) -> String {
    stepsPerSecond.map { $0 == 1 ? "1 \(noun)/s" : "\(Int($0)) \(noun)s/s" } ?? "full speed"
  }
}
