import Channels
import FederatedLearning
import Foundation
import PlainText

/// The server's side of a federation of processes: who has joined, and what came of each round.
struct FederationHost {
  private let plan: FederationPlan
  private let listener: ChannelListener
  private var lastRound: UInt64 = 0
  private var members: [ClientID: Channel] = [:]
  private(set) var dimension: Int
  private(set) var rounds: [ServeReport.Round] = []
  /// What happened since the last round.
  private var incidents: [String] = []

  init(_ plan: FederationPlan, listener: ChannelListener) {
    (self.plan, self.listener) = (plan, listener)
    dimension = plan.dimension ?? 0
  }

  /// Lets clients in until all are there or time is up.
  ///
  /// - Throws: `FederateError.tooFewJoined`.
  mutating func admit() throws(FederateError) {
    var admission = Admission(plan, listener: listener)
    admission.run()
    (members, incidents) = (admission.members, admission.incidents)
    dimension = admission.dimension ?? dimension
    try checkMembers { .tooFewJoined($0, needed: $1) }
    for channel in members.values { channel.largestPayload = plan.largestMessage(dimension: dimension) }
  }

  /// Where fewer are there than a sum needs, they are told why nothing more is asked of them.
  private func checkMembers(_ error: (Int, Int) -> FederateError) throws(FederateError) {
    guard members.count < plan.needed else { return }
    let error = error(members.count, plan.needed)
    for channel in members.values {
      try? channel.send(SessionMessage.refusal(error.sentence.text).frame, within: plan.timeout)
    }
    throw error
  }

  /// Holds a round with those who are still there.
  ///
  /// - Parameter number: from 1.
  /// - Throws: `FederateError.tooFewLeft`; `AggregationError` never, for such settings are refused before anybody joins.
  mutating func hold(round number: Int) throws -> ServeReport.Round {
    try checkMembers { .tooFewLeft($0, needed: $1, held: number - 1, of: plan.roundCount) }
    let round = FederationPlan.nextRound(after: lastRound)
    lastRound = round
    let settings = try plan.settings(round: round, dimension: dimension)
    var record = ServeReport.Round(number: number, joined: members.count)
    var server = AggregationServer(settings: settings)
    var messages = members.mapValues { _ in SessionMessage.begin(round) }
    do throws(AggregationError) {
      while let phase = server.phase {
        for (client, message) in messages.sorted(by: { $0.key < $1.key }) {
          send(message, to: client, phase, &record)
        }
        collect(&server, phase, from: Set(messages.keys), &record)
        messages = try server.close().mapValues { SessionMessage.round($0) }
      }
      record.survivors = server.survivors
      record.words = server.sum
      record.sum = server.sum.map { plan.quantization.decode($0, survivorCount: server.survivors.count) }
    } catch {
      record.aborted = error.sentence.text
    }
    record.incidents = incidents
    incidents = []
    rounds.append(record)
    let outcome = SessionMessage.outcome(
      SessionMessage.Outcome(
        survivors: record.survivors.count, aborted: record.aborted, isLast: number == plan.roundCount))
    for client in members.keys.sorted() { send(outcome, to: client, nil, &record) }
    return record
  }

  /// Takes messages of a phase until all have come of those who are there, or time is up; who was not heard by then is let go.
  private mutating func collect(
    _ server: inout AggregationServer, _ phase: RoundPhase, from asked: Set<ClientID>,
    _ record: inout ServeReport.Round
  ) {
    let deadline = ContinuousClock.now + .seconds(plan.timeout)
    while true {
      let awaited = server.awaited.intersection(asked).intersection(members.keys)
      guard !awaited.isEmpty else { break }
      guard Channel.waitForNews(on: Array(members.values), and: listener, until: deadline) else {
        for client in awaited {
          drop(
            client, phase, "Client \(client) did not send its `\(phase)` message within \(plan.timeout) s.",
            &record)
        }
        break
      }
      turnAway()
      for (client, channel) in members.sorted(by: { $0.key < $1.key }) {
        do {
          while let frame = try channel.receiveWithoutWaiting() {
            guard case .round(let bytes) = SessionMessage(frame) else { throw FederateError.notTheProtocol }
            try server.receive(bytes, from: client)
            record.bytes[client, default: [:]][phase, default: 0] += bytes.count
          }
        } catch ChannelError.closed, ChannelError.truncated {
          drop(client, phase, "Client \(client) left before its `\(phase)` message had come.", &record)
        } catch {
          // Whoever breaks the protocol is not heard again: a message in its place would be as good as none.
          drop(client, phase, "Client \(client): \(error)", &record)
        }
      }
    }
  }

  private mutating func send(
    _ message: SessionMessage, to client: ClientID, _ phase: RoundPhase?, _ record: inout ServeReport.Round
  ) {
    do {
      try members[client]?.send(message.frame, within: plan.timeout)
    } catch {
      drop(client, phase, "Client \(client): \(error)", &record)
    }
  }

  private mutating func drop(
    _ client: ClientID, _ phase: RoundPhase?, _ reason: Sentence, _ record: inout ServeReport.Round
  ) {
    members[client]?.close()
    members[client] = nil
    if let phase { record.dropped[client] = phase }
    incidents.append(reason.text)
  }

  /// Nobody joins a federation that has begun.
  private mutating func turnAway() {
    while let stranger = listener.accept() {
      try? stranger.send(
        SessionMessage.refusal("The federation has begun without this client. Wait for the next one.").frame,
        within: 0.1)
      let incident: Sentence = "Somebody wanted to join after the federation had begun, and was turned away."
      incidents.append(incident.text)
      StandardError.note(incident)
    }
  }
}
