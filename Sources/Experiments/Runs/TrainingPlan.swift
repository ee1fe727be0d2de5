package import DifferentialPrivacy
import FederatedLearning
package import NeuralNetworks

/// What the steps of a run train: one network after another, a teacher and then a student, of which the last is the model.
package struct TrainingPlan: Sendable {
  /// The training of one network, which starts as a run of its own would.
  package struct Phase: Sendable {
    /// Takes the networks of the phases before it, as they ended.
    let members: @Sendable ([Network<Float>]) -> TrainingSet
    /// Its steps; the last phase goes on for as long as the run does.
    let stepCount: Int

    /// - Parameter members: makes what is trained on when the phase begins, from the networks of the phases before it, as they
    ///   ended: their answers may be its labels. Of several phases none has noise, for what a teacher saw would be in no price.
    package init(stepCount: Int = .max, members: @escaping @Sendable ([Network<Float>]) -> TrainingSet) {
      self.members = members
      self.stepCount = stepCount
    }
  }

  let phases: [Phase]

  /// - Precondition: there is a phase, and each has a step.
  package init(phases: [Phase]) {
    precondition(!phases.isEmpty && phases.allSatisfy { $0.stepCount > 0 })
    self.phases = phases
  }

  /// One network, trained on these members for as long as the run goes.
  init(_ members: TrainingSet) { self.init(phases: [Phase { _ in members }]) }
}

/// A plan on its way.
struct PhasedTraining: Sendable {
  private let plan: TrainingPlan
  /// Makes the training of a phase before its first step, by the phase's number.
  private let start: @Sendable (Int) -> any NetworkTraining
  private var training: any NetworkTraining
  private var members: TrainingSet
  /// The networks of the phases before this one.
  private var earlier: [Network<Float>] = []
  private var stepsOfPhase = 0

  init(_ plan: TrainingPlan, start: @escaping @Sendable (Int) -> any NetworkTraining) {
    self.plan = plan
    self.start = start
    training = start(0)
    members = plan.phases[0].members([])
  }

  /// That of the present phase, as the last step left it.
  var network: Network<Float> { training.network }
  /// See `DPSGD.clipping`.
  var clipping: AdaptiveClipping { training.clipping }
  /// The clients of the present phase; nil where there are none.
  var federation: FederatedAveraging? { training as? FederatedAveraging }
  /// What takes the steps where there are no clients.
  var descent: DPSGD? { training as? DPSGD }

  private var isAtEndOfPhase: Bool {
    earlier.count < plan.phases.count - 1 && stepsOfPhase == plan.phases[earlier.count].stepCount
  }

  /// Of the next step, from 0, in the phase that it belongs to.
  var nextStepOfPhase: Int { isAtEndOfPhase ? 0 : stepsOfPhase }

  /// - Precondition: there is a federation, which has that client.
  mutating func take(_ event: FederationEvent) { training.take(event) }

  mutating func watch(_ watch: ClientWatch) { training.watch(watch) }

  mutating func witness() { training.witness() }

  mutating func step(settings: ExperimentConfiguration) -> StepDiagnostics {
    precondition(plan.phases.count == 1 || settings.noiseMultiplier == 0, "noise prices one network")
    if isAtEndOfPhase { beginNext() }
    stepsOfPhase += 1
    return training.step(on: members, settings: settings)
  }

  private mutating func beginNext() {
    earlier.append(training.network)
    training = start(earlier.count)
    members = plan.phases[earlier.count].members(earlier)
    stepsOfPhase = 0
  }

  /// See `DPSGD.discardWorkspace`.
  mutating func discardWorkspace() { training.discardWorkspace() }
}
