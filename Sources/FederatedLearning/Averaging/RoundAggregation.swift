import DifferentialPrivacy
import LinearAlgebra

/// From the updates of a round to their sum.
struct RoundAggregation {
  /// What a client sends, before anything masks it.
  struct Contribution: Sendable {
    let client: Int
    /// The update, cut and with the client's noise; behind it whether it was within C, where that is asked.
    let values: [Float]
    let weight: Int
    let isWithinNorm: Bool
  }

  /// The sum over those who stayed, as the server gets it.
  struct Total {
    /// Σ weight · values, and behind them the count, whose weight is 1, times its scale, where that is asked.
    var values: [Float]
    var weight: Int
    /// Who is in it.
    var clients: Set<Int>
    /// Of each who sent some.
    var byteCounts: [Int: Int]
    var saturatedCount = 0
    /// Whether it is what it should be; nil where nothing could go wrong.
    var isExact: Bool?
    /// Whether it was not opened, and there is none.
    var isAborted = false
    var transcript: AggregationTranscript?
  }

  /// What the model moves by.
  struct Sum {
    let update: [Float]
    /// ½ for each update within C and −½ for each beyond, with noise; nil where nothing asks for it.
    let countWithinNorm: Double?
  }

  struct Outcome {
    let sum: Sum?
    let round: FederatedRound
    let counts: (nonFinite: Int, zero: Int, saturated: Int, isExact: Bool?)
  }

  let terms: RoundTerms
  let index: Int
  let parameterCount: Int
  let masksUpdates: Bool
  let source: (String) -> NoiseSource

  init(
    _ terms: RoundTerms, round: Int, parameterCount: Int, masksUpdates: Bool,
    source: @escaping (String) -> NoiseSource
  ) {
    (self.terms, index, self.parameterCount, self.source) = (terms, round, parameterCount, source)
    self.masksUpdates = masksUpdates
  }

  /// - Parameters:
  ///   - chosen: the clients of the round.
  ///   - leaving: the message before which each leaves; nil of who stays.
  ///   - updates: nil of who leaves before it sends one.
  func outcome(
    _ chosen: [Int], leaving: [RoundPhase?], updates: [ClientUpdate?], lies: [Int: Lie], watch: ClientWatch
  ) -> Outcome {
    var updates = updates
    let first = updates.lazy.compactMap(\.self).first
    let whole = updates.lazy.compactMap(\.self).first { watch.watches($0.client, first: first?.client) }
    let threshold = terms.federation.threshold(participantCount: chosen.count)
    var contributions = [Contribution]()
    for place in chosen.indices {
      guard var update = updates[place] else { continue }
      clip(&update, isLie: lies[update.client] != nil)
      updates[place] = update
      contributions.append(contribution(of: update, threshold: threshold))
    }
    let total: Total
    switch terms.federation.aggregation {
    case .plain: total = plainTotal(of: contributions)
    case .secure:
      total = secureTotal(
        of: contributions, among: chosen, leaving: leaving, threshold: threshold, watching: whole?.client)
    }
    let sum = total.isAborted ? nil : sum(of: total)
    let participants = chosen.indices.map { place in
      let (client, update) = (chosen[place], updates[place])
      return FederatedRound.Participant(
        client: client, norm: update?.norm, isClipped: update?.isClipped ?? false, lie: lies[client],
        droppedBefore: leaving[place], isInSum: total.clients.contains(client),
        byteCount: total.byteCounts[client] ?? 0)
    }
    let sent = updates.compactMap(\.self)
    return Outcome(
      sum: sum,
      round: FederatedRound(
        index: index, participants: participants,
        watched: whole.flatMap { whole in
          contributions.first { $0.client == whole.client }.map {
            WatchedClient(
              client: whole.client, update: whole.delta, sent: Array($0.values.prefix(parameterCount)),
              transcript: total.transcript)
          }
        },
        isAborted: total.isAborted,
        norm: sum.map { $0.update.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() } ?? 0),
      counts: (
        sent.count { !$0.isFinite }, sent.count { $0.isFinite && $0.norm == 0 }, total.saturatedCount,
        total.isExact
      ))
  }

  /// The server cuts what it sees, whoever sent it; what it does not see only a client that keeps to the rules cuts.
  private func clip(_ update: inout ClientUpdate, isLie: Bool) {
    guard let norm = terms.clippingNorm else { return }
    let isSeen = terms.federation.aggregation == .plain && !terms.clientsAddNoise
    if isSeen || !isLie { update.clip(to: norm) }
  }

  private func contribution(of update: ClientUpdate, threshold: Int) -> Contribution {
    let isWithin = update.isFinite && !update.isClipped
    var values = update.delta
    if terms.countsWithinNorm { values.append(Float(terms.countScale * (isWithin ? 0.5 : -0.5))) }
    let deviation = terms.clientDeviation(threshold: threshold)
    if deviation > 0 {
      var noise = GaussianNoise(source("client \(update.client) round \(index) noise"))
      noise.add(to: &values, standardDeviation: Float(deviation))
    }
    return Contribution(
      client: update.client, values: values, weight: terms.weight(of: update.recordCount),
      isWithinNorm: isWithin)
  }

  /// Every update in the clear, four bytes a value.
  private func plainTotal(of contributions: [Contribution]) -> Total {
    let count = parameterCount + (terms.countsWithinNorm ? 1 : 0)
    var total = Total(
      values: [Float](repeating: 0, count: count), weight: 0, clients: [], byteCounts: [:])
    for contribution in contributions {
      var values = contribution.values
      if terms.countsWithinNorm, !terms.isNoisy {
        // The weight of its records is not that of its answer.
        values[parameterCount] /= Float(max(1, contribution.weight))
      }
      total.values.add(values, scaledBy: Float(contribution.weight))
      total.weight += contribution.weight
      total.clients.insert(contribution.client)
      total.byteCounts[contribution.client] = 4 * values.count
    }
    return total
  }

  private func sum(of total: Total) -> Sum {
    var values = total.values
    if terms.serverDeviation > 0 {
      var noise = GaussianNoise(source("noise round \(index)"))
      noise.add(to: &values, standardDeviation: Float(terms.serverDeviation))
    }
    var count: Double?
    if terms.countsWithinNorm { count = Double(values.removeLast()) / terms.countScale }
    let divisor = terms.divisor ?? Double(total.weight)
    values.scale(by: divisor > 0 ? Float(terms.federation.serverRate / divisor) : 0)
    return Sum(update: values, countWithinNorm: count)
  }
}
