public import AccessControl
public import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// All that is known of records of which one attribute is not: what the model's service answers about each of them, completed
/// with one value after another, what public records say without the model, and what models answer that saw public records
/// alone. The true values are not among it, nor who is a member.
public struct AttributeEvidence: Sendable {
  public let imputation: AttributeImputation
  /// ln P(label | record with that value), [records, values], as far as the answers tell it.
  let likelihoods: Matrix<Double>
  /// For each value the whole answers on the records with it; nil where no confidences are shown.
  let answers: [CandidateConfidences]?
  /// Whether the service shows confidences, so that there are losses.
  let showsLosses: Bool
  /// The same likelihoods by models of the adversary's own, trained as the target was on public records.
  public private(set) var references: [Matrix<Double>] = []

  /// - Parameters:
  ///   - service: the target, which is asked about every record with each value, and by labels alone about public records: once,
  ///     or as often as its door answers with noise.
  ///   - inputs: [records, inputs]; what stands at the inputs that are not known is not looked at.
  ///   - labels: the class each record would have been trained with.
  /// - Throws: `Refusal` where it does not answer.
  public init(
    asking service: ModelService, _ question: AttributeQuestion, about inputs: Matrix<Float>, labels: [Int],
    imputation: AttributeImputation, publicInputs: Matrix<Float>, publicLabels: [Int]
  ) throws(Refusal) {
    self.imputation = imputation
    var shown = [ModelAnswers]()
    for value in 0..<question.valueCount {
      shown.append(try service.meanAnswers(to: question.completing(inputs, with: value)))
    }
    let whole = shown.compactMap { answers in
      answers.logits.map { CandidateConfidences(logits: $0, labels: labels) }
    }
    showsLosses = whole.count == shown.count
    answers = showsLosses ? whole : nil
    if showsLosses {
      likelihoods = Self.likelihoods(of: whole)
    } else {
      let known = try service.meanAnswers(to: publicInputs).labels
      let confusion = LabelConfusion(
        predicted: known, labels: publicLabels, classCount: service.classCount)
      likelihoods = Matrix(columns: shown.map { confusion.logLikelihoods(of: labels, predicted: $0.labels) })
    }
  }

  /// Takes a model of the adversary's own into account, which is asked the same; one whose answers are not finite says nothing.
  ///
  /// - Throws: `Refusal` where it does not answer.
  public mutating func add(
    reference service: ModelService, _ question: AttributeQuestion, about inputs: Matrix<Float>,
    labels: [Int]
  ) throws(Refusal) {
    var answers = [CandidateConfidences]()
    for value in 0..<question.valueCount {
      guard let logits = try service.meanAnswers(to: question.completing(inputs, with: value)).logits else {
        throw .notGranted(.confidences)
      }
      answers.append(CandidateConfidences(logits: logits, labels: labels))
    }
    let likelihoods = Self.likelihoods(of: answers)
    if likelihoods.elements.allSatisfy(\.isFinite) { references.append(likelihoods) }
  }

  private static func likelihoods(of answers: [CandidateConfidences]) -> Matrix<Double> {
    Matrix(columns: answers.map { $0.margins().map { logConfidence(margin: $0) } })
  }
}

/// How often a label goes with a prediction, on public records: what a prediction alone says of a label.
///
/// Reference: Fredrikson et al., _Privacy in Pharmacogenetics_ (USENIX Security 2014), where a model's answers are one value
/// too, and an adversary knows how far they are right.
struct LabelConfusion {
  /// ln P(label | prediction), [predictions, labels].
  private let logs: [[Double]]

  /// Every pair is counted once more than it is there, so that none is impossible.
  init(predicted: [Int], labels: [Int], classCount: Int) {
    var counts = [[Double]](repeating: [Double](repeating: 1, count: classCount), count: classCount)
    for (prediction, label) in zip(predicted, labels) { counts[prediction][label] += 1 }
    logs = counts.map { row in
      let total = row.reduce(0, +)
      return row.map { log($0 / total) }
    }
  }

  func logLikelihoods(of labels: [Int], predicted: [Int]) -> [Double] {
    zip(labels, predicted).map { logs[$1][$0] }
  }
}

extension Matrix<Double> {
  /// - Parameter columns: of one length.
  init(columns: [[Double]]) {
    let rowCount = columns.first?.count ?? 0
    var elements = [Double]()
    elements.reserveCapacity(rowCount * columns.count)
    for row in 0..<rowCount {
      for column in columns { elements.append(column[row]) }
    }
    self.init(rowCount: rowCount, columnCount: columns.count, elements: elements)
  }
}
