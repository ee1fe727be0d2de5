import Auditing
import Foundation
import NeuralNetworks
import PrivacyAccounting

/// Audits the newest snapshot: what guesses at its canaries prove beside what its settings claim, and what its trainer did, which it
/// sees by taking the run again from its log.
public struct AuditInvestigation: ScreenInvestigation {
  public typealias Found = AuditFindings

  /// As far as the run was taken again.
  private var replay: WatchedReplay?
  /// What it showed, with what the last probe took.
  private var conformance: (generation: Int, found: ConformanceFound)?
  private var lastProbe: (end: ContinuousClock.Instant, duration: Duration)?

  /// Between two looks at what a replay under way has shown.
  private static let interval = Duration.milliseconds(300)
  /// A probe is made again after so many times what it took, while there are newer steps.
  private static let probeRest = 4

  public init() {}

  public mutating func examine(_ snapshot: Snapshot, for request: EverySnapshot, in round: Round<Self>)
    -> Bool
  {
    var findings = Self.findings(of: snapshot)
    guard snapshot.federation == nil else {
      findings.isWhole = true
      return round.publish(findings)
    }
    if let conformance, conformance.generation == snapshot.generation,
      conformance.found.step <= snapshot.step
    {
      findings.conformance = conformance.found
    }
    guard round.publish(findings) else { return false }
    findings.climb = findings.audit?.climb ?? []
    guard round.publish(findings), follow(snapshot, telling: &findings, in: round) else { return false }
    findings.isWhole = true
    return round.publish(findings)
  }

  private static func findings(of snapshot: Snapshot) -> AuditFindings {
    let account = RunAccount(of: snapshot)
    return AuditFindings(
      generation: snapshot.generation, step: snapshot.step, account: account,
      claimedLimit: claimedLimit(of: snapshot, account),
      outcome: Result { () throws(AuditObstacle) in try snapshot.audit() })
  }

  /// That of a broken run is no limit of its account.
  private static func claimedLimit(of snapshot: Snapshot, _ account: RunAccount) -> TradeOffLimit {
    if account.basis == .fixedBeforehand { return account.limit }
    guard account.epsilon.isFinite else { return .none }
    return ((try? TradeOffLimit(of: snapshot.ledger.events)) ?? .none).limited(
      by: account.epsilon, delta: account.delta)
  }

  /// Takes the run again up to the snapshot, publishing on the way; says whether it came there.
  private mutating func follow(
    _ snapshot: Snapshot, telling findings: inout AuditFindings, in round: Round<Self>
  ) -> Bool {
    var watched = replay.take() ?? WatchedReplay(of: snapshot)
    if !watched.leads(to: snapshot) { watched = WatchedReplay(of: snapshot) }
    defer { replay = watched }
    watched.follow(snapshot)
    var last = ContinuousClock.now
    while watched.step < snapshot.step {
      guard !round.isOutdated else { return false }
      guard watched.advance() else { break }
      guard ContinuousClock.now > last + Self.interval else { continue }
      findings.conformance = keep(watched.found(at: snapshot), of: snapshot)
      guard round.publish(findings) else { return false }
      last = .now
    }
    let isNewest = round.newest.step == snapshot.step
    if isNewest || isProbeDue {
      let start = ContinuousClock.now
      watched.probe()
      lastProbe = (.now, .now - start)
    }
    findings.conformance = keep(watched.found(at: snapshot), of: snapshot)
    if isNewest {
      if let audit = findings.audit { findings.report = watched.report(of: audit, at: snapshot) }
      watched.rest()
    }
    return !round.isOutdated
  }

  private mutating func keep(_ found: ConformanceFound, of snapshot: Snapshot) -> ConformanceFound {
    conformance = (snapshot.generation, found)
    return found
  }

  private var isProbeDue: Bool {
    guard let lastProbe else { return true }
    return ContinuousClock.now > lastProbe.end + lastProbe.duration * Self.probeRest
  }
}
