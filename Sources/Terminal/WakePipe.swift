import CTerminal
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ends the screen's sleep from any thread.
///
/// Signals coalesce: however many come before the screen looks, they cost one byte in a pipe. Publish what is
/// new first and signal after that; whoever is woken then sees it.
public final class WakePipe: Sendable {
  private let writeEnd: Int32
  private let isSignalled = Atomic(false)
  /// What the screen sleeps on.
  let readEnd: Int32

  public init() throws(TerminalError) {
    var ends: (read: Int32, write: Int32) = (-1, -1)
    guard ct_open_pipe(&ends.read, &ends.write) != 0 else { throw .outOfFileDescriptors }
    (readEnd, writeEnd) = ends
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Ends the sleep at hand, or else the next one at once.
  public func signal() {
    guard !isSignalled.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 0
    // The pipe holds one byte at most, so there is room.
    _ = write(writeEnd, &byte, 1)
  }

  /// Makes the pipe silent again. The byte goes first: a signal after that is either seen by the caller, who
  /// has yet to look at what is new, or puts a byte of its own.
  func drain() {
    var byte: UInt8 = 0
    _ = read(readEnd, &byte, 1)
    _ = isSignalled.exchange(false, ordering: .acquiringAndReleasing)
  }
}
