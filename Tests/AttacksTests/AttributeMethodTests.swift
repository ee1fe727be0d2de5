import AccessControl
import Attacks
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Attribute attacks beside NumPy, scikit-learn and SciPy: `Tests/ReferenceValues/attribute_scores.py`.
struct AttributeMethodTests {
  struct Reference: Decodable {
    let values: Int
    let records: [[Float]]
    let labels: [Int]
    let truth: [Int]
    /// So many of the records are public; the others are asked about.
    let publicCount: Int
    let weights: [[Float]]
    let constants: [Float]
    let other: [[Float]]
    let imputation: [[Double]]
    let scores: [String: [[Double]]]
    let scoresByLabel: [String: [[Double]]]
    let judged: Judged
    let gain: Gain

    struct Judged: Decodable {
      let right: Int
      let low: Double
      let high: Double
      let auc: Double?
    }

    struct Gain: Decodable {
      let value: Double
      let low: Double
      let high: Double
    }

    private enum CodingKeys: String, CodingKey {
      case values, records, labels, truth, weights, constants, other, imputation, scores, judged, gain
      case publicCount = "public"
      case scoresByLabel = "scores_by_label"
    }

    var question: AttributeQuestion {
      AttributeQuestion(
        inputs: 1..<1 + values, names: (0..<values).map { "value \($0)" },
        patterns: (0..<values).map { value in (0..<values).map { $0 == value ? 1 : 0 } })
    }

    private func matrix(_ rows: ArraySlice<[Float]>) -> Matrix<Float> {
      Matrix(rowCount: rows.count, columnCount: records[0].count, elements: Array(rows.joined()))
    }

    var publicInputs: Matrix<Float> { matrix(records[..<publicCount]) }
    var publicLabels: [Int] { Array(labels[..<publicCount]) }
    var inputs: Matrix<Float> { matrix(records[publicCount...]) }
    var askedLabels: [Int] { Array(labels[publicCount...]) }
    var askedTruth: [Int] { Array(truth[publicCount...]) }

    /// The made-up model, or with other weights the one it is compared with.
    func service(_ weights: [[Float]], _ constants: [Float], answering policy: AnswerPolicy = .full)
      -> ModelService
    {
      var network = Network<Float>(
        Architecture(hiddenWidths: []), inputCount: records[0].count, classCount: 3, activation: .relu)
      network.parameters.values = weights.flatMap(\.self) + constants
      return ModelService(network, behind: Door(policy), showsWeights: false)
    }

    func evidence(answering policy: AnswerPolicy = .full) throws -> AttributeEvidence {
      let imputation = AttributeImputation(
        of: question, publicInputs: publicInputs, publicLabels: publicLabels, about: inputs,
        labels: askedLabels, classCount: 3)
      return try AttributeEvidence(
        asking: service(weights, constants, answering: policy), question, about: inputs, labels: askedLabels,
        imputation: imputation, publicInputs: publicInputs, publicLabels: publicLabels)
    }
  }

  static let references = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/attribute_scores.json"))
    return try JSONDecoder().decode([Reference].self, from: data)
  }

  /// Log odds of the imputers are right to some thousandths, as they promise; of the model alone to a float's precision.
  private func expect(
    _ scores: Matrix<Double>, toBe expected: [[Double]], within tolerance: Double, _ name: String
  ) {
    #expect(scores.rowCount == expected.count)
    for (row, wanted) in expected.enumerated() {
      // A score that all values of a record have beside their own decides nothing.
      let (first, theirFirst) = name == "fredrikson" ? (scores[row, 0], wanted[0]) : (0, 0)
      for (ours, theirs) in zip(scores.row(row).map { $0 - first }, wanted.map { $0 - theirFirst }) {
        #expect(abs(ours - theirs) < tolerance, "\(name), record \(row): \(ours), \(theirs)")
      }
    }
  }

  @Test func everyScoreIsThatOfOthersWork() throws {
    for reference in try Self.references.get() {
      var evidence = try reference.evidence()
      try evidence.add(
        reference: reference.service(reference.other, [0, 0, 0]), reference.question, about: reference.inputs,
        labels: reference.askedLabels)
      expect(evidence.imputation.withLabel, toBe: reference.imputation, within: 5e-3, "imputation")
      #expect(reference.scores.count == AttributeMethod.allCases.count)
      for method in AttributeMethod.allCases {
        let usesImputer = [.modelTimesImputer, .membershipTimesImputation].contains(method)
        expect(
          try method.scores(from: evidence), toBe: try #require(reference.scores[method.name]),
          within: usesImputer ? 5e-3 : 1e-4, method.name)
      }
    }
  }

  /// What stands at the inputs that are asked for is not looked at.
  @Test func theTruthIsNotAmongTheEvidence() throws {
    for reference in try Self.references.get() {
      let evidence = try reference.evidence()
      var shuffled = reference.inputs
      for row in 0..<shuffled.rowCount {
        for input in reference.question.inputs { shuffled[row, input] = Float(row) }
      }
      let imputation = AttributeImputation(
        of: reference.question, publicInputs: reference.publicInputs, publicLabels: reference.publicLabels,
        about: shuffled, labels: reference.askedLabels, classCount: 3)
      let other = try AttributeEvidence(
        asking: reference.service(reference.weights, reference.constants), reference.question,
        about: shuffled, labels: reference.askedLabels, imputation: imputation,
        publicInputs: reference.publicInputs, publicLabels: reference.publicLabels)
      for method in AttributeMethod.allCases where !method.usesReferences {
        #expect(try method.scores(from: evidence) == method.scores(from: other))
      }
      #expect(reference.question.values(of: reference.inputs) == reference.askedTruth)
    }
  }

  /// Behind a door that shows labels alone, a confusion matrix says what they are worth, and what needs more says so.
  @Test func theDoorDecidesWhatIsSeen() throws {
    for reference in try Self.references.get() {
      let evidence = try reference.evidence(answering: .label)
      for (name, expected) in reference.scoresByLabel {
        let method = try #require(AttributeMethod.named(name))
        expect(try method.scores(from: evidence), toBe: expected, within: 1e-9, name)
      }
      for method in [AttributeMethod.modifiedEntropy, .membershipTimesImputation] {
        #expect(throws: MissingEvidence.notGranted(.losses)) { try method.scores(from: evidence) }
      }
      #expect(throws: MissingEvidence.references(diverged: 0)) {
        try AttributeMethod.membershipTimesImputation.scores(from: try reference.evidence())
      }
      // Rounded to whole numbers, answers say of three classes: this one, another, or none.
      let coarse = try AttributeMethod.yeom.scores(from: reference.evidence(answering: .rounded(to: 1)))
      #expect(Set(coarse.elements).count <= 3)
    }
  }

  @Test func sharesAreaAndGainHaveTheirIntervals() throws {
    for reference in try Self.references.get() {
      let evidence = try reference.evidence()
      let (truth, prior) = (reference.askedTruth, evidence.imputation.prior)
      let chosen = Array(stride(from: 0, to: truth.count, by: 2))
      let scores = try AttributeMethod.fredrikson.scores(from: evidence)
      let result = try #require(
        AttributeResult(scores: scores, prior: prior, truth: truth, of: chosen))
      #expect(result.accuracy.successes == reference.judged.right && result.accuracy.trials == chosen.count)
      #expect(abs(result.accuracy.bounds.lowerBound - reference.judged.low) < 1e-9)
      #expect(abs(result.accuracy.bounds.upperBound - reference.judged.high) < 1e-9)
      #expect((result.area == nil) == (reference.judged.auc == nil))
      if let area = result.area, let expected = reference.judged.auc {
        #expect(abs(area.value - expected) < 1e-12)
      }
      let gain = try #require(
        AttributeResult.gain(
          of: AttributeMethod.modelTimesImputer.scores(from: evidence), over: evidence.imputation.withLabel,
          prior: prior, truth: truth, on: chosen))
      #expect(abs(gain.value - reference.gain.value) < 1e-12)
      #expect(abs(gain.interval.lowerBound - reference.gain.low) < 1e-9)
      #expect(abs(gain.interval.upperBound - reference.gain.high) < 1e-9)
      #expect(AttributeResult(scores: scores, prior: prior, truth: truth, of: []) == nil)
    }
  }

  /// What is the same of all records moves no area: with the prior as without.
  @Test func aConstantBreaksNoTie() throws {
    for reference in try Self.references.get() where reference.question.valueCount == 2 {
      for policy in [AnswerPolicy.full, .rounded(to: 0.1), .label] {
        let evidence = try reference.evidence(answering: policy)
        let areas = try [AttributeMethod.fredrikson, .yeom].map { method in
          AttributeResult(
            scores: try method.scores(from: evidence), prior: evidence.imputation.prior,
            truth: reference.askedTruth, of: Array(reference.askedTruth.indices))?.area?.value
        }
        #expect(areas[0] == areas[1], "\(policy)")
      }
    }
  }

  /// The interval of Agresti and Caffo, by hand for 7 of 10 and 2 of 20: 8 / 12 – 3 / 22 ± 1.96 √(.018519 + .005353).
  @Test func theGapHasItsInterval() throws {
    let scores = Matrix<Double>(
      rowCount: 30, columnCount: 2,
      elements: (0..<30).flatMap { $0 < 7 || (10..<12).contains($0) ? [0, 1] : [1, 0] })
    let truth = [Int](repeating: 1, count: 30)
    let sides = try [Array(0..<10), Array(10..<30)].map {
      try #require(AttributeResult(scores: scores, prior: [-0.7, -0.7], truth: truth, of: $0))
    }
    let gap = sides[0].gap(over: sides[1])
    #expect(abs(gap.value - 0.6) < 1e-12)
    #expect(
      abs(gap.interval.lowerBound - 0.2274815) < 1e-5 && abs(gap.interval.upperBound - 0.8331245) < 1e-5)
    #expect(sides[0].gap(over: sides[0]).interval.contains(0))
  }

  /// Of values that fit alike the more frequent one is guessed.
  @Test func tiesGoToTheMoreFrequentValue() {
    let scores = Matrix<Double>(rowCount: 2, columnCount: 3, elements: [1, 1, 0, 0, 2, 2])
    #expect(AttributeResult.guesses(by: scores, prior: [-3, -1, -2]) == [1, 1])
    #expect(AttributeResult.guesses(by: scores, prior: [-1, -3, -2]) == [0, 2])
  }
}
