import DifferentialPrivacy
import LinearAlgebra
import Statistics

extension RoundAggregation {
  /// The sum alone, by a round of secure aggregation whose keys, seeds and shares are the system's: what they hide cancels, so that
  /// the sum is the same to the bit whatever they were.
  ///
  /// Where nobody adds noise, values are cut off at ±c and are ⌊(x + c) s⌉ of 2ᵇ levels, times a whole weight, with the weight
  /// behind them, so that nobody's number of records is seen either; stochastic rounding leaves the average right. Elsewhere values
  /// are the nearest whole multiples of a step γ modulo 2³², so that a zero update is one of zeros. Where clients add noise they are
  /// of any size. That a client's noisy value is rounded to kγ has γ times the density, at kγ, of the value, its noise and a uniform draw of ±γ/2 together. The sum over n
  /// clients has γ times the density of all of theirs together, which is the noisy sum rounded by lot, by weights that are a
  /// B-spline and add up to one: whoever sees it sees less than the noisy sum. Of what that leaves out, by Poisson's summation, the
  /// largest terms are exp(−2π² s² (1 − 1/n)), with s steps to the deviation of a client's noise: less than 10⁻²⁶⁰ of probability a
  /// value where s is 8, which `SecureSumLimits.isFine` asks for.
  func secureTotal(
    of contributions: [Contribution], among chosen: [Int], leaving: [RoundPhase?], threshold: Int,
    watching client: Int?
  ) -> Total {
    let coding = Coding(terms, parameterCount: parameterCount)
    var inputs: [ClientID: [UInt32]] = [:]
    var saturated = 0
    for contribution in contributions {
      var rounding = source("client \(contribution.client) round \(index) rounding")
      let coded = coding.encode(contribution, using: &rounding)
      inputs[ClientID(contribution.client)] = coded.words
      saturated += coded.saturatedCount
    }
    // Who leaves before it sends a vector is in the round all the same, with a vector that nobody gets.
    let nothing = [UInt32](repeating: 0, count: coding.wordCount)
    var dropouts: [ClientID: RoundPhase] = [:]
    for (client, phase) in zip(chosen, leaving) {
      let id = ClientID(client)
      if inputs[id] == nil { inputs[id] = nothing }
      if let phase { dropouts[id] = phase }
    }
    var total = Total(values: [], weight: 0, clients: [], byteCounts: [:])
    total.saturatedCount = saturated
    guard masksUpdates else {
      if let opened = Self.opened(inputs, threshold: threshold, dropouts: dropouts) {
        total.clients = Set(opened.survivors.map(\.index))
        (total.values, total.weight) = coding.decode(opened.sum, survivorCount: opened.survivors.count)
      } else {
        total.isAborted = true
      }
      return total
    }
    let isKept = 2 * (chosen.count + 1) * coding.wordCount <= WatchedClient.largestTranscript
    guard
      let round = try? SecureAggregationRound.run(
        inputs: inputs, threshold: threshold, dropouts: dropouts, round: UInt64(index),
        adversary: Self.adversary(threshold: threshold, clientCount: chosen.count),
        watching: isKept ? client.map { ClientID($0) } : nil)
    else {
      // Of so few nobody is hidden, and none is asked.
      total.isAborted = true
      return total
    }
    for (id, bytes) in round.bytesSent { total.byteCounts[id.index] = bytes.values.reduce(0, +) }
    total.transcript = round.transcript
    guard let sum = round.sum else {
      total.isAborted = true
      return total
    }
    total.isExact = sum == Self.sum(of: round.survivors, inputs)
    total.clients = Set(round.survivors.map(\.index))
    (total.values, total.weight) = coding.decode(sum, survivorCount: round.survivors.count)
    return total
  }

  /// With a lower threshold signatures would keep no server from lying.
  private static func adversary(
    threshold: Int, clientCount: Int
  ) -> SecureAggregationRound.Adversary {
    threshold >= RoundSettings.defaultThreshold(clientCount: clientCount) ? .active : .honestButCurious
  }

  /// Who is in the sum, and the sum, as a round of secure aggregation comes to it; nil where it comes to none.
  private static func opened(
    _ inputs: [ClientID: [UInt32]], threshold: Int, dropouts: [ClientID: RoundPhase]
  ) -> (sum: [UInt32], survivors: [ClientID])? {
    guard inputs.count >= 2, (2...inputs.count).contains(threshold) else { return nil }
    let staying = { (phase: RoundPhase) in
      inputs.keys.filter { client in dropouts[client].map { phase < $0 } ?? true }
    }
    let isSigned = adversary(threshold: threshold, clientCount: inputs.count) == .active
    for phase in RoundPhase.allCases where phase != .consistency || isSigned {
      guard staying(phase).count >= threshold else { return nil }
    }
    let survivors = staying(.mask).sorted()
    return (sum(of: survivors, inputs), survivors)
  }

  private static func sum(of clients: [ClientID], _ inputs: [ClientID: [UInt32]]) -> [UInt32] {
    var sum = [UInt32]()
    for words in clients.compactMap({ inputs[$0] }) {
      if sum.isEmpty { sum = words } else { sum.addWrapping(words) }
    }
    return sum
  }
}

extension ClientID {
  fileprivate init(_ client: Int) { self.init(UInt16(client)) }
  fileprivate var index: Int { Int(number) }
}

/// How contributions become words, and their sum becomes values and a weight.
private struct Coding {
  private enum Method {
    case levels(Quantization)
    case grid(GridEncoding)
  }

  private let method: Method
  /// What whether an update is within C is on the grid where the server adds the noise: rounded down, so that it moves the sum by no
  /// more than is accounted for.
  private let countMultiple: Int
  private let terms: RoundTerms
  private let parameterCount: Int

  init(_ terms: RoundTerms, parameterCount: Int) {
    (self.terms, self.parameterCount) = (terms, parameterCount)
    let bits = terms.federation.quantizationBits
    let step = 2 * terms.range / Double((1 << bits) - 1)
    countMultiple = Int((terms.countScale / 2 / step).rounded(.down))
    if terms.isNoisy {
      method = .grid(GridEncoding(step: step))
    } else {
      do throws(QuantizationError) {
        method = .levels(
          // That no sum of weights wraps was checked before the first round.
          try Quantization(
            clip: terms.range, bits: bits, rounding: .stochastic, clientCount: 1))
      } catch {
        preconditionFailure("bits and range were checked: \(error)")
      }
    }
  }

  var wordCount: Int {
    switch method {
    case .levels: parameterCount + 1 + (terms.countsWithinNorm ? 1 : 0)
    case .grid: parameterCount + (terms.countsWithinNorm ? 1 : 0)
    }
  }

  func encode(
    _ contribution: RoundAggregation.Contribution, using generator: inout NoiseSource
  ) -> (words: [UInt32], saturatedCount: Int) {
    switch method {
    case .grid(let grid) where terms.clientsAddNoise: return (grid.encode(contribution.values).words, 0)
    case .grid(let grid):
      let (range, values) = (Float(terms.range), contribution.values.prefix(parameterCount))
      var words = grid.encode(values.map { min(max($0, -range), range) }).words
      if terms.countsWithinNorm {
        words += grid.encode(multiples: [contribution.isWithinNorm ? countMultiple : -countMultiple])
      }
      return (words, values.count { abs($0) > range })
    case .levels(let quantization):
      let coded = quantization.encode(
        Array(contribution.values.prefix(parameterCount)), using: &generator)
      let weight = UInt32(contribution.weight)
      var words = coded.words.map { $0 &* weight }
      words.append(weight)
      if terms.countsWithinNorm { words.append(contribution.isWithinNorm ? 1 : 0) }
      return (words, coded.saturatedCount)
    }
  }

  func decode(_ sum: [UInt32], survivorCount: Int) -> (values: [Float], weight: Int) {
    switch method {
    case .grid(let grid):
      var values = grid.decode(sum).map { Float($0) }
      if terms.countsWithinNorm, !terms.clientsAddNoise, countMultiple > 0 {
        values[parameterCount] *= Float(terms.countScale / 2 / (Double(countMultiple) * grid.step))
      }
      return (values, survivorCount)
    case .levels(let quantization):
      let weight = Int(sum[parameterCount])
      var values = quantization.decode(Array(sum.prefix(parameterCount)), survivorCount: weight)
        .map { Float($0) }
      if terms.countsWithinNorm {
        values.append(
          Float(terms.countScale * (Double(sum[parameterCount + 1]) - Double(survivorCount) / 2)))
      }
      return (values, weight)
    }
  }
}
