import CTerminal
import Foundation

/// A program on a terminal of its own, as a person sits before it.
package final class PseudoTerminal {
  /// The descriptor at the person's side of it.
  package let master: Int32
  package let process: Int32
  /// What has come since the last successful wait.
  package private(set) var received = ""

  /// Starts the program at `path`.
  ///
  /// - Throws: `CocoaError` where there is no terminal for it.
  package init(
    path: String, rows: Int32, columns: Int32, arguments: [String], environment: [String: String]
  ) throws {
    var values = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
    ]
    values.merge(environment) { $1 }
    var process: Int32 = 0
    master = Self.withCStrings([path] + arguments) { arguments in
      Self.withCStrings(values.map { "\($0)=\($1)" }) { environment in
        ct_pty_spawn(path, arguments, environment, rows, columns, &process)
      }
    }
    self.process = process
    guard master >= 0 else { throw CocoaError(.executableLoad) }
  }

  deinit {
    _ = ct_pty_signal(process, SIGKILL)
    ct_pty_close(master)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
  }

  /// Reads until `text` has come since the last such wait, at most so many seconds.
  @discardableResult
  package func wait(for text: String, seconds: Double = 20) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !received.contains(text) {
      guard ContinuousClock.now < deadline, read(milliseconds: 100) >= 0 else {
        return received.contains(text)
      }
    }
    received = received.range(of: text).map { String(received[$0.upperBound...]) } ?? ""
    return true
  }

  /// Reads what comes within that time; returns the bytes of one read, or -1 at the end.
  @discardableResult
  package func read(milliseconds: Int32) -> Int32 {
    var buffer = [CChar](repeating: 0, count: 65536)
    let count = ct_pty_read(master, &buffer, 65536, milliseconds)
    if count > 0 {
      received += String(decoding: buffer[..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return count
  }

  /// Types bytes, escape sequences included.
  package func press(_ keys: String) {
    _ = ct_pty_write(master, keys, Int32(keys.utf8.count))
  }

  package func resize(rows: Int32, columns: Int32) { _ = ct_pty_resize(master, rows, columns) }

  /// Whether the terminal is as a shell leaves it.
  package var isCooked: Bool { ct_pty_is_cooked(master) == 1 }

  /// The status with which the program ends, reading on so that it is not held up; nil when it does not end.
  package func status(seconds: Double = 20) -> Int32? {
    var status: Int32 = 0
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      read(milliseconds: 20)
      if ct_pty_wait(process, 20, &status) == 1 {
        while read(milliseconds: 50) > 0 {}
        return status
      }
    }
    return nil
  }
}
