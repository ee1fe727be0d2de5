public import Files
public import Foundation
import PlainText
import Records

/// A log that is whole at every moment: lines are only added, commands together with an end that says where the run is, so a
/// kill loses no command, and at most the steps since the last end. Of several ends the last one counts.
///
/// What cannot be written, on a full disk, is written with what comes next.
public final class RunLogFile {
  public var path: String { file.path }
  private let file: AppendedFile
  private var commandCount: Int
  private var auditCount: Int
  private var endStep: Int

  /// Begins the log of a run, under a name of its own in a folder that is its owner's alone.
  ///
  /// - Throws: `OutputError`, or what the file manager has against the folder.
  public init(for run: some Experiment, in folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    file = try Self.newFile(named: Self.name(of: run), in: folder)
    do throws(OutputError) {
      try file.append(run.finishedLog.text)
    } catch {
      file.discard()
      throw error
    }
    (commandCount, auditCount, endStep) = (run.log.commands.count, run.log.audits.count, run.step)
  }

  /// Begins the log of a run in the place of what is at that path.
  ///
  /// - Throws: `OutputError`.
  public init(for run: some Experiment, at path: String) throws(OutputError) {
    file = try AppendedFile(replacing: path, beginning: run.finishedLog.text)
    (commandCount, auditCount, endStep) = (run.log.commands.count, run.log.audits.count, run.step)
  }

  /// Adds the commands that are new, and where the run is.
  ///
  /// - Throws: `OutputError`; the file is then as it was.
  public func update(to run: some Experiment) throws(OutputError) {
    guard endStep != run.step || commandCount < run.log.commands.count else { return }
    let lines = CommandLog.lines(
      for: run.log.commands[commandCount...], and: run.log.audits[auditCount...]
    ).map { $0 + "\n" }.joined()
    let end = CommandLog.line(for: CommandLog.End(step: run.step, weightsSHA256: run.weightsSHA256)) + "\n"
    try file.append(lines + end)
    (commandCount, auditCount) = (run.log.commands.count, run.log.audits.count)
    endStep = run.step
  }

  private static func newFile(named name: String, in folder: URL) throws(OutputError) -> AppendedFile {
    var attempt = 1
    while true {
      let suffix = attempt == 1 ? "" : "-\(attempt)"
      do throws(OutputError) {
        return try AppendedFile(creating: folder.appending(path: "\(name)\(suffix).jsonl").path)
      } catch .alreadyThere {
        attempt += 1
      }
    }
  }

  /// When it began, on what, and the seed.
  private static func name(of run: some Experiment) -> String {
    let data = URL(filePath: run.settings.dataset).deletingPathExtension().lastPathComponent
    let time = Date.now.formatted(
      .verbatim(
        "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits)-\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\(second: .twoDigits)",
        timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    return "\(time)-\(data.harmless.prefix(40))-\(run.settings.seed)"
  }
}
