import AccessControl
import Attacks
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// What an adversary makes of answers that it may ask for again.
struct AskedRecordsTests {
  private static let copies = NoisyCopies(deviation: 0.5, random: RandomStream(seed: 5))

  /// Class 1 where the input is above zero, and more surely the further it is.
  private static let line = Network<Float>(
    layers: [Dense(inputCount: 1, outputCount: 2)], parameters: [-1, 1, 0, 0])

  /// Three classes whatever the input is.
  private static let confidences = [0.5, 0.3, 0.2]
  private static let constant = Network<Float>(
    layers: [Dense(inputCount: 1, outputCount: 3)],
    parameters: [0, 0, 0] + confidences.map { Float(log($0)) })

  private func asked(
    _ network: Network<Float>, _ settings: DoorSettings, about inputs: [Float], labels: [Int]
  ) throws -> (AskedRecords, queryCount: Int) {
    let service = ModelService(
      network, behind: Door(settings, noise: RandomStream(seed: 9)), showsWeights: false)
    let records = Matrix(rowCount: inputs.count, columnCount: 1, elements: inputs)
    let asked = try AskedRecords(asking: service, about: records, labels: labels, copies: Self.copies)
    return (asked, service.queryCount)
  }

  /// One label is right or wrong, and its log-odds with half a hit on either side ln 3 or −ln 3.
  @Test func oneLabelIsRightOrWrong() throws {
    let (asked, count) = try asked(
      Self.line, DoorSettings(policy: .label), about: [2, -2, 0.1], labels: [1, 1, 1])
    for (margin, expected) in zip(asked.margins, [log(3.0), -log(3.0), log(3.0)]) {
      #expect(abs(margin - expected) < 1e-15)
    }
    #expect(asked.hits == [true, false, true] && asked.confidences == nil && count == 3)
    #expect(asked.lossSource == .labels(questionCount: 1))
  }

  /// A copy keeps its label with probability Φ(distance / deviation): of a thousand questions the share is within five standard
  /// deviations of that, but for the first, which has no noise.
  @Test func copiesMeasureTheDistanceToTheBoundary() throws {
    let inputs: [Float] = [-0.6, -0.2, 0, 0.3, 0.8]
    let (asked, count) = try asked(
      Self.line, DoorSettings(policy: .label, queriesPerRecord: 1000), about: inputs,
      labels: [1, 1, 1, 1, 1])
    #expect(count == 5000)
    for (input, margin) in zip(inputs, asked.margins) {
      let share = 1 / (1 + exp(-margin))
      let expected = 0.5 * erfc(-Double(input) / 0.5 / 2.0.squareRoot())
      let deviation = (expected * (1 - expected) / 1000).squareRoot()
      #expect(abs(share - expected) < 5 * deviation + 0.002, "\(input)")
    }
  }

  /// With Q answers averaged the root mean square error of a confidence is at most σ √(1 + K) / √Q, as of a normalised sum, and
  /// twice K σ² for what normalising adds.
  @Test(arguments: [1, 16, 256])
  func theMeanOfNoisyAnswersApproachesTheAnswer(count: Int) throws {
    let deviation = 0.03
    let (asked, asks) = try asked(
      Self.constant, DoorSettings(noiseDeviation: deviation, queriesPerRecord: count),
      about: [Float](repeating: 0, count: 300), labels: [Int](repeating: 0, count: 300))
    let errors = try #require(asked.confidences).shares().flatMap { shares in
      zip(shares, Self.confidences).map { ($0 - $1) * ($0 - $1) }
    }
    let error = (errors.reduce(0, +) / Double(errors.count)).squareRoot()
    #expect(error < deviation * 2 / Double(count).squareRoot() + 6 * deviation * deviation)
    // It does fall, and not at once.
    #expect(error > 0.2 * deviation / Double(count).squareRoot())
    #expect(asks == 300 * count && asked.lossSource == .confidences(answerCount: count))
  }

  /// The same question gets the same answer where there is no noise, and is asked once.
  @Test(arguments: [AnswerPolicy.full, .rounded(to: 0.1), .top(1)])
  func moreQuestionsTellNothingWithoutNoise(policy: AnswerPolicy) throws {
    let inputs: [Float] = [2, -2, 0.1]
    let (once, count) = try asked(Self.line, DoorSettings(policy: policy), about: inputs, labels: [1, 1, 0])
    let (often, asks) = try asked(
      Self.line, DoorSettings(policy: policy, queriesPerRecord: 50), about: inputs, labels: [1, 1, 0])
    #expect(once.margins == often.margins && count == 3 && asks == 3)
    #expect(often.lossSource == .confidences(answerCount: 1))
  }

  /// Of noisy labels the most frequent one is taken.
  @Test func theMajorityOfNoisyLabels() throws {
    let service = ModelService(
      Self.constant,
      behind: Door(
        DoorSettings(policy: .label, noiseDeviation: 0.3, queriesPerRecord: 300),
        noise: RandomStream(seed: 2)), showsWeights: false)
    let records = Matrix<Float>(rowCount: 50, columnCount: 1)
    #expect(try service.meanAnswers(to: records).labels.count { $0 == 0 } == 50)
    #expect(try service.answers(to: records).labels.count { $0 == 0 } < 45)
  }

  /// Who knows the defence sees its own models through it: each with noise of its own, and in full as they are.
  @Test func referencesStandBehindTheSameDoor() throws {
    let world = MembershipMethodTests.world
    let logits = world.network.logits(of: world.inputs)
    let own = try ModelService(world.network, showsWeights: true).whiteBox()
    func reference(_ settings: DoorSettings, _ number: Int) throws -> [Double] {
      let service = ModelService(
        world.network, behind: Door(settings, noise: RandomStream(seed: 4)), showsWeights: false)
      return try world.evidence(from: service)
        .reference(own, number: number, inputs: world.inputs, logits: logits, includes: world.isMember)
        .margins
    }
    #expect(
      try reference(DoorSettings(), 0)
        == CandidateConfidences(logits: logits, labels: world.labels).margins())
    for settings in [
      DoorSettings(policy: .rounded(to: 0.1)), DoorSettings(temperature: 5),
      DoorSettings(memGuardDistance: 0.5), DoorSettings(policy: .label, queriesPerRecord: 5),
    ] {
      let service = ModelService(world.network, behind: Door(settings, noise: nil), showsWeights: false)
      #expect(try reference(settings, 0) == world.evidence(from: service).margins)
    }
    let noisy = DoorSettings(noiseDeviation: 0.2)
    #expect(try reference(noisy, 0) == reference(noisy, 0) && reference(noisy, 0) != reference(noisy, 1))
  }
}
