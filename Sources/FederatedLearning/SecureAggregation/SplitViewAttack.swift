import Crypto
import Foundation
import SecureComputation

/// A server that tells half of the clients that one of them lives, and half that it dropped out, run for real against clients who
/// follow the protocol.
///
/// From the ones it gets shares of the victim's self mask, from the others shares of its mask key; where it has enough of both, the
/// victim's vector stands bare. Colluders give it both at once, and sign whatever it wants. Without the check of consistency it
/// succeeds exactly where 2 · threshold ≤ clients + colluders. With it the threshold is more than two thirds, and each half
/// has to be shown as many signatures on its own list: more than a third of the clients must collude. (Colluders as many as the
/// threshold need no split view: they have the shares of everybody.)
public struct SplitViewAttack: Hashable, Sendable {
  /// The victim's vector, where enough shares of both its secrets came.
  public let recovered: [UInt32]?
  /// How many shares of the victim's self mask the server got.
  public let selfMaskShares: Int
  /// How many shares of the key of its pair masks.
  public let maskKeyShares: Int
  /// Why honest clients would not answer.
  public let refusals: [ClientID: AggregationError]

  /// - Parameters:
  ///   - inputs: of each client; the victim's is what the server is after.
  ///   - colluders: of the clients, the victim not among them.
  /// - Throws: `AggregationError` where no such round can be held.
  public init(
    on victim: ClientID, inputs: [ClientID: [UInt32]], threshold: Int, colluders: Set<ClientID> = [],
    checksConsistency: Bool
  ) throws(AggregationError) {
    guard inputs[victim] != nil, !colluders.contains(victim) else { throw .stranger(victim) }
    let identities = inputs.mapValues { _ in IdentityKey() }
    let settings = try RoundSettings(
      round: 1, clients: inputs.keys, dimension: inputs.values.first?.count ?? 0, threshold: threshold,
      identities: identities.mapValues(\.publicBytes), checksConsistency: checksConsistency)
    var lies = try SplitViews(settings, inputs: inputs, identities: identities)
    let others = settings.clients.filter { $0 != victim }
    let honest = others.filter { !colluders.contains($0) }
    let middle = honest.count / 2
    // The victim itself knows that it lives.
    lies.tell([victim] + honest[..<middle], survivors: settings.clients, colluders: colluders)
    lies.tell(Array(honest[middle...]), survivors: others, colluders: colluders)
    let shares = lies.shares(of: victim, colluders: colluders)
    (selfMaskShares, maskKeyShares) = (shares.selfMask.count, shares.maskKey.count)
    refusals = lies.refusals
    recovered = lies.vector(of: victim, shares)
  }
}

/// What such a server does in a round: honest until the vectors are masked, and not any longer then.
private struct SplitViews {
  private let settings: RoundSettings
  private let identities: [ClientID: IdentityKey]
  private var clients: [ClientID: AggregationClient] = [:]
  private var advertised: [ClientID: Advertisement] = [:]
  private var masked: [ClientID: [UInt32]] = [:]
  private var answers: [ClientID: (shares: [KeyShare], survivors: Set<ClientID>)] = [:]
  private(set) var refusals: [ClientID: AggregationError] = [:]

  init(
    _ settings: RoundSettings, inputs: [ClientID: [UInt32]], identities: [ClientID: IdentityKey]
  ) throws(AggregationError) {
    (self.settings, self.identities) = (settings, identities)
    for (id, input) in inputs {
      clients[id] = try AggregationClient(id: id, input: input, settings: settings, identity: identities[id])
    }
    var server = AggregationServer(settings: settings)
    var delivered: [ClientID: Data] = [:]
    for phase in [RoundPhase.advertise, .share, .mask] {
      for id in settings.clients {
        let message =
          phase == .advertise
          ? clients[id]?.advertise() : try clients[id]?.answer(to: delivered[id] ?? Data())
        guard let message else { continue }
        try server.receive(message, from: id)
        switch decoded(message) {
        case .advertisement(let keys): advertised[id] = keys
        case .maskedVector(let words): masked[id] = words
        default: break
        }
      }
      delivered = try server.close()
    }
  }

  private func decoded(_ message: Data) -> AggregationMessage? {
    try? AggregationMessage(decoding: message, round: settings.round)
  }

  /// Tells those clients who is in the sum, with all signatures that can be had on it, and takes what they answer.
  mutating func tell(_ group: [ClientID], survivors: [ClientID], colluders: Set<ClientID>) {
    var message = AggregationMessage.survivorList(survivors)
    var answering = group
    if settings.checksConsistency {
      var signatures: [ClientID: Data] = [:]
      let text = SignedText.consistency(survivors, among: advertised, settings)
      for id in colluders { signatures[id] = identities[id]?.signature(of: text) }
      for (id, answer) in asked(group, message) {
        guard case .consistencySignature(let signature) = answer else { continue }
        signatures[id] = signature
      }
      message = .signatureList(signatures)
      answering = group.filter { refusals[$0] == nil }
    }
    for (id, answer) in asked(answering, message) {
      guard case .unmaskingShares(let shares) = answer else { continue }
      answers[id] = (shares, Set(survivors))
    }
  }

  private mutating func asked(_ group: [ClientID], _ message: AggregationMessage) -> [ClientID:
    AggregationMessage]
  {
    var replies: [ClientID: AggregationMessage] = [:]
    let bytes = message.encoded(round: settings.round)
    for id in group {
      do throws(AggregationError) {
        replies[id] = try (clients[id]?.answer(to: bytes)).flatMap(decoded)
      } catch {
        refusals[id] = error
      }
    }
    return replies
  }

  func shares(of victim: ClientID, colluders: Set<ClientID>) -> (
    selfMask: [ClientID: KeyShare], maskKey: [ClientID: KeyShare]
  ) {
    var (selfMask, maskKey): ([ClientID: KeyShare], [ClientID: KeyShare]) = ([:], [:])
    // Everybody shared.
    let index = settings.clients.firstIndex(of: victim) ?? 0
    for (id, answer) in answers {
      if answer.survivors.contains(victim) {
        selfMask[id] = answer.shares[index]
      } else {
        maskKey[id] = answer.shares[index]
      }
    }
    for id in colluders {
      let pair = clients[id]?.held[victim]
      (selfMask[id], maskKey[id]) = (pair?.selfMask, pair?.maskKey)
    }
    return (selfMask, maskKey)
  }

  /// The masked vector of the victim without its masks, where there are enough shares of both its secrets.
  func vector(
    of victim: ClientID, _ shares: (selfMask: [ClientID: KeyShare], maskKey: [ClientID: KeyShare])
  ) -> [UInt32]? {
    guard let selfMask = secret(from: shares.selfMask), let maskKey = secret(from: shares.maskKey),
      let privateKey = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: maskKey),
      var words = masked[victim]
    else { return nil }
    MaskStream(key: selfMask).add(to: &words, subtracting: true)
    for (other, advertisement) in advertised where other != victim {
      guard
        let key = try? PairwiseKeys(round: settings.round).key(
          of: victim, privateKey, with: other, advertisement.maskKey, for: .masking)
      else { return nil }
      MaskStream(key: key).add(to: &words, subtracting: victim < other)
    }
    return words
  }

  private func secret(from shares: [ClientID: KeyShare]) -> Data? {
    guard shares.count >= settings.threshold else { return nil }
    let chosen = shares.sorted { $0.key < $1.key }.prefix(settings.threshold)
    return KeyShare.secret(
      from: chosen.map(\.value), SecretSharing.Recovery(points: chosen.map(\.key.point)))
  }
}
