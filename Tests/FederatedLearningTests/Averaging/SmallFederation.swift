import DifferentialPrivacy
import FederatedLearning
import LinearAlgebra
import NeuralNetworks
import Statistics

/// Clients with a few records each and a network to train, all of it drawn from one seed.
struct SmallFederation {
  var network: Network<Float>
  var set: TrainingSet
  var step = StepSettings(expectedBatchSize: 1, learningRate: 0.5)
  var federation = FederationSettings()
  var stream = RandomStream(seed: 15)
  /// Trains clients one after another, the last first.
  static let backwards: FederatedAveraging.ClientLoop = { count, body in
    for place in (0..<count).reversed() { body(place) }
  }

  /// - Parameter sizes: records of each client, which lie in turn.
  init(sizes: [Int], inputs: Int = 4, classes: Int = 3, hidden: [Int] = [], isMember: Bool = true) {
    var chance = RandomStream(seed: 4)
    var left = sizes
    var clients = [Int]()
    while left.contains(where: { $0 > 0 }) {
      for client in left.indices where left[client] > 0 {
        clients.append(client)
        left[client] -= 1
      }
    }
    let values = (0..<max(1, clients.count) * inputs).map { _ in Float(chance.uniform() * 4 - 2) }
    let labels = (0..<max(1, clients.count)).map { _ in Int(chance.next() % UInt64(classes)) }
    let members = [Bool](repeating: isMember && !clients.isEmpty, count: labels.count)
    if clients.isEmpty { clients = [0] }
    set = TrainingSet(
      records: Matrix(rowCount: labels.count, columnCount: inputs, elements: values), labels: labels,
      isMember: members, expectedMemberCount: Double(labels.count)
    ).dealt(to: clients)
    network = Network(
      Architecture(hiddenWidths: hidden), inputCount: inputs, classCount: classes, activation: .tanh)
    if !hidden.isEmpty { network.initialize(from: chance.split("weights")) }
    federation.clientCount = sizes.count
    federation.participation = 1
    (federation.localEpochs, federation.localBatchSize) = (1, nil)
  }

  /// Clients without a record, whose updates are zeros: what moves the model is noise.
  static func idle(clients: Int, inputs: Int) -> SmallFederation {
    SmallFederation(sizes: [Int](repeating: 0, count: clients), inputs: inputs, classes: 2)
  }

  func averaging(_ loop: @escaping FederatedAveraging.ClientLoop = backwards) -> FederatedAveraging {
    FederatedAveraging(network: network, sideBySide: loop) { [stream] in .seeded(stream.split($0)) }
  }

  /// After so many rounds.
  func trained(
    rounds: Int = 1, _ loop: @escaping FederatedAveraging.ClientLoop = backwards,
    watching watch: ClientWatch = .nobody,
    preparing prepare: (inout FederatedAveraging) -> Void = { _ in }
  ) -> FederatedAveraging {
    var averaging = averaging(loop)
    averaging.watch = watch
    prepare(&averaging)
    for _ in 0..<rounds { _ = averaging.step(on: set, settings: step, federation: federation) }
    return averaging
  }

  /// What the model moved by in a round, times what it was divided by: the sum as the server has it under noise.
  func sum(preparing prepare: (inout FederatedAveraging) -> Void = { _ in }) -> [Double] {
    let end = trained(preparing: prepare).network.parameters.values
    let divisor = federation.expectedParticipantCount / federation.serverRate
    return zip(end, network.parameters.values).map { (Double($0) - Double($1)) * divisor }
  }
}

/// ‖a − b‖.
func distance(_ first: [Double], _ second: [Double]) -> Double {
  zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}

/// Of values whose mean is zero.
func variance(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(values.count) }
