import Foundation
import Synchronization

/// Lets a file be written to its end before a signal ends the program, so that no part of one is left behind.
enum DeferredSignals {
  private static let received = Atomic<Int32>(0)
  private static let deferred = [SIGTERM, SIGINT, SIGHUP]

  /// Does the work, and then what a signal that came meanwhile would have done.
  static func around<Result>(_ work: () -> Result) -> Result {
    received.store(0, ordering: .relaxed)
    var previous: [(number: Int32, action: sigaction)] = []
    for number in deferred {
      var (action, old) = (sigaction(), sigaction())
      sigaction(number, nil, &old)
      previous.append((number, old))
      #if os(Linux)
        action.__sigaction_handler.sa_handler = { DeferredSignals.received.store($0, ordering: .relaxed) }
      #else
        action.__sigaction_u.__sa_handler = { DeferredSignals.received.store($0, ordering: .relaxed) }
      #endif
      sigaction(number, &action, nil)
    }
    let result = work()
    for (number, action) in previous {
      var action = action
      sigaction(number, &action, nil)
    }
    let number = received.load(ordering: .relaxed)
    if number != 0 { raise(number) }
    return result
  }
}
