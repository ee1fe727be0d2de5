public import Foundation
import PlainText

/// A file that is written whole or not at all.
///
/// A regular file is replaced by one beside it, under its own name, permissions and, where that is allowed, owner, wherever links
/// lead; a pipe or a device is written to and stays what it is. A new file is its owner's alone: what this program writes is
/// about people.
public struct OutputFile: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// - Throws: `OutputError` where the file could not be written whole.
  public func write(_ data: Data) throws(OutputError) {
    let target = try Self.target(of: path)
    switch target {
    case .stream, .inPlace: try Self.put(data, into: target, path: path)
    case .regular(let real, let identity):
      let (descriptor, temporary) = try Self.temporaryFile(beside: real, path: path)
      defer { close(descriptor) }
      do {
        try descriptor.writeAll(data)
        identity?.restore(on: descriptor)
        guard rename(temporary, real) == 0 else { throw SystemError() }
      } catch {
        unlink(temporary)
        throw .failed(path: path, reason: "\(error)")
      }
    }
  }

  private static func put(_ data: Data, into target: Target, path: String) throws(OutputError) {
    let descriptor = try target.opened(path: path)
    defer { close(descriptor) }
    do {
      try descriptor.writeAll(data)
    } catch  where error.isBrokenPipe {
      // Who read it has what was wanted.
    } catch {
      throw .failed(path: path, reason: "\(error)")
    }
  }

  /// A new file that no other program has, its owner's alone, which takes the name of `real` later.
  static func temporaryFile(
    beside real: String, path: String
  ) throws(OutputError) -> (descriptor: Int32, path: String) {
    let folder = URL(filePath: real).deletingLastPathComponent()
    for attempt in 0..<100 {
      let temporary = folder.appending(path: ".glasshouse-\(getpid())-\(attempt)").path
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return (descriptor, temporary) }
      guard errno == EEXIST else { break }
    }
    throw .failed(path: path, reason: "\(SystemError())")
  }
}

extension FileIdentity {
  /// Gives a file that takes this one's place its permissions, and its owner where that is allowed.
  func restore(on descriptor: Int32) {
    if fchown(descriptor, owner, group) != 0, geteuid() != owner { errno = 0 }
    fchmod(descriptor, mode)
  }
}
