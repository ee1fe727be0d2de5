import Synchronization

/// Utility, and the attacks that need no reference models, at every snapshot.
struct FindingInvestigation: Investigation {
  func examine(_ snapshot: Snapshot, for request: EverySnapshot, in round: Round<Self>) -> Bool {
    round.publish(Found(snapshot: snapshot, finding: Finding(of: snapshot)))
    return true
  }

  /// What was found, and of what.
  struct Found: Sendable {
    let snapshot: Snapshot
    let finding: Finding
  }
}

/// What the run has cost up to the newest snapshot that was attacked.
struct AccountInvestigation: Investigation {
  fileprivate let unpriced: UnpricedFinding

  func examine(_ snapshot: Snapshot, for request: EverySnapshot, in round: Round<Self>) -> Bool {
    guard let found = unpriced.take() else { return true }
    round.publish(
      Examination(
        generation: found.snapshot.generation, settings: found.snapshot.settings, finding: found.finding,
        account: RunAccount(of: found.snapshot)))
    return true
  }

  typealias Found = Examination
}

/// The newest finding that was not priced yet.
private final class UnpricedFinding: Sendable {
  private let newest = Mutex<FindingInvestigation.Found?>(nil)

  func put(_ found: FindingInvestigation.Found) { newest.withLock { $0 = found } }
  func take() -> FindingInvestigation.Found? { newest.withLock { $0.take() } }
}

/// Attacks every snapshot, and prices the newest that was attacked: the two come together for one step, and a price that
/// takes long keeps no attack waiting.
public final class LiveExamination: Sendable {
  private let attacks: Inquiry<FindingInvestigation>
  private let prices: Inquiry<AccountInvestigation>

  /// - Parameter publish: called on a worker.
  public init(on runner: InvestigationRunner, publish: @escaping @Sendable (Examination) -> Void) {
    let unpriced = UnpricedFinding()
    let prices = runner.start(
      AccountInvestigation(unpriced: unpriced), request: EverySnapshot(), followsRun: false, publish: publish)
    self.prices = prices
    attacks = runner.start(FindingInvestigation(), request: EverySnapshot()) { found in
      unpriced.put(found)
      prices.examine(found.snapshot)
    }
  }

  /// Whether the person looks at it, or at another investigation, which then goes first.
  public func look(isShown: Bool) {
    attacks.look(at: EverySnapshot(), isShown: isShown)
    prices.look(at: EverySnapshot(), isShown: isShown)
  }
}
