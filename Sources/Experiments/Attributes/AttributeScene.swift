public import AccessControl
public import Attacks
import Records

/// What stays the same of an attribute attack while a run goes on: the questions, what public records say, and the truth.
public struct AttributeScene: Sendable {
  public let task: AttributeTask
  /// The coin that is planted beside it; nil where there is none.
  public let coin: AttributeTask?
  private let label: MissingLabelImputation
  private let data: ExperimentData

  /// - Throws: `AttributeError` where there is nothing to guess.
  public init(
    of column: String?, in data: ExperimentData, settings: ExperimentConfiguration
  ) throws(AttributeError) {
    guard case .table = data.dataset.layout else { throw .notATable(dataset: data.dataset.name) }
    guard let column else { throw .noneNamed(dataset: data.dataset.name) }
    // What is wrong with the question is said before what is wrong with the records.
    _ = try data.question(of: column)
    let known = try AttributePublicRecords(of: data, settings: settings)
    task = try AttributeTask(of: column, in: data, publicRecords: known)
    coin = data.hasCoin ? try AttributeTask(of: CoinPlanting.column, in: data, publicRecords: known) : nil
    label = MissingLabelImputation(
      publicInputs: known.inputs, publicLabels: known.labels, about: data.candidateInputs,
      classCount: data.dataset.classCount)
    self.data = data
  }

  /// Models of the adversary's own that follow a run which began with that configuration.
  func references(of configuration: ExperimentConfiguration) -> AttributeReferences {
    AttributeReferences(of: configuration, data: data, publicRecords: task.publicRecords)
  }

  /// Models of the adversary's own, trained as the run was, which answer as the target does: else what is left out of its answers
  /// would look like what its members differ by.
  public func references(of run: TrainingRun, behind door: Door) -> [ModelService] {
    var references = references(of: run.log.configuration)
    _ = references.follow(run.log.commands, to: run.step, unless: { false })
    return references.services(behind: door)
  }

  /// Records that nobody could be trained on, from which public knowledge is learned.
  public var publicRecordCount: Int { task.publicRecords.labels.count }

  /// What the methods find by way of a service.
  ///
  /// - Throws: `Refusal` where it does not answer.
  public func study(
    of methods: [AttributeMethod], asking service: ModelService, references: [ModelService]
  ) throws(Refusal) -> AttributeStudy {
    AttributeStudy(
      of: methods, on: try task.evidence(asking: service, of: data, references: references),
      truth: task.truth, isMember: data.split.isMember)
  }

  /// What is found of the planted coin: by the model alone, for nothing else says anything of it.
  ///
  /// - Throws: `Refusal` where the service does not answer.
  public func coin(asking service: ModelService) throws(Refusal) -> AttributeStudy.Sides? {
    guard let coin else { return nil }
    let evidence = try coin.evidence(asking: service, of: data, references: [])
    return AttributeStudy(
      of: [.modelTimesImputer], on: evidence, truth: coin.truth, isMember: data.split.isMember
    ).outcomes.first?.sides
  }

  /// What is found where the label is not known.
  ///
  /// - Throws: `Refusal` where the service does not answer.
  public func missingLabel(
    asking service: ModelService, references: [ModelService]
  ) throws(Refusal) -> MissingLabelStudy {
    try MissingLabelStudy(asking: service, of: data, references: references, imputation: label)
  }
}
