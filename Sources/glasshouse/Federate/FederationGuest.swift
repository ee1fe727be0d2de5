import Channels
import FederatedLearning
import Foundation
import PlainText
import Statistics

/// A client's side of a federation of processes.
struct FederationGuest {
  struct Identity {
    let client: ClientID
    let key: IdentityKey
    /// Everybody's public keys, as this client had them beforehand.
    let roster: [ClientID: Data]
  }

  /// Seconds that the number of a round may be from this program's clock. An older one could be of a round whose keys are known by now.
  private static let mostRoundAge = 60.0

  private let channel: Channel
  private let values: [Float]
  private let identity: Identity?
  private let leastThreshold: Int?
  private let timeout: Double
  private let stopsBefore: RoundPhase?
  private var rounding: RandomStream
  private var welcome: SessionMessage.Welcome?
  private var lastRound: UInt64 = 0
  private(set) var rounds: [JoinReport.Round] = []
  private var isOver = false

  init(
    _ channel: Channel, values: [Float], identity: Identity?, leastThreshold: Int?, timeout: Double,
    rounding: RandomStream, stopsBefore: RoundPhase?
  ) {
    (self.channel, self.values, self.identity) = (channel, values, identity)
    (self.leastThreshold, self.timeout, self.rounding) = (leastThreshold, timeout, rounding)
    self.stopsBefore = stopsBefore
  }

  var id: ClientID { ClientID(welcome?.client ?? 0) }

  /// Says who it is, and hears what is asked.
  ///
  /// - Throws: `ChannelError`, `FederateError`.
  mutating func join() throws {
    guard case .challenge(let challenge) = try next() else { throw FederateError.notTheProtocol }
    try send(
      .hello(
        SessionMessage.Hello(
          client: identity?.client.number, valueCount: values.count,
          signature: identity?.key.signature(of: SessionMessage.signedChallenge(challenge)))))
    guard case .welcome(let welcome) = try next() else { throw FederateError.notTheProtocol }
    try check(welcome)
    self.welcome = welcome
    StandardError.note(
      "This is client \(welcome.client) of \(welcome.clients). A sum needs \(welcome.threshold) who stay to the end; values are cut off at ±\(welcome.clip) and have \(welcome.bits) bits."
    )
  }

  /// What the server asks has to be what this client came for.
  private func check(_ welcome: SessionMessage.Welcome) throws(FederateError) {
    try FederationSize.check(welcome.clients)
    guard welcome.dimension == values.count, welcome.isSigned == (identity != nil),
      identity.map({ $0.client.number == welcome.client && $0.roster.count == welcome.clients })
        ?? (Int(welcome.client) < welcome.clients)
    else { throw .notTheProtocol }
    let usual =
      identity == nil ? welcome.clients / 2 + 1 : RoundSettings.defaultThreshold(clientCount: welcome.clients)
    let least = leastThreshold ?? usual
    guard welcome.threshold >= least else {
      throw .thresholdTooLow(welcome.threshold, clients: welcome.clients, least: least)
    }
  }

  /// Takes part in the next round.
  ///
  /// - Returns: what came of it; nil where the server has no more, or this client dropped out.
  /// - Throws: `ChannelError`, `FederateError`, `AggregationError`, `QuantizationError`.
  mutating func takePart() throws -> JoinReport.Round? {
    guard !isOver, let welcome else { return nil }
    guard case .begin(let number) = try next() else { throw FederateError.notTheProtocol }
    // Later than the one before, and of now.
    let now = 1000 * Date().timeIntervalSince1970
    guard number > lastRound, abs(Double(number) - now) < 1000 * Self.mostRoundAge else {
      throw FederateError.roundOfAnotherTime(number)
    }
    lastRound = number
    let quantization = try Quantization(
      clip: welcome.clip, bits: welcome.bits, clientCount: welcome.clients)
    let settings = try RoundSettings(
      round: number, clients: (0..<welcome.clients).map { ClientID(UInt16($0)) }, dimension: values.count,
      threshold: welcome.threshold, identities: identity?.roster, terms: quantization.terms)
    let encoded = quantization.encode(values, using: &rounding)
    var client = try AggregationClient(
      id: id, input: encoded.words, settings: settings, identity: identity?.key)
    var record = JoinReport.Round(
      number: rounds.count + 1, saturated: encoded.saturatedCount, notFinite: encoded.nonFiniteCount)
    guard stopsBefore != .advertise else { return stop(before: .advertise) }
    var answer = client.advertise()
    while true {
      record.bytes += answer.count
      try send(.round(answer))
      switch try next() {
      case .round(let message):
        if let phase = client.phase, phase == stopsBefore { return stop(before: phase) }
        answer = try client.answer(to: message)
      case .outcome(let outcome):
        (record.inSum, record.aborted) = (outcome.survivors, outcome.aborted)
        rounds.append(record)
        isOver = outcome.isLast
        return record
      default: throw FederateError.notTheProtocol
      }
    }
  }

  private func stop(before phase: RoundPhase) -> JoinReport.Round? {
    channel.close()
    StandardError.note("Dropped out before \(phase.rawValue), as was asked.")
    return nil
  }

  private func send(_ message: SessionMessage) throws {
    do {
      try channel.send(message.frame, within: timeout)
    } catch ChannelError.closed {
      // It may have said why before it went.
      _ = try next()
      throw FederateError.serverGone
    }
  }

  private func next() throws -> SessionMessage {
    let frame: Frame
    do {
      frame = try channel.receive(within: timeout)
    } catch ChannelError.closed {
      throw FederateError.serverGone
    }
    guard let message = SessionMessage(frame) else { throw FederateError.notTheProtocol }
    if case .refusal(let reason) = message { throw FederateError.refused(reason) }
    return message
  }
}
