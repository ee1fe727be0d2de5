import DifferentialPrivacy
public import Experiments

/// What is looked at: a run as it stands, what was found of it so far, and the moment that is shown.
///
/// Panes are drawn from one of these, so that another run can stand beside it.
public struct Subject: Sendable {
  /// What the run was started with.
  public var running: ExperimentConfiguration
  public var isRunning = true
  public var snapshot: Snapshot?
  /// Of the gradients since the last snapshot that had any, the share that was clipped.
  public var clippedShare: Double?
  public var history = History()
  /// The moment looked at while paused; nil is the newest.
  public var scrubIndex: Int?
  /// The newest findings of the membership attacks, and those of before.
  public private(set) var newestMembership: MembershipFindings?
  private var membershipHistory = StepHistory<MembershipMoment>(capacity: MembershipMoment.capacity)

  public init(running: ExperimentConfiguration) { self.running = running }

  /// The moment on the screen.
  public var moment: Moment? {
    guard let scrubIndex, history.moments.indices.contains(scrubIndex) else { return history.moments.last }
    return history.moments[scrubIndex]
  }

  /// What membership attacks had found at the moment on the screen.
  public var membership: MembershipFindings? {
    guard isLookingBack, let moment else { return newestMembership }
    return membershipHistory.last(notAfter: moment.step)?.findings
  }

  /// The one figure of ε there is, with the step it belongs to.
  public var account: RunAccount? { moment?.account }

  public var isLookingBack: Bool { scrubIndex != nil }

  /// Why there is no membership to attack; nil where there is.
  var obstacleToMembership: String? { snapshot?.data.oneSidedPool.map(\.description) }

  /// Another run takes its place.
  mutating func begin(with first: Snapshot) {
    snapshot = first
    running = first.settings
    history = History()
    newestMembership = nil
    membershipHistory = StepHistory(capacity: MembershipMoment.capacity)
    clippedShare = nil
    scrubIndex = nil
  }

  mutating func take(_ findings: MembershipFindings) {
    newestMembership = findings
    membershipHistory.append(MembershipMoment(findings))
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
