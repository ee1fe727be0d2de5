import AccessControl
public import Attacks
import LinearAlgebra
import Records
import Statistics

/// One sensitive column of a run's records: what an adversary knows and asks, and the truth it is judged by.
public struct AttributeTask: Sendable {
  /// The column of the file.
  public let column: String
  /// What it says of a person, as far as the catalog knows it.
  public let title: String
  public let question: AttributeQuestion
  /// What is guessed without the model.
  let imputation: AttributeImputation
  /// The value of each candidate, in the order of the pool.
  let truth: [Int]
  let publicRecords: AttributePublicRecords

  /// - Throws: `AttributeError` where there is nothing to guess.
  init(
    of column: String, in data: ExperimentData, publicRecords: AttributePublicRecords
  ) throws(AttributeError) {
    self.column = column
    let marked = Catalog.entry(named: data.dataset.name)?.sensitiveColumns ?? []
    title = marked.first { $0.name == column }?.title ?? column
    self.publicRecords = publicRecords
    question = try data.question(of: column)
    truth = question.values(of: data.candidateInputs)
    imputation =
      column == CoinPlanting.column
      ? AttributeImputation(ofFairValues: question.valueCount, recordCount: truth.count)
      : AttributeImputation(
        of: question, publicInputs: publicRecords.inputs, publicLabels: publicRecords.labels,
        about: data.candidateInputs, labels: data.candidateLabels, classCount: data.dataset.classCount)
  }

  /// What a service shows of the pool.
  ///
  /// - Parameter references: models of the adversary's own.
  /// - Throws: `Refusal` where it does not answer.
  func evidence(
    asking service: ModelService, of data: ExperimentData, references: [ModelService]
  ) throws(Refusal) -> AttributeEvidence {
    var evidence = try AttributeEvidence(
      asking: service, question, about: data.candidateInputs, labels: data.candidateLabels,
      imputation: imputation, publicInputs: publicRecords.inputs, publicLabels: publicRecords.labels)
    for reference in references {
      try evidence.add(
        reference: reference, question, about: data.candidateInputs, labels: data.candidateLabels)
    }
    return evidence
  }
}

/// Records of the same kind that nobody could be trained on, known in full.
struct AttributePublicRecords: Sendable {
  /// [records, inputs].
  let inputs: Matrix<Float>
  let labels: [Int]

  /// More teach an imputer little.
  private static let largestCount = 3000
  static let fewest = 50

  /// - Throws: `AttributeError.fewPublicRecords`.
  init(
    of data: ExperimentData, settings: ExperimentConfiguration
  ) throws(AttributeError) {
    let rows = Array(data.outsidePool.prefix(Self.largestCount))
    guard rows.count >= Self.fewest else {
      throw .fewPublicRecords(found: rows.count, needed: Self.fewest)
    }
    inputs =
      data.split.testsOnNonMembers
      ? data.dataset.inputs(scaledBy: data.scaling).gatheringRows(rows)
      : data.testInputs.gatheringRows(Array(rows.indices))
    // As wrong as those of the pool: else public records would not be of the same kind.
    let noisy = data.dataset.noisyLabels(
      fraction: settings.labelNoise, among: rows,
      using: RandomStream(seed: settings.seed).split("public label noise"))
    labels = rows.map { noisy[$0] }
  }
}

extension ExperimentData {
  /// The values that the column's inputs may have.
  ///
  /// - Throws: `AttributeError` for a column that is not there, is the label, has one value, or numbers that were not cut.
  func question(of column: String) throws(AttributeError) -> AttributeQuestion {
    guard case .table(let columns) = dataset.layout else { throw .notATable(dataset: dataset.name) }
    let inputs: Range<Int>
    do { inputs = try dataset.inputs(ofSensitive: column) } catch { throw .unreadable(error) }
    let constant = AttributeError.unreadable(.sensitiveIsConstant(path: dataset.name, column: column))
    guard columns[inputs.lowerBound].category == nil else {
      guard inputs.count > 1 else { throw constant }
      return AttributeQuestion(
        inputs: inputs, names: inputs.map { columns[$0].category ?? "" },
        patterns: inputs.map { value in inputs.map { $0 == value ? 1 : 0 } })
    }
    let place = inputs.lowerBound
    let numbers = Set((0..<dataset.count).map { dataset.values[$0, place] }).sorted()
    guard numbers.count > 1 else { throw constant }
    guard numbers.count == 2 else { throw .uncut(column: column, count: numbers.count) }
    return AttributeQuestion(
      inputs: inputs, names: numbers.map { KnobValue.number($0).description },
      patterns: numbers.map { [Float(($0 - scaling.subtract[place]) / scaling.divide[place])] })
  }

  /// The columns that may be guessed of a run: the one it was cut for, and those of the catalog that need no cut, without what
  /// the model predicts.
  public func sensitiveColumns(of settings: ExperimentConfiguration) -> [String] {
    let marked = Catalog.entry(named: settings.dataset)?.sensitiveColumns ?? []
    var names = [String]()
    for name in (settings.sensitive.map { [$0] } ?? []) + marked.map(\.name)
    where !names.contains(name) && (try? question(of: name)) != nil { names.append(name) }
    return names
  }

  /// Whether the records have a column of coin flips.
  var hasCoin: Bool {
    guard case .table(let columns) = dataset.layout else { return false }
    return columns.contains { $0.name == CoinPlanting.column }
  }
}
