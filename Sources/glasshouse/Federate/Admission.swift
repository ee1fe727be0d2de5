import Channels
import FederatedLearning
import Foundation
import PlainText

/// Lets clients into a federation, and keeps others out.
///
/// With a roster, a client signs what the server made up for it, so that nobody takes its place; without one, whoever speaks the
/// protocol gets the next number.
struct Admission {
  private static let challengeBytes = 32
  /// Nobody has to say more before it is in.
  private static let largestHello = 4096
  /// More are not listened to at a time.
  private static let mostPending = 1000

  private struct Pending {
    let channel: Channel
    let challenge: Data
    let deadline: ContinuousClock.Instant
  }

  private let plan: FederationPlan
  private let listener: ChannelListener
  private var pending: [Pending] = []
  private(set) var members: [ClientID: Channel] = [:]
  private(set) var dimension: Int?
  private(set) var incidents: [String] = []

  init(_ plan: FederationPlan, listener: ChannelListener) {
    (self.plan, self.listener) = (plan, listener)
    dimension = plan.dimension
  }

  mutating func run() {
    let deadline = ContinuousClock.now + .seconds(plan.wait)
    while members.count < plan.clientCount, ContinuousClock.now < deadline {
      let next = min(deadline, pending.map(\.deadline).min() ?? deadline)
      _ = Channel.waitForNews(
        on: pending.map(\.channel) + Array(members.values), and: listener, until: next)
      while pending.count < Self.mostPending, let channel = listener.accept(largestPayload: Self.largestHello)
      {
        challenge(channel)
      }
      for (client, channel) in members where !Self.isWaiting(channel) {
        members[client] = nil
        record("Client \(client) left before the first round.")
      }
      for one in pending { listen(to: one) }
    }
    for one in pending {
      turnAway(one.channel, "The federation begins without this client. Wait for the next one.")
    }
  }

  /// A member has nothing to say before the first round; this is how it is seen to be gone.
  private static func isWaiting(_ channel: Channel) -> Bool {
    do {
      return try channel.receiveWithoutWaiting() == nil
    } catch {
      return false
    }
  }

  private mutating func challenge(_ channel: Channel) {
    var generator = SystemRandomNumberGenerator()
    let bytes = Data((0..<Self.challengeBytes).map { _ in UInt8.random(in: 0...255, using: &generator) })
    guard (try? channel.send(SessionMessage.challenge(bytes).frame, within: 1)) != nil else { return }
    pending.append(Pending(channel: channel, challenge: bytes, deadline: .now + .seconds(plan.timeout)))
  }

  private mutating func listen(to one: Pending) {
    do {
      guard let frame = try one.channel.receiveWithoutWaiting() else {
        guard ContinuousClock.now < one.deadline else { throw ChannelError.silent(seconds: plan.timeout) }
        return
      }
      pending.removeAll { $0.channel === one.channel }
      guard case .hello(let hello) = SessionMessage(frame) else { throw FederateError.notTheProtocol }
      if let reason = reasonAgainst(hello, challenge: one.challenge) {
        turnAway(one.channel, reason)
        return
      }
      guard
        let client = hello.client.map({ ClientID($0) }) ?? plan.clients.first(where: { members[$0] == nil })
      else { return }
      let dimension = dimension ?? hello.valueCount
      self.dimension = dimension
      try one.channel.send(plan.welcome(client, dimension: dimension).frame, within: plan.timeout)
      members[client] = one.channel
      StandardError.note("Client \(client) joined: \(members.count) of \(plan.clientCount).")
    } catch {
      pending.removeAll { $0.channel === one.channel }
      turnAway(one.channel, "\(error)")
    }
  }

  /// A sentence, where the client cannot come in.
  private func reasonAgainst(_ hello: SessionMessage.Hello, challenge: Data) -> String? {
    if let identities = plan.identities {
      guard let client = hello.client.map({ ClientID($0) }), let identity = identities[client],
        let signature = hello.signature,
        IdentityKey.isSignature(signature, by: identity, of: SessionMessage.signedChallenge(challenge))
      else {
        return
          "This federation has a roster, and the one who wanted to join is not proven to be in it. Give --roster and --key-file."
      }
      guard members[client] == nil else {
        return "Client \(client) is here already. Give each program a key of its own."
      }
    } else if hello.client != nil {
      return "This federation has no roster, and gives numbers itself. Leave out --roster and --key-file."
    }
    guard FederationSize.allows(valueCount: hello.valueCount) else {
      return "A client brings from 1 to 10000000 values."
    }
    do throws(FederateError) {
      try FederationSize.check(memoryOf: plan.clientCount, dimension: hello.valueCount)
    } catch {
      return error.sentence.text
    }
    if let dimension, hello.valueCount != dimension {
      return "A client brought \(hello.valueCount) values, where each brings \(dimension). Bring as many."
    }
    return nil
  }

  private mutating func turnAway(_ channel: Channel, _ reason: String) {
    try? channel.send(SessionMessage.refusal(reason).frame, within: 0.1)
    channel.close()
    record("Somebody was turned away: \(reason)")
  }

  /// Says at once what the report of the first round has too.
  private mutating func record(_ incident: Sentence) {
    incidents.append(incident.text)
    StandardError.note(incident)
  }
}
