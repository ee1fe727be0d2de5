import Crypto
import FederatedLearning
import Foundation
import SecureComputation
import Testing

/// What `Tests/ReferenceValues/secure_aggregation.py` made with the Python package `cryptography`.
struct CryptographyPackageTests {
  private struct Values: Decodable {
    struct Pair: Decodable {
      let purpose: String
      let round: UInt64
      let clients: [UInt16]
      let `private`: [String]
      let `public`: [String]
      let key: String
    }
    struct Mask: Decodable {
      let key: String
      let words: Int
      let first: [UInt32]
      let last: UInt32
      let sha256: String
    }
    struct Sealed: Decodable {
      let key: String
      let sender: UInt16
      let recipient: UInt16
      let shares: [[UInt64]]
      let box: String
    }
    struct Signed: Decodable {
      let round: UInt64
      let survivors: [UInt16]
      let identity: String
      let signature: String
    }
    struct Shared: Decodable {
      let secret: String
      let threshold: Int
      let points: [UInt64]
      let shares: [[UInt64]]
    }
    let pairs: [Pair]
    let masks: [Mask]
    let sealed: Sealed
    let signed: Signed
    let shared: [Shared]
  }

  private let values: Values

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    values = try JSONDecoder().decode(
      Values.self,
      from: try Data(contentsOf: folder.appending(path: "ReferenceValues/secure_aggregation.json")))
  }

  @Test func bothOfAPairAgreeOnTheSameKey() throws {
    #expect(values.pairs.count == 3)
    for pair in values.pairs {
      let purpose = try #require(PairwiseKeys.Purpose(rawValue: pair.purpose))
      for (own, other) in [(0, 1), (1, 0)] {
        let key = try PairwiseKeys(round: pair.round).key(
          of: ClientID(pair.clients[own]),
          Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Data(hexadecimal: pair.private[own])),
          with: ClientID(pair.clients[other]), Data(hexadecimal: pair.public[other]), for: purpose)
        #expect(key == SymmetricKey(data: Data(hexadecimal: pair.key)))
      }
    }
  }

  @Test func masksAreTheStreamOfACounter() throws {
    for mask in values.masks {
      var words = [UInt32](repeating: 0, count: mask.words)
      MaskStream(key: Data(hexadecimal: mask.key)).add(to: &words, subtracting: false)
      #expect(Array(words.prefix(8)) == mask.first)
      #expect(words.last == mask.last)
      let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
      #expect(Data(SHA256.hash(data: bytes)) == Data(hexadecimal: mask.sha256))
      MaskStream(key: Data(hexadecimal: mask.key)).add(to: &words, subtracting: true)
      #expect(words.allSatisfy { $0 == 0 })
    }
  }

  @Test func sealedSharesOpenForTheOneTheyAreFor() throws {
    let sealed = values.sealed
    let key = SymmetricKey(data: Data(hexadecimal: sealed.key))
    let (sender, recipient) = (ClientID(sealed.sender), ClientID(sealed.recipient))
    let box = Data(hexadecimal: sealed.box)
    let pair = try #require(SharePair(opening: box, by: key, from: sender, to: recipient))
    #expect([pair.selfMask.limbs, pair.maskKey.limbs] == sealed.shares)
    #expect(SharePair(opening: box, by: key, from: recipient, to: sender) == nil)
    let again = pair.sealed(by: key, from: sender, to: recipient)
    #expect(again.count == box.count && again != box)
    for index in box.indices {
      var changed = box
      changed[index] ^= 1
      #expect(SharePair(opening: changed, by: key, from: sender, to: recipient) == nil)
    }
  }

  @Test func aSignedListIsSignedForThisRoundAlone() throws {
    let signed = values.signed
    let list = signed.survivors.map { ClientID($0) }
    let (identity, signature) = (Data(hexadecimal: signed.identity), Data(hexadecimal: signed.signature))
    let advertised = Dictionary(
      uniqueKeysWithValues: list.map { client in
        (
          client,
          Advertisement(
            encryptionKey: Data(repeating: UInt8(truncatingIfNeeded: client.number), count: 32),
            maskKey: Data(repeating: UInt8(truncatingIfNeeded: client.number) + 100, count: 32),
            signature: nil)
        )
      })
    let holds = { (round: UInt64, list: [ClientID]) in
      let settings = try RoundSettings(
        round: round, clients: signed.survivors.map { ClientID($0) } + [0, 3], dimension: 1)
      return IdentityKey.isSignature(
        signature, by: identity, of: SignedText.consistency(list, among: advertised, settings))
    }
    #expect(try holds(signed.round, list))
    #expect(try !holds(signed.round + 1, list))
    #expect(try !holds(signed.round, Array(list.dropLast())))
  }

  @Test func anyThreeOfFourSharesGiveTheKey() throws {
    for shared in values.shared {
      let shares = shared.shares.map { KeyShare(limbs: $0) }
      for left in shares.indices {
        let kept = shares.indices.filter { $0 != left }
        let recovery = SecretSharing.Recovery(points: kept.map { shared.points[$0] })
        #expect(KeyShare.secret(from: kept.map { shares[$0] }, recovery) == Data(hexadecimal: shared.secret))
      }
      let two = SecretSharing.Recovery(points: Array(shared.points.prefix(2)))
      #expect(KeyShare.secret(from: Array(shares.prefix(2)), two) != Data(hexadecimal: shared.secret))
    }
  }
}

extension Data {
  init(hexadecimal text: String) {
    self.init()
    var rest = Substring(text)
    while let byte = UInt8(rest.prefix(2), radix: 16) {
      append(byte)
      rest = rest.dropFirst(2)
    }
  }
}
