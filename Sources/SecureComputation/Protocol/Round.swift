public import Foundation

/// What a round of messages is for.
public struct RoundPurpose: Hashable, Sendable {
  /// A part of the computation as a person thinks of it.
  public enum Stage: Hashable, Sendable {
    /// The masked weights are opened, once a model.
    case weights(layer: Int)
    /// The masked rows of a training set are opened, once.
    case rows
    /// Inputs times weights, from 0.
    case layer(Int)
    case rectifier(layer: Int)
    /// A level of the tournament for the largest logit.
    case argmax(level: Int)
    case answer
    /// A part of a step of training, from 0.
    case step(Int)
  }

  public enum Operation: Hashable, Sendable {
    case openMasked
    case truncate
    /// A conjunction of bits: a level of the adder that finds a sign.
    case carry
    /// A bit becomes a number.
    case convertBit
    /// A number times a bit.
    case select
    case reveal
  }

  public let stage: Stage
  public let operation: Operation
}

/// One round as a party saw it.
public struct ComputationRound: Hashable, Sendable {
  public let purpose: RoundPurpose
  public let sent: Data
  public let received: Data
}

/// What a party sent.
public struct Traffic: Hashable, Sendable {
  public internal(set) var rounds = 0
  /// Bytes of messages, without what frames them.
  public internal(set) var bytesSent = 0

  public init() {}

  /// What came after an earlier moment.
  public func since(_ earlier: Traffic) -> Traffic {
    var difference = self
    difference.rounds -= earlier.rounds
    difference.bytesSent -= earlier.bytesSent
    return difference
  }
}
