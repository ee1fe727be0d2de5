import Experiments
import PlainText
import SecureComputation
import Statistics

/// What a computation on shares took: keys of the JSON object of every `compute`. Rounds and bytes are of all records or steps
/// together.
struct SharesCost: Codable, Hashable, Sendable {
  let rounds: Int
  /// By each party; of predictions by the model's owner, who sends as much as the records' owner, and the answer.
  let bytesSentPerParty: Int
  /// By each party, once a model or a training set.
  let setupBytes: Int
  let dealerBytes: Int
  let triplesUsed: Int
  let triples: TripleCount
  let seconds: Double
  let secondsAtLatency: Double
  /// One way: what `seconds` has where it was asked for, else what `seconds_at_latency` adds up.
  let latencyMilliseconds: Double
  let isLatencyMeasured: Bool
  let fractionBits: Int
  let truncation: Truncation

  private enum CodingKeys: String, CodingKey {
    case rounds, triples, seconds, truncation
    case bytesSentPerParty = "bytes_sent_per_party"
    case setupBytes = "setup_bytes"
    case dealerBytes = "dealer_bytes"
    case triplesUsed = "triples_used"
    case secondsAtLatency = "seconds_at_latency"
    case latencyMilliseconds = "latency_ms"
    case isLatencyMeasured = "latency_measured"
    case fractionBits = "fraction_bits"
  }

  /// - Parameter messages: that follow one another.
  init(
    rounds: Int, bytesSent: Int, setupBytes: Int, dealerBytes: Int, triples: TripleCount, seconds: Double,
    messages: Int, shares: SharesOptions
  ) {
    (self.rounds, bytesSentPerParty) = (rounds, bytesSent)
    (self.setupBytes, self.dealerBytes) = (setupBytes, dealerBytes)
    (triplesUsed, self.triples) = (triples.total, triples)
    self.seconds = seconds
    isLatencyMeasured = shares.latency > 0
    latencyMilliseconds = isLatencyMeasured ? shares.latency : 1000 * Connection.distant.latency
    secondsAtLatency =
      isLatencyMeasured
      ? seconds
      : Connection.distant.seconds(rounds: messages, bytesSent: bytesSent, computing: seconds)
    (fractionBits, truncation) = (shares.fractionBits, shares.truncation)
  }
}

// Its lines of a report's text.
extension SharesCost {
  var numbers: String { "\(fractionBits) fractional bit\(fractionBits == 1 ? "" : "s") modulo 2⁶⁴" }

  /// - Parameter once: how often the setup is sent.
  func sent(_ once: String) -> String {
    """
    sent       \(rounds) rounds, \(Double(bytesSentPerParty).asBytes) by each party; \(Double(setupBytes).asBytes) \(once), \(Double(dealerBytes).asBytes) by the dealer
    dealer     \(triplesUsed) triples, bits and masks, each used once
    """
  }

  /// - Parameter measured: what is said of `seconds`, to follow them.
  func duration(_ measured: String) -> String {
    let latency = "\(latencyMilliseconds.significant(4)) ms a message"
    return isLatencyMeasured
      ? "\(seconds.brief) \(measured), with \(latency)"
      : "\(seconds.brief) \(measured); it would be \(secondsAtLatency.brief) at \(latency) and \((1e-6 * Connection.distant.bitsPerSecond).brief) Mbit/s"
  }
}
