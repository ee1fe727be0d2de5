import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import PlainText
import Records
import Statistics
import Synchronization
import Testing

/// Runs on records that were made coarser: what else is trained on them, and what is said of it.
struct MinimizedRunTests {
  private static func configuration(_ change: (inout Minimization) -> Void = { _ in })
    -> ExperimentConfiguration
  {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    (configuration.trainSize, configuration.network, configuration.expectedBatchSize) = (150, "linear", 16)
    change(&configuration.minimization)
    return configuration
  }

  /// Of each row the number of the first one that is the same.
  private static func groups(ofEqual inputs: Matrix<Float>) -> [Int] {
    var firsts = [ArraySlice<Float>: Int]()
    for row in 0..<inputs.rowCount where firsts[inputs.row(row)] == nil { firsts[inputs.row(row)] = row }
    return (0..<inputs.rowCount).map { firsts[inputs.row($0)] ?? $0 }
  }

  /// Whoever is alike for the run is alike for its reference models, whoever scales them.
  @Test(arguments: StatisticsSource.allCases)
  func shadowsSeeTheSameRecords(statistics: StatisticsSource) throws {
    var configuration = Self.configuration {
      ($0.keep, $0.kAnonymity, $0.coarsen) = (["age", "cd420", "arms"], "20", ["age:10"])
    }
    configuration.statistics = statistics
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 5)
    let dataset = run.data.dataset
    let models = Mutex<[ShadowModel]>([])
    #expect(
      try ShadowFarm(ShadowPlan(of: run, count: 4)).train(threadCount: 1) { model in
        models.withLock { $0.append(model) }
      })
    let own = Self.groups(ofEqual: run.data.candidateInputs)
    #expect(Set(own).count <= Uniqueness(of: dataset).groupCount && dataset.inputCount == 6)
    for model in models.withLock({ $0 }) {
      #expect(model.network.inputCount == 6 && Self.groups(ofEqual: model.candidateInputs) == own)
    }
  }

  /// What was learned from all records is said, and bins, levels and columns learned nothing.
  @Test func whatMinimisingLearnedIsNotCovered() throws {
    let matters = { (change: (inout Minimization) -> Void) in
      let run = try TrainingRun(Self.configuration(change))
      return UncoveredByEpsilon(settings: run.settings, data: run.data).matters
    }
    let usual = try matters { _ in }
    #expect(try matters { ($0.keep, $0.coarsen) = (["age", "arms"], ["age:10"]) } == usual)
    let learned: [(String, (inout Minimization) -> Void)] = [
      ("groups of k-anonymity", { $0.kAnonymity = "5" }), ("categories are rare", { $0.mergeRare = 0.01 }),
      ("had a twin", { $0.deduplicate = true }),
    ]
    for (words, change) in learned {
      let more = try matters(change).filter { !usual.contains($0) }
      #expect(more.count == 1 && more[0].contains(words) && more[0].contains("a release of"))
    }
    var pixels = TrainingRunTests.configuration
    let plain = try TrainingRun(pixels)
    pixels.minimization.levels = 5
    let run = try TrainingRun(pixels)
    #expect(
      UncoveredByEpsilon(settings: run.settings, data: run.data)
        == UncoveredByEpsilon(settings: plain.settings, data: plain.data))
  }

  @Test func whatIsWrittenWronglyIsRefusedBeforeDataAreRead() {
    for (knob, text, words) in [
      (Knob.coarsen, "age", "no column with the width of its bins"),
      (.kAnonymity, "1", "no size of a group"), (.levels, "1", "from 2 to 65536, or off"),
      (.mergeRare, "0.6", "a fraction from 1e-6 to 0.5, or off"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try Self.configuration().setting(knob, to: try knob.value(parsing: text))
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  /// What asked for a column that is gone asks no more, so that a run of fewer columns begins.
  @Test func fewerColumnsTakeWhatIsAskedOfOthersAlong() throws {
    var configuration = Self.configuration {
      ($0.coarsen, $0.kAnonymity) = (["age:10", "cd420:50"], "5:age,wtkg")
    }
    (configuration.drop, configuration.sensitive) = (["cd420", "hemo"], "gender")
    let kept = configuration.keeping(["cd420", "age"])
    #expect(kept.minimization.keep == ["cd420", "age"] && kept.drop == ["hemo"] && kept.sensitive == nil)
    #expect(kept.minimization.coarsen == ["age:10", "cd420:50"] && kept.minimization.kAnonymity == "5:age")
    #expect(try ExperimentData(kept).dataset.inputCount == 2)
    let one = configuration.keeping(["cd420"])
    #expect(one.minimization.coarsen == ["cd420:50"] && one.minimization.kAnonymity == nil)
    #expect(try ExperimentData(one).dataset.inputCount == 1)
    var whole = configuration
    whole.minimization.kAnonymity = "5"
    #expect(whole.keeping(["gender"]).minimization.kAnonymity == "5")
    #expect(whole.keeping(["gender"]).sensitive == "gender")
  }

  /// What the catalog leaves out of an attribute attack by itself stays in where it is kept by name.
  @Test func attributeAttacksKeepWhatIsNamed() {
    let usual = ExperimentConfiguration(attributeDefaultsFor: DatasetReference(name: "adult"))
    var reference = DatasetReference(name: "adult")
    reference.minimization.keep = ["relationship", "marital_status"]
    #expect(usual.drop == ["relationship"])
    #expect(ExperimentConfiguration(attributeDefaultsFor: reference).drop.isEmpty)
  }
}
