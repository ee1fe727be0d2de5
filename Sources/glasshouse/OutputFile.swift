import Foundation

/// A file that is written whole or not at all.
struct OutputFile {
  let path: String

  init(_ path: String) { self.path = path }

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
