import Foundation
import PlainText

/// A file that grows by whole lines: what cannot be written whole is taken back, so that a full disk cuts nothing.
///
/// It belongs to one thread.
public final class AppendedFile {
  public let path: String
  private let descriptor: Int32
  /// Where the file ends after the last line that was written whole; nil for a pipe or a device, which takes nothing back.
  private var length: off_t?

  deinit { close(descriptor) }

  /// A new file, its owner's alone.
  ///
  /// - Throws: `AlreadyThere` where another program was first, else `OutputError`.
  public init(creating path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw AlreadyThere() }
      throw OutputError.failed(path: path, reason: "\(SystemError())")
    }
    self.path = path
    length = 0
  }

  /// A file that takes the place of what is at that path, and begins with those lines; the old one is lost only once the new
  /// one has them. A pipe or a device is written to.
  public init(replacing path: String, beginning text: String) throws(OutputError) {
    self.path = path
    let target = try OutputFile.target(of: path)
    guard case .regular(let real, let identity) = target else {
      descriptor = try target.opened(path: path)
      if case .inPlace = target { length = 0 }
      try append(text)
      return
    }
    let (descriptor, temporary) = try OutputFile.temporaryFile(beside: real, path: path)
    self.descriptor = descriptor
    length = 0
    do throws(OutputError) {
      try append(text)
      identity?.restore(on: descriptor)
      guard rename(temporary, real) == 0 else { throw .failed(path: path, reason: "\(SystemError())") }
    } catch {
      unlink(temporary)
      throw error
    }
  }

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

  public struct AlreadyThere: Error {}
}
