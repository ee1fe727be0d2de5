import Foundation
import PlainText

extension OutputFile {
  /// What a path leads to, as far as writing is concerned.
  enum Target: Sendable {
    /// A regular file, or one that is yet to be, at the end of all links.
    case regular(String, identity: FileIdentity?)
    /// A regular file that may be written, in a folder that may not.
    case inPlace(String, FileIdentity)
    /// A pipe, a device, or one of this program's own descriptors, whatever that is.
    case stream(String, FileIdentity)
  }

  /// Follows links as the system does, one after another: a descriptor among them is a stream, even where it is a file.
  static func target(of path: String) throws(OutputError) -> Target {
    guard !path.isEmpty, !path.hasSuffix("/") else { throw .isFolder(path: path) }
    var next = path
    for _ in 0..<40 {
      let (folder, name) = split(next)
      guard let real = InputFile.realPath(of: folder) else {
        if errno == ENAMETOOLONG { throw .failed(path: path, reason: "\(SystemError())") }
        throw .noFolder(path: path, folder: folder)
      }
      let place = real == "/" ? "/" + name : "\(real)/\(name)"
      if real.hasPrefix("/proc/") || real == "/dev/fd" {
        guard let identity = FileIdentity(at: next) else {
          throw .failed(path: path, reason: "\(SystemError())")
        }
        return .stream(next, identity)
      }
      if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: place) {
        next = link.hasPrefix("/") ? link : "\(real)/\(link)"
        continue
      }
      return try target(at: place, folder: real, path: path)
    }
    throw .failed(path: path, reason: "its links go round in a circle")
  }

  /// - Parameter place: without links.
  private static func target(at place: String, folder: String, path: String) throws(OutputError) -> Target {
    guard FileIdentity(at: folder)?.kind == .folder else { throw .noFolder(path: path, folder: folder) }
    let mayChangeFolder = access(folder, W_OK | X_OK) == 0
    guard let identity = FileIdentity(at: place) else {
      if errno == ENAMETOOLONG { throw .failed(path: path, reason: "\(SystemError())") }
      guard mayChangeFolder else { throw .folderNotWritable(path: path, folder: folder) }
      return .regular(place, identity: nil)
    }
    switch identity.kind {
    case .folder: throw .isFolder(path: path)
    case .stream: return .stream(place, identity)
    case .regular:
      guard access(place, W_OK) == 0 else { throw .notWritable(path: path) }
      // What standard output goes to already is written on, and not replaced.
      let isOwn = [STDOUT_FILENO, STDERR_FILENO].contains { FileIdentity(ofDescriptor: $0) == identity }
      if isOwn { return .stream(place, identity) }
      return mayChangeFolder ? .regular(place, identity: identity) : .inPlace(place, identity)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}
