public import Channels
public import Foundation

/// The way from one computing party to the other.
public protocol PartyLink: Sendable {
  /// Sends a message and takes the one that the other sends at the same time: a round.
  ///
  /// - Throws: whatever ended it.
  func exchange(_ message: Data) throws -> Data
  /// Sends the last message of a computation, which the other answers with none.
  func send(_ message: Data) throws
  func receive() throws -> Data
}

/// A channel in one program, or to one that need not be told apart from others.
public struct ChannelLink: PartyLink {
  private static let roundKind: UInt8 = 0

  private let channel: Channel
  /// Seconds that the other has for a message.
  private let timeout: Double

  public init(_ channel: Channel, timeout: Double = 60) { (self.channel, self.timeout) = (channel, timeout) }

  public func exchange(_ message: Data) throws -> Data {
    try channel.exchange(Frame(kind: Self.roundKind, payload: message), within: timeout).payload
  }

  public func send(_ message: Data) throws {
    try channel.send(Frame(kind: Self.roundKind, payload: message), within: timeout)
  }

  public func receive() throws -> Data { try channel.receive(within: timeout).payload }

  /// Ends the other's waiting.
  public func close() { channel.close() }
}
