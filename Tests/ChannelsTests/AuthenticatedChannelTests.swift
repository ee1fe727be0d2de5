import Channels
import Foundation
import Testing

/// Two who know each other by a key, and one between them who does not.
struct AuthenticatedChannelTests {
  private static func terms(key: UInt8 = 1, version: UInt8 = 1, name: String = "test")
    -> ChannelHandshake.Terms
  {
    ChannelHandshake.Terms(
      name: name, version: version, key: PreSharedKey(Data(repeating: key, count: 32))!)
  }

  private static func handshake(
    _ channel: Channel, _ terms: ChannelHandshake.Terms, role: UInt8, isConnector: Bool
  ) throws -> ChannelHandshake {
    try ChannelHandshake(channel, terms: terms, role: role, isConnector: isConnector, within: 5)
  }

  /// What `advance` makes of all that has come, or why it does not.
  private static func end(_ handshake: inout ChannelHandshake) -> Result<
    (channel: AuthenticatedChannel, role: UInt8)?, any Error
  > {
    Result { try handshake.advance() }
  }

  /// Two ends, each of which only the one between them hears, and that one's own ends.
  private struct Tapped {
    let one: AuthenticatedChannel
    let two: AuthenticatedChannel
    let beforeOne: Channel
    let beforeTwo: Channel

    init() throws {
      let (own, beforeOne) = Channel.pair()
      let (other, beforeTwo) = Channel.pair()
      (self.beforeOne, self.beforeTwo) = (beforeOne, beforeTwo)
      var first = try handshake(own, terms(), role: 1, isConnector: true)
      var second = try handshake(other, terms(), role: 2, isConnector: false)
      var (ofFirst, ofSecond): (AuthenticatedChannel?, AuthenticatedChannel?)
      for _ in 0..<2 {
        try beforeTwo.send(try beforeOne.receive(within: 1))
        try beforeOne.send(try beforeTwo.receive(within: 1))
        if let (channel, role) = try first.advance() {
          #expect(role == 2)
          ofFirst = channel
        }
        if let (channel, role) = try second.advance() {
          #expect(role == 1)
          ofSecond = channel
        }
      }
      (one, two) = (try #require(ofFirst), try #require(ofSecond))
    }
  }

  private static func frame(_ number: UInt8) -> Frame { Frame(kind: number, payload: Data([number, 7, 9])) }

  @Test func framesGoBothWaysAsTheyWere() throws {
    let tapped = try Tapped()
    for number in 0..<20 as Range<UInt8> {
      try tapped.one.send(Self.frame(number), within: 1)
      try tapped.beforeTwo.send(try tapped.beforeOne.receive(within: 1))
      #expect(try tapped.two.receiveWithoutWaiting() == Self.frame(number))
      try tapped.two.send(Frame(kind: number), within: 1)
      try tapped.beforeOne.send(try tapped.beforeTwo.receive(within: 1))
      #expect(try tapped.one.receiveWithoutWaiting() == Frame(kind: number))
    }
    #expect(try tapped.one.receiveWithoutWaiting() == nil)
  }

  /// Every bit of a frame is under the code: those of its kind, of what it says, and of the code itself.
  @Test func aChangedBitIsNoticed() throws {
    for bit in 0..<8 * (1 + 3 + 16) {
      let tapped = try Tapped()
      try tapped.one.send(Self.frame(3), within: 1)
      let coded = try tapped.beforeOne.receive(within: 1)
      var bytes = [coded.kind] + coded.payload
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      try tapped.beforeTwo.send(Frame(kind: bytes[0], payload: Data(bytes.dropFirst())))
      #expect(throws: ChannelError.notAuthentic) { try tapped.two.receiveWithoutWaiting() }
    }
  }

  @Test func aRepeatedALostAndAReflectedFrameAreNoticed() throws {
    let repeated = try Tapped()
    try repeated.one.send(Self.frame(1), within: 1)
    let frame = try repeated.beforeOne.receive(within: 1)
    for _ in 0..<2 { try repeated.beforeTwo.send(frame) }
    #expect(try repeated.two.receiveWithoutWaiting() == Self.frame(1))
    #expect(throws: ChannelError.notAuthentic) { try repeated.two.receiveWithoutWaiting() }

    let lost = try Tapped()
    for number in 1...2 as ClosedRange<UInt8> { try lost.one.send(Self.frame(number), within: 1) }
    _ = try lost.beforeOne.receive(within: 1)
    try lost.beforeTwo.send(try lost.beforeOne.receive(within: 1))
    #expect(throws: ChannelError.notAuthentic) { try lost.two.receiveWithoutWaiting() }

    let reflected = try Tapped()
    try reflected.one.send(Self.frame(1), within: 1)
    try reflected.beforeOne.send(try reflected.beforeOne.receive(within: 1))
    #expect(throws: ChannelError.notAuthentic) { try reflected.one.receiveWithoutWaiting() }
  }

  /// The first frame of one conversation is none of another, with the same key.
  @Test func aFrameOfAnotherConversationIsNoticed() throws {
    let (one, other) = (try Tapped(), try Tapped())
    try one.one.send(Self.frame(1), within: 1)
    try other.beforeTwo.send(try one.beforeOne.receive(within: 1))
    #expect(throws: ChannelError.notAuthentic) { try other.two.receiveWithoutWaiting() }
  }

  @Test(arguments: [
    (Self.terms(key: 2), ChannelError.otherKey, ChannelError.otherKey),
    (Self.terms(name: "another"), .otherKey, .otherKey),
    (Self.terms(version: 9), .otherProtocol(version: 9, own: 1), .otherProtocol(version: 1, own: 9)),
  ])
  func bothSayWhatTheOtherHasOtherwise(
    terms: ChannelHandshake.Terms, ofOne: ChannelError, ofOther: ChannelError
  ) throws {
    let (one, two) = Channel.pair()
    var first = try Self.handshake(one, Self.terms(), role: 1, isConnector: true)
    var second = try Self.handshake(two, terms, role: 2, isConnector: false)
    // Each sends its proof before it looks at the other's.
    var ofFirst = Self.end(&first)
    let ofSecond = Self.end(&second)
    if case .success = ofFirst { ofFirst = Self.end(&first) }
    #expect(throws: ofOne) { try ofFirst.get() }
    #expect(throws: ofOther) { try ofSecond.get() }
  }

  /// Whoever sends back what it hears has proven nothing.
  @Test func aMirrorIsNobody() throws {
    let (own, mirror) = Channel.pair()
    var handshake = try Self.handshake(own, Self.terms(), role: 1, isConnector: true)
    for _ in 0..<2 {
      try mirror.send(try mirror.receive(within: 1))
      if case .failure(let error) = Self.end(&handshake) {
        #expect(error as? ChannelError == .otherKey)
        return
      }
    }
    Issue.record("a mirror was taken for a party")
  }

  @Test func whoSaysTooMuchBeforeItIsKnownIsRefusedByTheLength() throws {
    let (own, stranger) = Channel.pair()
    var handshake = try Self.handshake(own, Self.terms(), role: 1, isConnector: true)
    try stranger.send(Frame(kind: 0xF0, payload: Data(count: 1 << 20)))
    #expect(throws: ChannelError.tooLong(1 << 20, limit: 256)) { try handshake.advance() }
  }

  /// RFC 4231 has the HMAC, and this the frame: an opening is version, role and 32 bytes, and no two are the same.
  @Test func anOpeningIsNew() throws {
    var openings: Set<Data> = []
    for _ in 0..<10 {
      let (own, other) = Channel.pair()
      _ = try Self.handshake(own, Self.terms(version: 5), role: 3, isConnector: true)
      let opening = try other.receive(within: 1)
      #expect(
        opening.kind == 0xF0 && opening.payload.count == 34 && opening.payload.prefix(2) == Data([5, 3]))
      openings.insert(opening.payload)
    }
    #expect(openings.count == 10)
  }

  @Test func aKeyHas32Bytes() {
    for count in [0, 31, 33, 64] { #expect(PreSharedKey(Data(count: count)) == nil) }
    #expect(PreSharedKey(PreSharedKey.newBytes()) != nil)
    #expect(PreSharedKey.newBytes() != PreSharedKey.newBytes())
  }
}
