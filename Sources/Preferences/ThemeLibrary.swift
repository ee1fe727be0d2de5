public import Foundation
public import TerminalCanvas
import Themes

/// The themes there are: `terminal`, the bundled ones, and a person's own. None is read before it is asked for.
public struct ThemeLibrary: Sendable {
  /// Where a theme comes from.
  public enum Origin: Hashable, Sendable {
    /// The program: `Theme.standard`.
    case program
    case bundled
    case own(path: String)
  }

  /// The folder of a person's own themes.
  private let folder: URL

  /// - Parameter configuration: the folder of the person's configuration, which has their themes in `themes`.
  public init(configuration: URL = ConfigurationFolder.url()) {
    folder = configuration.appending(path: "themes", directoryHint: .isDirectory)
  }

  private static let endings = [".yaml", ".yml"]

  /// The names of all themes: `terminal`, then the others by the alphabet. A person's own stands for the bundled one of its name.
  public var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let own = files.compactMap { file in
      Self.endings.first { file.hasSuffix($0) && file.count > $0.count }.map {
        String(file.dropLast($0.count))
      }
    }
    let others = Set(own + BundledThemes.names).subtracting([Theme.standard.name])
    return [Theme.standard.name] + others.sorted()
  }

  /// Where the theme of that name or path comes from; nil where there is none.
  public func origin(of name: String) -> Origin? {
    if Self.isPath(name) { return .own(path: Self.expanded(name)) }
    for ending in Self.endings {
      let path = folder.appending(path: name + ending).path
      if FileManager.default.fileExists(atPath: path) { return .own(path: path) }
    }
    if name == Theme.standard.name { return .program }
    return BundledThemes.names.contains(name) ? .bundled : nil
  }

  /// The theme of that name, or of the file at that path.
  ///
  /// - Throws: `ThemeError`: for a name that is nobody's with those most like it, for a file with its line.
  public func theme(named name: String) throws(ThemeError) -> Theme {
    guard let scheme = try scheme(named: name) else { return .standard }
    return Theme(scheme, name: name)
  }

  /// The colours of a theme; nil for `terminal`, which has the terminal's own.
  ///
  /// - Throws: `ThemeError`, as `theme(named:)`.
  public func scheme(named name: String) throws(ThemeError) -> Base16Scheme? {
    switch origin(of: name) {
    case nil: throw .unknown(name: name, names: names)
    case .program: return nil
    case .bundled:
      return try scheme { () throws(YAMLFileError) in
        try YAMLFile(path: "Themes/\(name).yaml", text: BundledThemes.text(of: name) ?? [])
      }
    case .own(let path): return try scheme { () throws(YAMLFileError) in try YAMLFile(path: path) }
    }
  }

  private func scheme(_ read: () throws(YAMLFileError) -> YAMLFile) throws(ThemeError) -> Base16Scheme {
    let file: YAMLFile
    do throws(YAMLFileError) { file = try read() } catch { throw .file(error) }
    let name = URL(filePath: file.path).deletingPathExtension().lastPathComponent
    return try SchemeReader.scheme(in: file, fallbackName: name)
  }

  private static func isPath(_ name: String) -> Bool {
    name.contains("/") || endings.contains { name.hasSuffix($0) }
  }

  /// A shell does so, but not in a file.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/") else { return path }
    return FileManager.default.homeDirectoryForCurrentUser.appending(path: String(path.dropFirst(2))).path
  }
}
