public import DifferentialPrivacy
public import LinearAlgebra
public import NeuralNetworks
import Statistics

/// Training by clients: each round some of them train the model on records of their own, and what their models moved by is summed.
///
/// Without noise ⌈q K⌉ clients take part, and count by their records. With noise each client takes part by a coin of its own, all
/// count alike, and the sum is divided by q K: weights would move the sensitivity, and a count of who took part depends on who
/// there is.
///
/// References: McMahan et al., arXiv:1602.05629, Algorithm 1; _Learning Differentially Private Recurrent Language Models_,
/// arXiv:1710.06963, Algorithm 1, with the fixed-denominator estimator; Kairouz, Liu and Steinke, arXiv:2102.06387, for noise in shares.
public struct FederatedAveraging: Sendable {
  /// As the last round left it.
  public private(set) var network: Network<Float>
  /// Where the clipping norm is, when it follows a quantile.
  public private(set) var clipping: AdaptiveClipping
  /// nil before the first.
  public private(set) var lastRound: FederatedRound?
  public private(set) var totals = FederationTotals()
  /// Who sends nothing until it comes back.
  public private(set) var absent: Set<Int> = []
  /// Who lies until it comes back, and how.
  public private(set) var lies: [Int: Lie] = [:]
  /// Of whom the next round keeps what it does.
  public var watch = ClientWatch.nobody
  private let source: @Sendable (String) -> NoiseSource
  private var participation: NoiseSource
  private var dropouts: NoiseSource
  private let training = ClientTraining()
  private let sideBySide: ClientLoop
  private let masksUpdates: Bool
  /// The members of each client; empty before the first round.
  private var examples: [[Int]] = []

  /// Calls a closure for each number below a count, on as many threads as it likes, and returns when all have returned.
  public typealias ClientLoop = @Sendable (_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void

  /// - Parameters:
  ///   - masksUpdates: whether secure sums are held with keys and masks. Without, who stays and what they add up to are the same.
  ///   - sideBySide: trains the clients of a round; the round is the same to the bit however it does.
  ///   - source: gives the stream for each name; participation, drop-outs, noise and every client of every round have their own.
  public init(
    network: Network<Float>, masksUpdates: Bool = true, sideBySide: @escaping ClientLoop,
    source: @escaping @Sendable (String) -> NoiseSource
  ) {
    self.network = network
    self.sideBySide = sideBySide
    self.masksUpdates = masksUpdates
    self.source = source
    clipping = AdaptiveClipping(source("clipping"))
    participation = source("participation")
    dropouts = source("drop-outs")
  }

  /// From the next round on the client's messages do not arrive.
  public mutating func dropOut(_ client: Int) { absent.insert(client) }

  /// From the next round on the client is as it should be.
  public mutating func comeBack(_ client: Int) {
    absent.remove(client)
    lies[client] = nil
  }

  /// From the next round on the client sends that.
  public mutating func lie(_ client: Int, _ lie: Lie) { lies[client] = lie }

  /// Takes one round, and says what it did; an example of it is a client.
  ///
  /// - Precondition: the examples of the set are dealt to the clients that the settings count.
  public mutating func step(
    on set: TrainingSet, settings step: StepSettings, federation: FederationSettings
  ) -> StepDiagnostics {
    if examples.isEmpty { examples = Self.examples(of: set, clientCount: federation.clientCount ?? 0) }
    let terms = RoundTerms(step, federation, clipping: &clipping, parameterCount: network.parameterCount)
    let chosen = participants(of: step, federation)
    let leaving = chosen.map { leave($0, federation) }
    let updates = trained(chosen, leaving: leaving, on: set, step: step, federation: federation)
    let aggregation = RoundAggregation(
      terms, round: totals.rounds, parameterCount: network.parameterCount, masksUpdates: masksUpdates,
      source: source)
    let outcome = aggregation.outcome(chosen, leaving: leaving, updates: updates, lies: lies, watch: watch)
    if let sum = outcome.sum {
      var parameters = network.parameters
      parameters.add(ParameterVector(parameters.layout, values: sum.update), scaledBy: 1)
      network.parameters = parameters
      if let count = sum.countWithinNorm {
        clipping.follow(count, settings: federation.roundSettings(of: step))
      }
    }
    return finish(outcome)
  }

  private mutating func finish(_ outcome: RoundAggregation.Outcome) -> StepDiagnostics {
    let (round, counts) = (outcome.round, outcome.counts)
    lastRound = round
    totals.rounds += 1
    totals.participants += round.participants.count
    totals.dropped += round.participants.count { $0.droppedBefore != nil }
    totals.aborted += round.isAborted ? 1 : 0
    totals.nonFinite += counts.nonFinite
    totals.zero += counts.zero
    totals.clipped += round.participants.count(where: \.isClipped)
    totals.saturated += counts.saturated
    totals.byteCount += round.participants.reduce(0) { $0 + $1.byteCount }
    if let isExact = counts.isExact { totals.isExact = isExact && totals.isExact ?? true }
    return StepDiagnostics(
      batchSize: round.participants.count(where: \.isInSum),
      clippedCount: round.participants.count { $0.isInSum && $0.isClipped },
      nonFiniteCount: counts.nonFinite)
  }

  /// Who is to take part, in order.
  private mutating func participants(of step: StepSettings, _ federation: FederationSettings) -> [Int] {
    if step.noiseMultiplier > 0 {
      return examples.indices.filter { _ in participation.uniform() < federation.participation }
    }
    var clients = Array(examples.indices)
    clients.shuffle(using: &participation)
    return clients.prefix(federation.participantCount).sorted()
  }

  /// The message before which a client leaves; nil where it stays. Drawn for every participant, whoever is absent.
  private mutating func leave(_ client: Int, _ federation: FederationSettings) -> RoundPhase? {
    let (lot, place) = (dropouts.uniform(), dropouts.uniform())
    // The worst moment: what it shares with the others is in their masks already.
    if absent.contains(client) { return .mask }
    guard lot < federation.dropouts else { return nil }
    guard federation.aggregation == .secure else { return .mask }
    let phases = RoundPhase.allCases
    return phases[min(phases.count - 1, Int(place * Double(phases.count)))]
  }

  /// The updates of those who send one, side by side; nil of the others.
  private func trained(
    _ chosen: [Int], leaving: [RoundPhase?], on set: TrainingSet, step: StepSettings,
    federation: FederationSettings
  ) -> [ClientUpdate?] {
    let (network, training, source, examples, lies) = (network, training, source, examples, lies)
    let round = totals.rounds
    let results = ClientResults<ClientUpdate>(count: chosen.count)
    sideBySide(chosen.count) { place in
      if let message = leaving[place], message <= .mask { return }
      let client = chosen[place]
      var delta = training.update(
        of: network, on: examples[client], of: set, step: step, federation: federation
      ) { source("client \(client) round \(round) \($0)") }
      if let lie = lies[client] { delta = lie.told(of: delta) }
      results[place] = ClientUpdate(client: client, recordCount: examples[client].count, delta: delta)
    }
    return results.values
  }

  private static func examples(of set: TrainingSet, clientCount: Int) -> [[Int]] {
    guard let clients = set.clients else { preconditionFailure("examples are dealt to clients") }
    var examples = [[Int]](repeating: [], count: clientCount)
    for (example, client) in clients.enumerated() where set.isMember[example] {
      examples[client].append(example)
    }
    return examples
  }

  /// Gives back the memory that rounds need; the next one takes it anew.
  public mutating func discardWorkspace() { training.discardWorkspaces() }
}
