import PrivacyAccounting

/// Prices the newest ledger tightly, on a thread of its own, so that no step waits for it.
public final class LiveAccountant: Sendable {
  private enum Request: Sendable {
    case price(PrivacyLedger, generation: Int, delta: Double)
    case stop
  }

  private let requests = Mailbox<Request>()
  private let thread: WorkerThread

  /// What the steps up to `step` cost, by privacy loss distributions.
  public struct Account: Hashable, Sendable {
    public let generation: Int
    public let step: Int
    public let epsilon: Double

    public init(generation: Int, step: Int, epsilon: Double) {
      self.generation = generation
      self.step = step
      self.epsilon = epsilon
    }
  }

  /// - Parameter publish: called on the accountant's thread.
  public init(publish: @escaping @Sendable (Account) -> Void) {
    thread = WorkerThread(name: "accountant") { [requests] in
      var latest: PrivacyLedger?
      while true {
        for request in requests.takeWaiting() {
          guard case .price(let ledger, let generation, let delta) = request else { return }
          guard ledger != latest else { continue }
          latest = ledger
          publish(
            Account(
              generation: generation, step: ledger.stepCount,
              epsilon: ledger.tightEpsilon(atDelta: delta)))
        }
      }
    }
  }

  public func price(_ snapshot: Snapshot) {
    requests.replaceAll(
      with: .price(snapshot.ledger, generation: snapshot.generation, delta: snapshot.settings.delta))
  }

  /// Ends the thread, after the ledger it is at.
  public func stop() {
    requests.replaceAll(with: .stop)
    thread.join()
  }
}

extension PrivacyLedger {
  /// The tight ε of a ledger of training steps.
  func tightEpsilon(atDelta delta: Double) -> Double {
    var accountant = PLDAccountant()
    accountant.compose(self)
    do { return try accountant.epsilon(atDelta: delta) } catch {
      preconditionFailure("a step is an event the accountant prices: \(error)")
    }
  }
}
