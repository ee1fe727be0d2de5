import FederatedLearning
import Foundation
import Statistics
import Testing

struct AggregationMessageTests {
  private static let messages: [AggregationMessage] = {
    let bytes = { (count: Int) in Data((0..<count).map { UInt8(truncatingIfNeeded: 7 &* $0 &+ count) }) }
    let keys = { (signature: Data?) in
      Advertisement(encryptionKey: bytes(32), maskKey: bytes(32).reversed().withData, signature: signature)
    }
    return [
      .advertisement(keys(nil)), .advertisement(keys(bytes(64))),
      .advertisementList([3: keys(nil), 700: keys(nil)]),
      .advertisementList([3: keys(bytes(64)), 700: keys(bytes(64))]), .advertisementList([:]),
      .sealedShares([1: bytes(108), 2: bytes(108)]), .deliveredShares([0: bytes(108)]),
      .maskedVector([1, .max, 0, 77]), .survivorList([1, 2, 513]), .survivorList([]),
      .consistencySignature(bytes(64)), .signatureList([9: bytes(64), 11: bytes(64)]),
      .unmaskingShares([KeyShare(limbs: [1, 2, 3, 4, 5]), KeyShare(limbs: [0, 0, 0, 0, (1 << 61) - 2])]),
    ]
  }()

  @Test func everyMessageComesBack() throws {
    for message in Self.messages {
      let bytes = message.encoded(round: 7)
      #expect(try AggregationMessage(decoding: bytes, round: 7) == message)
      // As part of something longer, bytes do not begin at zero.
      #expect(try AggregationMessage(decoding: (Data([9]) + bytes).dropFirst(), round: 7) == message)
    }
    #expect(Set(Self.messages.map(\.kind)).count == MessageKind.allCases.count)
  }

  /// What is cut off either is no message, or a shorter one of whole parts, which is not the one that was sent.
  @Test func whatIsCutOffOrAddedIsNotTheMessage() throws {
    for message in Self.messages {
      let bytes = message.encoded(round: 7)
      for length in 0..<bytes.count {
        let read = try? AggregationMessage(decoding: bytes.prefix(length), round: 7)
        #expect(read != message)
        if let read { #expect(read.encoded(round: 7) == bytes.prefix(length)) }
      }
      #expect(throws: MessageError.self) { try AggregationMessage(decoding: bytes + [0], round: 7) }
    }
  }

  @Test func otherRoundsVersionsAndKindsAreRefused() {
    for message in Self.messages {
      let bytes = message.encoded(round: 7)
      #expect(throws: MessageError.otherRound(7, expected: 8)) {
        try AggregationMessage(decoding: bytes, round: 8)
      }
      var other = bytes
      other[0] = 2
      #expect(throws: MessageError.otherVersion(2)) { try AggregationMessage(decoding: other, round: 7) }
      other = bytes
      other[1] = 200
      #expect(throws: MessageError.unknownKind(200)) { try AggregationMessage(decoding: other, round: 7) }
    }
  }

  @Test func aListHasOneOrderAndNobodyTwice() {
    for ids: [UInt8] in [[2, 1], [1, 1]] {
      let bytes = AggregationMessage.survivorList([]).encoded(round: 7) + ids.flatMap { [$0, 0] }
      #expect(throws: MessageError.unordered(.survivorList)) {
        try AggregationMessage(decoding: bytes, round: 7)
      }
    }
  }

  @Test func aShareIsAnElementOfTheField() {
    let bytes =
      AggregationMessage.unmaskingShares([]).encoded(round: 7) + Data(repeating: 255, count: 40)
    #expect(throws: MessageError.notAnElement(.unmaskingShares)) {
      try AggregationMessage(decoding: bytes, round: 7)
    }
  }

  /// Changed in a byte or two, a message is refused or is another whole message; it never stops the reader.
  @Test func whateverIsReadIsWrittenAsItWas() {
    var stream = RandomStream(seed: 12)
    for message in Self.messages {
      let bytes = message.encoded(round: 7)
      for _ in 0..<300 {
        var changed = bytes
        for _ in 0..<2 {
          changed[changed.indices.randomElement(using: &stream) ?? 0] = UInt8.random(
            in: 0...255, using: &stream)
        }
        if let read = try? AggregationMessage(decoding: changed, round: 7) {
          #expect(read.encoded(round: 7) == changed)
        }
      }
    }
  }
}

extension ReversedCollection<Data> {
  fileprivate var withData: Data { Data(self) }
}
