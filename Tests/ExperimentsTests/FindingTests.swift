import Attacks
import DifferentialPrivacy
import Experiments
import PrivacyAccounting
import Records
import Statistics
import Testing

/// What must hold of whole runs. The intervals of five seeds are checked by `Tests/ReferenceValues/findings.py`.
struct FindingTests {
  /// The gap between what the trial's network knows of its patients and of others, once, shared by the tests.
  private static let trial = Result {
    let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: configuration.steps)
    return Finding(of: run)
  }

  /// Five deviations of one target around the mean 0.659 (sd 0.014), with the same for the test accuracy.
  @Test func theTrialLeaksAsMuchAsItShould() throws {
    let finding = try Self.trial.get()
    #expect(try #require(finding.train).accuracy > 0.99)
    #expect((0.65...0.78).contains(try #require(finding.test).accuracy))
    #expect((0.59...0.73).contains(try #require(finding.lossThreshold).curve.areaUnderCurve))
  }

  /// With two classes both attacks rank alike, up to rounding of candidates that tie.
  @Test func twoClassesMakeOneAttackOfTwo() throws {
    let finding = try Self.trial.get()
    let loss = try #require(finding.lossThreshold).curve.areaUnderCurve
    let entropy = try #require(finding.modifiedEntropy).curve.areaUnderCurve
    #expect(abs(loss - entropy) < 1e-6)
  }

  /// At ε 2 nobody is told from anybody: the attack's interval reaches one half or lies within 0.03 of it.
  @Test func privateTrainingStopsIt() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    (configuration.expectedBatchSize, configuration.learningRate, configuration.momentum) = (250, 1, 0)
    (configuration.noiseMultiplier, configuration.clippingNorm, configuration.steps) = (5.149, 1, 100)
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 100)
    let finding = Finding(of: run)
    #expect(try #require(finding.lossThreshold).curve.areaInterval.lowerBound < 0.53)
    #expect(try #require(finding.test).accuracy > #require(Self.trial.get().test).accuracy)
    // 2.183 by Rényi, where the tight value is 2.
    #expect((2.0...2.3).contains(run.filter.epsilon))
    #expect(abs(RunAccount(of: run, isScheduleFixed: true).epsilon - 2) < 1e-3)
    // What a table gives back is not judged: its two classes lie on opposite sides of any mean.
    #expect(finding.inversion.attack.identifiedCount == nil)
  }

  @Test(.enabled(if: Catalog.installed.contains { $0.name == "faces" }))
  func facesAreRecognised() throws {
    let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: configuration.steps)
    let finding = Finding(of: run)
    #expect(try #require(finding.inversion.attack.identifiedCount) >= 34)
    #expect(finding.inversion.control.identifiedCount == 1 && finding.inversion.control.candidateCount == 40)
    let similarity = try #require(finding.inversion.attack.similarityToClassMean)
    let control = try #require(finding.inversion.control.similarityToClassMean)
    #expect(similarity > control + 0.2)
  }
}
