/// What happened to the data, in order: equal events that follow one another are counted together.
public struct PrivacyLedger: Hashable, Sendable {
  /// A phase: equal events that followed one another.
  public struct Entry: Hashable, Sendable {
    public let event: PrivacyEvent
    public package(set) var count: Int
    /// The step, from 0, at which this phase began.
    public let firstStep: Int
  }

  public private(set) var entries: [Entry] = []
  public private(set) var stepCount = 0

  public init() {}

  /// Adds the event of one step.
  public mutating func record(_ event: PrivacyEvent) {
    if entries.last?.event == event {
      entries[entries.count - 1].count += 1
    } else {
      entries.append(Entry(event: event, count: 1, firstStep: stepCount))
    }
    stepCount += 1
  }

  /// The first step that nothing protected; nil when every step was.
  public var firstNonPrivateStep: Int? {
    entries.first { $0.event == .nonPrivate }?.firstStep
  }
}
