public import LinearAlgebra
public import NeuralNetworks
import Synchronization

/// The door of a model: whoever asks the model asks this, and learns what it answers.
///
/// It answers by its policy, counts the records it is asked about, and refuses what it does not grant. Those who train the
/// model stand behind the door: what they measure of it is no answer.
public final class ModelService: Sendable {
  private let network: Network<Float>
  public let policy: AnswerPolicy
  /// How many records it answers in all; nil for any number.
  public let queryBudget: Int?
  private let showsWeights: Bool
  private let asked = Mutex(0)

  /// - Parameters:
  ///   - policy: what an answer holds.
  ///   - queryBudget: how many records may be asked about in all; nil sets no limit.
  ///   - showsWeights: whether whoever asks is given the weights too.
  public init(
    _ network: Network<Float>, answering policy: AnswerPolicy = .full, queryBudget: Int? = nil,
    showsWeights: Bool
  ) {
    self.network = network
    self.policy = policy
    self.queryBudget = queryBudget
    self.showsWeights = showsWeights
  }

  public var inputCount: Int { network.inputCount }
  public var classCount: Int { network.classCount }

  /// Records asked about so far.
  public var queryCount: Int { asked.withLock { $0 } }

  /// What an adversary at the door holds.
  public var capabilities: Set<Capability> {
    showsWeights ? policy.capabilities.union([.weights]) : policy.capabilities
  }

  /// The answers about these records, [records, inputs].
  ///
  /// - Throws: `Refusal` where they are not what the model takes, or more than may still be asked about; nothing is then
  ///   counted.
  public func answers(to records: Matrix<Float>) throws(Refusal) -> ModelAnswers {
    guard records.columnCount == network.inputCount else {
      throw .wrongWidth(found: records.columnCount, expected: network.inputCount)
    }
    try count(records.rowCount)
    return policy.answers(to: network.logits(of: records))
  }

  /// The same answers where those who train the model have its logits of the records, [records, classes], already.
  ///
  /// - Throws: `Refusal` where the records are more than may still be asked about.
  package func answers(showing logits: Matrix<Float>) throws(Refusal) -> ModelAnswers {
    try count(logits.rowCount)
    return policy.answers(to: logits)
  }

  /// The weights.
  ///
  /// - Throws: `Refusal` where they are not shown.
  public func whiteBox() throws(Refusal) -> WhiteBox {
    guard showsWeights else { throw .notGranted(.weights) }
    return WhiteBox(network: network)
  }

  private func count(_ recordCount: Int) throws(Refusal) {
    let refusal = asked.withLock { asked -> Refusal? in
      if let queryBudget, asked + recordCount > queryBudget {
        return .budgetSpent(asked: asked, more: recordCount, budget: queryBudget)
      }
      asked += recordCount
      return nil
    }
    if let refusal { throw refusal }
  }
}
