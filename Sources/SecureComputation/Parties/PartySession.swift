package import Channels
import Foundation
import Synchronization

/// One party's channels to the two others, while a computation lasts.
///
/// Whoever it waits for, a party hears at once that another is gone or has ended the computation. What another sends early is kept.
package final class PartySession: Sendable {
  /// Messages that are kept of one that is not waited for; nobody has more to say.
  private static let mostEarly = 8
  /// Seconds that a message of an end may take: who does not take it is beyond telling.
  private static let farewell = 0.3
  /// Seconds more for one who itself has to wait for the third.
  private static let patience = 1.0

  package let role: PartyRole
  private let opened = Mutex<[PartyRole: AuthenticatedChannel]>([:])
  private let early = Mutex<[PartyRole: [PartyMessage]]>([:])
  /// Messages that one sends another way before one that is due, each held back by the latency.
  private static let mostBefore = 4.0

  /// Seconds that each message has.
  private let timeout: Double
  /// Seconds that every message is held back before it is sent.
  private let latency: Double

  package init(_ role: PartyRole, timeout: Double, latency: Double = 0) {
    (self.role, self.latency) = (role, latency)
    self.timeout = timeout + Self.mostBefore * latency
  }

  private var channels: [PartyRole: AuthenticatedChannel] { opened.withLock { $0 } }

  /// Who has no channel yet.
  package var missing: [PartyRole] { role.others.filter { channels[$0] == nil } }

  /// What carries the channels, to wait for news on.
  package var carriers: [Channel] { channels.values.map(\.carrier) }

  /// Takes in another, which has proven that it has the key.
  ///
  /// - Throws: `PartyError` where it has no role of its own.
  package func add(_ channel: AuthenticatedChannel, roleNumber: UInt8) throws(PartyError) {
    guard let other = PartyRole(number: roleNumber) else { throw .unknownRole }
    guard other != role else { throw .sameRole(role) }
    guard channels[other] == nil else { throw .roleTaken(other) }
    channel.allowPayloads(of: PartyMessage.largestBeforePlan)
    opened.withLock { $0[other] = channel }
  }

  /// Lets messages be as large as a plan has them.
  func allow(_ plan: InferencePlan) {
    for channel in channels.values { channel.allowPayloads(of: plan.largestMessage) }
  }

  /// - Throws: `PartyError`.
  func send(_ message: PartyMessage, to other: PartyRole) throws(PartyError) {
    if latency > 0 { Thread.sleep(forTimeInterval: latency) }
    do {
      try channels[other]?.send(message.frame, within: timeout)
    } catch {
      // It may have said why before it went.
      while try hear(other) != nil {}
      throw Self.error(error, of: other, after: timeout)
    }
  }

  /// The next message of another.
  ///
  /// - Parameters:
  ///   - messages: how many it may have to exchange with the third first, the awaited one among them.
  ///   - isBusyWithThird: whether it may have to wait for the third, which itself may be silent.
  ///   - ignoringThird: whether the third may go.
  /// - Throws: `PartyError`.
  func receive(
    from other: PartyRole, after messages: Int = 1, isBusyWithThird: Bool = false, ignoringThird: Bool = false
  ) throws(PartyError) -> PartyMessage {
    let seconds = timeout * Double(messages) + (isBusyWithThird ? Self.patience : 0)
    let deadline = ContinuousClock.now + .seconds(seconds)
    let thirds = ignoringThird ? [] : role.others.filter { $0 != other }
    let watched = ([other] + thirds).compactMap { channels[$0]?.carrier }
    while true {
      if let message = takeEarly(of: other) { return message }
      if let message = try hear(other) { return message }
      for third in thirds { try keepEarly(of: third) }
      guard Channel.waitForNews(on: watched, until: deadline) else {
        throw .silent(other, seconds: seconds)
      }
    }
  }

  /// What an other has sent, if it has come whole.
  private func hear(_ other: PartyRole) throws(PartyError) -> PartyMessage? {
    do {
      guard let frame = try channels[other]?.receiveWithoutWaiting() else { return nil }
      guard let message = PartyMessage(frame) else { throw PartyError.unexpected(other) }
      if case .abort(let reason) = message { throw PartyError.ended(other, reason: reason) }
      return message
    } catch let error as ChannelError {
      throw Self.error(error, of: other, after: timeout)
    } catch let error as PartyError {
      throw error
    } catch {
      preconditionFailure("a channel throws its own errors")
    }
  }

  private func takeEarly(of other: PartyRole) -> PartyMessage? {
    early.withLock { early in
      guard let messages = early[other], let first = messages.first else { return nil }
      early[other] = Array(messages.dropFirst())
      return first
    }
  }

  private func keepEarly(of other: PartyRole) throws(PartyError) {
    while let message = try hear(other) {
      let count = early.withLock { early in
        early[other, default: []].append(message)
        return early[other]?.count ?? 0
      }
      guard count <= Self.mostEarly else { throw .unexpected(other) }
    }
  }

  /// Hears what those say who are there already, while others are waited for.
  ///
  /// - Throws: `PartyError`.
  package func listen() throws(PartyError) {
    for other in channels.keys { try keepEarly(of: other) }
  }

  private static func error(_ error: ChannelError, of other: PartyRole, after seconds: Double) -> PartyError {
    switch error {
    case .closed, .truncated, .failed: .gone(other)
    case .silent: .silent(other, seconds: seconds)
    default: .garbled(other)
    }
  }

  /// Tells all others why it ends, and closes the channels.
  package func end(because error: any Error) {
    let message = PartyMessage.abort(Self.reason(error))
    for channel in channels.values {
      try? channel.send(message.frame, within: Self.farewell)
      channel.close()
    }
  }

  /// What others may know of it: no value of a record.
  private static func reason(_ error: any Error) -> String {
    switch error {
    // Which of these it is depends on what a record holds.
    case SecureComputationError.notANumber, SecureComputationError.valueTooLarge:
      "Its records do not fit the plan."
    case is PartyError, is ChannelError, is SecureComputationError: "\(error)"
    default: "Something went wrong on its side."
    }
  }
}

/// The way to the other computing party.
struct SessionLink: PartyLink {
  let session: PartySession
  let other: PartyRole

  func exchange(_ message: Data) throws -> Data {
    try send(message)
    return try receive()
  }

  func send(_ message: Data) throws { try session.send(.round(message), to: other) }

  func receive() throws -> Data {
    guard case .round(let bytes) = try session.receive(from: other) else {
      throw PartyError.unexpected(other)
    }
    return bytes
  }
}
