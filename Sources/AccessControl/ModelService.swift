public import LinearAlgebra
public import NeuralNetworks
import Synchronization

/// The door of a model with the model behind it: whoever asks the model asks this, and learns what it answers.
///
/// It answers as its door says, counts the records it is asked about, and refuses what it does not grant. Those who train the
/// model stand behind the door: what they measure of it is no answer.
public final class ModelService: Sendable {
  private let network: Network<Float>
  public let door: Door
  /// How many records it answers in all; nil for any number.
  public let queryBudget: Int?
  private let showsWeights: Bool
  private let state: Mutex<State>

  private struct State {
    var asked = 0
    var noise: GaussianNoise
  }

  /// - Parameters:
  ///   - door: how it answers.
  ///   - queryBudget: how many records may be asked about in all; nil sets no limit.
  ///   - showsWeights: whether whoever asks is given the weights too.
  public init(
    _ network: Network<Float>, behind door: Door = Door(), queryBudget: Int? = nil, showsWeights: Bool
  ) {
    self.network = network
    self.door = door
    self.queryBudget = queryBudget
    self.showsWeights = showsWeights
    state = Mutex(State(noise: door.noise))
  }

  public var inputCount: Int { network.inputCount }
  public var classCount: Int { network.classCount }

  /// Records asked about so far.
  public var queryCount: Int { state.withLock { $0.asked } }

  /// What an adversary at the door holds.
  public var capabilities: Set<Capability> {
    let shown = door.settings.policy.capabilities
    return showsWeights ? shown.union([.weights]) : shown
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
    return shown(network.logits(of: records))
  }

  /// The same answers where those who train the model have its logits of the records, [records, classes], already.
  ///
  /// - Throws: `Refusal` where the records are more than may still be asked about.
  package func answers(showing logits: Matrix<Float>) throws(Refusal) -> ModelAnswers {
    try count(logits.rowCount)
    return shown(logits)
  }

  /// What whoever asks the same question that many times is answered each time.
  ///
  /// - Throws: `Refusal`, where all together are not answered.
  package func answers(
    to records: Matrix<Float>, times: Int, _ take: (ModelAnswers) -> Void
  ) throws(Refusal) {
    guard records.columnCount == network.inputCount else {
      throw .wrongWidth(found: records.columnCount, expected: network.inputCount)
    }
    try answers(showing: network.logits(of: records), times: times, take)
  }

  /// The same where the logits of the records are there already.
  ///
  /// - Throws: `Refusal`, where all together are not answered.
  package func answers(
    showing logits: Matrix<Float>, times: Int, _ take: (ModelAnswers) -> Void
  ) throws(Refusal) {
    try count(logits.rowCount * times)
    for _ in 0..<times { take(shown(logits)) }
  }

  private func shown(_ logits: Matrix<Float>) -> ModelAnswers {
    // Noise is taken in the order of the questions, so that no two get the same.
    guard door.settings.isNoisy else {
      var none = GaussianNoise.system
      return door.answers(to: logits, noise: &none)
    }
    return state.withLock { door.answers(to: logits, noise: &$0.noise) }
  }

  /// The weights.
  ///
  /// - Throws: `Refusal` where they are not shown.
  public func whiteBox() throws(Refusal) -> WhiteBox {
    guard showsWeights else { throw .notGranted(.weights) }
    return WhiteBox(network: network)
  }

  private func count(_ recordCount: Int) throws(Refusal) {
    let refusal = state.withLock { state -> Refusal? in
      if let queryBudget, state.asked + recordCount > queryBudget {
        return .budgetSpent(asked: state.asked, more: recordCount, budget: queryBudget)
      }
      state.asked += recordCount
      return nil
    }
    if let refusal { throw refusal }
  }
}
