import Attacks
import Statistics
import Testing

struct LikelihoodRatioTests {
  private let random = RandomStream(seed: 1)

  /// Two candidates of very different difficulty, each with the same small spread between models: pooling must not take
  /// the difference for spread.
  @Test func spreadIsWithinCandidatesAndNotBetween() {
    let without = ReferenceMargins([[9.9, 10.1], [-10.1, -9.9]])
    let scores = OfflineLikelihoodRatioAttack(variance: .pooled)
      .scores(of: OfflineMargins(target: [11, -9], without: without))
    // The variance is (0.02 + 0.02) / (1 + 1), so one unit is 1 / √0.02 deviations.
    #expect(scores.allSatisfy { abs($0 - 1 / 0.02.squareRoot()) < 1e-9 })
  }

  /// A margin far below those of models without the candidate is no sign of membership.
  @Test func theOfflineTailIsOneSided() {
    let without = ReferenceMargins([[0, 1], [0, 1], [0, 1]])
    let scores = OfflineLikelihoodRatioAttack(variance: .pooled)
      .scores(of: OfflineMargins(target: [-50, 0.5, 50], without: without))
    #expect(scores[0] < scores[1] && scores[1] < scores[2])
    // The order is that of the tail probability Pr[Z ≤ φ].
    #expect(NormalDistribution.logCumulative(scores[0]) < NormalDistribution.logCumulative(scores[1]))
  }

  /// The in-side variance comes from models with the candidate, the out-side one from models without: a margin in the
  /// middle is likelier where models vary more.
  @Test func eachSideHasItsOwnSpread() {
    let online = OnlineMargins(
      target: [2], with: ReferenceMargins([[0, 8]]), without: ReferenceMargins([[-0.1, 0.1]]))
    #expect(OnlineLikelihoodRatioAttack(variance: .perExample).scores(of: online)[0] > 50)
    let turned = OnlineMargins(
      target: [2], with: ReferenceMargins([[-0.1, 0.1]]), without: ReferenceMargins([[0, 8]]))
    #expect(OnlineLikelihoodRatioAttack(variance: .perExample).scores(of: turned)[0] < -50)
  }

  /// Reference models that agree to the last bit leave scores finite.
  @Test func noSpreadIsNoDivisionByZero() {
    let flat = ReferenceMargins([[1, 1], [2, 2]])
    let online = OnlineMargins(target: [1, 3], with: flat, without: flat)
    for variance in LikelihoodRatioVariance.allCases {
      #expect(OnlineLikelihoodRatioAttack(variance: variance).scores(of: online) == [0, 0])
      let offline = OfflineLikelihoodRatioAttack(variance: variance)
        .scores(of: OfflineMargins(target: [1, 3], without: flat))
      #expect(offline[0] == 0 && offline[1].isFinite && offline[1] > 0)
    }
  }

  /// Squashed to within a number far above all margins, margins are what they were.
  @Test func squashedToInfinityIsTheTextbook() {
    let margins = OnlineMargins(
      target: [3, -2, 40], with: ReferenceMargins([[5, 7, 6], [-1, 0, 2], [30, 50, 44]]),
      without: ReferenceMargins([[1, 2, 0], [-3, -4, -2], [20, 25, 10]]))
    let squashed = margins.squashed(scale: 1e6)
    let online = OnlineLikelihoodRatioAttack(variance: .pooled)
    for (one, other) in zip(online.scores(of: squashed), online.scores(of: margins)) {
      #expect(abs(one - other) < 1e-6 * max(1, abs(other)))
    }
    let offline = OfflineLikelihoodRatioAttack(variance: .pooled)
    let (raw, drawnIn) = (
      OfflineMargins(target: margins.target, without: margins.without),
      OfflineMargins(target: squashed.target, without: squashed.without)
    )
    for (one, other) in zip(offline.scores(of: drawnIn), offline.scores(of: raw)) {
      #expect(abs(one - other) < 1e-6 * max(1, abs(other)))
    }
  }

  /// One answer in ten is far out, whoever is asked about: the pooled variance is theirs, and drowns the difference that
  /// training makes, unless they are squashed.
  @Test func longTailsDrownWhatSquashingKeeps() throws {
    var stream = RandomStream(seed: 3)
    func answer(_ isMember: Bool) -> Double {
      let usual = (isMember ? 4.0 : 1.0) + Double.random(in: -2..<2, using: &stream)
      return Int.random(in: 0..<10, using: &stream) == 0 ? usual + 40 : usual
    }
    let isMember = (0..<400).map { $0 % 2 == 0 }
    var evidence = MembershipEvidence(margins: isMember.map(answer))
    for model in 0..<8 {
      let includes = isMember.indices.map { ($0 / 2 + model) % 2 == 0 }
      evidence.add(referenceMargins: includes.map(answer), includes: includes)
    }
    func area(_ method: MembershipMethod) throws -> Double {
      MembershipResult(scores: try method.scores(from: evidence, random: random), isMember: isMember).curve
        .areaUnderCurve
    }
    #expect(try area(.liraOnlineSquashed) > area(.liraOnline) + 0.05)
    #expect(try area(.liraOfflineSquashed) > area(.liraOffline) + 0.05)
  }

  /// Candidates whose margins vary alike have the pooled variance, however much two models' variances scatter.
  @Test func likeSpreadsArePooled() {
    // ln s² varies by less than the π²/2 that one degree of freedom gives it.
    let spreads = (0..<200).map { 1 + 0.3 * Double($0 % 5) }
    func side(_ shift: Double) -> ReferenceMargins {
      ReferenceMargins(spreads.enumerated().map { [shift + Double($0), shift + Double($0) + $1] })
    }
    let margins = OnlineMargins(
      target: spreads.indices.map { Double($0) + 1 }, with: side(2), without: side(0))
    #expect(
      OnlineLikelihoodRatioAttack(variance: .perExample).scores(of: margins)
        == OnlineLikelihoodRatioAttack(variance: .pooled).scores(of: margins))
  }

  /// With hundreds of models whose spreads differ, each candidate has its own.
  @Test func manyModelsSpeakForThemselves() {
    var stream = RandomStream(seed: 11)
    let spreads = (0..<50).map { $0 % 2 == 0 ? 0.5 : 5.0 }
    let margins = spreads.map { spread in
      (0..<600).map { _ in Double.random(in: -spread..<spread, using: &stream) }
    }
    let observation = OfflineMargins(
      target: spreads.map { _ in 1 }, without: ReferenceMargins(margins))
    let scores = OfflineLikelihoodRatioAttack(variance: .perExample).scores(of: observation)
    for (candidate, score) in scores.enumerated() {
      let mean = margins[candidate].reduce(0, +) / 600
      let variance = margins[candidate].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 599
      #expect(abs(score / ((1 - mean) / variance.squareRoot()) - 1) < 0.01)
    }
  }

  /// Models arrive one by one; as soon as every candidate has two on each side, all run, odd numbers too.
  @Test(arguments: [4, 5, 6, 7])
  func anyNumberOfModelsWillDo(count: Int) throws {
    var evidence = MembershipEvidence(margins: [1, 2, 3])
    for model in 0..<count {
      let isEven = model % 2 == 0
      evidence.add(
        referenceMargins: [Double(model), 1, Double(-model)], includes: [isEven, !isEven, isEven])
    }
    for method in MembershipMethod.allCases where method.name.hasPrefix("lira") {
      #expect(try method.scores(from: evidence, random: random).allSatisfy(\.isFinite))
    }
  }

  @Test func oneModelOnASideIsTooFewForASpread() {
    var evidence = MembershipEvidence(margins: [1, 2])
    for includes in [[true, true], [false, true], [false, false], [true, false]].prefix(3) {
      evidence.add(referenceMargins: [0, 0], includes: includes)
    }
    #expect(
      MembershipMethod.liraOnline.missing(from: evidence)
        == .tooFewReferences(.without, candidate: 1, found: 1, needed: 2))
    #expect(MembershipMethod.rmiaOnline.missing(from: evidence) == nil)
    #expect(
      MembershipMethod.liraOffline.missing(from: MembershipEvidence(margins: [1])) == .references(diverged: 0)
    )
  }

  @Test func aModelThatDivergedIsLeftOut() {
    var evidence = MembershipEvidence(margins: [1, 2])
    evidence.add(referenceMargins: [.nan, 1], includes: [true, false])
    #expect(evidence.references.isEmpty && evidence.divergedCount == 1)
    #expect(MembershipMethod.rmiaOffline.missing(from: evidence) == .references(diverged: 1))
  }
}
