import Channels
import FederatedLearning
import Foundation
import Testing
import glasshouse

/// A client that speaks the protocol, up to the message at which it does something else.
private struct LyingClient {
  enum Lie: String, CaseIterable {
    case cutOff, repeated, otherRound, otherKind, nonsense, strangerFrame, tooLong
  }

  let channel: Channel
  let phase: RoundPhase
  let lie: Lie

  /// What the server answers in the end.
  func run() throws -> ChannelError? {
    guard case .challenge = try next(),
      case .welcome(let welcome) = try say(.hello(.init(client: nil, valueCount: 5, signature: nil))),
      case .begin(let number) = try next()
    else { return nil }
    let settings = try RoundSettings(
      round: number, clients: (0..<welcome.clients).map { ClientID(UInt16($0)) }, dimension: 5,
      threshold: welcome.threshold)
    var client = try AggregationClient(
      id: ClientID(welcome.client), input: [0, 0, 0, 0, 0], settings: settings)
    var (message, sent) = (client.advertise(), Data())
    for honest in settings.phases where honest < phase {
      guard case .round(let answer) = try say(.round(message)) else { return nil }
      sent = message
      message = try client.answer(to: answer)
    }
    do throws(ChannelError) {
      try tell(message, sent)
      // Whatever else the server has to say, it says no more than that before it hangs up.
      _ = try channel.receive(within: 10)
      return nil
    } catch {
      return error
    }
  }

  private func tell(_ message: Data, _ last: Data) throws(ChannelError) {
    switch lie {
    case .cutOff: try channel.send(SessionMessage.round(message.dropLast()).frame)
    case .repeated:
      try channel.send(SessionMessage.round(last.isEmpty ? message : last).frame)
      if last.isEmpty { try channel.send(SessionMessage.round(message).frame) }
    case .otherRound:
      var older = message
      older[2] ^= 1
      try channel.send(SessionMessage.round(older).frame)
    case .otherKind:
      try channel.send(SessionMessage.round(AggregationMessage.survivorList([0, 1]).encoded(round: 1)).frame)
    case .nonsense: try channel.send(SessionMessage.round(Data(repeating: 7, count: 300)).frame)
    case .strangerFrame: try channel.send(Frame(kind: 200, payload: message))
    case .tooLong: try channel.send(Frame(kind: 5, payload: Data(count: 1 << 20)))
    }
  }

  private func say(_ message: SessionMessage) throws -> SessionMessage? {
    try channel.send(message.frame)
    return try next()
  }

  private func next() throws -> SessionMessage? { SessionMessage(try channel.receive(within: 10)) }
}

struct LyingClientTests {
  private static func sum(_ outcome: Program.Outcome?) throws -> [Double]? {
    let report = try #require(outcome).object()
    let rounds = try #require(report["rounds"] as? [[String: Any]])
    return rounds[0]["sum"] as? [Double]
  }

  /// The round goes on without it, and the sum is that of the others.
  @Test(arguments: [RoundPhase.advertise, .share, .mask], LyingClient.Lie.allCases.map(\.rawValue))
  func theRoundGoesOnWithoutIt(phase: RoundPhase, lie: String) throws {
    let federation = try Federation()
    federation.serve(clients: 4)
    for client in 0..<3 { try federation.join(client) }
    let liar = LyingClient(
      channel: try Channel.connect(to: ChannelAddress(parsing: federation.address)), phase: phase,
      lie: try #require(LyingClient.Lie(rawValue: lie)))
    let ending = try liar.run()
    let outcomes = federation.ended()
    // One that repeats its first message has sent a good one before.
    let isHeard = lie == "repeated" && phase == .advertise
    #expect(ending == .closed || isHeard)
    #expect(try Self.sum(outcomes["server"]) == Federation.sum(of: [0, 1, 2]))
    #expect(outcomes["server"]?.status == 0)
  }

  /// At the last message nothing of it is missing but its answer.
  @Test func aLieAtTheLastMessageLeavesItsVectorInTheSum() throws {
    let federation = try Federation()
    federation.serve(clients: 4)
    for client in 0..<3 { try federation.join(client) }
    let liar = LyingClient(
      channel: try Channel.connect(to: ChannelAddress(parsing: federation.address)), phase: .unmask,
      lie: .cutOff)
    #expect(try liar.run() == .closed)
    // Its words are zeros, which stand for −127.5 each.
    let sum = Federation.sum(of: [0, 1, 2]).map { $0 - 127.5 }
    #expect(try Self.sum(federation.ended()["server"]) == sum)
  }

  /// Programs that speak something else, or nothing, keep nobody out.
  @Test func strangersAreTurnedAwayBeforeTheyAreIn() throws {
    let federation = try Federation()
    federation.serve(clients: 2, ["--threshold", "2", "--timeout", "1"])
    let address = try ChannelAddress(parsing: federation.address)
    let silent = try Channel.connect(to: address)
    let garbled = try Channel.connect(to: address)
    try garbled.send(Frame(kind: 77, payload: Data([1, 2, 3])))
    let tooLong = try Channel.connect(to: address)
    try tooLong.send(Frame(kind: 2, payload: Data(count: 100_000)))
    for stranger in [silent, garbled, tooLong] {
      guard case .challenge = SessionMessage(try stranger.receive(within: 5)) else {
        Issue.record("nobody was asked who it is")
        return
      }
    }
    for stranger in [garbled, tooLong] {
      guard case .refusal = SessionMessage(try stranger.receive(within: 5)) else {
        Issue.record("a stranger was let in")
        return
      }
    }
    for client in 0..<2 { try federation.join(client, ["--threshold", "2"]) }
    #expect(try Self.sum(federation.ended()["server"]) == Federation.sum(of: [0, 1]))
    withExtendedLifetime(silent) {}
  }
}
