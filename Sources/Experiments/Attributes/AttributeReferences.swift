import AccessControl
import DifferentialPrivacy
import FederatedLearning
import Records
import Statistics

/// Models of the adversary's own, for membership scores that compare with some: the run's log replayed on public records, of
/// which each model has as many members as the target, by coins; no models where there are fewer. None of them saw a record of the pool, whose attributes an
/// adversary does not know.
struct AttributeReferences: Sendable {
  static let count = 4

  private var replays: [Replay<TrainingRun>]

  /// - Parameter configuration: what the run began with.
  init(
    of configuration: ExperimentConfiguration, data: ExperimentData, publicRecords: AttributePublicRecords
  ) {
    var configuration = configuration
    // What the target's budget allowed is decided; and nobody's privacy rests on a reference's noise.
    (configuration.epsilonBudget, configuration.secureNoise) = (nil, false)
    let share = Double(configuration.trainSize) / Double(publicRecords.labels.count)
    // Of fewer public records than the target has members no model could be trained likewise.
    replays = (0..<(share <= 1 ? Self.count : 0)).map { number in
      let root = RandomStream(seed: configuration.seed).split("attribute reference \(number)")
      var coins = root.split("members")
      var set = TrainingSet(
        records: data.widened(publicRecords.inputs), labels: publicRecords.labels,
        isMember: publicRecords.labels.map { _ in coins.uniform() < share },
        expectedMemberCount: configuration.expectedMemberCount)
      if let clientCount = configuration.federation.clientCount {
        set = set.dealt(
          to: configuration.federation.partition.dealing(
            publicRecords.labels, classCount: data.dataset.classCount, clientCount: clientCount, using: root))
      }
      let run = TrainingRun(
        configuration, data: data, plan: configuration.trainingPlan(on: set, random: root), root: root,
        isReference: true)
      return Replay(of: CommandLog(kind: TrainingRun.kind, configuration: configuration), on: run)
    }
  }

  /// Goes on to that step with the commands there were, or until it is to pause; says whether all are there.
  mutating func follow(_ commands: [RunCommand], to step: Int, unless shouldPause: () -> Bool) -> Bool {
    for index in replays.indices {
      replays[index].follow(commands)
      defer { replays[index].rest() }
      do {
        while replays[index].run.step < step {
          if shouldPause() { return false }
          _ = try replays[index].advance()
        }
        try replays[index].takeCommands()
      } catch {
        preconditionFailure("the run that is replayed took its commands: \(error)")
      }
    }
    return true
  }

  /// As they answer at that door, each with noise of its own.
  func services(behind door: Door) -> [ModelService] {
    replays.enumerated().map { number, replay in
      ModelService(
        replay.run.model, behind: door.split("attribute reference \(number)"), showsWeights: false)
    }
  }
}
