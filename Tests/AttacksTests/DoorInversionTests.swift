import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Inversions that ask: what they are answered decides what they draw, and they ask no more than they say.
struct DoorInversionTests {
  /// Two inputs, of which each class wants one.
  private static let network = Network<Float>(
    layers: [Dense(inputCount: 4, outputCount: 3)],
    parameters: [4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0])

  private static let space: PublicSpace = {
    var values = [Float](repeating: 0, count: 40 * 4)
    var noise = GaussianNoise(RandomStream(seed: 2))
    noise.add(to: &values, standardDeviation: 0.2)
    return PublicSpace(
      of: Matrix(rowCount: 40, columnCount: 4, elements: values), using: RandomStream(seed: 1))
  }()

  private let random = RandomStream(seed: 7)

  private func draw(
    _ service: ModelService, queries: Int, classes: [Int] = [0, 2]
  ) throws -> DrawnClasses {
    try ConfidenceInversion().draw(
      classes, within: Self.space, asking: service, queryCount: queries, range: -0.5...0.5, using: random)
  }

  @Test func confidencesLeadToTheClass() throws {
    for policy in [AnswerPolicy.full, .rounded(to: 0.1), .top(3)] {
      let service = ModelService(Self.network, behind: Door(policy), showsWeights: false)
      let drawn = try draw(service, queries: 400)
      #expect(drawn.queryCount == 400 && service.queryCount == 2 * 400)
      for label in drawn.classes {
        let picture = try #require(drawn.picture(ofClass: label))
        #expect(picture[label] == picture.max() && picture[label] > 0.1, "\(policy)")
        #expect(picture.allSatisfy { (-0.5...0.5).contains($0) })
      }
    }
    let one = try draw(ModelService(Self.network, showsWeights: false), queries: 400)
    let again = try draw(ModelService(Self.network, showsWeights: false), queries: 400)
    #expect(one == again)
  }

  /// Answers that tell nothing leave everything where it began.
  @Test func answersThatNeverChangeDrawNothing() throws {
    let silent = Network<Float>(
      Architecture(hiddenWidths: []), inputCount: 4, classCount: 3, activation: .relu)
    let drawn = try draw(ModelService(silent, showsWeights: false), queries: 400)
    #expect(zip(drawn.pictures.row(0), Self.space.mean).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func whatTheDoorDoesNotGrantIsRefused() {
    #expect(throws: Refusal.notGranted(.confidences)) {
      try draw(ModelService(Self.network, behind: Door(.label), showsWeights: false), queries: 40)
    }
    #expect(throws: Refusal.budgetSpent(asked: 96, more: 8, budget: 100)) {
      try draw(ModelService(Self.network, queryBudget: 100, showsWeights: false), queries: 400)
    }
    #expect(throws: Refusal.notGranted(.weights)) {
      try ModelService(Self.network, showsWeights: false).whiteBox()
    }
  }

  /// The mean of a Gaussian where one coordinate is the largest is known: E[max of three] is 3 / (2 √π); drawn is 1.4 times it.
  @Test func labelsGiveTheMeanOfTheirRegion() throws {
    let identity = PublicSpace(
      of: Matrix(
        rowCount: 6, columnCount: 3,
        elements: [1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1]), using: RandomStream(seed: 1))
    let network = Network<Float>(
      layers: [Dense(inputCount: 3, outputCount: 3)], parameters: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
    let service = ModelService(network, behind: Door(.label), showsWeights: false)
    let drawn = try LabelInversion().draw(
      [0, 1, 2], within: identity, asking: service, queryCount: 30_500, range: nil, using: random)
    #expect(service.queryCount == 30_500 && drawn.queryCount == 30_500 && drawn.missed.isEmpty)
    // Of six records on three axes the deviation along each is √(2 / 5).
    let expected = 1.4 * 3 / (2 * Double.pi.squareRoot()) * (2.0 / 5).squareRoot()
    for label in 0..<3 { #expect(abs(Double(drawn.pictures[label, label]) - expected) < 0.02) }
  }

  @Test func aClassThatIsNeverAnsweredIsMarked() throws {
    let biased = Network<Float>(
      layers: [Dense(inputCount: 4, outputCount: 2)], parameters: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
    let drawn = try LabelInversion().draw(
      [0, 1], within: Self.space, asking: ModelService(biased, behind: Door(.label), showsWeights: false),
      queryCount: 100, range: nil, using: random)
    #expect(drawn.missed == [1])
    #expect(drawn.picture(ofClass: 1) == Self.space.mean)
  }
}
