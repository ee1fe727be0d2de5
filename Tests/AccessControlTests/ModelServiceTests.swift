import AccessControl
import Dispatch
import LinearAlgebra
import NeuralNetworks
import PlainText
import Testing

struct ModelServiceTests {
  /// Class 1 where the first input is above the second.
  private static let network = Network<Float>(
    layers: [Dense(inputCount: 2, outputCount: 2)], parameters: [0, 1, 1, 0, 0, 0])

  private let records = Matrix<Float>(rowCount: 3, columnCount: 2, elements: [1, 0, 0, 1, 2, 3])

  @Test func itAnswersByItsPolicyAndCountsRecords() throws {
    let service = ModelService(Self.network, showsWeights: false)
    #expect(try service.answers(to: records).logits == Self.network.logits(of: records))
    #expect(service.queryCount == 3)
    let labels = ModelService(Self.network, behind: Door(.label), showsWeights: false)
    let answers = try labels.answers(to: records)
    #expect(answers.logits == nil && answers.labels == [1, 0, 0])
    #expect(try labels.answers(to: Matrix(rowCount: 0, columnCount: 2)).labels.isEmpty)
    #expect(labels.queryCount == 3 && service.queryCount == 3)
  }

  /// Questions from several threads are all counted.
  @Test func everyQuestionCounts() {
    let service = ModelService(Self.network, showsWeights: false)
    let records = records
    DispatchQueue.concurrentPerform(iterations: 40) { _ in _ = try? service.answers(to: records) }
    #expect(service.queryCount == 120)
  }

  /// A question that would exceed the budget is refused as a whole, and costs nothing.
  @Test func aBudgetIsKept() throws {
    let service = ModelService(Self.network, queryBudget: 5, showsWeights: false)
    _ = try service.answers(to: records)
    let refusal = Refusal.budgetSpent(asked: 3, more: 3, budget: 5)
    #expect(throws: refusal) { try service.answers(to: records) }
    #expect(service.queryCount == 3)
    _ = try service.answers(to: records.gatheringRows([0, 1]))
    #expect(service.queryCount == 5)
    #expect(
      refusal.description
        == "The model's service answers 5 records in all, and has answered 3: it refuses 3 more. Ask about fewer, or raise the budget."
    )
  }

  @Test func recordsOfAnotherKindAreRefused() {
    let service = ModelService(Self.network, showsWeights: false)
    #expect(throws: Refusal.wrongWidth(found: 3, expected: 2)) {
      try service.answers(to: Matrix(rowCount: 1, columnCount: 3, elements: [1, 2, 3]))
    }
    #expect(service.queryCount == 0)
  }

  @Test func weightsAreGivenToThoseWhoHoldThem() throws {
    let closed = ModelService(Self.network, showsWeights: false)
    #expect(throws: Refusal.notGranted(.weights)) { try closed.whiteBox() }
    #expect(!closed.capabilities.contains(.weights))
    let open = ModelService(Self.network, behind: Door(.label), showsWeights: true)
    #expect(open.capabilities == [.labels, .questions, .weights])
    #expect(try open.whiteBox().network == Self.network && open.queryCount == 0)
  }
}
