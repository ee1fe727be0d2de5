import Channels
import Dispatch
import FlyingSocks
import Foundation
import PlainText
import Synchronization
import Testing

struct ChannelTests {
  enum Kind: CaseIterable { case memory, loopback, unix }

  /// Two ends of a channel of that kind, and what has to live as long.
  private static func ends(_ kind: Kind, largest: Int = 1 << 20) throws -> (
    Channel, Channel, ChannelListener?
  ) {
    if kind == .memory {
      let (one, two) = Channel.pair(largestPayload: largest)
      return (one, two, nil)
    }
    let listener = try ChannelListener(on: try address(kind))
    let one = try Channel.connect(to: listener.address, largestPayload: largest)
    #expect(Channel.waitForNews(on: [], and: listener, until: .now + .seconds(5)))
    return (one, try #require(listener.accept(largestPayload: largest)), listener)
  }

  private static func address(_ kind: Kind) throws -> ChannelAddress {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString.prefix(8)).sock")
      .path
    return try ChannelAddress(parsing: kind == .unix ? "unix:\(path)" : "127.0.0.1:0")
  }

  @Test(arguments: Kind.allCases)
  func framesGoBothWays(kind: Kind) throws {
    let (one, two, listener) = try Self.ends(kind)
    for number in 0..<100 {
      try one.send(Frame(kind: UInt8(number), payload: Data(repeating: 3, count: number)))
    }
    for number in 0..<100 {
      #expect(
        try two.receive(within: 5) == Frame(kind: UInt8(number), payload: Data(repeating: 3, count: number)))
    }
    try two.send(Frame(kind: 1))
    #expect(try one.receive(within: 5) == Frame(kind: 1))
    #expect(try one.receiveWithoutWaiting() == nil)
    withExtendedLifetime(listener) {}
  }

  /// More than the system holds on its way.
  @Test(arguments: Kind.allCases)
  func aLongFrameIsTakenWhileItIsSent(kind: Kind) async throws {
    let (one, two, listener) = try Self.ends(kind, largest: 30_000_000)
    let frame = Frame(kind: 9, payload: Data(repeating: 77, count: 20_000_000))
    let sender = Thread { try? one.send(frame, within: 20) }
    sender.start()
    #expect(try two.receive(within: 20) == frame)
    withExtendedLifetime(listener) {}
  }

  /// One who says that it will send nothing more, and reads nothing, while what it would send is waited for, too.
  @Test func whoReadsNothingIsNotWaitedForLonger() throws {
    let listener = try ChannelListener(on: try Self.address(.unix))
    guard case .unix(let path) = listener.address else { throw ChannelError.closed }
    let socket = try Socket(domain: AF_UNIX)
    defer { try? socket.close() }
    try socket.connect(to: .unix(path: path))
    _ = shutdown(socket.file.rawValue, Int32(SHUT_WR))
    #expect(Channel.waitForNews(on: [], and: listener, until: .now + .seconds(5)))
    let channel = try #require(listener.accept(largestPayload: 1000))
    let outcome = Mutex<Result<Frame, ChannelError>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Thread {
      let result = Result { () throws(ChannelError) in
        try channel.exchange(Frame(kind: 1, payload: Data(count: 20_000_000)), within: 0.3)
      }
      outcome.withLock { $0 = result }
      isDone.signal()
    }.start()
    #expect(isDone.wait(timeout: .now() + 60) == .success)
    guard case .failure(.silent) = outcome.withLock({ $0 }) else {
      Issue.record("\(String(describing: outcome.withLock { $0 }))")
      return
    }
    withExtendedLifetime(listener) {}
  }

  @Test(arguments: Kind.allCases)
  func aSilentPeerIsNotWaitedForLonger(kind: Kind) throws {
    let (one, two, listener) = try Self.ends(kind)
    let start = ContinuousClock.now
    #expect(throws: ChannelError.silent(seconds: 0.05)) { try one.receive(within: 0.05) }
    #expect(ContinuousClock.now - start >= .seconds(0.05))
    withExtendedLifetime((two, listener)) {}
  }

  @Test(arguments: Kind.allCases)
  func whatWasSentBeforeTheEndArrives(kind: Kind) throws {
    let (one, two, listener) = try Self.ends(kind)
    try one.send(Frame(kind: 4))
    one.close()
    #expect(try two.receive(within: 5) == Frame(kind: 4))
    #expect(throws: ChannelError.closed) { try two.receive(within: 5) }
    withExtendedLifetime(listener) {}
  }

  /// Half of a frame, written past the channel.
  @Test func anEndWithinAFrameIsToldApart() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString.prefix(8)).sock")
      .path
    let listener = try ChannelListener(on: try ChannelAddress(parsing: "unix:\(path)"))
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.send(bytes([9,0,0,0,1,5,65])); s.close()",
      path,
    ]
    try python.run()
    #expect(Channel.waitForNews(on: [], and: listener, until: .now + .seconds(10)))
    let channel = try #require(listener.accept())
    #expect(throws: ChannelError.truncated) { try channel.receive(within: 10) }
    python.waitUntilExit()
  }

  @Test func aLongerPayloadThanAllowedIsRefused() throws {
    let (one, two, _) = try Self.ends(.memory, largest: 100)
    try one.send(Frame(kind: 1, payload: Data(count: 101)))
    #expect(throws: ChannelError.tooLong(101, limit: 100)) { try two.receive(within: 5) }
    two.largestPayload = 101
    #expect(try two.receive(within: 5).payload.count == 101)
  }

  @Test func addressesOfThisMachineAloneAreRead() throws {
    #expect(try ChannelAddress(parsing: "localhost:80") == .loopback(host: "127.0.0.1", port: 80))
    #expect(try ChannelAddress(parsing: "127.9.9.9:0") == .loopback(host: "127.9.9.9", port: 0))
    #expect(try ChannelAddress(parsing: "unix:a b/c") == .unix(path: "a b/c"))
    for text in [
      "", ":", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "127.0.1:80", "unix:", "x:1",
    ] {
      #expect(throws: ChannelError.unreadableAddress(text)) { try ChannelAddress(parsing: text) }
    }
    #expect(throws: ChannelError.notThisMachine("0.0.0.0")) { try ChannelAddress(parsing: "0.0.0.0:80") }
    #expect(throws: ChannelError.self) {
      try ChannelAddress(parsing: "unix:" + String(repeating: "x", count: 101))
    }
  }

  @Test func aPortInUseAndANobodyAreSaid() throws {
    let listener = try ChannelListener(on: .loopback(host: "127.0.0.1", port: 0))
    #expect(throws: ChannelError.self) { try ChannelListener(on: listener.address) }
    let nobody = try Self.address(.unix)
    #expect(throws: ChannelError.self) { try Channel.connect(to: nobody, within: 0.05) }
    let error = ChannelError.cannotConnect(nobody, reason: "no such file or directory")
    #expect(error.sentence.text.hasPrefix("Nobody answers on unix:"))
  }

  @Test func aSocketInAFolderIsGoneWithItsListener() throws {
    let address = try Self.address(.unix)
    guard case .unix(let path) = address else { return }
    var listener: ChannelListener? = try ChannelListener(on: address)
    #expect(FileManager.default.fileExists(atPath: path))
    withExtendedLifetime(listener) {}
    listener = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
