import LinearAlgebra
import SecureComputation

extension SecureInference.Answer {
  /// Of the one record of a watched batch: its values layer by layer, as each party has them and as they are.
  func sharedValues(in fixedPoint: FixedPoint) -> [SharedValues] {
    zip(layerShares[.first] ?? [], layerShares[.second] ?? []).map { one, other in
      SharedValues(
        shares: [.first: one.elements, .second: other.elements],
        sums: zip(one.elements, other.elements).map { fixedPoint.decode($0 &+ $1) })
    }
  }

  /// What went over the wire, round by round.
  var exchanges: [ComputationExchange] {
    zip(rounds[.first] ?? [], rounds[.second] ?? []).map { one, other in
      ComputationExchange(
        purpose: one.purpose, byteCounts: [.first: one.sent.count, .second: other.sent.count],
        words: [.first: Self.words(of: one), .second: Self.words(of: other)])
    }
  }

  private static func words(of round: ComputationRound) -> [UInt64] {
    var bytes = round.sent.prefix(8 * ComputationExchange.mostWords)
    while bytes.count % 8 != 0 { bytes.append(0) }
    return [UInt64](littleEndianBytes: bytes)
  }
}

extension ComputationCost {
  init(of answer: SecureInference.Answer, after setup: [PartySide: Traffic]) {
    rounds = answer.traffic.values.map(\.rounds).max() ?? 0
    bytesSent = answer.traffic.mapValues(\.bytesSent)
    (dealerBytes, triples, seconds) = (answer.dealerBytes, answer.triples, answer.seconds)
    setupBytes = setup.values.map(\.bytesSent).max() ?? 0
  }
}
