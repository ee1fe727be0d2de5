import DifferentialPrivacy
import NeuralNetworks
public import Records

extension ExperimentConfiguration {
  /// The settings that suit an attribute attack on the data set: a label and a sensitive column of the catalog where none are
  /// given, a network that learns its members by heart, and a planted coin.
  public init(attributeDefaultsFor reference: DatasetReference) {
    self.init(defaultsFor: reference)
    let entry = Catalog.entry(named: reference.name)
    let defaults = entry?.attributeDefaults ?? AttributeDefaults()
    label = reference.label ?? defaults.label
    sensitive = reference.sensitive ?? entry?.sensitiveColumns.first?.name
    let chosen = drop + minimization.keep
    drop += defaults.dropped.filter { ![label, sensitive].contains($0) && !chosen.contains($0) }
    coin = true
    let training = defaults.training
    (network, activation, optimizer) = (training.network, .tanh, .adam)
    (trainSize, steps, delta) = (training.trainSize, training.stepCount, training.delta)
    (step.expectedBatchSize, step.learningRate) = (training.expectedBatchSize, training.learningRate)
  }
}
