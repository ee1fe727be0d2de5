public import Foundation
import PlainText

/// A file that is written atomically: whole, or not at all.
///
/// A regular file is replaced by one beside it, under its own name, permissions and, where that is allowed, owner, wherever links
/// lead; a pipe or a device is written to and stays what it is. A new file is its owner's alone: what this program writes is
/// about people.
public struct OutputFile: Sendable {
  /// As a person gave it.
  public let path: String

  public init(_ path: String) { self.path = path }

  /// Makes the folder that files are to be written to, as its owner's alone, where there is none.
  ///
  /// - Throws: `OutputError`.
  public static func makeFolder(_ path: String) throws(OutputError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folderNotMade(path: path)
    }
  }

  /// - Throws: `OutputError` where the file could not be written whole.
  public func write(_ data: Data) throws(OutputError) {
    switch try Self.target(of: path) {
    case .stream(let place, _):
      try Self.put(data, into: Self.opened(place, O_APPEND, path: path), path: path)
    case .inPlace(let place, _): try Self.put(data, into: Self.opened(place, O_TRUNC, path: path), path: path)
    case .regular(let real, let identity):
      if let error = DeferredSignals.around({ replace(real, identity, by: data) }) { throw error }
    }
  }

  /// - Returns: why it could not be.
  private func replace(_ real: String, _ identity: FileIdentity?, by data: Data) -> OutputError? {
    do throws(OutputError) {
      let (descriptor, temporary) = try Self.temporaryFile(beside: real, path: path)
      defer { close(descriptor) }
      do throws(SystemError) {
        try descriptor.writeAll(data)
        identity?.restore(on: descriptor)
        guard rename(temporary, real) == 0 else { throw SystemError() }
      } catch {
        unlink(temporary)
        // A file that may be written and not replaced, as somebody else's in a folder for all.
        guard identity != nil, error.forbidsReplacing else { throw .failed(path: path, reason: "\(error)") }
        try Self.put(data, into: Self.opened(real, O_TRUNC, path: path), path: path)
      }
      return nil
    } catch {
      return error
    }
  }

  /// A descriptor for what is not replaced.
  static func opened(_ place: String, _ flag: Int32, path: String) throws(OutputError) -> Int32 {
    let descriptor = open(place, O_WRONLY | O_CLOEXEC | flag)
    guard descriptor >= 0 else { throw .failed(path: path, reason: "\(SystemError())") }
    return descriptor
  }

  private static func put(_ data: Data, into descriptor: Int32, path: String) throws(OutputError) {
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
  private static func temporaryFile(
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
  /// Gives a file that takes this one's place its owner and permissions; where it may not have the owner, it has none of the
  /// permissions that were for the old one's group, or made others its owner.
  func restore(on descriptor: Int32) {
    let isOwned = fchown(descriptor, owner, group) == 0
    fchmod(descriptor, isOwned ? mode : mode & 0o707)
  }
}
