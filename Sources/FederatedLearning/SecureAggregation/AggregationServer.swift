import Crypto
public import Foundation
import LinearAlgebra

/// The server in one round of secure aggregation: it passes messages on, adds up masked vectors, and learns their sum or nothing.
///
/// It takes one message of each phase from each client still in the round. Whoever runs it closes a phase, when all messages are there
/// or time is up; who was not heard by then has dropped out. Where fewer than the threshold are left, the round is aborted.
public struct AggregationServer: Sendable {
  public let settings: RoundSettings
  /// What it waits for; nil when the round is over.
  public private(set) var phase: RoundPhase? = .advertise
  /// Those whose vectors are in the sum, once it is known who they are.
  public private(set) var survivors: [ClientID] = []
  /// Modulo 2³², when the round has come to its end.
  public private(set) var sum: [UInt32]?
  /// How the sum came out of its masks, where somebody watches.
  private(set) var unmaskingSteps: [AggregationTranscript.Unmasking]?

  private var heard: Set<ClientID> = []
  private var expected: Set<ClientID>
  private var advertisements: [ClientID: Advertisement] = [:]
  private var advertisedKeys: Set<Data> = []
  private var boxes: [ClientID: [ClientID: Data]] = [:]
  private var maskedSum: [UInt32]
  private var signatures: [ClientID: Data] = [:]
  private var answers: [ClientID: [KeyShare]] = [:]
  private let threadCount: Int

  /// - Parameter threadCount: that take masks off the sum, side by side.
  public init(settings: RoundSettings, isWatched: Bool = false, threadCount: Int = 2) {
    self.settings = settings
    self.threadCount = threadCount
    expected = Set(settings.clients)
    maskedSum = [UInt32](repeating: 0, count: settings.dimension)
    unmaskingSteps = isWatched ? [] : nil
  }

  /// Those whose message of this phase has not come.
  public var awaited: Set<ClientID> { phase == nil ? [] : expected.subtracting(heard) }

  /// Takes a client's message.
  ///
  /// - Throws: `AggregationError` where it is not the one awaited of this client. Nothing has changed then.
  public mutating func receive(_ message: Data, from client: ClientID) throws(AggregationError) {
    let decoded: AggregationMessage
    do {
      decoded = try AggregationMessage(decoding: message, round: settings.round)
    } catch {
      throw .unreadable(error)
    }
    guard let phase else { throw .unexpectedMessage(decoded.kind, phase: nil) }
    guard expected.contains(client) else { throw .stranger(client) }
    guard !heard.contains(client) else { throw .secondMessage(client, phase) }
    switch (phase, decoded) {
    case (.advertise, .advertisement(let keys)):
      guard keys.isSigned(by: client, settings) else { throw .badSignature(client, phase) }
      // No client would go on with a list that has a key twice.
      guard advertisedKeys.isDisjoint(with: [keys.encryptionKey, keys.maskKey]),
        keys.encryptionKey != keys.maskKey
      else { throw .repeatedKey(client) }
      advertisedKeys.formUnion([keys.encryptionKey, keys.maskKey])
      advertisements[client] = keys
    case (.share, .sealedShares(let sealed)):
      guard Set(sealed.keys) == Set(advertisements.keys).subtracting([client]) else {
        throw .wrongRecipients(client)
      }
      boxes[client] = sealed
    case (.mask, .maskedVector(let words)):
      guard words.count == settings.dimension else {
        throw .wrongDimension(client, count: words.count, expected: settings.dimension)
      }
      maskedSum.addWrapping(words)
    case (.consistency, .consistencySignature(let signature)):
      guard let identity = settings.identities?[client],
        IdentityKey.isSignature(
          signature, by: identity, of: SignedText.consistency(survivors, among: advertisements, settings))
      else { throw .badSignature(client, phase) }
      signatures[client] = signature
    case (.unmask, .unmaskingShares(let shares)):
      guard shares.count == boxes.count else { throw .unreadable(.truncated(.unmaskingShares)) }
      answers[client] = shares
    default: throw .unexpectedMessage(decoded.kind, phase: phase)
    }
    heard.insert(client)
  }

  /// Ends the phase with the messages that have come.
  ///
  /// - Returns: what is to be sent to each client who is still in the round; nobody when the sum is there.
  /// - Throws: `AggregationError` where the round is aborted.
  public mutating func close() throws(AggregationError) -> [ClientID: Data] {
    guard let phase else { return [:] }
    let needed = settings.threshold
    guard heard.count >= needed else {
      abort()
      throw .aborted(phase, count: heard.count, needed: needed)
    }
    defer { (expected, heard) = (heard, []) }
    switch phase {
    case .advertise:
      self.phase = .share
      return toAll(.advertisementList(advertisements))
    case .share:
      self.phase = .mask
      return toEach { client in .deliveredShares(boxes.compactMapValues { $0[client] }) }
    case .mask:
      survivors = heard.sorted()
      self.phase = settings.checksConsistency ? .consistency : .unmask
      return toAll(.survivorList(survivors))
    case .consistency:
      self.phase = .unmask
      return toAll(.signatureList(signatures))
    case .unmask:
      do {
        sum = try unmasked()
        self.phase = nil
        return [:]
      } catch {
        abort()
        throw error
      }
    }
  }

  /// What was heard is of no use any longer, and is not kept.
  private mutating func abort() {
    phase = nil
    (maskedSum, boxes, answers, unmaskingSteps, survivors) = ([], [:], [:], nil, [])
  }

  private func toAll(_ message: AggregationMessage) -> [ClientID: Data] {
    let bytes = message.encoded(round: settings.round)
    return Dictionary(uniqueKeysWithValues: heard.map { ($0, bytes) })
  }

  private func toEach(_ message: (ClientID) -> AggregationMessage) -> [ClientID: Data] {
    Dictionary(uniqueKeysWithValues: heard.map { ($0, message($0).encoded(round: settings.round)) })
  }

  // MARK: Unmasking

  private mutating func unmasked() throws(AggregationError) -> [UInt32] {
    let removal = MaskRemoval(
      settings: settings, advertisements: advertisements, sharers: boxes.keys.sorted(), survivors: survivors,
      answers: answers)
    if unmaskingSteps == nil { return try removal.sum(of: maskedSum, threadCount: threadCount) }
    var steps = [AggregationTranscript.Unmasking(step: .sum, words: maskedSum)]
    let sum = try removal.sum(of: maskedSum) { steps.append(.init(step: $0, words: $1)) }
    unmaskingSteps = steps
    return sum
  }
}
