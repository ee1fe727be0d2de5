import Attacks
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

/// A run that is looked at slice by slice: who is in which, how the model answers, and how an attack scores the pool.
public struct SlicedRun: Sendable {
  private let data: ExperimentData
  /// Of each candidate whether the model answers with the label it is trained with.
  private let isHit: [Bool]
  /// Of each held-out record whether it answers with the file's.
  private let isTestHit: [Bool]
  private let scores: [Double]

  /// - Parameter scores: of the attack that ranks, one for each record of the pool.
  /// - Throws: `ExposureError` where a unit has several records.
  public init(of run: TrainingRun, scores: [Double]) throws(ExposureError) {
    try self.init(run.model, on: run.data, scores: scores)
  }

  init(_ network: Network<Float>, on data: ExperimentData, scores: [Double]) throws(ExposureError) {
    try data.checkThatUnitsAreRecords()
    precondition(scores.count == data.split.pool.count)
    self.data = data
    self.scores = scores.map { $0.isNaN ? -.infinity : $0 }
    let logits = network.logits(of: data.candidateInputs)
    isHit = zip(logits.largestColumns(), data.candidateLabels).map { $0 == $1 }
    let test = data.testAnswers(of: network, candidateLogits: logits)
    isTestHit = zip(test.predicted, test.confidences.labels).map { $0 == $1 }
  }

  /// The slices that hold a record, in the order of classes, categories or numbers.
  public func slices(by slicing: Slicing) -> [Slice] {
    let (split, dataset) = (data.split, data.dataset)
    let names: [String]
    // The slice of each record of the pool, and of each held-out one.
    let pool: [Int]
    let test: [Int]
    switch slicing {
    case .classes:
      names = dataset.classNames
      (pool, test) = (data.candidateLabels, split.test.map { dataset.labels[$0] })
    case .answers:
      names = ["right", "wrong"]
      (pool, test) = (isHit.map { $0 ? 0 : 1 }, isTestHit.map { $0 ? 0 : 1 })
    case .labels:
      names = ["right", "wrong"]
      let place = { (position: Int) in data.labels[position] == dataset.labels[position] ? 0 : 1 }
      (pool, test) = (split.pool.map(place), split.test.map(place))
    case .column(let field):
      let place: (Int) -> Int
      switch field.kind {
      case .categories(let categories):
        names = categories
        place = { field.category(in: Array(dataset.values.row($0))) ?? 0 }
      case .number:
        let numbers = data.numbers(of: field) ?? []
        names = numbers.map { RecordField.text(of: $0) }
        let places = Dictionary(uniqueKeysWithValues: zip(numbers, numbers.indices))
        place = { places[dataset.values[$0, field.columns.lowerBound]] ?? 0 }
      }
      (pool, test) = (split.pool.map(place), split.test.map(place))
    }
    return names.indices.compactMap { value in
      let candidates = pool.indices.filter { pool[$0] == value }
      let heldOut = test.indices.filter { test[$0] == value }
      guard !candidates.isEmpty || !heldOut.isEmpty else { return nil }
      return slice(slicing, names[value], candidates: candidates, heldOut: heldOut)
    }
  }

  private func slice(_ slicing: Slicing, _ value: String, candidates: [Int], heldOut: [Int]) -> Slice {
    let sides = [true, false].map { side in
      candidates.filter { data.split.isMember[$0] == side }.map { scores[$0] }
    }
    let curve =
      sides.allSatisfy { $0.count >= Slice.fewest }
      ? ROCCurve(memberScores: sides[0], nonMemberScores: sides[1]) : nil
    return Slice(
      slicing: slicing, value: value, members: sides[0].count, others: sides[1].count, heldOut: heldOut.count,
      accuracy: slicing == .answers || heldOut.isEmpty
        ? nil : BinomialInterval(successes: heldOut.count { isTestHit[$0] }, trials: heldOut.count),
      area: curve.map { Estimate(value: $0.areaUnderCurve, interval: $0.areaInterval) })
  }
}

extension ExperimentData {
  /// - Throws: `ExposureError` where a score is of several records, and of no single one.
  public func checkThatUnitsAreRecords() throws(ExposureError) {
    guard split.recordsOfUnits == nil else { throw .severalRecordsAUnit(units.unit) }
  }
}
