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

  /// Adds the event of one step, or of so many.
  public mutating func record(_ event: PrivacyEvent, count: Int = 1) {
    guard count > 0 else { return }
    if entries.last?.event == event {
      entries[entries.count - 1].count += count
    } else {
      entries.append(Entry(event: event, count: count, firstStep: stepCount))
    }
    stepCount += count
  }

  /// The same as events with counts.
  public var events: [PrivacyEvent] { entries.map { .repeated($0.event, count: $0.count) } }

  /// The first step that nothing protected; nil when every step was.
  public var firstNonPrivateStep: Int? {
    entries.first { $0.event == .nonPrivate }?.firstStep
  }
}
