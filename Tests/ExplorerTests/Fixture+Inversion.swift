import Attacks
import Dispatch
import Experiments
import Explorer
import Records
import Synchronization

extension Fixture {
  /// The photographs by the catalog's settings, trained to the end and drawn at three steps, on the Inversion screen.
  static let drawnFaces = drawn(
    ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces")), InversionFocus(method: .prior))

  /// The digits, drawn from what is answered.
  static let drawnDigits = drawn(configuration, InversionFocus(method: .evolution))

  /// Drawn at thirds of the run.
  private static func drawn(
    _ configuration: ExperimentConfiguration, _ focus: InversionFocus
  ) -> ExplorerState {
    var state = begun(configuration)
    _ = state.play("4")
    state[InversionScreen.self].inversion = focus
    do {
      var run = try TrainingRun(configuration)
      for _ in 0..<3 {
        for _ in 0..<configuration.steps / 3 { _ = run.advance() }
        let snapshot = Snapshot(of: run, generation: 1, stepsPerSecond: 20)
        _ = state.update(.trainer(.snapshot(snapshot, isRunning: true, ordersTaken: state.ordersSent)))
        _ = state.update(.examination(Examination(of: snapshot)))
        state.draw(by: focus)
      }
    } catch {
      fatalError("the fixture trains: \(error)")
    }
    return state
  }
}

extension ExplorerState {
  /// Has the newest snapshot inverted, and shows what was found.
  mutating func draw(by focus: InversionFocus) {
    guard let snapshot = subject.snapshot else { return }
    let found = Mutex<InversionFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(InversionInvestigation(), request: focus) { findings in
      found.withLock { $0 = findings }
      isDone.signal()
    }
    runner.examine(snapshot)
    isDone.wait()
    runner.stop()
    if let findings = found.withLock({ $0 }) { _ = update(.found(findings)) }
  }
}
