import Channels
import Foundation
import LinearAlgebra
import NeuralNetworks
import PlainText
import SecureComputation
import Statistics
import Synchronization
import Testing

/// Three parties, each on a thread of its own, over sockets of this machine.
struct PartiesTests {
  private static func network(inputs: Int = 64, text: String = "mlp:8") throws -> Network<Float> {
    var network = Network<Float>(
      try Architecture(parsing: text), inputCount: inputs, classCount: 10, activation: .relu)
    network.initialize(from: RandomStream(seed: 3))
    return network
  }

  private static func records(_ count: Int, _ width: Int = 64) -> Matrix<Float> {
    var stream = RandomStream(seed: 5)
    return Matrix(
      rowCount: count, columnCount: width, elements: (0..<count * width).map { _ in Float(stream.uniform()) })
  }

  private struct Ends {
    var model: Result<ModelOwner.Outcome, any Error>
    var data: Result<RecordsOwner.Outcome, any Error>
    var dealer: Result<DealingParty.Outcome, any Error>

    /// Why each failed.
    var reasons: [String] {
      var reasons: [String] = []
      if case .failure(let error) = model { reasons.append("\(error)") }
      if case .failure(let error) = data { reasons.append("\(error)") }
      if case .failure(let error) = dealer { reasons.append("\(error)") }
      return reasons
    }
  }

  /// - Parameter versions: of the model's owner's messages.
  private static func hold(
    _ network: SecureNetwork, names: [String] = (0..<10).map { "\($0)" }, records: Matrix<Float>,
    demand: RecordsOwner.Demand = .init(), keys: [PartyRole: UInt8] = [:], version: UInt8 = 1,
    timeout: Double = 1, latency: Double = 0
  ) throws -> Ends {
    let listeners = try (0..<2).map { _ in try ChannelListener(on: .loopback(host: "127.0.0.1", port: 0)) }
    let meet: @Sendable (PartyRole, Int?, [Int]) throws -> PartySession = { role, own, peers in
      let session = PartySession(role, timeout: timeout, latency: latency)
      var meeting = try PartyMeeting(
        for: session, key: PreSharedKey(Data(repeating: keys[role] ?? 0, count: 32))!,
        version: role == .model ? version : 1, listener: own.map { listeners[$0] },
        addresses: peers.map { listeners[$0].address }, timeout: 1)
      try meeting.hold(within: 2)
      return session
    }
    let model = Background {
      try ModelOwner(try meet(.model, 1, [0]), network: network, classNames: names).run()
    }
    let dealer = Background { try DealingParty(try meet(.dealer, 0, [])).run() }
    let data = Background {
      try RecordsOwner(try meet(.data, nil, [0, 1]), records: records, demand: demand).run()
    }
    return Ends(model: model.result(), data: data.result(), dealer: dealer.result())
  }

  @Test(arguments: Revealed.allCases)
  func programsComputeWhatOneProgramDoes(revealed: Revealed) throws {
    let plain = try Self.network()
    let network = try SecureNetwork(plain, inputBound: 1, revealed: revealed)
    // A batch is a thousand records.
    let records = Self.records(1001)
    let ends = try Self.hold(network, records: records)
    let answer = try ends.data.get()
    #expect(answer.labels == plain.logits(of: records).largestColumns())
    #expect((answer.logits != nil) == (revealed == .logits))
    #expect(try ends.model.get().recordCount == 1001)
    let dealt = try ends.dealer.get()
    #expect(dealt.recordCount == 1001 && dealt.correctionBytes == answer.dealerBytes)

    var together = try SecureInference(network)
    let counted = try [1000, 1].map {
      try together.answer(records.gatheringRows(Array(0..<$0))).traffic
    }
    #expect(answer.traffic.bytesSent == counted.reduce(0) { $0 + $1[.second]!.bytesSent })
    #expect(answer.traffic.rounds == counted.reduce(0) { $0 + $1[.second]!.rounds })
    #expect(try ends.model.get().traffic.bytesSent == counted.reduce(0) { $0 + $1[.first]!.bytesSent })
    #expect(answer.setup == together.setup[.second])
  }

  /// What is long on its way is no silence, however long that is beside the time that a message has.
  @Test func aSlowLineIsWaitedFor() throws {
    let network = try SecureNetwork(Self.network(text: "linear"), inputBound: 1, revealed: .logits)
    let ends = try Self.hold(network, records: Self.records(1), timeout: 0.3, latency: 0.4)
    #expect(ends.reasons.isEmpty, "\(ends.reasons)")
  }

  @Test(arguments: [
    (RecordsOwner.Demand(fractionBits: 12), "offers fractional bits, 16, and 12"),
    (RecordsOwner.Demand(truncation: .exact), "offers truncation that is local, and exact"),
    (RecordsOwner.Demand(revealed: .logits), "offers to reveal the label, and logits"),
  ])
  func aPlanThatIsNotAcceptedEndsAll(demand: RecordsOwner.Demand, words: String) throws {
    let ends = try Self.hold(
      SecureNetwork(Self.network(), inputBound: 1), records: Self.records(1), demand: demand)
    #expect(ends.reasons.count == 3)
    #expect(ends.reasons.allSatisfy { $0.contains(words) }, "\(ends.reasons)")
  }

  /// The others hear that a record does not fit, and nothing of what it holds.
  @Test func aValueBeyondTheBoundIsNotToldToOthers() throws {
    var records = Self.records(1)
    records[0, 3] = 37.25
    let ends = try Self.hold(SecureNetwork(Self.network(), inputBound: 1), records: records)
    let reasons = ends.reasons
    #expect(reasons.count == 3)
    #expect(!reasons.contains { $0.contains("37") }, "\(reasons)")
    #expect(throws: SecureComputationError.valueTooLarge(record: 1, most: 1)) {
      try ends.data.get()
    }
  }

  @Test func recordsOfAnotherWidthAndNamesOfOtherClassesEndAll() throws {
    let network = try SecureNetwork(Self.network(), inputBound: 1)
    let narrow = try Self.hold(network, records: Self.records(1, 63))
    #expect(throws: SecureComputationError.otherWidth(found: 63, needed: 64)) { try narrow.data.get() }
    #expect(narrow.reasons.count == 3)
    let unnamed = try Self.hold(network, names: ["a"], records: Self.records(1))
    #expect(throws: PartyError.unexpected(.model)) { try unnamed.data.get() }
    #expect(unnamed.reasons.count == 3)
  }

  @Test func aPartyWithAnotherKeyOrVersionEndsTheMeeting() throws {
    let network = try SecureNetwork(Self.network(), inputBound: 1)
    for role in PartyRole.allCases {
      let ends = try Self.hold(network, records: Self.records(1), keys: [role: 1])
      #expect(ends.reasons.count == 3)
      #expect(ends.reasons.contains(ChannelError.otherKey.sentence.text), "\(ends.reasons)")
    }
    let ends = try Self.hold(network, records: Self.records(1), version: 2)
    #expect(ends.reasons.count == 3)
    #expect(throws: ChannelError.otherProtocol(version: 1, own: 2)) { try ends.model.get() }
  }

  @Test func addressesMustSuitThreeParties() throws {
    let key = PreSharedKey(Data(count: 32))!
    let address = ChannelAddress.loopback(host: "127.0.0.1", port: 1)
    let meeting = { (listener: ChannelListener?, count: Int) in
      try PartyMeeting(
        for: PartySession(.data, timeout: 1), key: key, listener: listener,
        addresses: Array(repeating: address, count: count), timeout: 1)
    }
    #expect(throws: PartyError.tooFewPeers(1)) { try meeting(nil, 1) }
    #expect(throws: PartyError.tooManyPeers(3)) { try meeting(nil, 3) }
  }

  @Test func whoDoesNotComeIsNamed() throws {
    let listener = try ChannelListener(on: .loopback(host: "127.0.0.1", port: 0))
    var meeting = try PartyMeeting(
      for: PartySession(.dealer, timeout: 1), key: PreSharedKey(Data(count: 32))!, listener: listener,
      addresses: [], timeout: 1)
    #expect(throws: PartyError.missing([.model, .data], seconds: 0.05)) { try meeting.hold(within: 0.05) }
  }
}

/// What a thread of its own does.
final class Background<Value: Sendable>: Sendable {
  private let box = Mutex<Result<Value, any Error>?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable () throws -> Value) {
    let thread = Thread { [self] in
      let result = Result { try work() }
      box.withLock { $0 = result }
      finished.signal()
    }
    thread.stackSize = 4 << 20
    thread.start()
  }

  func result() -> Result<Value, any Error> {
    finished.wait()
    return box.withLock { $0! }
  }
}
