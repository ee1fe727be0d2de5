import DifferentialPrivacy
public import Experiments

/// What is looked at: a run as it stands, what was found of it so far, and the moment that is shown.
///
/// Panes are drawn from one of these, so that another run can stand beside it.
public struct Subject: Sendable {
  /// What the run was started with.
  public var running: ExperimentConfiguration
  public var isRunning = true
  /// The newest; nil before the first run has begun.
  public var snapshot: Snapshot?
  /// Of the gradients since the last snapshot that had any, the share that was clipped.
  public var clippedShare: Double?
  public var history = History()
  /// The moment looked at while paused; nil is the newest.
  public var scrubIndex: Int?
  /// Whether no other run on the same data was looked at in this sitting.
  public var isAlone = true
  /// What investigations found, by its kind.
  private var found = FindingsHistory()

  public init(running: ExperimentConfiguration) { self.running = running }

  /// The moment on the screen.
  public var moment: Moment? {
    guard let scrubIndex, history.moments.indices.contains(scrubIndex) else { return history.moments.last }
    return history.moments[scrubIndex]
  }

  /// What investigations of a kind had found at the moment on the screen.
  public func findings<Kind: Findings>(_ kind: Kind.Type) -> Kind? {
    found.last(kind, notAfter: isLookingBack ? moment?.step : nil)
  }

  /// What investigations of a kind found along the run, the oldest first.
  func allFindings<Kind: Findings>(_ kind: Kind.Type) -> [Kind] { found.all(kind) }

  /// The one figure of ε there is, with the step it belongs to.
  public var account: RunAccount? { moment?.account }

  public var isLookingBack: Bool { scrubIndex != nil }

  /// Why there is no membership to attack; nil where there is.
  var obstacleToMembership: String? { snapshot?.data.oneSidedPool.map(\.description) }

  /// Why there is no loss to tell members by at the moment on the screen; nil where there is.
  var obstacleToLosses: String? { obstacleToMembership ?? moment?.settings.obstacleToLosses }

  /// Another run takes its place.
  mutating func begin(with first: Snapshot) {
    snapshot = first
    running = first.settings
    history = History()
    found = FindingsHistory()
    clippedShare = nil
    scrubIndex = nil
  }

  /// The same run again, from its first step on: what was found of it before still holds.
  mutating func resume(with first: Snapshot) {
    snapshot = first
    scrubIndex = nil
  }

  /// Drops what was found of later steps.
  mutating func forget(after step: Int) {
    history.forget(after: step)
    found.forget(after: step)
    scrubIndex = nil
  }

  /// As it was at that step, or at its last moment before.
  func looking(at step: Int) -> Subject {
    var copy = self
    copy.scrubIndex = history.moments.isEmpty ? nil : history.moments.lastIndex { $0.step <= step } ?? 0
    return copy
  }

  /// Takes in what was found of this run; what is of another is dropped.
  mutating func take(_ findings: any Findings) {
    if findings.generation == snapshot?.generation { found.append(findings) }
  }

  /// The same run, some steps on.
  mutating func advance(to newer: Snapshot) {
    if snapshot?.settings.effectiveClippingNorm == nil { clippedShare = nil }
    if newer.settings.effectiveClippingNorm != nil {
      let (old, new) = (snapshot?.totals, newer.totals)
      let examples = new.examples - (old?.examples ?? 0)
      if examples > 0 { clippedShare = Double(new.clipped - (old?.clipped ?? 0)) / Double(examples) }
    }
    snapshot = newer
  }

  /// Looks at another of its moments; beyond the last one at the newest.
  mutating func scrub(by offset: Int) {
    let last = history.moments.count - 1
    guard last >= 0 else { return }
    let target = (scrubIndex ?? last) + offset
    scrubIndex = target >= last ? nil : max(0, target)
  }

  mutating func scrubToStart() { scrubIndex = history.moments.isEmpty ? nil : 0 }
}
