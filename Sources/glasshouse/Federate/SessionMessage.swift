package import Channels
package import Foundation

/// What a server and a client of a federation say to each other around the messages of its rounds.
package enum SessionMessage: Hashable, Sendable {
  /// The server's first: bytes that a client with an identity key signs, so that nobody takes its place.
  case challenge(Data)
  case hello(Hello)
  case welcome(Welcome)
  /// The number of the round that begins.
  case begin(UInt64)
  /// A message of the round, as the participants make and read them.
  case round(Data)
  case outcome(Outcome)
  /// The sentence with which the server ends the conversation.
  case refusal(String)

  package struct Hello: Hashable, Codable, Sendable {
    /// Its number in the roster; none where the server gives numbers.
    package let client: UInt16?
    package let valueCount: Int
    package let signature: Data?

    package init(client: UInt16?, valueCount: Int, signature: Data?) {
      (self.client, self.valueCount, self.signature) = (client, valueCount, signature)
    }
  }

  package struct Welcome: Hashable, Codable, Sendable {
    package let client: UInt16
    package let clients: Int
    package let threshold: Int
    package let dimension: Int
    package let bits: Int
    package let clip: Double
    package let isSigned: Bool
  }

  package struct Outcome: Hashable, Codable, Sendable {
    /// Of the sum; 0 where there is none.
    package let survivors: Int
    /// Why there is none.
    package let aborted: String?
    package let isLast: Bool
  }

  private enum Kind: UInt8 {
    case challenge = 1
    case hello, welcome, begin, round, outcome, refusal
  }

  /// What signatures on a challenge begin with, so that they are good for nothing else.
  package static func signedChallenge(_ bytes: Data) -> Data {
    Data("glasshouse federation 1, joining: ".utf8) + bytes
  }

  package var frame: Frame {
    switch self {
    case .challenge(let bytes): Frame(kind: Kind.challenge.rawValue, payload: bytes)
    case .hello(let hello): Self.frame(.hello, hello)
    case .welcome(let welcome): Self.frame(.welcome, welcome)
    case .begin(let number): Self.frame(.begin, number)
    case .round(let bytes): Frame(kind: Kind.round.rawValue, payload: bytes)
    case .outcome(let outcome): Self.frame(.outcome, outcome)
    case .refusal(let text): Self.frame(.refusal, text)
    }
  }

  private static func frame(_ kind: Kind, _ value: some Encodable) -> Frame {
    // Of numbers, texts and flags, JSON can be made.
    Frame(kind: kind.rawValue, payload: (try? JSONEncoder().encode(value)) ?? Data())
  }

  /// Nil where the frame says nothing that belongs here.
  package init?(_ frame: Frame) {
    let payload = frame.payload
    switch Kind(rawValue: frame.kind) {
    case .challenge: self = .challenge(payload)
    case .hello:
      guard let hello = try? JSONDecoder().decode(Hello.self, from: payload) else { return nil }
      self = .hello(hello)
    case .welcome:
      guard let welcome = try? JSONDecoder().decode(Welcome.self, from: payload) else { return nil }
      self = .welcome(welcome)
    case .begin:
      guard let number = try? JSONDecoder().decode(UInt64.self, from: payload) else { return nil }
      self = .begin(number)
    case .round: self = .round(payload)
    case .outcome:
      guard let outcome = try? JSONDecoder().decode(Outcome.self, from: payload) else { return nil }
      self = .outcome(outcome)
    case .refusal:
      guard let text = try? JSONDecoder().decode(String.self, from: payload) else { return nil }
      self = .refusal(text)
    case nil: return nil
    }
  }
}
