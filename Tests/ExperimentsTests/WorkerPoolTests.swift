import Dispatch
import Experiments
import Synchronization
import Testing

/// One worker, so that the order is all there is.
struct WorkerPoolTests {
  private final class Order: Sendable {
    private let names = Mutex<[String]>([])
    private let news = DispatchSemaphore(value: 0)

    func note(_ name: String) {
      names.withLock { $0.append(name) }
      news.signal()
    }

    func first(_ count: Int) -> [String] {
      for _ in 0..<count where news.wait(timeout: .now() + 60) == .timedOut { break }
      return names.withLock { $0 }
    }
  }

  @Test func theMostUrgentGoesFirst() {
    let (pool, order, gate) = (WorkerPool(), Order(), DispatchSemaphore(value: 0))
    pool.grow(to: 1)
    pool.submit(.behind) {
      order.note("begun")
      gate.wait()
    }
    #expect(order.first(1) == ["begun"] && !pool.isRoundWaiting)
    pool.submit(.helper) { order.note("helper") }
    #expect(!pool.isRoundWaiting)
    for name in ["behind", "behind too"] { pool.submit(.behind) { order.note(name) } }
    for name in ["shown", "shown too"] { pool.submit(.shown) { order.note(name) } }
    #expect(pool.isRoundWaiting)
    gate.signal()
    #expect(order.first(5).dropFirst() == ["shown", "shown too", "behind", "behind too", "helper"])
    pool.stop()
  }

  /// A helper lets a round have its worker, and goes on after it until it is sent away.
  @Test func helpersMakeWay() {
    let (pool, order) = (WorkerPool(), Order())
    pool.grow(to: 1)
    let helper = Assistance(of: pool, count: 1) { shouldPause in
      order.note("helps")
      while !shouldPause() {}
      return true
    }
    #expect(order.first(1) == ["helps"])
    pool.submit(.behind) { order.note("round") }
    #expect(order.first(2) == ["helps", "round", "helps"])
    helper.end()
    pool.submit(.behind) { order.note("after") }
    #expect(order.first(1).last == "after")
    pool.stop()
  }

  /// Helpers that never got a worker are not waited for.
  @Test func whoNeverBeganIsNotWaitedFor() {
    let (pool, order, gate) = (WorkerPool(), Order(), DispatchSemaphore(value: 0))
    pool.grow(to: 1)
    pool.submit(.shown) {
      order.note("begun")
      gate.wait()
    }
    #expect(order.first(1) == ["begun"])
    Assistance(of: pool, count: 3) { _ in
      order.note("helps")
      return false
    }.end()
    gate.signal()
    pool.submit(.helper) { order.note("last") }
    #expect(order.first(1) == ["begun", "last"])
    pool.stop()
  }
}
