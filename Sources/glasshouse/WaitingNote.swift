import Dispatch
import Foundation
import Synchronization

/// Says on standard error that a figure takes longer than a second, where somebody looks, and wipes that line when the figure
/// is there.
final class WaitingNote: Sendable {
  private enum State { case waiting, shown, done }

  private let state = Mutex(State.waiting)

  /// The result of the work, with the note beside it if it takes that long.
  static func beside<Result>(_ note: String, _ work: () throws -> Result) rethrows -> Result {
    guard isatty(STDERR_FILENO) == 1 else { return try work() }
    let own = WaitingNote()
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) { own.show(note) }
    defer { own.wipe() }
    return try work()
  }

  private func show(_ note: String) {
    state.withLock { state in
      guard state == .waiting else { return }
      state = .shown
      StandardError.write("\r\(note)…")
    }
  }

  private func wipe() {
    state.withLock { state in
      if state == .shown { StandardError.write("\r\u{1B}[K") }
      state = .done
    }
  }
}
