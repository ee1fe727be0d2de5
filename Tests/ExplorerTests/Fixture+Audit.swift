import DifferentialPrivacy
import Dispatch
import Experiments
import Explorer
import Records
import Synchronization

extension Fixture {
  /// A trainer on the digits with 200 canaries that claims an ε near 2 after 40 steps.
  static func auditedConfiguration(_ bug: TrainerBug?) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(auditing: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.canaryCount, configuration.steps) = (150, 200, 40)
    configuration.expectedBatchSize = 0.25 * configuration.expectedMemberCount
    (configuration.noiseMultiplier, configuration.auditInterval, configuration.bug) = (3.5, 10, bug)
    return configuration
  }

  private static func audited(_ bug: TrainerBug?) -> Sitting {
    var sitting = Sitting(auditedConfiguration(bug))
    sitting.play("0")
    for _ in 0..<4 {
      sitting.train(10)
      sitting.state.audit()
    }
    sitting.play("<Space>")
    return sitting
  }

  static let audited = audited(nil)
  /// Of which the noise is divided by the batch.
  static let broken = audited(.noiseDividedByBatch)
}

extension ExplorerState {
  /// Has the newest snapshot audited, and shows what was found.
  mutating func audit() {
    guard let snapshot = subject.snapshot else { return }
    let found = Mutex<AuditFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(AuditInvestigation(), request: EverySnapshot()) { findings in
      found.withLock { $0 = findings }
      if findings.isWhole { isDone.signal() }
    }
    runner.examine(snapshot)
    isDone.wait()
    runner.stop()
    if let findings = found.withLock({ $0 }) { _ = update(.found(findings)) }
  }
}
