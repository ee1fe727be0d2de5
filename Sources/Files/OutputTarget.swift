import Foundation
import PlainText

extension OutputFile {
  /// What a path leads to, as far as writing is concerned.
  enum Target: Sendable {
    /// A regular file, or one that is yet to be, at the end of all links.
    case regular(String, identity: FileIdentity?)
    /// A regular file that may be written, in a folder that may not.
    case inPlace(String, FileIdentity)
    /// A pipe, a device, or one of this program's own descriptors.
    case stream(String, FileIdentity)

    var identity: FileIdentity? {
      switch self {
      case .regular(_, let identity): identity
      case .inPlace(_, let identity), .stream(_, let identity): identity
      }
    }

    /// The descriptor of a file that is not replaced.
    func opened(path: String) throws(OutputError) -> Int32 {
      let descriptor =
        switch self {
        case .regular(let real, _): open(real, O_WRONLY | O_APPEND | O_CLOEXEC)
        case .inPlace(let real, _): open(real, O_WRONLY | O_TRUNC | O_APPEND | O_CLOEXEC)
        case .stream(let real, _): open(real, O_WRONLY | O_APPEND | O_CLOEXEC)
        }
      guard descriptor >= 0 else { throw .failed(path: path, reason: "\(SystemError())") }
      return descriptor
    }
  }

  static func target(of path: String) throws(OutputError) -> Target {
    let url = URL(filePath: path).standardizedFileURL
    guard !path.isEmpty, !path.hasSuffix("/") else { throw .isFolder(path: path) }
    guard let identity = FileIdentity(at: url.path) else {
      if errno == ENAMETOOLONG { throw .failed(path: path, reason: "\(SystemError())") }
      return .regular(try newFile(at: url, path: path), identity: nil)
    }
    switch identity.kind {
    case .folder: throw .isFolder(path: path)
    case .stream: return .stream(url.path, identity)
    case .regular:
      guard access(url.path, W_OK) == 0 else { throw .notWritable(path: path) }
      let folder = url.deletingLastPathComponent().resolvingSymlinksInPath().path
      // A descriptor has no folder in which another file could take its place.
      guard !folder.hasPrefix("/proc/"), !folder.hasPrefix("/dev/") else {
        return .stream(url.path, identity)
      }
      let real = url.resolvingSymlinksInPath()
      guard access(real.deletingLastPathComponent().path, W_OK | X_OK) == 0 else {
        return .inPlace(real.path, identity)
      }
      return .regular(real.path, identity: identity)
    }
  }

  /// Where a file is to be that is not there yet: links that lead to nothing are followed.
  private static func newFile(at url: URL, path: String) throws(OutputError) -> String {
    var url = url
    for _ in 0..<40 {
      guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) else {
        let folder = url.deletingLastPathComponent().path
        guard let identity = FileIdentity(at: folder) else { throw .noFolder(path: path, folder: folder) }
        guard identity.kind == .folder else { throw .noFolder(path: path, folder: folder) }
        guard access(folder, W_OK | X_OK) == 0 else { throw .folderNotWritable(path: path, folder: folder) }
        return url.path
      }
      url = URL(filePath: link, relativeTo: url.deletingLastPathComponent()).standardizedFileURL
    }
    throw .failed(path: path, reason: "its links go round in a circle")
  }
}
