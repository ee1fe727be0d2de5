import Attacks
import DifferentialPrivacy
import Experiments
import NeuralNetworks
import Records
import Synchronization
import Testing

/// What is recorded of a model on its way.
struct TrajectoryRecorderTests {
  private func log() -> CommandLog {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (60, "mlp:8")
    configuration.noiseMultiplier = 0.5
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 20, knob: .noiseMultiplier, value: .number(2))]
    return log
  }

  private func margins(of run: TrainingRun) -> [Double] {
    CandidateConfidences(
      logits: run.network.logits(of: run.data.candidateInputs), labels: run.data.candidateLabels
    ).margins()
  }

  /// Evenly spaced steps, of which the end makes eight at most: each holds what a run that stops there answers.
  @Test(
    arguments: [
      (1, []), (2, [1]), (8, [1, 2, 3, 4, 5, 6, 7]), (9, [2, 4, 6, 8]), (40, [8, 16, 24, 32]),
      (60, [8, 16, 24, 32, 40, 48, 56]), (64, [8, 16, 24, 32, 40, 48, 56]), (65, [16, 32, 48, 64]),
    ] as [(Int, [Int])])
  func recordedStepsAreThoseOfRunsThatStopThere(stepCount: Int, steps: [Int]) throws {
    let run = try TrainingRun.replaying(log(), stepCount: stepCount)
    let trajectory = try #require(try run.recordedTrajectory())
    let stopped = try steps.map { margins(of: try TrainingRun.replaying(log(), stepCount: $0)) }
    #expect(trajectory.margins == stopped)
  }

  /// Who did not know how far the run would go has the same steps, and so has who thought it would stop before.
  @Test(arguments: [7, 30, 64, 100])
  func whoFollowsARunHasWhatIsAskedForLater(stepCount: Int) throws {
    let data = try ExperimentData(log().configuration)
    var (step, halves) = (TrajectoryRecorder(of: data), TrajectoryRecorder(of: data))
    let run = try TrainingRun.replaying(log(), stepCount: stepCount) { run in
      step.look(at: run, goingTo: run.step)
      halves.look(at: run, goingTo: run.step < stepCount / 2 ? stepCount / 2 : stepCount)
      return true
    }
    let expected = try #require(try run.recordedTrajectory())
    #expect(step.trajectory(before: stepCount) == expected)
    #expect(halves.trajectory(before: stepCount) == expected)
    // Of a run that it was not there for it has nothing to say.
    #expect(TrajectoryRecorder(of: data).trajectory(before: stepCount) == nil)
  }

  /// Whoever trains a model, and however many at once, it has the same trajectory; and recording moves no weight.
  @Test func recordingMovesNothing() throws {
    let run = try TrainingRun.replaying(log(), stepCount: 50)
    func models(threadCount: Int, recordsTrajectories: Bool) throws -> [ShadowModel] {
      let models = Mutex<[ShadowModel]>([])
      let plan = try ShadowPlan(of: run, count: 18, recordsTrajectories: recordsTrajectories)
      _ = ShadowFarm(plan).train(threadCount: threadCount) { model in models.withLock { $0.append(model) } }
      return models.withLock { $0 }.sorted { $0.index < $1.index }
    }
    let plain = try models(threadCount: 1, recordsTrajectories: false)
    let one = try models(threadCount: 1, recordsTrajectories: true)
    let two = try models(threadCount: 2, recordsTrajectories: true)
    #expect(plain.allSatisfy { $0.trajectory == nil })
    #expect(one.map(\.network) == plain.map(\.network))
    #expect(one.map(\.trajectory) == two.map(\.trajectory))
    // As many as the attack learns from.
    #expect(one.map { $0.trajectory != nil } == (0..<18).map { $0 < 16 })
    #expect(Set(one.prefix(16).map(\.trajectory)).count == 16)
  }
}

extension TrainingRun {
  /// What the run answered on its way, by a replay.
  func recordedTrajectory() throws -> LossTrajectory? {
    var recorder = TrajectoryRecorder(of: data)
    _ = try TrainingRun.replaying(log, stepCount: step) { run in
      recorder.look(at: run, goingTo: step)
      return true
    }
    return recorder.trajectory(before: step)
  }
}
