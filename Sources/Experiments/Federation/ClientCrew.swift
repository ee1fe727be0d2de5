import Foundation
import Synchronization

/// Threads that train the clients of a round side by side, behind the screen's, as many as there are cores. One round has them at a
/// time: another one of the moment, as shadow models take them, trains its clients on its own thread.
final class ClientCrew: Sendable {
  static let shared = ClientCrew()

  private let pool = WorkerPool()
  private let isTaken = Atomic(false)
  private let helperCount = max(0, ProcessInfo.processInfo.activeProcessorCount - 1)

  /// The numbers of one round, taken by whichever thread is free.
  private final class Round: Sendable {
    private let count: Int
    private let next = Atomic(0)
    private let helpers = DispatchSemaphore(value: 0)

    init(count: Int) { self.count = count }

    func work(_ body: @Sendable (Int) -> Void) {
      while true {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        body(place)
      }
    }

    func leave() { helpers.signal() }
    func waitForHelper() { helpers.wait() }
  }

  private init() {}

  /// Calls `body` for each number below `count`, and returns when all have returned.
  @Sendable func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    guard count > 1, helperCount > 0,
      isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for place in 0..<count { body(place) }
      return
    }
    defer { isTaken.store(false, ordering: .releasing) }
    pool.grow(to: helperCount)
    let round = Round(count: count)
    for _ in 0..<helperCount {
      pool.submit(.shown) {
        round.work(body)
        round.leave()
      }
    }
    round.work(body)
    for _ in 0..<helperCount { round.waitForHelper() }
  }
}
