import Foundation

/// A file that is written whole or not at all.
struct OutputFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// Refuses, before any work is done, files that could not be written after it.
  static func check(_ paths: [String]) throws {
    for (index, path) in paths.enumerated() {
      let url = URL(filePath: path).standardizedFileURL
      guard FileManager.default.isWritableFile(atPath: url.deletingLastPathComponent().path),
        !url.hasDirectoryPath
      else { throw OutputError(path: path) }
      for other in paths[..<index] where URL(filePath: other).standardizedFileURL == url {
        throw SameOutputError(path: path)
      }
    }
  }

  func write(_ data: Data) throws {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw OutputError(path: path)
    }
  }
}

struct OutputError: Error, CustomStringConvertible {
  let path: String

  var description: String { "The file \(path) cannot be written. Check the folder and its permissions." }
}

struct SameOutputError: Error, CustomStringConvertible {
  let path: String

  var description: String { "Two outputs would be written to \(path). Give each a file of its own." }
}
