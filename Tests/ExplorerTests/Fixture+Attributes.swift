import Attacks
import DifferentialPrivacy
import Dispatch
import Experiments
import Explorer
import Records
import Synchronization

extension Fixture {
  /// The preset `attributes`, learning faster, attacked at steps 60, 120 and 180, on its own screen.
  static let guessed = guessing(.modelTimesImputer)

  /// The same by the method that compares with models of the adversary's own.
  static let guessedByMembership = guessing(.membershipTimesImputation)

  private static func guessing(_ method: AttributeMethod) -> ExplorerState {
    var configuration = ExperimentConfiguration(attributeDefaultsFor: DatasetReference(name: "affairs"))
    configuration.learningRate = 0.01
    var state = begun(configuration)
    _ = state.play("5")
    state[AttributesScreen.self].guess.method = method
    let found = Mutex<AttributeFindings?>(nil)
    let news = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(AttributeInvestigation(), request: state[AttributesScreen.self].guess) { findings in
      found.withLock { $0 = findings }
      if findings.entries[method]?.step == findings.step { news.signal() }
    }
    do {
      var run = try TrainingRun(configuration)
      while run.step < 180 {
        _ = run.advance()
        guard run.step % 60 == 0 else { continue }
        let snapshot = Snapshot(of: run, generation: 1, stepsPerSecond: 20)
        _ = state.update(.trainer(.snapshot(snapshot, isRunning: true, ordersTaken: state.ordersSent)))
        _ = state.update(.examination(Examination(of: snapshot)))
        runner.examine(snapshot)
        news.wait()
        if let findings = found.withLock({ $0 }) { _ = state.update(.found(findings)) }
      }
    } catch {
      fatalError("the fixture trains: \(error)")
    }
    runner.stop()
    return state
  }
}
