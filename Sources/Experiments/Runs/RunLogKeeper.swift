import Foundation

/// Keeps the log of the run that a driver drives, and says when it cannot.
///
/// The log of a fresh run begins with it. A run that begins where another was has none before it goes beyond that, by a step or
/// a command: to look at a run of before leaves no file behind.
struct RunLogKeeper<Run: Experiment> {
  private let folder: URL?
  private let publish: @Sendable (RunDriver<Run>.News) -> Void
  private var file: RunLogFile?
  private var isLost = false
  /// Where a run that has no log yet goes on from, and the log that has all of it up to there; nil of a run that has one.
  private var beginning: (step: Int, commandCount: Int, path: String?)?

  /// - Parameter folder: nil keeps none.
  init(folder: URL?, publish: @escaping @Sendable (RunDriver<Run>.News) -> Void) {
    self.folder = folder
    self.publish = publish
  }

  /// Where the run is written down; nil where it is not.
  var path: String? { file?.path ?? beginning?.path }

  /// Turns to another run.
  ///
  /// - Parameter path: the log that has the run it begins where it was, if there is one.
  mutating func begin(with run: Run, isFresh: Bool, at path: String?) {
    file = isFresh ? folder.flatMap { try? RunLogFile(for: run, in: $0) } : nil
    isLost = isFresh && file == nil
    beginning = isFresh ? nil : (run.step, run.log.commands.count, path)
  }

  /// A replay has ended there.
  mutating func goOn(from run: Run) {
    beginning = (run.step, run.log.commands.count, beginning?.path)
  }

  /// Writes down what is new, if there is a log or there is to be one by now.
  mutating func update(to run: Run, isReplaying: Bool) {
    guard let folder, !isReplaying else { return }
    if let from = beginning {
      guard run.step > from.step || run.log.commands.count > from.commandCount else { return }
      file = try? RunLogFile(for: run, in: folder)
      if let file {
        publish(.logBegun(path: file.path))
        beginning = nil
        isLost = false
      } else {
        lose(at: folder.path)
      }
      return
    }
    // What could not be begun may be by now.
    if file == nil { file = try? RunLogFile(for: run, in: folder) }
    guard let file else { return }
    do {
      try file.update(to: run)
      if isLost { publish(.logKept(path: file.path)) }
      isLost = false
    } catch {
      lose(at: file.path)
    }
  }

  private mutating func lose(at path: String) {
    if !isLost { publish(.logLost(path: path)) }
    isLost = true
  }
}
