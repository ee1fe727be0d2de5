import Foundation

/// A file that is written whole or not at all.
struct OutputFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// Refuses, before any work is done, files that could not be written after it, and such as would take the place of
  /// another output or of an input.
  ///
  /// - Parameters:
  ///   - outputs: files to be written; nil where none was asked for, as of the inputs.
  ///   - inputs: files that are read.
  /// - Throws: `OutputError`, `SameOutputError` or `OverwrittenInputError`.
  static func check(_ outputs: [String?], inputs: [String?] = []) throws {
    let outputs = outputs.compactMap(\.self)
    let inputs = Set(inputs.compactMap(\.self).map(resolved))
    for (index, path) in outputs.enumerated() {
      let url = URL(filePath: path).standardizedFileURL
      guard FileManager.default.isWritableFile(atPath: url.deletingLastPathComponent().path),
        !url.hasDirectoryPath
      else { throw OutputError(path: path) }
      if inputs.contains(resolved(path)) { throw OverwrittenInputError(path: path) }
      if outputs[..<index].contains(where: { resolved($0) == resolved(path) }) {
        throw SameOutputError(path: path)
      }
    }
  }

  /// Where a path leads, through links; of a file that is yet to be, where its folder leads.
  private static func resolved(_ path: String) -> String {
    let url = URL(filePath: path).standardizedFileURL
    guard !FileManager.default.fileExists(atPath: url.path) else { return url.resolvingSymlinksInPath().path }
    return url.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: url.lastPathComponent)
      .path
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

struct OverwrittenInputError: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "The output \(path) would be written over a file that is read. Give it a file of its own."
  }
}
