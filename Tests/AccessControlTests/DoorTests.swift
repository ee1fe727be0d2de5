import AccessControl
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// What a door does to confidences before it shows them.
struct DoorTests {
  /// A model whose logits are its inputs.
  private static let classCount = 4
  private static let network = Network<Float>(
    layers: [Dense(inputCount: classCount, outputCount: classCount)],
    parameters: (0..<classCount * classCount).map { $0 % (classCount + 1) == 0 ? 1 : 0 }
      + [Float](repeating: 0, count: classCount))

  /// Confidences of all sorts, sure ones among them.
  private static let records: Matrix<Float> = {
    var values = Matrix<Float>(rowCount: 500, columnCount: classCount)
    var noise = GaussianNoise(RandomStream(seed: 3))
    noise.add(to: &values, standardDeviation: 3)
    return values
  }()

  private func shown(_ settings: DoorSettings, noise: String = "noise") throws -> ModelAnswers {
    try service(settings, noise: noise).answers(to: Self.records)
  }

  private func service(_ settings: DoorSettings, noise: String = "noise") -> ModelService {
    ModelService(
      Self.network, behind: Door(settings, noise: RandomStream(seed: 1).split(noise)), showsWeights: false)
  }

  private func confidences(_ answers: ModelAnswers) throws -> [[Double]] {
    let logits = try #require(answers.logits)
    return (0..<logits.rowCount).map { row in
      let values = logits.row(row).map { exp(Double($0)) }
      let sum = values.reduce(0, +)
      return values.map { $0 / sum }
    }
  }

  /// Nothing set is nothing done, to the last bit.
  @Test func theUsualDoorShowsTheModel() throws {
    let answers = try shown(DoorSettings(queriesPerRecord: 7))
    #expect(answers.logits == Self.network.logits(of: Self.records))
    #expect(try ModelService(Self.network, showsWeights: false).answers(to: Self.records) == answers)
  }

  @Test(arguments: [0.1, 0.5, 5, 20])
  func temperatureDividesLogOddsAndKeepsLabels(temperature: Double) throws {
    let (usual, other) = (try shown(DoorSettings()), try shown(DoorSettings(temperature: temperature)))
    #expect(other.labels == usual.labels)
    let (logits, divided) = (try #require(usual.logits), try #require(other.logits))
    for index in logits.elements.indices {
      let expected = Double(logits.elements[index]) / temperature
      #expect(abs(Double(divided.elements[index]) - expected) <= 1e-6 * abs(expected))
    }
  }

  /// A confidence is moved to a constant one or not at all, never further than allowed, and no label with it.
  @Test(arguments: [0.2, 0.5, 1, 1.9, 2])
  func constantConfidencesStayWithinTheirDistance(distance: Double) throws {
    let usual = try shown(DoorSettings())
    let guarded = try shown(DoorSettings(memGuardDistance: distance))
    #expect(guarded.labels == usual.labels)
    var movedCount = 0
    for (before, after) in zip(try confidences(usual), try confidences(guarded)) {
      let moved = zip(before, after).reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(moved <= distance + 1e-6)
      let isConstant =
        abs(try #require(after.max()) - 0.9) < 1e-6 && Set(after.map { ($0 * 1e5).rounded() }).count == 2
      #expect(moved < 1e-6 || isConstant)
      if isConstant { movedCount += 1 }
    }
    #expect(movedCount > 20 && (distance < 2 || movedCount == 500))
  }

  /// Two questions get different noise, two who ask too, and the same run the same again.
  @Test func noiseIsFreshAndRepeatable() throws {
    let settings = DoorSettings(noiseDeviation: 0.1)
    let service = service(settings)
    let (first, second) = (try service.answers(to: Self.records), try service.answers(to: Self.records))
    #expect(first != second)
    #expect(try shown(settings) == first && shown(settings, noise: "another") != first)
    let other = ModelService(Self.network, behind: service.door.split("other"), showsWeights: false)
    #expect(try other.answers(to: Self.records) != first)
    let system = ModelService(Self.network, behind: Door(settings, noise: nil), showsWeights: false)
    #expect(try system.answers(to: Self.records) != system.answers(to: Self.records))
    for row in try confidences(first) {
      #expect(abs(row.reduce(0, +) - 1) < 1e-6 && row.allSatisfy { $0 > 0 })
    }
  }

  /// The order is temperature, noise, constant confidences, and what is shown.
  @Test func oneAfterTheOther() throws {
    let even = try shown(DoorSettings(policy: .rounded(to: 0.125), temperature: 1000))
    for row in try confidences(even) { #expect(row.allSatisfy { abs($0 - 0.25) < 1e-6 }) }
    let noisy = try shown(DoorSettings(noiseDeviation: 0.5))
    let both = try shown(DoorSettings(noiseDeviation: 0.5, memGuardDistance: 2))
    #expect(both.labels == noisy.labels)
    #expect(try noisy.labels != shown(DoorSettings()).labels)
    for row in try confidences(both) { #expect(abs(try #require(row.max()) - 0.9) < 1e-6) }
    let labels = try shown(DoorSettings(policy: .label, noiseDeviation: 0.5))
    #expect(labels.logits == nil && labels.labels == noisy.labels)
  }

  /// A model that diverged is shown as it is: noise makes no answer of it.
  @Test func whatIsNoNumberStaysNone() throws {
    let broken = Matrix<Float>(rowCount: 1, columnCount: Self.classCount, elements: [.nan, 0, 0, 0])
    let settings = DoorSettings(temperature: 2, noiseDeviation: 0.5, memGuardDistance: 2)
    let logits = try #require(service(settings).answers(to: broken).logits)
    #expect(logits.elements.contains { $0.isNaN })
  }

  @Test(arguments: [
    (DoorSettings(), "full"), (DoorSettings(policy: .label, queriesPerRecord: 10), "label"),
    (
      DoorSettings(policy: .rounded(to: 0.1), temperature: 5, noiseDeviation: 0.2, memGuardDistance: 0.5),
      "temperature 5, noise 0.2, memguard 0.5, rounded:0.1"
    ),
  ])
  func aDoorIsSaidInWords(settings: DoorSettings, words: String) {
    #expect(settings.description == words)
  }
}
