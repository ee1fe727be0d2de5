import Foundation

/// A log that is whole at every moment: it ends with where the run is, and that end moves as the run goes on.
///
/// A new command and the end after it are one write over the old end, so a kill loses no command, and at most the
/// steps since the end was last moved.
final class RunLogFile {
  let path: String
  private let handle: FileHandle
  /// Where the end line begins.
  private var endOffset: UInt64
  private var commandCount = 0

  /// Begins the log of a run that has not stepped yet.
  init(for run: TrainingRun, in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let name = URL(filePath: run.settings.dataset).deletingPathExtension().lastPathComponent
    let stem = Date.now.formatted(
      .verbatim(
        "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits)-\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\(second: .twoDigits)",
        timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    var url = folder.appending(path: "\(stem)-\(name)-\(run.settings.seed).jsonl")
    var attempt = 2
    while FileManager.default.fileExists(atPath: url.path) {
      url = folder.appending(path: "\(stem)-\(name)-\(run.settings.seed)-\(attempt).jsonl")
      attempt += 1
    }
    path = url.path
    let header = CommandLog.line(for: run.log.configuration) + "\n"
    try Data(header.utf8).write(to: url)
    handle = try FileHandle(forWritingTo: url)
    endOffset = UInt64(header.utf8.count)
    try update(to: run)
  }

  /// Adds the commands that are new, and moves the end to where the run is.
  func update(to run: TrainingRun) throws {
    let commands = run.log.commands[commandCount...].map { CommandLog.line(for: $0) + "\n" }.joined()
    let end = CommandLog.line(for: CommandLog.End(step: run.step, weightsSHA256: run.weightsSHA256)) + "\n"
    try handle.seek(toOffset: endOffset)
    // The end never gets shorter, so that it covers the old one.
    try handle.write(contentsOf: Data((commands + end).utf8))
    endOffset += UInt64(commands.utf8.count)
    commandCount = run.log.commands.count
  }
}
