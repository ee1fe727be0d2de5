import Foundation

extension OutputFile {
  /// Refuses, before any work is done, files that could not be written after it, and such as would take the place of
  /// another output or of an input, by whatever names they are called.
  ///
  /// - Parameters:
  ///   - outputs: files to be written; nil where none was asked for, as of the inputs.
  ///   - inputs: files that are read.
  /// - Throws: `OutputError`.
  public static func check(_ outputs: [String?], inputs: [String?] = []) throws(OutputError) {
    let read = Set(inputs.compactMap(\.self).compactMap { FileIdentity(at: $0) })
    var written = Set<String>()
    for path in outputs.compactMap(\.self) {
      let target = try target(of: path)
      switch target {
      case .stream(_, let identity) where identity.kind == .stream: continue
      case .regular, .inPlace, .stream:
        if let identity = target.identity, read.contains(identity) { throw .overwritesInput(path: path) }
        guard written.insert(name(of: target)).inserted else { throw .written(path: path) }
      }
    }
  }

  /// The same for two paths exactly where they lead to the same file, or to one that is yet to be.
  private static func name(of target: Target) -> String {
    if let identity = target.identity { return "\(identity.device) \(identity.inode)" }
    guard case .regular(let path, _) = target else { return "" }
    let url = URL(filePath: path)
    let folder = FileIdentity(at: url.deletingLastPathComponent().path)
    return "\(folder?.device ?? 0) \(folder?.inode ?? 0) \(url.lastPathComponent)"
  }
}
