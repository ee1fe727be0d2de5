import AccessControl
public import Attacks
import LinearAlgebra
import Records

/// What is found where it is the label of a record that is not known: the model answers it, more surely for its members, and
/// membership says which label it was trained with.
public struct MissingLabelStudy: Sendable {
  /// By the likeliest class.
  public let byModel: AttributeStudy.Sides
  /// By the class with which the record looks most like a member: whose loss is furthest below that of models of the adversary's
  /// own, where each is as likely beforehand as public records make it. nil without such models, and where labels alone are
  /// shown.
  public let byMembership: AttributeStudy.Sides?
  /// Without the model, by public records: of the whole pool.
  public let imputation: AttributeResult?

  /// - Throws: `Refusal` where the service does not answer.
  init(
    asking service: ModelService, of data: ExperimentData, references: [ModelService],
    imputation: MissingLabelImputation
  ) throws(Refusal) {
    let (truth, isMember) = (data.candidateLabels, data.split.isMember)
    let judge = { scores in
      AttributeStudy.Sides(scores: scores, prior: imputation.prior, truth: truth, isMember: isMember)
    }
    let answers = try service.meanAnswers(to: data.candidateInputs)
    let own = answers.classLogs(classCount: service.classCount)
    byModel = judge(own)
    var calibrated = zip(own.elements, imputation.scores.elements).map { $0 + $1 }
    for reference in references {
      let other = try reference.meanAnswers(to: data.candidateInputs).classLogs(
        classCount: service.classCount)
      for (index, log) in other.elements.enumerated() { calibrated[index] -= log / Double(references.count) }
    }
    byMembership =
      references.isEmpty || answers.logits == nil
      ? nil
      : judge(Matrix(rowCount: own.rowCount, columnCount: own.columnCount, elements: calibrated))
    self.imputation = AttributeResult(
      scores: imputation.scores, prior: imputation.prior, truth: truth, of: Array(truth.indices))
  }
}

extension ModelAnswers {
  /// ln of each class's confidence, [records, classes]; of labels alone zero for the one predicted, and less for all others.
  fileprivate func classLogs(classCount: Int) -> Matrix<Double> {
    guard let logits else {
      return Matrix(
        rowCount: labels.count, columnCount: classCount,
        elements: labels.flatMap { label in (0..<classCount).map { $0 == label ? 0 : -1 } })
    }
    return CandidateConfidences(logits: logits, labels: labels).classLogs
  }
}
