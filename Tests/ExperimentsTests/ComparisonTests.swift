import Attacks
import DifferentialPrivacy
import Experiments
import Foundation
import PlainText
import Records
import Statistics
import Synchronization
import Testing

struct ComparisonTests {
  private static var base: ExperimentConfiguration {
    var base = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (base.trainSize, base.network, base.steps) = (100, "mlp:8", 20)
    return base
  }

  private static let variants = [
    Variant("no defence"), Variant([.weightDecay: .number(0.01)]), Variant([.distil: .text("self")]),
  ]

  private func plan(
    _ variants: [Variant] = Self.variants, seedCount: Int = 2
  ) throws -> ComparisonPlan {
    try ComparisonPlan(of: Self.base, variants: variants, seedCount: seedCount, shadowCount: 4)
  }

  private func trials(
    of plan: ComparisonPlan, finished: [VariantTrial] = [], threadCount: Int = 2
  ) throws -> [VariantTrial] {
    let done = Mutex<[VariantTrial]>([])
    try TrialFarm(plan, finished: finished).run(threadCount: threadCount) { trial in
      done.withLock { $0.append(trial) }
    }
    return done.withLock { $0 }
  }

  private static func figures(_ trial: VariantTrial) -> [Double?] {
    [trial.testAccuracy, trial.balancedAccuracy, trial.area, trial.areaLow, trial.areaHigh, trial.rate]
  }

  /// The same as attack membership finds of the same run, whichever threads trained what, and in whatever order.
  @Test func aTrialIsTheAttackOnItsRun() throws {
    let plan = try plan(seedCount: 1)
    let trials = try trials(of: plan)
    #expect(trials.count == 3)
    let alone = try self.trials(of: plan, threadCount: 1)
    for trial in trials {
      let twin = try #require(alone.first { $0.name == trial.name })
      #expect(Self.figures(trial) == Self.figures(twin))
    }
    let trial = try #require(trials.first { $0.settings.values[.weightDecay] != nil })
    let configuration = try Self.variants[1].configuration(of: Self.base, seed: Self.base.seed)
    var run = try TrainingRun(configuration)
    while run.step < configuration.plannedStepCount { _ = run.advance() }
    var pool = try AskedPool(asking: run)
    let shadows = try ShadowPlan(of: run, count: 4)
    for index in 0..<4 {
      var training = shadows.begin(index)
      try training.advance(to: run.step, of: run.step)
      pool.add(pool.answers(of: training.model))
    }
    let study = MembershipStudy(
      of: [.liraOnline], on: pool.evidence, isMember: run.data.candidateMembership,
      random: .membershipAttacks(seed: configuration.seed))
    #expect(trial.area == study.outcomes[0].result.curve.areaUnderCurve)
    #expect(trial.testAccuracy == Finding(of: run).test?.accuracy)
  }

  /// A trial that is put off at every look comes to the same as one that is not.
  @Test func whatPausesGoesOnWhereItWas() throws {
    let plan = try plan(seedCount: 1)
    let whole = try trials(of: plan)
    let farm = TrialFarm(plan)
    let done = Mutex<[VariantTrial]>([])
    var rounds = 0
    while !farm.isFinished {
      var looks = 0
      farm.work(
        pausing: {
          looks += 1
          return looks > 3
        }, onTrial: { trial in done.withLock { $0.append(trial) } })
      rounds += 1
      #expect(rounds < 1000)
    }
    #expect(rounds > 5)
    for trial in done.withLock({ $0 }) {
      let twin = try #require(whole.first { $0.name == trial.name })
      #expect(Self.figures(trial) == Self.figures(twin))
    }
    #expect(farm.progress.finished == 3 && farm.progress.fraction == 1)
  }

  /// A file that was cut off while it was written is gone on with: what it holds is not done again, and nothing of it is lost.
  @Test func aKilledComparisonGoesOn() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "comparison-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = folder.appending(path: "all").path
    let plan = try plan(seedCount: 1)
    let all = try trials(of: plan)
    do {
      let file = try ComparisonFile(named: name, of: plan)
      #expect(file.finished.isEmpty)
      for trial in all.prefix(2) { file.append(trial) }
      try file.finish()
      // Nobody else may write it meanwhile.
      #expect(throws: ComparisonError.inUse(path: ComparisonFile.paths(named: name)[0])) {
        try ComparisonFile(named: name, of: plan)
      }
    }
    let path = ComparisonFile.paths(named: name)[0]
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // A kill in the middle of a line.
    try (text + #"{"auc":0.5,"na"#).write(toFile: path, atomically: true, encoding: .utf8)
    do {
      let again = try ComparisonFile(named: name, of: plan)
      #expect(again.finished == Array(all.prefix(2)))
      let rest = try trials(of: plan, finished: again.finished)
      #expect(rest.map(\.name) == [try #require(all.last?.name)])
      for trial in rest { again.append(trial) }
      try again.finish()
    }
    #expect(Set(try ComparisonFile(named: name, of: plan).finished.map(\.name)) == Set(all.map(\.name)))
    let table = try String(contentsOfFile: ComparisonFile.paths(named: name)[1], encoding: .utf8)
    #expect(table.split(separator: "\n").count == 4)
    // More seeds are the same comparison, and other models are not.
    #expect(try ComparisonFile(named: name, of: self.plan(seedCount: 2)).finished.count == 3)
    let other = try ComparisonPlan(of: Self.base, variants: Self.variants, seedCount: 1, shadowCount: 6)
    #expect(throws: ComparisonError.otherComparison(path: path)) {
      try ComparisonFile(named: name, of: other)
    }
  }

  /// Beside each that has noise stands the same schedule with clipping alone, once.
  @Test func noiseIsJudgedBesideClippingAlone() throws {
    let private2: [Knob: KnobValue] = [.noiseMultiplier: .number(2), .learningRate: .number(1)]
    let private5: [Knob: KnobValue] = [.noiseMultiplier: .number(5), .learningRate: .number(1)]
    let all = try [Variant("a"), Variant(private2), Variant(private5)].besideClippingOnly(of: Self.base)
    #expect(all.count == 4)
    #expect(
      all[3].changes == [.noiseMultiplier: .number(0), .clippingNorm: .number(1), .learningRate: .number(1)])
    let again = try all.besideClippingOnly(of: Self.base)
    #expect(again == all)
  }

  /// Which variants no other one beats, and the orders of a table, of figures that were made up.
  @Test func theFrontierIsWhatNothingBeats() throws {
    func trial(_ name: String, _ accuracy: Double, _ area: Double) throws -> VariantTrial {
      let text =
        #"{"name":"\#(name)","settings":{"weight_decay":\#(accuracy)},"seed":1,"test_accuracy":\#(accuracy),"balanced_accuracy":null,"auc":\#(area),"auc_low":null,"auc_high":null,"tpr_at_1_percent_fpr":null,"canary_auc":null,"canary_auc_low":null,"canary_auc_high":null,"majority_share":null,"epsilon":null,"unique":null,"seconds":1}"#
      return try JSONDecoder().decode(VariantTrial.self, from: Data(text.utf8))
    }
    let points = [("a", 0.7, 0.8), ("b", 0.8, 0.7), ("c", 0.75, 0.55), ("d", 0.74, 0.56), ("e", 0.6, 0.5)]
    let trials = try points.map { try trial($0.0, $0.1, $0.2) }
    let plan = try plan(trials.map { Variant($0.name, $0.settings.values) }, seedCount: 1)
    let reported = ComparisonSummary(of: plan, trials: trials).reported
    #expect(reported.filter(\.isFrontier).map(\.name) == ["b", "c", "e"])
    #expect(VariantOrder.area.places(of: reported) == [4, 2, 3, 1, 0])
    #expect(VariantOrder.testAccuracy.places(of: reported) == [1, 2, 3, 0, 4])
    #expect(VariantOrder.name.places(of: reported) == [0, 1, 2, 3, 4])
    #expect(abs(try #require(reported[1].accuracyChange) - 0.1) < 1e-12)
  }

  @Test(arguments: [
    ("weight_decay", "The variation `weight_decay` cannot be read."),
    ("nosuch=1", "There is no setting `nosuch` to vary."),
    ("seed=1,2", "There is no setting `seed` to vary."),
    ("dropout=0.1,x", "The dropout `x` is not a number."),
  ])
  func variationsThatCannotBeAreRefused(text: String, sentence: String) {
    let error = #expect(throws: (any Error).self) { try Variation(parsing: text) }
    #expect(String(describing: error ?? ComparisonError.secureNoise).hasPrefix(sentence))
  }

  @Test func variationsAreCombined() throws {
    let variants = try Variation.variants(of: [
      Variation(parsing: "weight_decay=0,0.01"), Variation(parsing: "keep=a,b;a"),
    ])
    #expect(variants.count == 4)
    #expect(variants[1].changes == [.weightDecay: .number(0), .keep: .text("a")])
    let many = try ["dropout", "mixup", "label_smoothing"].map {
      try Variation(parsing: "\($0)=0,0.1,0.2,0.3,0.4,0.5,0.6")
    }
    #expect(throws: ComparisonError.variedTwice("dropout")) {
      try Variation.variants(of: [many[0], Variation(parsing: "dropout=0.9")])
    }
    #expect(try Variation.variants(of: [Variation(parsing: "dropout=0,0,0.5")]).count == 2)
    #expect(throws: ComparisonError.tooManyVariants(343)) { try Variation.variants(of: many) }
  }
}
