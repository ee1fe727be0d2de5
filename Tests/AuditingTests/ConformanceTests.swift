import Auditing
import DifferentialPrivacy
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// What the checks say of a trainer, which they are told nothing of but what it promised.
struct ConformanceTests {
  private static let settings = StepSettings(
    noiseMultiplier: 2, clippingNorm: 4, expectedBatchSize: 50, learningRate: 0.1)
  /// Records whose last columns nobody has anything in.
  private static let set: TrainingSet = {
    var stream = RandomStream(seed: 3)
    var records = Matrix<Float>(rowCount: 200, columnCount: 60)
    for row in 0..<200 {
      for column in 0..<30 { records[row, column] = Float(stream.uniform() * 4) }
    }
    return TrainingSet(
      records: records, labels: (0..<200).map { $0 % 5 }, isMember: [Bool](repeating: true, count: 200),
      expectedMemberCount: 200)
  }()

  private func trainer(_ network: String, bug: TrainerBug? = nil, seed: UInt64 = 1) throws -> DPSGD {
    var shape = Network<Float>(
      try Architecture(parsing: network), inputCount: 60, classCount: 5, activation: .relu)
    let root = RandomStream(seed: seed)
    shape.initialize(from: root.split("initialization"))
    var trainer = DPSGD(network: shape, bug: bug) { .seeded(root.split($0)) }
    trainer.isWitnessed = true
    return trainer
  }

  /// - Parameter done: what the trainer is told, where that is not what it promises.
  private func checks(
    _ network: String = "mlp:16", bug: TrainerBug? = nil, done: StepSettings = settings,
    settings: StepSettings = settings, seed: UInt64 = 1, steps: Int = 40
  ) throws -> [ConformanceCheck] {
    var trainer = try trainer(network, bug: bug, seed: seed)
    var record = ConformanceRecord(memberCount: 200)
    for _ in 0..<steps {
      _ = trainer.step(on: Self.set, settings: done)
      record.take(trainer.witnessed, settings: settings, rate: 0.25)
    }
    let probe = SensitivityProbe(
      records: Self.set.records, labels: Self.set.labels, classCount: 5, seed: seed)
    let sensitivity = probe.check(clippingNorm: settings.effectiveClippingNorm) { records, labels in
      trainer.clippedSum(of: records, labels: labels, settings: done)
    }
    return record.checks + [sensitivity].compactMap(\.self)
  }

  private func failed(_ checks: [ConformanceCheck]) -> Set<ConformanceCheck.Name> {
    Set(checks.filter { !$0.isPassed }.map(\.check))
  }

  @Test func aCorrectTrainerPassesEveryCheck() throws {
    for seed in UInt64(1)...5 {
      for network in ["linear", "mlp:16"] {
        let checks = try checks(network, seed: seed)
        #expect(
          Set(checks.map(\.check)) == Set(ConformanceCheck.Name.allCases).subtracting([.recountedEpsilon]))
        #expect(failed(checks).isEmpty, "\(checks.filter { !$0.isPassed })")
        // One example moves the sum by the clipping norm, to the last digits of single precision.
        let sensitivity = try #require(checks.first { $0.check == .sensitivity })
        #expect(abs(sensitivity.value - 1) < 1e-4)
      }
    }
  }

  /// The check that finds each fault, and no other check that does not belong to it.
  @Test(arguments: [
    (TrainerBug.noiseDividedByBatch, ConformanceCheck.Name.noiseRatio, 1.0 / 50),
    (.noiseDividedByRootBatch, .noiseRatio, 0.141421), (.noiseWithoutClippingNorm, .noiseRatio, 0.25),
    (.rootOfNoise, .noiseRatio, 0.707107), (.halfNoise, .noiseRatio, 0.5),
    (.stepsQuartered, .steps, 160), (.rateQuartered, .samplingRate, 1),
    (.noiselessLayer, .noiseRatioOfLayers, 0), (.noiselessSteps, .noiseRatioOfSteps, 0),
    (.repeatedNoise, .noiseCorrelation, 1), (.shuffledBatches, .batchSizeVariance, 0),
  ])
  func aFaultIsFound(bug: TrainerBug, by name: ConformanceCheck.Name, value: Double) throws {
    let checks = try checks(bug: bug)
    let check = try #require(checks.first { $0.check == name })
    #expect(!check.isPassed)
    #expect(abs(check.value - value) <= 0.03 * max(value, 0.1), "\(check)")
  }

  @Test func faultsOfClippingAreFoundByTheProbe() throws {
    // Four tensors, each clipped by itself, come to √4 of the norm, where the norm is small enough for all of them to reach it.
    var tight = Self.settings
    tight.clippingNorm = 0.1
    let perLayer = try #require(
      checks(bug: .clippingPerLayer, done: tight, settings: tight).first { $0.check == .sensitivity })
    #expect(!perLayer.isPassed && abs(perLayer.value - 2) < 1e-3)
    for (bug, network) in [
      (TrainerBug.batchMeanClipped, "mlp:16"), (.weightsOutsideNorm, "linear"),
      (.firstLayerOutsideNorm, "mlp:16"),
    ] {
      let check = try #require(checks(network, bug: bug).first { $0.check == .sensitivity })
      #expect(!check.isPassed && check.value > 1.5, "\(bug): \(check.value)")
    }
    let divisor = try checks(bug: .realisedBatchDivisor)
    #expect(failed(divisor) == [.divisor])
  }

  /// Nothing tells a check what is wrong: noise that is 0.8 of what was promised is no fault that anybody listed.
  @Test func aFaultThatNobodyListedIsFound() throws {
    var weaker = Self.settings
    weaker.noiseMultiplier *= 0.8
    let checks = try checks(done: weaker)
    #expect(failed(checks) == [.noiseRatio, .noiseRatioOfSteps, .noiseRatioOfLayers])
    let ratio = try #require(checks.first { $0.check == .noiseRatio })
    #expect(abs(ratio.value - 0.8) < 0.02)
    var longer = Self.settings
    longer.clippingNorm = 4.1
    #expect(failed(try self.checks(done: longer)).contains(.sensitivity))
    var smaller = Self.settings
    smaller.expectedBatchSize = 25
    #expect(failed(try self.checks(done: smaller)).isSuperset(of: [.divisor, .samplingRate]))
  }

  /// A fault of the clipping is in the very sum: of one example by itself each rule comes to what it says.
  @Test func brokenClippingIsWhatItsNameSays() throws {
    let row = Self.set.records.gatheringRows([7])
    var settings = Self.settings
    settings.clippingNorm = 0.5
    let free = try trainer("linear").clippedSum(
      of: row, labels: [2], settings: StepSettings(expectedBatchSize: 50, learningRate: 0.1))
    let layout = free.layout
    let norm = { (values: ArraySlice<Float>) in values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
    let bias = norm(free.values[layout.range(ofSlot: 1)])
    let weights = norm(free.values[layout.range(ofSlot: 0)])
    #expect(bias > 0.5 && weights > 0.5)
    let sum = { (bug: TrainerBug) in
      try trainer("linear", bug: bug).clippedSum(of: row, labels: [2], settings: settings)
    }
    let outside = try sum(.weightsOutsideNorm)
    #expect(abs(norm(outside.values[...]) - 0.5 / bias * norm(free.values[...])) < 1e-4)
    let layers = try sum(.clippingPerLayer)
    for slot in 0..<2 { #expect(abs(norm(layers.values[layout.range(ofSlot: slot)]) - 0.5) < 1e-5) }
    #expect(abs(norm(try sum(.batchMeanClipped).values[...]) - 0.5) < 1e-5)
    #expect(try sum(.halfNoise) == trainer("linear").clippedSum(of: row, labels: [2], settings: settings))
  }

  /// A claim that the log does not keep is no claim, whatever guesses prove.
  @Test func aLogThatCostsMoreThanIsClaimedFails() {
    #expect(ConformanceCheck(recounted: 1.9996, claimed: 2).isPassed)
    #expect(ConformanceCheck(recounted: 2.005, claimed: 2).isPassed)
    #expect(!ConformanceCheck(recounted: 4.33, claimed: 2).isPassed)
    #expect(!ConformanceCheck(recounted: .infinity, claimed: 2).isPassed)
    #expect(ConformanceCheck(recounted: 0, claimed: 0).isPassed)
  }

  /// What is infinite is null in JSON, and infinite again once it is read.
  @Test func aCheckIsReadAsItWasWritten() throws {
    let check = ConformanceCheck(.sensitivity, value: .infinity, expected: 1, allowed: 0...1.001)
    #expect(!check.isPassed)
    let text = try JSONEncoder().encode(check)
    #expect(String(decoding: text, as: UTF8.self).contains(#""value":null"#))
    #expect(try JSONDecoder().decode(ConformanceCheck.self, from: text) == check)
  }
}
