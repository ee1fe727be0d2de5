import Crypto
import Foundation
import LinearAlgebra
import SecureComputation
import Synchronization

/// What takes the masks off a sum: the self masks of those in it, and the pair masks that those who dropped out left in it.
struct MaskRemoval {
  /// A mask that is in the sum, and how it goes away.
  private enum Mask {
    case own(Data)
    case pair(Curve25519.KeyAgreement.PrivateKey, of: ClientID, with: ClientID)
  }

  private let settings: RoundSettings
  private let advertisements: [ClientID: Advertisement]
  private let sharers: [ClientID]
  private let survivors: [ClientID]
  private let answers: [ClientID: [KeyShare]]
  /// As many answers as it takes; and, where there are more, as many from the other end, which have to say the same.
  private let panels: [(clients: [ClientID], recovery: SecretSharing.Recovery)]

  init(
    settings: RoundSettings, advertisements: [ClientID: Advertisement], sharers: [ClientID],
    survivors: [ClientID], answers: [ClientID: [KeyShare]]
  ) {
    (self.settings, self.advertisements) = (settings, advertisements)
    (self.sharers, self.survivors, self.answers) = (sharers, survivors, answers)
    let clients = answers.keys.sorted()
    panels = Set([Array(clients.prefix(settings.threshold)), Array(clients.suffix(settings.threshold))])
      .map { ($0, SecretSharing.Recovery(points: $0.map(\.point))) }
  }

  /// - Throws: `AggregationError.wrongShares` where the answers do not give a secret.
  func sum(of maskedSum: [UInt32], threadCount: Int) throws(AggregationError) -> [UInt32] {
    var masks = [Mask]()
    for (index, client) in sharers.enumerated() { masks += try self.masks(of: client, at: index) }
    let next = Mutex(0)
    let total = Mutex(maskedSum)
    let failure = Mutex<AggregationError?>(nil)
    let all = masks
    DispatchQueue.concurrentPerform(iterations: max(1, min(threadCount, masks.count))) { _ in
      var part = [UInt32](repeating: 0, count: maskedSum.count)
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < all.count else { break }
        do throws(AggregationError) {
          try remove(all[index], from: &part)
        } catch {
          failure.withLock { $0 = error }
        }
      }
      total.withLock { $0.addWrapping(part) }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return total.withLock { $0 }
  }

  /// One client after another, those who dropped out first.
  func sum(
    of maskedSum: [UInt32], onStep: (AggregationTranscript.Unmasking.Step, [UInt32]) -> Void
  ) throws(AggregationError) -> [UInt32] {
    var sum = maskedSum
    let alive = Set(survivors)
    let places = sharers.enumerated().map {
      (index: $0.offset, client: $0.element, isAlive: alive.contains($0.element))
    }
    for (index, client, isAlive) in places.filter({ !$0.isAlive }) + places.filter(\.isAlive) {
      for mask in try masks(of: client, at: index) { try remove(mask, from: &sum) }
      onStep(isAlive ? .selfMask(of: client) : .pairMasks(of: client), sum)
    }
    return sum
  }

  /// - Parameter index: of the client among those who shared.
  private func masks(of client: ClientID, at index: Int) throws(AggregationError) -> [Mask] {
    let secret = try secret(of: client, at: index)
    guard !survivors.contains(client) else { return [.own(secret)] }
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret),
      key.publicKey.rawRepresentation == advertisements[client]?.maskKey
    else { throw .wrongShares(client) }
    return survivors.map { .pair(key, of: client, with: $0) }
  }

  private func secret(of client: ClientID, at index: Int) throws(AggregationError) -> Data {
    let secrets = panels.map { panel in
      KeyShare.secret(from: panel.clients.compactMap { answers[$0]?[index] }, panel.recovery)
    }
    guard let secret = secrets.first ?? nil, secrets.allSatisfy({ $0 == secret }) else {
      throw .wrongShares(client)
    }
    return secret
  }

  private func remove(_ mask: Mask, from words: inout [UInt32]) throws(AggregationError) {
    switch mask {
    case .own(let secret): MaskStream(key: secret).add(to: &words, subtracting: true)
    case .pair(let key, let dropped, let survivor):
      guard let advertised = advertisements[survivor] else { throw .stranger(survivor) }
      let shared = try PairwiseKeys(round: settings.round).key(
        of: dropped, key, with: survivor, advertised.maskKey, for: .masking)
      // The survivor added it where it has the smaller number.
      MaskStream(key: shared).add(to: &words, subtracting: survivor < dropped)
    }
  }
}
