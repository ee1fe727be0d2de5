import Channels
package import Foundation

/// The way from one computing party to the other.
package protocol PartyLink: Sendable {
  /// Sends a message and takes the one that the other sends at the same time: a round.
  ///
  /// - Throws: whatever ended it.
  func exchange(_ message: Data) throws -> Data
  /// Sends the last message of a computation, which the other answers with none.
  func send(_ message: Data) throws
  func receive() throws -> Data
}

/// A channel in one program, on which messages may take a while.
package struct ChannelLink: PartyLink {
  private static let roundKind: UInt8 = 0
  /// Seconds that the other has for a message.
  private static let timeout = 60.0

  private let channel: Channel
  /// Seconds that a message is held back before it is sent: both send at the same time, so that a late departure is a late arrival.
  private let latency: Double

  init(_ channel: Channel, latency: Double) { (self.channel, self.latency) = (channel, latency) }

  package func exchange(_ message: Data) throws -> Data {
    try channel.exchange(delayed(message), within: Self.timeout).payload
  }

  package func send(_ message: Data) throws { try channel.send(delayed(message), within: Self.timeout) }

  package func receive() throws -> Data { try channel.receive(within: Self.timeout).payload }

  private func delayed(_ message: Data) -> Frame {
    if latency > 0 { Thread.sleep(forTimeInterval: latency) }
    return Frame(kind: Self.roundKind, payload: message)
  }

  /// Ends the other's waiting.
  func close() { channel.close() }
}
