import Foundation

/// The files of the repository that this test was compiled from.
struct SourceTree {
  struct File {
    /// From the root of the repository, with slashes.
    let path: String
    let lines: [Substring]

    /// The module it belongs to, the folder of `Sources` it lies in.
    var module: String { String(path.split(separator: "/")[1]) }

    /// What it imports, or includes, by name.
    var imports: [String] {
      lines.compactMap { line in
        // Most lines are neither, and a pattern is slow to say so.
        guard line.contains("import") || line.contains("include") else { return nil }
        if let match = line.firstMatch(
          of:
            /^ *(?:@\w+(?:\(\w+\))? +)*(?:\w+ +)?import +(?:(?:struct|class|enum|protocol|func|var|let|typealias) +)?(\w+)/
        ) {
          return String(match.1)
        }
        return line.firstMatch(of: /^ *# *(?:include|import) *[<"]([^>"]+)[>"]/).map { String($0.1) }
      }
    }
  }

  private static let extensions: Set = ["swift", "c", "h"]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  let files: [File]

  /// The code in a folder of the repository.
  init(_ folder: String) throws {
    let start = Self.root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path).filter {
      Self.extensions.contains(URL(filePath: $0).pathExtension)
    }
    files = try paths.sorted().map { path in
      let text = try String(contentsOf: start.appending(path: path), encoding: .utf8)
      return File(
        path: "\(folder)/\(path)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}
