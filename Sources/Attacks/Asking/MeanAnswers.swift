package import AccessControl
package import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ModelService {
  /// Answers about one record that tell more than the first: as many as the door gives where each has noise of its own, and one
  /// where they are all the same.
  package var usefulAnswerCount: Int { door.settings.isNoisy ? door.settings.queriesPerRecord : 1 }

  /// The answers about these records as an adversary knows them who asks as often as that tells it more: the mean of the
  /// confidences, or of labels alone the most frequent one.
  ///
  /// - Throws: `Refusal` where it does not answer.
  package func meanAnswers(to records: Matrix<Float>) throws(Refusal) -> ModelAnswers {
    guard usefulAnswerCount > 1 else { return try answers(to: records) }
    var mean = MeanAnswers(rowCount: records.rowCount, classCount: classCount)
    try answers(to: records, times: usefulAnswerCount) { mean.take($0) }
    return mean.answers
  }

  /// The same where those who train the model have its logits of the records, [records, classes], already.
  ///
  /// - Throws: `Refusal` where it does not answer.
  package func meanAnswers(showing logits: Matrix<Float>) throws(Refusal) -> ModelAnswers {
    guard usefulAnswerCount > 1 else { return try answers(showing: logits) }
    var mean = MeanAnswers(rowCount: logits.rowCount, classCount: classCount)
    try answers(showing: logits, times: usefulAnswerCount) { mean.take($0) }
    return mean.answers
  }
}

/// The mean of several answers about the same records.
private struct MeanAnswers {
  private let classCount: Int
  /// Of each record and class the sum of its confidences, or how often it was the label.
  private var sums: [Double]
  private var showsConfidences = true

  init(rowCount: Int, classCount: Int) {
    self.classCount = classCount
    sums = Array(repeating: 0, count: rowCount * classCount)
  }

  mutating func take(_ answers: ModelAnswers) {
    guard let logits = answers.logits else {
      showsConfidences = false
      for (row, label) in answers.labels.enumerated() { sums[row * classCount + label] += 1 }
      return
    }
    for row in 0..<logits.rowCount {
      let values = logits.row(row)
      let largest = Double(values.max() ?? 0)
      let total = values.reduce(0) { $0 + exp(Double($1) - largest) }
      for (label, value) in values.enumerated() {
        sums[row * classCount + label] += exp(Double(value) - largest) / total
      }
    }
  }

  var answers: ModelAnswers {
    let mean = Matrix<Float>(
      rowCount: sums.count / max(1, classCount), columnCount: classCount,
      elements: sums.map { Float(showsConfidences ? log($0) : $0) })
    return showsConfidences ? ModelAnswers(logits: mean) : ModelAnswers(labels: mean.largestColumns())
  }
}
