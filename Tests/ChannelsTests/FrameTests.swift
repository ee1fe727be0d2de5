import Channels
import Foundation
import Statistics
import Testing

struct FrameTests {
  private static let frames = [
    Frame(kind: 0), Frame(kind: 255, payload: Data([1])),
    Frame(kind: 7, payload: Data(repeating: 9, count: 1000)),
  ]

  private static func read(_ pieces: [Data], largest: Int = 1000) throws -> [Frame] {
    var reader = FrameReader(largestPayload: largest)
    var frames: [Frame] = []
    for piece in pieces {
      reader.append(piece)
      while let frame = try reader.next() { frames.append(frame) }
    }
    return frames
  }

  /// A length of four bytes that counts all after it, the version, the kind.
  @Test func aFrameIsAsItIsWrittenDown() {
    #expect(Frame(kind: 3, payload: Data([65, 66])).encoded == Data([4, 0, 0, 0, 1, 3, 65, 66]))
  }

  @Test func framesComeBackHoweverTheyAreCut() throws {
    let all = Self.frames.reduce(Data()) { $0 + $1.encoded }
    #expect(try Self.read([all]) == Self.frames)
    #expect(try Self.read(all.map { Data([$0]) }) == Self.frames)
    var stream = RandomStream(seed: 4)
    for _ in 0..<50 {
      var (pieces, rest) = ([Data](), all)
      while !rest.isEmpty {
        let count = Int.random(in: 1...400, using: &stream)
        pieces.append(Data(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(try Self.read(pieces) == Self.frames)
    }
  }

  @Test func aLengthThatIsTooLargeIsRefusedBeforeTheRestHasCome() {
    #expect(throws: ChannelError.tooLong(1001, limit: 1000)) {
      try Self.read([Data(Frame(kind: 1, payload: Data(count: 1001)).encoded.prefix(4))])
    }
    #expect(throws: ChannelError.tooLong(0xFFFF_FFFD, limit: 1000)) {
      try Self.read([Data(repeating: 255, count: 4)])
    }
    #expect(throws: ChannelError.tooShort) { try Self.read([Data([1, 0, 0, 0])]) }
  }

  @Test func anotherVersionIsRefusedBeforeTheRestHasCome() {
    #expect(throws: ChannelError.otherVersion(2)) { try Self.read([Data([100, 0, 0, 0, 2])]) }
  }

  @Test func aFrameThatHasBegunIsKnownToBeUnfinished() throws {
    var reader = FrameReader(largestPayload: 10)
    #expect(!reader.isInsideFrame)
    reader.append(Frame(kind: 1, payload: Data([5])).encoded.dropLast())
    #expect(try reader.next() == nil)
    #expect(reader.isInsideFrame)
    reader.append([5])
    #expect(try reader.next() != nil)
    #expect(!reader.isInsideFrame)
  }
}
