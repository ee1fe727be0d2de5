import AccessControl
import Attacks
import DifferentialPrivacy
import Dispatch
import Experiments
import Foundation
import LinearAlgebra
import NeuralNetworks
import PlainText
import Records
import SecureComputation
import Statistics
import Synchronization
import Testing

struct ComputationInvestigationTests {
  private static let configuration: ExperimentConfiguration = {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.steps) = (150, "mlp:16", 40)
    return configuration
  }()

  private static func snapshot(
    steps: Int = 40, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) throws -> Snapshot {
    var configuration = configuration
    change(&configuration)
    var run = try TrainingRun(configuration)
    for _ in 0..<steps { _ = run.advance() }
    return Snapshot(of: run, generation: 1)
  }

  private static let digits = Result { try snapshot() }

  /// What is found last of a snapshot.
  private static func found(
    _ snapshot: Snapshot, _ change: (inout ComputationFocus) -> Void = { _ in }
  ) throws -> ComputationFindings {
    var changed = ComputationFocus()
    change(&changed)
    let focus = changed
    let found = Mutex<ComputationFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(ComputationInvestigation(), request: focus) { findings in
      found.withLock { $0 = findings }
      if findings.isWhole { isDone.signal() }
    }
    runner.examine(snapshot)
    isDone.wait()
    runner.stop()
    return try #require(found.withLock { $0 })
  }

  /// The record and the logits are what both parties' words make, and the answer is the network's.
  @Test(arguments: Revealed.allCases, Truncation.allCases)
  func whatIsComputedIsTheNetworks(revealed: Revealed, truncation: Truncation) throws {
    let snapshot = try Self.digits.get()
    let findings = try Self.found(snapshot) { ($0.revealed, $0.truncation) = (revealed, truncation) }
    let prediction = try #require(findings.prediction)
    #expect(findings.step == 40 && prediction.plan.widths == [64, 16, 10])
    #expect(prediction.values.map(\.sums.count) == [64, 16, 10])
    for (sum, input) in zip(prediction.values[0].sums, snapshot.data.testInputs.row(0)) {
      #expect(abs(sum - Double(input)) <= 0x1p-17)
    }
    #expect(prediction.values[2].sums == prediction.logits && prediction.logitError < 1e-3)
    let largest = prediction.plainLogits.indices.max {
      prediction.plainLogits[$0] < prediction.plainLogits[$1]
    }
    #expect(prediction.label == largest)
    let batch = try #require(prediction.batch)
    #expect(batch.recordCount == 100 && batch.agreeing == 100 && batch.largestError < 1e-3)
    // Two layers, a rectifier and the answer; two more where truncation is exact; four levels for the class alone.
    let rounds = 12 + (truncation == .exact ? 2 : 0) + (revealed == .label ? 36 : 0)
    #expect(prediction.cost.rounds == rounds && prediction.exchanges.count == rounds)
    let tournament = prediction.exchanges.count {
      if case .argmax = $0.purpose.stage { true } else { false }
    }
    #expect(tournament == (revealed == .label ? prediction.plan.roundsForLabelAlone : 0))
    for side in PartySide.allCases {
      let sent = prediction.exchanges.reduce(0) { $0 + $1.byteCount(of: side) }
      #expect(prediction.cost.bytesSent[side] == sent)
    }
  }

  /// Shares of one record differ every time, and neither party's words say anything of it.
  @Test func sharesAreNoise() throws {
    let snapshot = try Self.digits.get()
    let predictions = try (0..<2).map { _ in try #require(try Self.found(snapshot).prediction) }
    for side in PartySide.allCases {
      let (one, other) = (predictions[0].values[0][side], predictions[1].values[0][side])
      #expect(one.count == 64 && zip(one, other).allSatisfy { $0 != $1 })
      // Of 64 x 64 fair bits the ones are 2,048, with a deviation of 32.
      let ones = one.reduce(0) { $0 + $1.nonzeroBitCount }
      #expect(abs(ones - 2048) < 6 * 32)
    }
    #expect(predictions[0].exchanges[0].opened != predictions[1].exchanges[0].opened)
  }

  /// In one sentence, the same that the command says.
  @Test func whatIsNotCoveredIsRefused() throws {
    let said = { (snapshot: Snapshot, change: (inout ComputationFocus) -> Void) in
      try #require(try Self.found(snapshot, change).obstacle).description
    }
    let tanh = try Self.snapshot(steps: 1) { $0.activation = .tanh }
    #expect(try said(tanh) { _ in }.contains("tanh"))
    let normalised = try Self.snapshot(steps: 1) { $0.network = "mlp:16-norm" }
    #expect(try said(normalised) { _ in }.contains("norm"))
    #expect(try said(Self.digits.get()) { $0.fractionBits = 24 }.contains("24 fractional bits"))
    #expect(
      try Self.found(Self.digits.get()) { ($0.fractionBits, $0.truncation) = (24, .exact) }.prediction != nil)
    // Each step turns the weights over, and makes them nine times as large.
    let diverged = try Self.snapshot(steps: 60) { ($0.learningRate, $0.weightDecay) = (10, 1) }
    let sentence = try said(diverged) { _ in }
    #expect(sentence.contains("not finite") || sentence.contains("could reach"), "\(sentence)")
  }

  /// They are gone through in a circle, on either side.
  @Test func everyRecordCanBeWatched() throws {
    let snapshot = try Self.digits.get()
    let record = { (change: (inout ComputationFocus) -> Void) in
      try #require(try Self.found(snapshot, change).prediction).record
    }
    let split = snapshot.data.split
    #expect(try record { _ in }.index == split.test[0])
    #expect(try record { $0.record.place = -1 }.index == split.test.last)
    let member = try record { $0.record.side = .member }
    #expect(member.isMember && member.index == split.members[0])
    #expect(
      try record { ($0.record.side, $0.record.place) = (.member, split.members.count + 1) }.index
        == split.members[1])
  }

  /// A power of two, which is public: no value of the pool is beyond it, and half of it would be too little, or it is one.
  @Test(arguments: ["digits", "adult"]) func theBoundHoldsForThePool(dataset: String) throws {
    let data = try ExperimentData(ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset)))
    let bound = data.publicInputBound
    let largest = Double(data.candidateInputs.elements.map(\.magnitude).max() ?? 0)
    #expect(bound >= largest && (bound == 1 || bound / 2 < largest) && bound.significand == 1)
  }

  /// Another record is of another class, on either side: the difference of two alike says little.
  @Test(arguments: [WatchedRecord.Side.heldOut, .member]) func anotherRecordIsOfAnotherClass(
    side: WatchedRecord.Side
  ) throws {
    let snapshot = try Self.digits.get()
    for place in 0..<6 {
      let prediction = try #require(
        try Self.found(snapshot) {
          ($0.record.side, $0.record.place, $0.mistake) = (side, place, .reusedTriple)
        }.prediction)
      guard case .reusedTriple(let other, _) = prediction.mistake else { throw Missing() }
      #expect(other.label != prediction.record.label && other.isMember == prediction.record.isMember)
    }
  }

  /// A hundred predictions are not made again of every newer step, but of the one at which the run rests.
  @Test func aBatchIsMadeEverySoOften() throws {
    var run = try TrainingRun(Self.configuration)
    let found = Mutex<[ComputationFindings]>([])
    let runner = InvestigationRunner()
    _ = runner.start(ComputationInvestigation(), request: ComputationFocus()) { findings in
      found.withLock { $0.append(findings) }
    }
    let waitUntil = { (isThere: ([ComputationFindings]) -> Bool) in
      let end = ContinuousClock.now + .seconds(20)
      while !found.withLock({ isThere($0) }), ContinuousClock.now < end {
        Thread.sleep(forTimeInterval: 0.001)
      }
    }
    runner.examine(Snapshot(of: run, generation: 1))
    waitUntil { $0.contains(where: \.isWhole) }
    let start = ContinuousClock.now
    for step in 1...5 {
      _ = run.advance()
      runner.examine(Snapshot(of: run, generation: 1))
      waitUntil { $0.last?.step == step }
    }
    // On a machine that was held up, a batch may have been due.
    if ContinuousClock.now - start < .milliseconds(900) {
      let newest = try #require(found.withLock { $0.last })
      #expect(!newest.isWhole && newest.prediction?.batch?.step == 0)
    }
    waitUntil { $0.last?.isWhole == true }
    runner.stop()
    let last = try #require(found.withLock { $0.last })
    #expect(last.step == 5 && last.prediction?.batch?.step == 5)
  }

  /// What the model's owner sees of two records under one mask is the first less the second, and the count of triples refuses it.
  @Test func aTripleUsedTwiceShowsTheDifference() throws {
    let snapshot = try Self.digits.get()
    let prediction = try #require(try Self.found(snapshot) { $0.mistake = .reusedTriple }.prediction)
    guard case .reusedTriple(let other, let reused) = prediction.mistake else {
      Issue.record("the mistake was to be made")
      return
    }
    for (place, difference) in reused.difference.enumerated() {
      #expect(abs(difference - Double(prediction.record.inputs[place] - other.inputs[place])) <= 0x1p-15)
    }
    #expect(reused.refusal.description.contains("a second time"))
  }

  /// The fewer bits, the more is left of the record.
  @Test func aSmallMaskShowsTheRecord() throws {
    let correlations = try [16, 24].map { bits in
      let focus = { (focus: inout ComputationFocus) in
        (focus.mistake, focus.maskBits) = (.smallMask, bits)
      }
      let prediction = try #require(try Self.found(Self.digits.get(), focus).prediction)
      guard case .smallMask(let mask) = prediction.mistake else { throw Missing() }
      return try #require(pearsonCorrelation(mask.average, prediction.record.inputs.map { Double($0) }))
    }
    #expect(correlations[0] > 0.95 && abs(correlations[1]) < 0.6, "\(correlations)")
  }

  private struct Missing: Error {}

  /// By the attacks of the Inversion screen, at a door that shows what is revealed, whatever the run's own door shows.
  @Test func openedLogitsFeedInversion() throws {
    let snapshot = try Self.snapshot { $0.door.policy = .label }
    let prediction = try #require(try Self.found(snapshot) { $0.mistake = .openedLogits }.prediction)
    guard case .openedLogits(let opened) = prediction.mistake else {
      Issue.record("the mistake was to be made: \(String(describing: prediction.mistake))")
      return
    }
    #expect(InversionScene(of: snapshot.data, seed: 1).privateClasses.contains(opened.label))
    #expect(opened.queryCount == ConfidenceInversion.usualQueryCount)
    #expect(opened.judgedCount == 5 && (0...5).contains(opened.nearerFromLogits))
    #expect(opened.fromLogits.picture.count == 64 && opened.fromLogits.picture != opened.start)
  }

  /// By the counts of rounds and bytes of 784-128-10: 2.4 s at 50 ms one way, 0.6 s with all logits revealed.
  @Test func secondsFollowFromRoundsAndBytes() {
    let distant = Connection.distant
    #expect(abs(distant.seconds(rounds: 48, bytesSent: 35_964, computing: 0) - 2.4) < 0.01)
    #expect(abs(distant.seconds(rounds: 12, bytesSent: 34_016, computing: 0) - 0.6) < 0.01)
    #expect(Connection.lan.seconds(rounds: 10, bytesSent: 125_000_000, computing: 1) == 1 + 0.002 + 1)
  }
}
