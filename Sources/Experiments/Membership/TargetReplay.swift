import Attacks
import Records

/// The attacked run taken again from its log, for what its model answered on its way: a replay is the same to the bit, and the
/// run itself records nothing.
struct TargetReplay: Sendable {
  let generation: Int
  private var replay: Replay<TrainingRun>
  private var recorder: TrajectoryRecorder

  /// Nil where the run's noise cannot be drawn again.
  init?(of snapshot: Snapshot) {
    guard !snapshot.startConfiguration.secureNoise else { return nil }
    generation = snapshot.generation
    var configuration = snapshot.startConfiguration
    // What the budget allowed is decided.
    configuration.epsilonBudget = nil
    let run = TrainingRun(
      configuration, data: snapshot.data, isMember: snapshot.data.candidateMembership)
    replay = Replay(of: CommandLog(kind: TrainingRun.kind, configuration: configuration), on: run)
    recorder = TrajectoryRecorder(of: snapshot.data)
  }

  /// Goes on to the snapshot's step, or until it is to pause; says whether it is there.
  mutating func follow(_ snapshot: Snapshot, unless shouldPause: () -> Bool) -> Bool {
    replay.follow(snapshot.commands)
    defer { replay.rest() }
    do {
      while replay.run.step < snapshot.step {
        if shouldPause() { return false }
        recorder.look(at: replay.run, goingTo: snapshot.step)
        _ = try replay.advance()
      }
    } catch {
      preconditionFailure("the run that is replayed took its commands: \(error)")
    }
    return true
  }

  /// What it answered before the step it is at.
  var trajectory: LossTrajectory? { recorder.trajectory(before: replay.run.step) }
}
