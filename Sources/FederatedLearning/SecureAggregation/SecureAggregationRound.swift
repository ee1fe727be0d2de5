import Dispatch
import Foundation
import Synchronization

/// A round of secure aggregation in memory, clients and server side by side: all of its messages are really made, sealed and read.
public struct SecureAggregationRound: Hashable, Sendable {
  /// Against whom the vectors are hidden.
  public enum Adversary: String, CaseIterable, Codable, Sendable {
    /// A server that follows the protocol, and looks at all it gets, with fewer colluding clients than the threshold.
    case honestButCurious
    /// A server that lies: keys are signed, and nobody answers unless as many as the threshold signed the same list.
    case active
  }

  public enum Ending: Hashable, Sendable {
    /// Of the survivors' vectors, modulo 2³².
    case sum([UInt32])
    /// Nothing was learned.
    case aborted(RoundPhase, AggregationError)
  }

  public let ending: Ending
  /// Those whose vectors are in the sum; empty where there is none.
  public let survivors: [ClientID]
  /// What each client sent.
  public let bytesSent: [ClientID: [RoundPhase: Int]]
  /// What clients would not answer, and why.
  public let refusals: [ClientID: AggregationError]
  /// Where it was asked for.
  public let transcript: AggregationTranscript?

  public var sum: [UInt32]? {
    if case .sum(let sum) = ending { sum } else { nil }
  }

  /// Holds a round.
  ///
  /// - Parameters:
  ///   - inputs: of each client, words modulo 2³²; of all as many.
  ///   - threshold: more than two thirds of the clients unless given.
  ///   - dropouts: the message before which a client is gone for good.
  ///   - round: never the same twice among clients who keep their identities; here they are made anew.
  ///   - watching: the client of whom a transcript is kept.
  ///   - threadCount: on which clients work side by side.
  /// - Throws: `AggregationError` where no such round can be held. One that is aborted has been held.
  public static func run(
    inputs: [ClientID: [UInt32]], threshold: Int? = nil, dropouts: [ClientID: RoundPhase] = [:],
    round: UInt64 = 1, adversary: Adversary = .active, watching: ClientID? = nil, threadCount: Int = 2
  ) throws(AggregationError) -> SecureAggregationRound {
    let identities = adversary == .active ? inputs.mapValues { _ in IdentityKey() } : nil
    let settings = try RoundSettings(
      round: round, clients: inputs.keys, dimension: inputs.values.first?.count ?? 0, threshold: threshold,
      identities: identities?.mapValues(\.publicBytes))
    var clients: [ClientID: Participant] = [:]
    for (id, input) in inputs {
      clients[id] = Participant(
        try AggregationClient(
          id: id, input: input, settings: settings, identity: identities?[id], isWatched: id == watching))
    }
    var server = AggregationServer(settings: settings, isWatched: watching != nil, threadCount: threadCount)
    var bytesSent = inputs.mapValues { _ in [RoundPhase: Int]() }
    var refusals: [ClientID: AggregationError] = [:]
    var ending: Ending?
    var delivered: [ClientID: Data?] = inputs.mapValues { _ in nil }
    while let phase = server.phase, ending == nil {
      let present = delivered.filter { dropouts[$0.key].map { phase < $0 } ?? true }
      for (id, answer) in answers(to: present, of: clients, threadCount: threadCount) {
        do throws(AggregationError) {
          let message = try answer.get()
          bytesSent[id]?[phase] = message.count
          try server.receive(message, from: id)
        } catch {
          refusals[id] = error
        }
      }
      do throws(AggregationError) {
        delivered = try server.close().mapValues { $0 }
      } catch {
        ending = .aborted(phase, error)
      }
    }
    let transcript = watching.map { id in
      AggregationTranscript(
        client: id, maskings: clients[id]?.state.withLock { $0.maskingSteps } ?? [],
        unmaskings: server.unmaskingSteps ?? [])
    }
    return SecureAggregationRound(
      ending: ending ?? .sum(server.sum ?? []), survivors: server.survivors, bytesSent: bytesSent,
      refusals: refusals, transcript: transcript)
  }

  /// A client that one thread at a time works for.
  private final class Participant: Sendable {
    let state: Mutex<AggregationClient>

    init(_ client: AggregationClient) { state = Mutex(client) }

    /// - Parameter message: none before the first.
    func answer(to message: Data?) -> Result<Data, AggregationError> {
      state.withLock { client in
        guard let message else { return .success(client.advertise()) }
        return Result { () throws(AggregationError) in try client.answer(to: message) }
      }
    }
  }

  private static func answers(
    to messages: [ClientID: Data?], of clients: [ClientID: Participant], threadCount: Int
  ) -> [ClientID: Result<Data, AggregationError>] {
    let work = messages.map { ($0.key, $0.value) }
    let next = Mutex(0)
    let answers = Mutex<[ClientID: Result<Data, AggregationError>]>([:])
    DispatchQueue.concurrentPerform(iterations: max(1, min(threadCount, work.count))) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < work.count else { break }
        let (id, message) = work[index]
        guard let answer = clients[id]?.answer(to: message) else { continue }
        answers.withLock { $0[id] = answer }
      }
    }
    return answers.withLock { $0 }
  }
}
