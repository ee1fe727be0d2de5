import Crypto
public import Foundation
import SecureComputation

/// A client in one round of secure aggregation: it holds its own vector, and answers the server's messages one after another.
///
/// Its vector x leaves it as y = x + PRG(b) + Σ PRG(s) over later clients − Σ PRG(s) over earlier ones, where b is its own secret and s
/// is agreed on with each of them. It never tells both who it is without (b) and with whom it is masked (s) to the same server: of
/// every client it reveals a share of one alone, once a round (`ShareLedger`). What breaks a rule ends its part in the round.
///
/// Keys, secrets and shares come from the system's generator, whatever the seed of a run.
///
/// Reference: Bonawitz et al., _Practical secure aggregation for privacy-preserving machine learning_, CCS 2017.
public struct AggregationClient: Sendable {
  public let id: ClientID
  /// What it sends next; nil when it has sent all, or will send no more.
  public private(set) var phase: RoundPhase? = .advertise
  /// What its vector looked like under each mask, where somebody watches.
  private(set) var maskingSteps: [AggregationTranscript.Masking]?

  private let settings: RoundSettings
  private let identity: IdentityKey?
  private let input: [UInt32]
  private let encryptionKey = Curve25519.KeyAgreement.PrivateKey()
  private let maskKey = Curve25519.KeyAgreement.PrivateKey()
  private let selfMask: Data

  private var listed: [ClientID: Advertisement] = [:]
  private var sealingKeys: [ClientID: SymmetricKey] = [:]
  /// What it holds of those who shared, itself among them.
  private(set) var held: [ClientID: SharePair] = [:]
  private var survivors: [ClientID] = []
  private var ledger = ShareLedger()

  /// - Parameters:
  ///   - input: words modulo 2³², as many as the settings say.
  ///   - identity: where the settings have identities.
  /// - Throws: `AggregationError` where the client or its vector does not fit the round.
  public init(
    id: ClientID, input: [UInt32], settings: RoundSettings, identity: IdentityKey? = nil,
    isWatched: Bool = false
  ) throws(AggregationError) {
    guard settings.clients.contains(id) else { throw .stranger(id) }
    guard input.count == settings.dimension else {
      throw .wrongDimension(id, count: input.count, expected: settings.dimension)
    }
    guard settings.identities.map({ $0[id] == identity?.publicBytes }) ?? true else { throw .noIdentity(id) }
    (self.id, self.input, self.settings, self.identity) = (id, input, settings, identity)
    maskingSteps = isWatched ? [] : nil
    var generator = SystemRandomNumberGenerator()
    selfMask = (0..<4).reduce(into: Data()) { secret, _ in secret += Data(littleEndian: generator.next()) }
  }

  /// The first message: two public keys.
  ///
  /// - Precondition: it was not asked for before.
  public mutating func advertise() -> Data {
    precondition(phase == .advertise)
    phase = .share
    return AggregationMessage.advertisement(advertisement).encoded(round: settings.round)
  }

  /// The answer to the server's next message. A message that is not the one awaited changes nothing.
  ///
  /// - Throws: `AggregationError`; where a rule was broken, the client answers nothing more.
  public mutating func answer(to message: Data) throws(AggregationError) -> Data {
    let decoded: AggregationMessage
    do {
      decoded = try AggregationMessage(decoding: message, round: settings.round)
    } catch {
      throw .unreadable(error)
    }
    let awaited = phase
    // Nothing more is said unless the answer says what comes next.
    switch (awaited, decoded) {
    case (.share, .advertisementList(let list)):
      phase = nil
      return try shares(for: list).encoded(round: settings.round)
    case (.mask, .deliveredShares(let boxes)):
      phase = nil
      return try masked(with: boxes).encoded(round: settings.round)
    case (.consistency, .survivorList(let list)):
      phase = nil
      return try signed(list).encoded(round: settings.round)
    case (.unmask, .survivorList(let list)) where !settings.checksConsistency:
      phase = nil
      try checkSurvivors(list)
      return try unmaskingShares().encoded(round: settings.round)
    case (.unmask, .signatureList(let signatures)) where settings.checksConsistency:
      phase = nil
      try checkSignatures(signatures)
      return try unmaskingShares().encoded(round: settings.round)
    case (nil, .survivorList), (nil, .signatureList):
      throw ledger.isClosed ? .secondRequest : .unexpectedMessage(decoded.kind, phase: nil)
    default: throw .unexpectedMessage(decoded.kind, phase: awaited)
    }
  }

  private var advertisement: Advertisement {
    let keys = (encryptionKey.publicKey.rawRepresentation, maskKey.publicKey.rawRepresentation)
    let signature = identity.map {
      $0.signature(
        of: Advertisement.signedBytes(of: id, settings, encryptionKey: keys.0, maskKey: keys.1))
    }
    return Advertisement(encryptionKey: keys.0, maskKey: keys.1, signature: signature)
  }

  // MARK: Shares

  private mutating func shares(for list: [ClientID: Advertisement]) throws(AggregationError)
    -> AggregationMessage
  {
    try check(list)
    listed = list
    let holders = list.keys.sorted()
    let points = holders.map(\.point)
    let masks = KeyShare.shares(of: selfMask, at: points, threshold: settings.threshold)
    let keys = KeyShare.shares(
      of: maskKey.rawRepresentation, at: points, threshold: settings.threshold)
    var boxes: [ClientID: Data] = [:]
    for (index, holder) in holders.enumerated() {
      let pair = SharePair(selfMask: masks[index], maskKey: keys[index])
      guard holder != id, let advertised = list[holder] else {
        held[id] = pair
        continue
      }
      let key = try PairwiseKeys(round: settings.round).key(
        of: id, encryptionKey, with: holder, advertised.encryptionKey, for: .sealing)
      sealingKeys[holder] = key
      boxes[holder] = pair.sealed(by: key, from: id, to: holder)
    }
    phase = .mask
    return .sealedShares(boxes)
  }

  /// Nobody is listed who was not asked, no key twice, and each key as its client sent it.
  private func check(_ list: [ClientID: Advertisement]) throws(AggregationError) {
    guard list.count >= settings.threshold else {
      throw .tooFewListed(list.count, phase: .advertise, needed: settings.threshold)
    }
    guard let own = list[id] else { throw .notListed(id) }
    guard own.encryptionKey == encryptionKey.publicKey.rawRepresentation,
      own.maskKey == maskKey.publicKey.rawRepresentation
    else { throw .changedKeys(id) }
    var keys = Set<Data>()
    let expected = Set(settings.clients)
    for (client, advertised) in list.sorted(by: { $0.key < $1.key }) {
      guard expected.contains(client) else { throw .stranger(client) }
      for key in [advertised.encryptionKey, advertised.maskKey] {
        guard keys.insert(key).inserted else { throw .repeatedKey(client) }
      }
      guard client == id || advertised.isSigned(by: client, settings) else {
        throw .badSignature(client, .advertise)
      }
    }
  }

  // MARK: The masked vector

  private mutating func masked(with boxes: [ClientID: Data]) throws(AggregationError) -> AggregationMessage {
    guard boxes.count + 1 >= settings.threshold else {
      throw .tooFewListed(boxes.count + 1, phase: .share, needed: settings.threshold)
    }
    for (client, box) in boxes {
      guard let key = sealingKeys[client] else { throw .wrongRecipients(id) }
      guard let pair = SharePair(opening: box, by: key, from: client, to: id) else {
        throw .unreadableShares(client)
      }
      held[client] = pair
    }
    var words = input
    maskingSteps?.append(.init(mask: .none, words: words))
    MaskStream(key: selfMask).add(to: &words, subtracting: false)
    maskingSteps?.append(.init(mask: .own, words: words))
    for other in boxes.keys.sorted() {
      guard let advertised = listed[other] else { throw .wrongRecipients(id) }
      let key = try PairwiseKeys(round: settings.round).key(
        of: id, maskKey, with: other, advertised.maskKey, for: .masking)
      MaskStream(key: key).add(to: &words, subtracting: other < id)
      maskingSteps?.append(.init(mask: .pair(with: other), words: words))
    }
    phase = settings.checksConsistency ? .consistency : .unmask
    return .maskedVector(words)
  }

  // MARK: Unmasking

  private mutating func checkSurvivors(_ list: [ClientID]) throws(AggregationError) {
    guard list.count >= settings.threshold else {
      throw .tooFewListed(list.count, phase: .mask, needed: settings.threshold)
    }
    for client in list where held[client] == nil { throw .stranger(client) }
    guard list.contains(id) else { throw .notListed(id) }
    survivors = list
  }

  private mutating func signed(_ list: [ClientID]) throws(AggregationError) -> AggregationMessage {
    try checkSurvivors(list)
    guard let identity else { throw .noIdentity(id) }
    phase = .unmask
    return .consistencySignature(
      identity.signature(of: SignedText.consistency(survivors, among: listed, settings)))
  }

  private func checkSignatures(_ signatures: [ClientID: Data]) throws(AggregationError) {
    guard signatures.count >= settings.threshold else {
      throw .tooFewListed(signatures.count, phase: .consistency, needed: settings.threshold)
    }
    let text = SignedText.consistency(survivors, among: listed, settings)
    for (client, signature) in signatures.sorted(by: { $0.key < $1.key }) {
      guard survivors.contains(client), let identity = settings.identities?[client] else {
        throw .stranger(client)
      }
      guard IdentityKey.isSignature(signature, by: identity, of: text) else {
        throw .badSignature(client, .consistency)
      }
    }
  }

  private mutating func unmaskingShares() throws(AggregationError) -> AggregationMessage {
    let alive = Set(survivors)
    let sharers = held.keys.sorted()
    try ledger.enter(sharers.map { ($0, alive.contains($0) ? .selfMask : .maskKey) })
    return .unmaskingShares(
      sharers.compactMap { client in
        alive.contains(client) ? held[client]?.selfMask : held[client]?.maskKey
      })
  }
}
