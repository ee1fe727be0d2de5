import AccessControl
import Foundation
import LinearAlgebra
import Testing

/// The arithmetic of what is shown, on confidences that a person can check.
struct AnswerPolicyTests {
  private static let confidences: [[Double]] = [
    [0.72, 0.26, 0.02], [0.30, 0.36, 0.34], [0.06, 0.04, 0.90],
  ]

  /// Logits of those confidences; a constant of each record changes none.
  private static let logits = Matrix<Float>(
    rowCount: 3, columnCount: 3,
    elements: confidences.enumerated().flatMap { row, confidences in
      confidences.map { Float(log($0)) + Float(row) - 1 }
    })

  private func shown(_ policy: AnswerPolicy) throws -> [[Double]] {
    let logits = try #require(policy.answers(to: Self.logits).logits)
    return (0..<logits.rowCount).map { row in logits.row(row).map { exp(Double($0)) } }
  }

  @Test func fullAnswersAreTheModels() {
    let answers = AnswerPolicy.full.answers(to: Self.logits)
    #expect(answers.logits == Self.logits && answers.labels == [0, 1, 2])
  }

  @Test(arguments: [
    (0.1, [[0.7, 0.3, 0.025], [0.3, 0.4, 0.3], [0.1, 0.025, 0.9]]),
    (0.5, [[0.5, 0.5, 0.125], [0.5, 0.5, 0.5], [0.125, 0.125, 1]]),
    (0.01, [[0.72, 0.26, 0.02], [0.30, 0.36, 0.34], [0.06, 0.04, 0.90]]),
  ])
  func roundedConfidencesAreMultiplesOfTheStep(step: Double, expected: [[Double]]) throws {
    for (row, wanted) in zip(try shown(.rounded(to: step)), expected) {
      for (value, wanted) in zip(row, wanted) { #expect(abs(value - wanted) < 1e-6) }
    }
  }

  /// Two classes that are shown as equal are not told apart by the label either.
  @Test func aRoundedAnswerTellsNoMoreByItsLabel() {
    #expect(AnswerPolicy.rounded(to: 0.5).answers(to: Self.logits).labels == [0, 0, 2])
  }

  @Test func theLikeliestAreShownAndTheOthersShareTheRest() throws {
    let one = try shown(.top(1))
    for (row, (values, confidences)) in zip(one, Self.confidences).enumerated() {
      let scale = exp(Double(row) - 1)
      let best = confidences.max() ?? 0
      for (value, confidence) in zip(values, confidences) {
        #expect(abs(value / scale - (confidence == best ? best : (1 - best) / 2)) < 1e-6)
      }
    }
    #expect(AnswerPolicy.top(1).answers(to: Self.logits).labels == [0, 1, 2])
    // Of three classes, two and the rest are all three.
    for (values, full) in zip(try shown(.top(2)), try shown(.full)) {
      for (value, exact) in zip(values, full) { #expect(abs(value - exact) < 1e-6 * exact) }
    }
    #expect(AnswerPolicy.top(7).answers(to: Self.logits).logits == Self.logits)
  }

  /// Where one confidence rounds to one, what is left for the others is still told apart.
  @Test func sureAnswersKeepTheirDoubt() throws {
    let sure = Matrix<Float>(rowCount: 1, columnCount: 3, elements: [60, 10, 0])
    let logits = try #require(AnswerPolicy.top(1).answers(to: sure).logits)
    #expect(logits[0, 0] == 60 && logits[0, 1] == logits[0, 2])
    #expect(abs(Double(logits[0, 1]) - (10 + log((1 + exp(-10)) / 2))) < 1e-5)
  }

  @Test func labelsAloneShowNoConfidence() {
    let answers = AnswerPolicy.label.answers(to: Self.logits)
    #expect(answers.logits == nil && answers.labels == [0, 1, 2])
    #expect(!AnswerPolicy.label.capabilities.contains(.losses))
    for policy in [AnswerPolicy.full, .rounded(to: 0.1), .top(3)] {
      #expect(policy.capabilities.isSuperset(of: [.labels, .losses, .confidences, .questions]))
    }
  }
}
