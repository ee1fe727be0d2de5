import Experiments
import Explorer
import Foundation
import PlainText
import Records
import Terminal
import TerminalCanvas

/// Times what a person waits for: a pass of the attacks, a frame, and the first frame of all.
enum ScreenBenchmark {
  private static func run() throws -> TrainingRun {
    let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: Catalog.defaultName))
    return try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 200)
  }

  static func attackPassesPerSecond() throws -> Spread {
    let run = try run()
    return Spread(
      (0..<15).map { _ in
        1 / Stopwatch.seconds { _ = Finding(of: run) }
      })
  }

  /// A frame of 200 columns and 60 rows, of a run that was attacked.
  static func frameMilliseconds() throws -> Spread {
    let run = try run()
    var state = ExplorerState(
      configuration: run.settings, installed: Catalog.installed, width: 200, height: 60,
      rendering: Rendering(glyphs: .braille, hasShades: true))
    _ = state.begin()
    let snapshot = Snapshot(of: run, generation: 1)
    _ = state.update(.trainer(.started(snapshot, logPath: nil)))
    _ = state.update(.examination(Examination(of: snapshot)))
    return Spread((0..<51).map { _ in 1000 * Stopwatch.seconds { _ = state.drawn() } })
  }

  /// From the program's start on a terminal of its own until the last line of its first frame has come.
  static func firstFrameMilliseconds() throws -> Spread {
    guard let path = Bundle.main.executablePath else {
      throw StartFailure(sentence: "The program cannot find itself to start it. Give --only for the rest.")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "glasshouse-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    return Spread(
      try (0..<7).map { _ in
        let start = ContinuousClock.now
        let terminal = try PseudoTerminal(
          path: path, rows: 36, columns: 120, arguments: ["explore"],
          environment: ["XDG_STATE_HOME": folder.path])
        guard terminal.wait(for: "quit") else {
          throw StartFailure(
            sentence: "The explorer showed no frame within 20 s. Run `glasshouse explore`.")
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        terminal.press("q")
        _ = terminal.status()
        return 1000 * seconds
      })
  }
}
