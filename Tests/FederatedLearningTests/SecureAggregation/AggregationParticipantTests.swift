import FederatedLearning
import Foundation
import PlainText
import Testing

/// Clients and a server, message by message, where something is not as it should be.
struct AggregationParticipantTests {
  private var settings: RoundSettings
  private var clients: [ClientID: AggregationClient] = [:]
  private var server: AggregationServer

  private init(checksConsistency: Bool = false, count: UInt16 = 4, threshold: Int = 3) throws {
    let ids = (0..<count).map { ClientID($0) }
    let identities = Dictionary(uniqueKeysWithValues: ids.map { ($0, IdentityKey()) })
    settings = try RoundSettings(
      round: 5, clients: ids, dimension: 2, threshold: threshold,
      identities: identities.mapValues(\.publicBytes), checksConsistency: checksConsistency)
    server = AggregationServer(settings: settings)
    for id in ids {
      clients[id] = try AggregationClient(
        id: id, input: [UInt32(id.number), 9], settings: settings, identity: identities[id])
    }
  }

  init() throws { try self.init(checksConsistency: false) }

  /// Goes on to what the server sends after that phase.
  private mutating func messages(after last: RoundPhase) throws -> [ClientID: Data] {
    var delivered: [ClientID: Data] = [:]
    for phase in settings.phases where phase <= last {
      for id in settings.clients {
        let message =
          phase == .advertise
          ? clients[id]?.advertise() : try clients[id]?.answer(to: delivered[id] ?? Data())
        try server.receive(try #require(message), from: id)
      }
      delivered = try server.close()
    }
    return delivered
  }

  private func altered(_ bytes: Data?, _ change: (inout AggregationMessage) -> Void) throws -> Data {
    var message = try AggregationMessage(decoding: try #require(bytes), round: 5)
    change(&message)
    return message.encoded(round: 5)
  }

  private mutating func listing(_ change: @escaping (inout [ClientID: Advertisement]) -> Void) throws -> Data
  {
    try altered(try messages(after: .advertise)[0]) {
      guard case .advertisementList(var list) = $0 else { return }
      change(&list)
      $0 = .advertisementList(list)
    }
  }

  private mutating func expect(_ error: AggregationError, of id: ClientID = 0, for message: Data) {
    #expect(throws: error) { try clients[id]?.answer(to: message) }
  }

  // MARK: The list of keys

  @Test func aListWithOneKeyTwiceIsNotAnswered() throws {
    var round = try Self()
    let message = try round.listing { list in
      list[2] = Advertisement(
        encryptionKey: list[1]?.encryptionKey ?? Data(), maskKey: list[2]?.maskKey ?? Data(),
        signature: list[2]?.signature)
    }
    round.expect(.repeatedKey(2), for: message)
    // And there is no second chance.
    round.expect(.unexpectedMessage(.advertisementList, phase: nil), for: message)
  }

  @Test func keysThatTheServerMadeAreNotAnswered() throws {
    var round = try Self()
    let message = try round.listing { list in
      list[2] = Advertisement(
        encryptionKey: IdentityKey().publicBytes, maskKey: IdentityKey().publicBytes,
        signature: list[2]?.signature)
    }
    round.expect(.badSignature(2, .advertise), for: message)
  }

  @Test func aListWithoutOneselfOrWithOtherKeysIsNotAnswered() throws {
    var round = try Self()
    round.expect(.notListed(0), for: try round.listing { $0[0] = nil })
    round = try Self()
    round.expect(.changedKeys(0), for: try round.listing { $0[0] = $0[1] })
  }

  @Test func tooShortAListAndStrangersAreNotAnswered() throws {
    var round = try Self()
    let short = try round.listing { list in
      list[1] = nil
      list[2] = nil
    }
    round.expect(.tooFewListed(2, phase: .advertise, needed: 3), for: short)
    round = try Self()
    round.expect(
      .stranger(9),
      for: try round.listing {
        $0[9] = Advertisement(
          encryptionKey: IdentityKey().publicBytes, maskKey: IdentityKey().publicBytes,
          signature: Data(count: 64))
      })
  }

  // MARK: Shares

  @Test func sharesThatWereChangedOrExchangedAreNotAnswered() throws {
    var round = try Self()
    let message = try round.altered(try round.messages(after: .share)[0]) {
      guard case .deliveredShares(var boxes) = $0 else { return }
      (boxes[1], boxes[2]) = (boxes[2], boxes[1])
      $0 = .deliveredShares(boxes)
    }
    #expect(throws: AggregationError.self) { try round.clients[0]?.answer(to: message) }
    round.expect(.unexpectedMessage(.deliveredShares, phase: nil), for: message)
  }

  @Test func tooFewSharesAreNotAnswered() throws {
    var round = try Self()
    let message = try round.altered(try round.messages(after: .share)[0]) {
      guard case .deliveredShares(let boxes) = $0 else { return }
      $0 = .deliveredShares(boxes.filter { $0.key == 1 })
    }
    round.expect(.tooFewListed(2, phase: .share, needed: 3), for: message)
  }

  // MARK: Unmasking

  @Test func oneUnmaskingRequestARoundIsAnswered() throws {
    var round = try Self()
    let message = try round.messages(after: .mask)[0] ?? Data()
    _ = try round.clients[0]?.answer(to: message)
    round.expect(.secondRequest, for: message)
    let other = try round.altered(message) { $0 = .survivorList([0, 1, 2]) }
    round.expect(.secondRequest, for: other)
  }

  @Test func aListOfSurvivorsHasOneselfAndNoStrangerAndEnough() throws {
    for (list, error) in [
      ([1, 2, 3], AggregationError.notListed(0)), ([0, 1, 2, 9], .stranger(9)),
      ([0, 1], .tooFewListed(2, phase: .mask, needed: 3)),
    ] as [([ClientID], AggregationError)] {
      var round = try Self()
      let message = try round.altered(try round.messages(after: .mask)[0]) { $0 = .survivorList(list) }
      round.expect(error, for: message)
      round.expect(.unexpectedMessage(.survivorList, phase: nil), for: message)
    }
  }

  @Test func aListThatIsNotSignedByAQuorumIsNotAnswered() throws {
    var round = try Self(checksConsistency: true)
    let message = try round.messages(after: .consistency)[0]
    let fewer = try round.altered(message) {
      guard case .signatureList(let signatures) = $0 else { return }
      $0 = .signatureList(signatures.filter { $0.key < 2 })
    }
    var client = round.clients[0]
    #expect(throws: AggregationError.tooFewListed(2, phase: .consistency, needed: 3)) {
      try client?.answer(to: fewer)
    }
    client = round.clients[0]
    let forged = try round.altered(message) {
      guard case .signatureList(var signatures) = $0 else { return }
      signatures[1] = signatures[2]
      $0 = .signatureList(signatures)
    }
    #expect(throws: AggregationError.badSignature(1, .consistency)) { try client?.answer(to: forged) }
    client = round.clients[0]
    _ = try client?.answer(to: try #require(message))
  }

  // MARK: What is not awaited

  @Test func aRepeatedGarbledOrOlderMessageChangesNothing() throws {
    var round = try Self()
    let lists = try round.messages(after: .advertise)
    let list = try #require(lists[0])
    round.expect(.unreadable(.truncated(nil)), for: Data())
    round.expect(.unreadable(.truncated(.advertisementList)), for: list.dropLast())
    round.expect(.unreadable(.truncated(.advertisementList)), for: list + [1])
    var older = list
    older[2] = 4
    round.expect(.unreadable(.otherRound(4, expected: 5)), for: older)
    round.expect(
      .unexpectedMessage(.survivorList, phase: .share),
      for: AggregationMessage.survivorList([0, 1, 2]).encoded(round: 5))
    _ = try round.clients[0]?.answer(to: list)
    round.expect(.unexpectedMessage(.advertisementList, phase: .mask), for: list)
    #expect(round.clients[0]?.phase == .mask)
  }

  @Test func theServerTakesEachMessageOnceAndOfThoseInTheRound() throws {
    var round = try Self()
    let advertised = round.clients[0]?.advertise()
    let first = try #require(advertised)
    try round.server.receive(first, from: 0)
    #expect(throws: AggregationError.secondMessage(0, .advertise)) {
      try round.server.receive(first, from: 0)
    }
    #expect(throws: AggregationError.badSignature(1, .advertise)) {
      try round.server.receive(first, from: 1)
    }
    #expect(throws: AggregationError.stranger(77)) { try round.server.receive(first, from: 77) }
    #expect(throws: AggregationError.unreadable(.truncated(.advertisement))) {
      try round.server.receive(first.prefix(50), from: 1)
    }
    #expect(throws: AggregationError.unexpectedMessage(.maskedVector, phase: .advertise)) {
      try round.server.receive(AggregationMessage.maskedVector([1, 2]).encoded(round: 5), from: 1)
    }
    #expect(round.server.awaited == [1, 2, 3])
    #expect(throws: AggregationError.aborted(.advertise, count: 1, needed: 3)) { try round.server.close() }
    #expect(round.server.phase == nil && round.server.sum == nil)
    #expect(throws: AggregationError.unexpectedMessage(.advertisement, phase: nil)) {
      try round.server.receive(first, from: 0)
    }
  }

  /// Without identities the server cannot tell whose keys they are, but that it has them already.
  @Test func theServerTakesNoKeysTwice() throws {
    let settings = try RoundSettings(round: 5, clients: [0, 1], dimension: 1)
    var server = AggregationServer(settings: settings)
    var client = try AggregationClient(id: 0, input: [1], settings: settings)
    let keys = client.advertise()
    try server.receive(keys, from: 0)
    #expect(throws: AggregationError.repeatedKey(1)) { try server.receive(keys, from: 1) }
    let same = Advertisement(encryptionKey: Data(count: 32), maskKey: Data(count: 32), signature: nil)
    #expect(throws: AggregationError.repeatedKey(1)) {
      try server.receive(AggregationMessage.advertisement(same).encoded(round: 5), from: 1)
    }
  }

  /// Of a wrong answer nothing comes out where there is one to spare.
  @Test func aWrongShareIsNoticed() throws {
    var round = try Self()
    let messages = try round.messages(after: .mask)
    for id in round.settings.clients {
      let message = messages[id] ?? Data()
      var answer = try round.clients[id]?.answer(to: message) ?? Data()
      if id == 3 {
        answer = try round.altered(answer) {
          guard case .unmaskingShares(var shares) = $0 else { return }
          shares[0] = shares[1]
          $0 = .unmaskingShares(shares)
        }
      }
      try round.server.receive(answer, from: id)
    }
    #expect(throws: AggregationError.wrongShares(0)) { try round.server.close() }
    #expect(round.server.sum == nil)
  }

  @Test func everyRefusalIsOneSentenceThatSaysWhatToDo() {
    let errors: [AggregationError] = [
      .tooFewClients(1), .thresholdOutOfRange(9, clients: 3), .nothingToAdd,
      .wrongDimension(1, count: 2, expected: 3), .noIdentity(4), .unreadable(.otherVersion(3)),
      .unexpectedMessage(.maskedVector, phase: .share), .aborted(.mask, count: 1, needed: 3), .wrongShares(2),
    ]
    for error in errors {
      let text = error.sentence.text
      #expect(text.hasSuffix("."))
      #expect(!text.contains("\n"))
    }
  }
}
