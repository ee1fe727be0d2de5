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
    var written = Set<FileIdentity>()
    // Those that are yet to be, where they will be.
    var places = Set<String>()
    for path in outputs.compactMap(\.self) {
      switch try target(of: path) {
      case .stream(_, let identity) where identity.kind == .stream: continue
      case .regular(let place, identity: nil):
        guard places.insert(place).inserted else { throw .sameOutput(path: path) }
      case .regular(_, let identity?), .inPlace(_, let identity), .stream(_, let identity):
        if read.contains(identity) { throw .overwritesInput(path: path) }
        guard written.insert(identity).inserted else { throw .sameOutput(path: path) }
      }
    }
  }
}
