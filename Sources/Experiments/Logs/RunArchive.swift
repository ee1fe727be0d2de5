import Files
public import Foundation
public import PlainText

/// The logs of a folder: the runs of before, as far as they can be read, the newest first.
public struct RunArchive: Sendable {
  public let runs: [ArchivedRun]
  /// Files that are broken, or no logs.
  public let unreadableCount: Int
  /// Older ones that were not looked at.
  public let unreadCount: Int

  /// Reads what is in a folder; nothing where there is none, or where it may not be read.
  ///
  /// - Parameter limit: how many files are read at most, the newest ones.
  public init(reading folder: URL, atMost limit: Int = 200) {
    let keys: Set<URLResourceKey> = [.contentModificationDateKey, .isRegularFileKey]
    let files =
      ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys)))
      ?? [])
      .filter { $0.pathExtension == "jsonl" }
      .compactMap { file -> (path: String, date: Date)? in
        // A pipe under such a name would keep its reader waiting.
        guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true,
          let date = values.contentModificationDate
        else { return nil }
        return (file.path, date)
      }
      .sorted { ($0.date, $0.path) > ($1.date, $1.path) }
    runs = files.prefix(limit).compactMap { ArchivedRun(at: $0.path, date: $0.date) }
    unreadCount = max(0, files.count - limit)
    unreadableCount = files.count - unreadCount - runs.count
  }
}

/// A run of before.
public struct ArchivedRun: Hashable, Sendable {
  public let path: String
  /// When its log was last written.
  public let date: Date
  /// With its configuration, its commands, and the last end that was written; nil where this program cannot read it.
  public let log: CommandLog?
  /// Why it cannot be replayed here; nil where it can.
  public let obstacle: Sentence?

  /// Where it ended, for a run that begins there, or to add up what it cost; nil where its log was not read, or not to its end.
  public var end: RunBeginning? { isWhole ? log.map { RunBeginning(of: $0, at: path) } : nil }
  private let isWhole: Bool

  /// More is not read of one file, in bytes: a run that trains and is watched for ten hours writes as much.
  static let mostRead = 4_000_000

  /// nil for what is broken, or no log.
  init?(at path: String, date: Date) {
    (self.path, self.date) = (path, date)
    guard let (bytes, isCut) = Self.beginning(of: path) else { return nil }
    do {
      let log = try CommandLog(withoutEarlierEnds: bytes, path: path)
      self.log = log
      isWhole = !isCut
      obstacle = isCut ? Self.tooLong(path) : Self.obstacle(to: log, at: path)
    } catch {
      switch error {
      case .otherKind, .otherVersion: (log, isWhole, obstacle) = (nil, false, error.sentence)
      default: return nil
      }
    }
  }

  private static func beginning(of path: String) -> (bytes: [UInt8], isCut: Bool)? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: mostRead + 1) else { return nil }
    guard data.count > mostRead else { return ([UInt8](data), false) }
    // What was cut is no line.
    let whole = data.prefix(mostRead)
    return (whole.lastIndex(of: 0x0A).map { [UInt8](whole[...$0]) } ?? [], true)
  }

  private static func obstacle(to log: CommandLog, at path: String) -> Sentence? {
    if log.configuration.secureNoise { return CommandLogError.notReplayable(path: path).sentence }
    let missing = log.configuration.inputPaths.first { !FileManager.default.fileExists(atPath: $0) }
    return missing.map { InputError.missing(path: $0).sentence }
  }

  private static func tooLong(_ path: String) -> Sentence {
    "The log \(path) is longer than what is read for a list. Open it by `glasshouse explore --replay`."
  }
}

extension CommandLog {
  /// Reads a log of whose successive ends only the last is looked at, as only that one counts.
  ///
  /// - Throws: `CommandLogError`.
  init(withoutEarlierEnds text: [UInt8], path: String) throws(CommandLogError) {
    let start = Array(#"{"end":"#.utf8)
    var lines = [ArraySlice<UInt8>]()
    for line in text.split(separator: 0x0A) {
      if line.starts(with: start), lines.last?.starts(with: start) == true { lines.removeLast() }
      lines.append(line)
    }
    // As in the file, the last line alone may be cut.
    let isWhole = text.last == 0x0A
    try self.init(LogText(of: Array(lines.joined(separator: [0x0A])) + (isWhole ? [0x0A] : [])), path: path)
  }
}
