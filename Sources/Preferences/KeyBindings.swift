import Files
public import Foundation
public import PlainText
public import TerminalCanvas

/// The keys a person gives to commands, as `keys.yaml` has them: `pause: [Space, p]`. What commands there are the explorer knows.
public struct KeyBindings: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    /// As it is written: `pin-run`.
    public let command: String
    /// All keys of the command, in place of those it had; none takes them away.
    public let keys: [Key]
    /// Where it stands in the file.
    public let line: Int
  }

  /// In the order of the file.
  public var entries: [Entry] = []
  /// The file they were read from, for sentences about it; empty where there is none.
  public var path = ""

  public init() {}

  /// Reads `keys.yaml` of that folder. Where there is no file there are no bindings; what cannot be read is left out.
  ///
  /// - Returns: also what is wrong with the file, a sentence each.
  public static func read(folder: URL = ConfigurationFolder.url()) -> (KeyBindings, complaints: [Sentence]) {
    var bindings = KeyBindings()
    let (file, complaint) = YAMLFile.settings(named: "keys.yaml", in: folder)
    guard let file else { return (bindings, complaint.map { [$0] } ?? []) }
    bindings.path = file.path
    var complaints: [Sentence] = []
    for entry in file.entries {
      do throws(PreferenceError) {
        bindings.entries.append(
          Entry(command: entry.key, keys: try keys(of: entry, path: file.path), line: entry.line))
      } catch {
        complaints.append(error.sentence)
      }
    }
    return (bindings, complaints)
  }

  private static func keys(of entry: YAMLFile.Entry, path: String) throws(PreferenceError) -> [Key] {
    guard let labels = entry.texts else {
      throw .wrongValue(
        path: path, line: entry.line, key: entry.key, wanted: "a key, or a list of keys as [Space, p]")
    }
    var keys: [Key] = []
    for label in labels {
      guard let key = Key(label: label) else {
        throw .unknownKey(path: path, line: entry.line, command: entry.key, label: label)
      }
      keys.append(key)
    }
    return keys
  }
}
