import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// All attacks on one small world: 120 candidates, a network that remembers half of them, and models like it.
struct MembershipMethodTests {
  static let world = World()

  struct World {
    let evidence: MembershipEvidence
    let isMember: [Bool]
    let network: Network<Float>
    let inputs: Matrix<Float>
    let labels: [Int]
    let publicInputs: Matrix<Float>
    let publicLabels: [Int]

    init(referenceCount: Int = 8) {
      var stream = RandomStream(seed: 31)
      let inputs = Matrix.gaussianRecords(120, width: 6, seed: 41)
      let publicInputs = Matrix.gaussianRecords(200, width: 6, seed: 42)
      // Labels that cannot be learned, only remembered.
      let labels = (0..<120).map { _ in Int.random(in: 0..<3, using: &stream) }
      let publicLabels = (0..<200).map { _ in Int.random(in: 0..<3, using: &stream) }
      let half = (0..<120).map { $0 < 60 }
      isMember = half.shuffled(using: &stream)
      let target = Self.trained(on: inputs, labels, isMember, &stream)
      network = target.network
      (self.inputs, self.labels, self.publicInputs, self.publicLabels) = (
        inputs, labels, publicInputs, publicLabels
      )
      var evidence = try! MembershipEvidence(
        asking: ModelService(network, showsWeights: true), about: inputs, labels: labels,
        publicInputs: publicInputs, publicLabels: publicLabels, copies: Self.copies)
      evidence.trajectory = target.trajectory
      for _ in 0..<referenceCount / 2 {
        let includes = half.shuffled(using: &stream)
        for includes in [includes, includes.map { !$0 }] {
          let (network, trajectory) = Self.trained(on: inputs, labels, includes, &stream)
          let own = ModelService(network, showsWeights: true)
          evidence.add(
            evidence.reference(
              try! own.whiteBox(), number: evidence.references.count, inputs: inputs,
              logits: network.logits(of: inputs), includes: includes, trajectory: trajectory))
        }
      }
      self.evidence = evidence
    }

    private static func trained(
      on inputs: Matrix<Float>, _ labels: [Int], _ includes: [Bool], _ stream: inout RandomStream
    ) -> (network: Network<Float>, trajectory: LossTrajectory) {
      var network = Network<Float>(
        Architecture(hiddenWidths: [24]), inputCount: 6, classCount: 3, activation: .relu)
      network.initialize(from: RandomStream(seed: stream.next()))
      var optimizer = StochasticGradientDescent(for: network.parameters.layout)
      var pass = NetworkPass<Float>(for: network)
      var gradient = network.parameters
      let batch = includes.indices.filter { includes[$0] }
      var trajectory = [[Double]]()
      for step in 0..<150 {
        if step > 0, step % 30 == 0 {
          let answers = CandidateConfidences(logits: network.logits(of: inputs), labels: labels)
          trajectory.append(answers.margins())
        }
        pass.run(network, on: inputs, batch: batch, labels: labels)
        pass.sumGradients(scaledBy: [Float](repeating: 1, count: batch.count), into: &gradient)
        optimizer.update(
          &network.parameters, along: gradient, scale: 1 / Double(batch.count), learningRate: 0.1,
          momentum: 0.9,
          weightDecay: 0)
      }
      return (network, LossTrajectory(margins: trajectory))
    }

    /// The same target behind another door, without reference models.
    func evidence(from service: ModelService) throws -> MembershipEvidence {
      try MembershipEvidence(
        asking: service, about: inputs, labels: labels, publicInputs: publicInputs,
        publicLabels: publicLabels, copies: Self.copies)
    }

    static let copies = NoisyCopies(deviation: 0.2, random: RandomStream(seed: 7))

    func result(of method: MembershipMethod) throws -> MembershipResult {
      let scores = try method.scores(from: evidence, random: RandomStream(seed: 1))
      return MembershipResult(scores: scores, isMember: isMember)
    }
  }

  /// A model that remembers its members gives them away to every attack.
  @Test(arguments: MembershipMethod.allCases)
  func everyAttackFindsMembers(method: MembershipMethod) throws {
    let area = try Self.world.result(of: method).curve.areaUnderCurve
    #expect(area > (method == .entropy ? 0.55 : 0.65), "\(method.name) \(area)")
  }

  @Test(arguments: MembershipMethod.allCases)
  func scoresRepeatAndAreNumbers(method: MembershipMethod) throws {
    let scores = try method.scores(from: Self.world.evidence, random: RandomStream(seed: 1))
    #expect(scores.count == 120 && !scores.contains(where: \.isNaN))
    #expect(try method.scores(from: Self.world.evidence, random: RandomStream(seed: 1)) == scores)
  }

  /// Yeom et al.: the advantage is the accuracy on members less that on non-members, to the last digit.
  @Test func theGapAttackIsTheGap() throws {
    let result = try Self.world.result(of: .gap)
    let hits = Self.world.evidence.hits
    let gap = zip(hits, Self.world.isMember).reduce(0) { $0 + ($1.0 ? ($1.1 ? 1 : -1) : 0) }
    let point = try #require(result.curve.points.dropFirst().first)
    #expect(
      (point.truePositiveRate * 60 - point.falsePositiveRate * 60).rounded() == Double(gap) && gap > 0)
    #expect(abs(2 * result.curve.areaUnderCurve - 1 - Double(gap) / 60) < 3e-16)
    let balanced = try #require(result.balancedAccuracy)
    #expect(abs(2 * balanced - 1 - Double(gap) / 60) < 3e-16)
  }

  /// Attack P is a function of the loss that never rises.
  @Test func thePopulationAttackRanksAsTheLoss() throws {
    let random = RandomStream(seed: 1)
    let losses = try MembershipMethod.lossThreshold.scores(from: Self.world.evidence, random: random)
    let shares = try MembershipMethod.population.scores(from: Self.world.evidence, random: random)
    let order = losses.indices.sorted { losses[$0] < losses[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { shares[$0] <= shares[$1] })
    #expect(shares.allSatisfy { (0...1).contains($0) })
  }

  /// The answers of a target that diverged are no numbers; nothing is read out of their order.
  @Test func aTargetThatDivergedIsScoredLowest() {
    let scores = PopulationAttack()
      .scores(of: .init(candidates: [.nan, 1, .nan], population: [.nan, 0, 2, .nan]))
    #expect(scores[0].isNaN && scores[1] == 0.5 && scores[2].isNaN)
    let nothing = PopulationAttack().scores(of: .init(candidates: [1], population: [.nan]))
    #expect(nothing[0].isNaN)
  }

  @Test func marginsAloneServeTheAttacksThatNeedNoMore() {
    let evidence = MembershipEvidence(margins: [1, -1])
    let able = MembershipMethod.allCases.filter { $0.missing(from: evidence) == nil }
    #expect(Set(able).isSuperset(of: [.gap, .lossThreshold, .confidence]))
    #expect(able.allSatisfy { $0.capabilities.isSubset(of: Set.references.union([.labels, .losses])) })
    #expect(MembershipMethod.quantile.missing(from: evidence) == .model)
    #expect(MembershipMethod.gradientFeatures.missing(from: evidence) == .weights)
  }

  /// A door that shows no weights keeps the attacks on weights out, and says what they lack; the others find what they found.
  @Test func withoutWeightsNoAttackReadsThem() throws {
    let closed = try Self.world.evidence(from: ModelService(Self.world.network, showsWeights: false))
    for method in MembershipMethod.allCases {
      let needsWeights = method.capabilities.contains(.weights)
      #expect((method.missing(from: closed) == .notGranted(.weights)) == needsWeights)
      guard method.missing(from: closed) == nil, !method.usesReferences else { continue }
      let random = RandomStream(seed: 1)
      #expect(
        try method.scores(from: closed, random: random)
          == method.scores(from: Self.world.evidence, random: random), "\(method.name)")
    }
    #expect(throws: MissingEvidence.notGranted(.weights)) {
      try MembershipMethod.gradientNorm.scores(from: closed, random: RandomStream(seed: 1))
    }
    #expect(
      MissingEvidence.notGranted(.weights).description
        == "the model's weights, and the model's service does not grant them")
  }

  /// A door that answers labels alone leaves those that need no more, and those that can do with losses made of labels.
  @Test func labelsAloneServeWhoNeedsNoConfidences() throws {
    let evidence = try Self.world.evidence(
      from: ModelService(Self.world.network, behind: Door(.label), showsWeights: false))
    let able = MembershipMethod.allCases.filter { $0.missing(from: evidence) == nil }
    #expect(
      able == [
        .gap, .lossThreshold, .confidence, .population, .quantile, .labelOnlyBoundary, .labelOnlyNoise,
      ])
    #expect(MembershipMethod.entropy.missing(from: evidence) == .notGranted(.confidences))
    let random = RandomStream(seed: 1)
    for method in able where method.capabilities.isSubset(of: [.labels, .questions]) {
      #expect(
        try method.scores(from: evidence, random: random)
          == method.scores(from: Self.world.evidence, random: random))
    }
    let words = MembershipMethod.lossThreshold.threatModel(on: evidence).description
    #expect(words == "sees label (losses estimated from labels, 1 question a record)")
    #expect(MembershipMethod.gap.threatModel(on: evidence) == MembershipMethod.gap.threatModel)
  }

  /// Every question of an attack is counted; one too many is refused, and the attack says so.
  @Test func questionsAreCountedAndRefused() throws {
    let needed = 320 + 120 * NoiseRobustnessAttack.queryCount
    let service = ModelService(Self.world.network, queryBudget: needed, showsWeights: false)
    let evidence = try Self.world.evidence(from: service)
    #expect(service.queryCount == 320)
    _ = try MembershipMethod.labelOnlyNoise.scores(from: evidence, random: RandomStream(seed: 1))
    #expect(service.queryCount == needed)
    #expect(throws: MissingEvidence.refused(.budgetSpent(asked: needed, more: 120, budget: needed))) {
      try MembershipMethod.labelOnlyNoise.scores(from: evidence, random: RandomStream(seed: 1))
    }
    #expect(throws: Refusal.budgetSpent(asked: needed, more: 120, budget: needed)) {
      try Self.world.evidence(from: service)
    }
  }

  /// What is declared once is told apart by its name.
  @Test func everyAttackIsListedOnce() {
    let names = MembershipMethod.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    for method in MembershipMethod.allCases { #expect(MembershipMethod.named(method.name) == method) }
    #expect(MembershipMethod.named("lira") == nil)
  }

  /// Thresholds come from the reference models, so whoever they were trained on moves scores of a class together.
  @Test func classThresholdsShiftClassesOnly() throws {
    let thresholds = ClassThresholds(
      scores: [[1, 2, 3, 10, 20, 30]], includes: [[false, true, true, false, false, true]],
      labels: [0, 0, 0, 1, 1, 1])
    #expect(thresholds.values == [2, 30])
    let scores = ConfidenceAttack(thresholds: thresholds)
      .scores(of: CandidateMargins(values: [5, 5, 5], labels: [0, 1, 0]))
    #expect(scores == [3, -25, 3])
  }

  @Test func equalScoresGiveOneHalf() {
    let result = MembershipResult(scores: [7, 7, 7, 7], isMember: [true, false, true, false])
    #expect(result.curve.areaUnderCurve == 0.5 && result.balancedAccuracy == 0.5)
    // Two non-members cannot show a rate of 1 %.
    #expect(result.truePositiveRateAt1Percent == nil)
  }

  /// Members count as positives: a score that is high on members has an area above one half.
  @Test func membersAreOnes() {
    let result = MembershipResult(scores: [4, 3, 2, 1], isMember: [true, true, false, false])
    #expect(result.curve.areaUnderCurve == 1)
  }

  /// What an attack reads is what its threat model says: label-only attacks ask for labels, and so on.
  @Test func threatModelsAreStated() {
    for method in MembershipMethod.allCases {
      #expect(!method.sentence.isEmpty && method.paper.contains("arXiv:") && !method.title.isEmpty)
      // What a line of the list of attacks has room for.
      #expect(method.title.count <= 22)
    }
    #expect(MembershipMethod.labelOnlyBoundary.threatModel.observes == .label)
    #expect(MembershipMethod.gradientNorm.threatModel.observes == .weightsAndGradients)
    #expect(MembershipMethod.liraOnline.threatModel.references == .withAndWithoutCandidate)
    // It reads margins, which a loss gives, and no other confidence.
    #expect(MembershipMethod.confidence.threatModel.observes == .loss)
  }

  /// Models of a run's own are replays on its pool; those of files are somebody's.
  @Test func whereReferenceModelsComeFromIsStated() {
    var files = MembershipEvidence(margins: [1, 2])
    #expect(MembershipMethod.liraOnline.threatModel(on: files).referencesFrom == nil)
    files.add(referenceMargins: [0, 1], includes: [true, false])
    for method in MembershipMethod.allCases {
      let (own, foreign) = (method.threatModel(on: Self.world.evidence), method.threatModel(on: files))
      #expect(own.referencesFrom == (own.references == .none ? nil : .replays))
      #expect(foreign.referencesFrom == (foreign.references == .none ? nil : .files))
      #expect(own.description.contains("the target's own pool") == (own.references != .none))
    }
  }
}
