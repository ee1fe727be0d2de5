import Auditing
import Experiments
import Files
import Foundation
import PlainText
import Records

/// A run without a screen: under a progress bar, with its log written as it goes.
struct HeadlessRun {
  private let plan: CommandLog
  private let stepCount: Int?
  /// The run before its first step.
  let start: TrainingRun
  private let log: RunLogFile?

  private static let logInterval = Duration.seconds(1)

  /// Reads the data, says how the columns of a person's own table were read, and begins the log.
  ///
  /// - Parameter stepCount: how far to go; nil goes to the end of the log.
  init(of plan: CommandLog, stepCount: Int?, logPath: String? = nil) throws {
    self.plan = plan
    self.stepCount = stepCount
    start = try TrainingRun(plan.configuration)
    if Catalog.entry(named: plan.configuration.dataset) == nil, let reading = start.data.dataset.reading {
      reading.explain(of: plan.configuration.dataset)
    }
    let begun = start
    log = try logPath.map { try RunLogFile(for: begun, at: $0) }
  }

  /// The run at its end.
  ///
  /// - Parameter watch: called before every step.
  func trained(watching watch: (TrainingRun) -> Void = { _ in }) throws -> TrainingRun {
    try trained(from: start, watching: watch)
  }

  private func trained(
    from start: TrainingRun, watching watch: (TrainingRun) -> Void
  ) throws -> TrainingRun {
    var bar = ProgressBar(total: stepCount ?? plan.stepCount)
    defer { bar.finish() }
    var logged = ContinuousClock.now
    return try TrainingRun.replaying(plan, on: start, stepCount: stepCount) { run in
      bar.update(run.step, note: "step")
      watch(run)
      if let log, ContinuousClock.now - logged >= Self.logInterval {
        // What cannot be written now is tried again, and complained of at the end.
        try? log.update(to: run)
        logged = .now
      }
      return true
    }
  }

  /// The run at its end, and what its trainer did on the way beside what was promised.
  func witnessed() throws -> (run: TrainingRun, conformance: [ConformanceCheck]) {
    var begun = start
    var study = ConformanceStudy(watching: &begun)
    let run = try trained(from: begun) { study.look(at: $0) }
    study.look(at: run)
    return (run, study.checks(of: run))
  }

  /// - Throws: `OutputError` where the log could not be brought to its end.
  func finishLog(of run: TrainingRun) throws { try log?.update(to: run) }
}

extension TableReading {
  /// Says on standard error how the columns were read, and what may be wrong with that.
  fileprivate func explain(of path: String) {
    StandardError.note("How \(URL(filePath: path).lastPathComponent) was read: \(summary).")
    if droppedCount > 0 {
      StandardError.note("\(droppedCount) record\(droppedCount == 1 ? "" : "s") with gaps left out.")
    }
    for doubt in doubts { StandardError.warn(doubt) }
  }
}
