public import SecureComputation

/// A prediction on shares, as one sees it who looks over both parties' shoulders.
public struct SecurePrediction: Hashable, Sendable {
  public let plan: InferencePlan
  /// How large inputs may be, which both parties know.
  public let inputBound: Double
  /// An upper bound of the probability that local truncation spoils it.
  public let failureBound: Double
  public let record: ComputedRecord
  /// The class that the record's owner learned.
  public let label: Int
  /// What both shares of the logits make, and those of the network without any sharing.
  public package(set) var logits: [Double]
  public let plainLogits: [Double]
  /// The record, the inputs of every layer after the first, and the logits.
  public package(set) var values: [SharedValues]
  public package(set) var exchanges: [ComputationExchange]
  public package(set) var cost: ComputationCost
  /// nil before there is one, and where no record is held out.
  public package(set) var batch: BatchAgreement?
  public package(set) var mistake: MistakeFound?

  /// The largest difference between a logit of shares and the network's own.
  public var logitError: Double { zip(logits, plainLogits).map { abs($0 - $1) }.max() ?? 0 }

  /// Without what nobody looks back at: of what went over the wire its beginnings.
  var kept: SecurePrediction {
    var copy = self
    for place in copy.exchanges.indices { copy.exchanges[place].shorten(to: 64) }
    return copy
  }
}

/// Values of which each party has a share.
public struct SharedValues: Hashable, Sendable {
  public package(set) var shares: [PartySide: [UInt64]]
  /// What they make together.
  public package(set) var sums: [Double]

  public subscript(side: PartySide) -> [UInt64] { shares[side] ?? [] }
}

/// A round of a computation, and what went over the wire.
public struct ComputationExchange: Hashable, Sendable {
  public let purpose: RoundPurpose
  /// What each party sent.
  public let byteCounts: [PartySide: Int]
  /// The first of them, as words, the last filled up with zeros.
  public package(set) var words: [PartySide: [UInt64]]

  static let mostWords = 1024

  public func byteCount(of side: PartySide) -> Int { byteCounts[side] ?? 0 }
  public func words(of side: PartySide) -> [UInt64] { words[side] ?? [] }

  /// What both learn of what was sent: under a mask, or a bit for a bit.
  public var opened: [UInt64] {
    let (one, other) = (words(of: .first), words(of: .second))
    return switch purpose.operation {
    case .carry, .convertBit: zip(one, other).map { $0 ^ $1 }
    case .openMasked, .truncate, .select, .reveal: zip(one, other).map { $0 &+ $1 }
    }
  }

  mutating func shorten(to count: Int) { words = words.mapValues { Array($0.prefix(count)) } }
}

/// What a prediction took.
public struct ComputationCost: Hashable, Sendable {
  public let rounds: Int
  /// Of each party.
  public let bytesSent: [PartySide: Int]
  /// Bytes that the dealer sent.
  public let dealerBytes: Int
  public let triples: TripleCount
  /// Of each party, to open the masked weights, once a model.
  public let setupBytes: Int
  /// In this program, without any connection between the parties.
  public package(set) var seconds: Double

  /// Of the one who sent more.
  public var mostBytesSent: Int { bytesSent.values.max() ?? 0 }

  public func seconds(over connection: Connection) -> Double {
    connection.seconds(rounds: rounds, bytesSent: mostBytesSent, computing: seconds)
  }
}

/// How many predictions of held-out records are those of the network.
public struct BatchAgreement: Hashable, Sendable {
  /// Of the weights, which may have gone on since.
  public let step: Int
  public let recordCount: Int
  public let agreeing: Int
  /// Of all logits.
  public package(set) var largestError: Double
  public let bytesSent: Int
  public package(set) var seconds: Double
}
