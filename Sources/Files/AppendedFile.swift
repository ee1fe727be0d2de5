import Foundation
import PlainText

/// A file that grows by whole lines: what cannot be written whole is taken back, so that a full disk cuts nothing.
///
/// It belongs to one thread.
public final class AppendedFile {
  /// As a person gave it.
  public let path: String
  private let descriptor: Int32
  /// Where the file ends after the last line that was written whole; nil for a pipe or a device, which takes nothing back.
  private var length: off_t?

  deinit { close(descriptor) }

  /// A new file, its owner's alone.
  ///
  /// - Throws: `OutputError`, `alreadyThere` where another program was first.
  public init(creating path: String) throws(OutputError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw .alreadyThere(path: path) }
      throw .failed(path: path, reason: "\(SystemError())")
    }
    self.path = path
    length = 0
  }

  /// A file that takes the place of what is at that path, as any output does, and begins with those lines. A pipe or a device is
  /// written to.
  public init(replacing path: String, beginning text: String) throws(OutputError) {
    self.path = path
    switch try OutputFile.target(of: path) {
    case .stream(let place, _):
      descriptor = try OutputFile.opened(place, O_APPEND, path: path)
      try append(text)
    case .regular(let place, _), .inPlace(let place, _):
      let data = Data(text.utf8)
      try OutputFile(path).write(data)
      descriptor = try OutputFile.opened(place, O_APPEND, path: path)
      length = off_t(data.count)
    }
  }

  /// Claims the file for this process, until it is closed; false where another one has.
  public func claim() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Whether a process has claimed the file at that path.
  public static func isClaimed(_ path: String) -> Bool {
    let other = open(path, O_RDONLY | O_CLOEXEC)
    guard other >= 0 else { return false }
    defer { close(other) }
    return flock(other, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Takes the file away again: it has nothing in it that anybody needs.
  public func discard() { unlink(path) }

  /// Adds whole lines, or nothing.
  ///
  /// - Throws: `OutputError.failed`; the file is then as it was, and may be tried again.
  public func append(_ text: String) throws(OutputError) {
    let data = Data(text.utf8)
    do {
      try descriptor.writeAll(data)
      length? += off_t(data.count)
    } catch  where error.isBrokenPipe && length == nil {
      // Who read it has what was wanted.
    } catch {
      if let length { ftruncate(descriptor, length) }
      throw .failed(path: path, reason: "\(error)")
    }
  }
}
