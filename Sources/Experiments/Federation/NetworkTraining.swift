import DifferentialPrivacy
import FederatedLearning
import NeuralNetworks

/// What takes the steps of a phase: in one place, or by clients.
protocol NetworkTraining: Sendable {
  /// As the last step left it.
  var network: Network<Float> { get }
  /// Where the clipping norm is, when it follows a quantile.
  var clipping: AdaptiveClipping { get }

  mutating func step(on set: TrainingSet, settings: ExperimentConfiguration) -> StepDiagnostics

  /// - Precondition: it has clients, that one among them.
  mutating func take(_ event: FederationEvent)

  /// Of which client the next step keeps what it does; nothing where there are none.
  mutating func watch(_ watch: ClientWatch)

  /// From now on keeps what steps do, for somebody who checks the trainer; nothing where there are clients.
  mutating func witness()

  /// Gives back the memory that steps work in; the next one takes it anew.
  mutating func discardWorkspace()
}

extension DPSGD: NetworkTraining {
  mutating func step(on set: TrainingSet, settings: ExperimentConfiguration) -> StepDiagnostics {
    step(on: set, settings: settings.step)
  }

  mutating func take(_ event: FederationEvent) { preconditionFailure("there are no clients") }

  mutating func watch(_ watch: ClientWatch) {}

  mutating func witness() { isWitnessed = true }
}

extension FederatedAveraging: NetworkTraining {
  mutating func step(on set: TrainingSet, settings: ExperimentConfiguration) -> StepDiagnostics {
    step(on: set, settings: settings.step, federation: settings.federation)
  }

  mutating func watch(_ watch: ClientWatch) { self.watch = watch }

  mutating func witness() {}

  mutating func take(_ event: FederationEvent) {
    switch event {
    case .dropOut(let client): dropOut(client)
    case .comeBack(let client): comeBack(client)
    case .lie(let client, let lie): self.lie(client, lie)
    }
  }
}
