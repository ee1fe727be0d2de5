import AccessControl
import Attacks
import Dispatch
import Experiments
import Records
import Statistics
import Synchronization
import Testing

struct AttributeInvestigationTests {
  /// Fewer steps than the catalog's, which are enough to part members from others.
  static let configuration: ExperimentConfiguration = {
    var configuration = ExperimentConfiguration(
      attributeDefaultsFor: DatasetReference(name: "adult"))
    (configuration.steps, configuration.network) = (1000, "mlp:64")
    return configuration
  }()

  static let run = Result { () throws -> TrainingRun in
    var run = try TrainingRun(configuration)
    while run.step < configuration.steps { _ = run.advance() }
    return run
  }

  private func scene(_ column: String?, _ configuration: ExperimentConfiguration) throws -> AttributeScene {
    try AttributeScene(
      of: column, in: ExperimentData(configuration), settings: configuration)
  }

  /// What members' coins show above one half is memory: of a coin there is nothing else to know it by.
  @Test func onlyTrainingTellsACoin() throws {
    let run = try Self.run.get()
    let scene = try AttributeScene(of: "marital_status", in: run.data, settings: run.settings)
    let service = ModelService(run.network, showsWeights: false)
    let coin = try #require(try scene.coin(asking: service))
    let (members, others) = (try #require(coin.members), try #require(coin.nonMembers))
    #expect(members.accuracy.trials == run.data.split.memberCount)
    #expect(members.accuracy.bounds.lowerBound > 0.5, "\(members.accuracy)")
    #expect(others.accuracy.bounds.contains(0.5), "\(others.accuracy)")
    #expect(try #require(members.area).interval.lowerBound > 0.5)
    // Before the first step nobody's coin is known.
    let untrained = try TrainingRun(Self.configuration)
    let before = try #require(
      try scene.coin(asking: ModelService(untrained.network, showsWeights: false)))
    #expect(try #require(before.members).accuracy.bounds.contains(0.5))
  }

  /// The model adds to what public records say of members more than of others, and each side counts its own.
  @Test func theGapIsOfMembers() throws {
    let run = try Self.run.get()
    let scene = try AttributeScene(of: "marital_status", in: run.data, settings: run.settings)
    let service = ModelService(run.network, showsWeights: false)
    let study = try scene.study(of: AttributeMethod.allCases, asking: service, references: [])
    #expect(study.omissions.map(\.method) == [.membershipTimesImputation])
    let outcome = try #require(study.outcome(of: .modelTimesImputer))
    let (members, others) = (
      try #require(outcome.sides.members?.accuracy), try #require(outcome.sides.nonMembers?.accuracy)
    )
    #expect(members.trials + others.trials == run.data.split.pool.count)
    let imputation = try #require(study.imputation?.accuracy)
    #expect(imputation.trials == run.data.split.pool.count && imputation.rate > 0.7)
    #expect(
      study.imputationOfSides.members!.accuracy.successes
        + study.imputationOfSides.nonMembers!.accuracy.successes == imputation.successes)
    #expect(try #require(outcome.memberGain).value > outcome.nonMemberGain!.value)
    #expect(
      abs(
        outcome.memberGain!.value
          - (members.rate - study.imputationOfSides.members!.accuracy.rate)) < 1e-12)
    // Two values of each of the pool's records, and no more.
    #expect(service.queryCount == 2 * run.data.split.pool.count)
  }

  /// Behind a door of labels there is less to find, and with models of the adversary's own more methods run.
  @Test func labelsAndReferences() throws {
    let run = try Self.run.get()
    let scene = try AttributeScene(of: "marital_status", in: run.data, settings: run.settings)
    let door = ModelService(run.network, behind: Door(.label), showsWeights: false)
    let study = try scene.study(of: AttributeMethod.allCases, asking: door, references: [])
    #expect(study.omissions.map(\.method) == [.modifiedEntropy, .membershipTimesImputation])
    let label = try scene.missingLabel(asking: door, references: [])
    #expect(label.byMembership == nil)
    let full = ModelService(run.network, showsWeights: false)
    let references = scene.references(of: run, behind: Door())
    #expect(references.count == 4)
    #expect(
      try scene.study(of: AttributeMethod.allCases, asking: full, references: references).omissions.isEmpty)
    let known = try scene.missingLabel(asking: full, references: references)
    // The likeliest class is the same, with its confidence or without.
    #expect(known.byModel.members?.accuracy == label.byModel.members?.accuracy)
    #expect(
      try #require(known.byMembership?.members).accuracy.rate
        > known.byMembership!.nonMembers!.accuracy.rate)
  }

  @Test func whatCannotBeGuessedIsSaid() throws {
    var plain = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    plain.trainSize = 200
    #expect(throws: AttributeError.uncut(column: "age", count: 59)) { try scene("age", plain) }
    #expect(throws: AttributeError.unreadable(.sensitiveIsLabel(path: "actg175", column: "cens"))) {
      try scene("cens", plain)
    }
    #expect(throws: AttributeError.noneNamed(dataset: "actg175")) { try scene(nil, plain) }
    // Two values need no cut.
    #expect(try scene("gender", plain).task.question.names == ["0", "1"])
    #expect(
      try ExperimentData(plain).sensitiveColumns(of: plain) == ["gender", "race", "drugs", "hemo", "symptom"])
    plain.trainSize = 1060
    #expect(throws: AttributeError.fewPublicRecords(found: 19, needed: 50)) { try scene("gender", plain) }
    var images = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    images.trainSize = 100
    #expect(throws: AttributeError.notATable(dataset: "digits")) { try scene("x", images) }
  }

  /// The investigation follows the run, answers another question when asked, and trains models only for whom needs them.
  @Test func anInvestigationFollowsTheRun() throws {
    let run = try Self.run.get()
    let found = Mutex<[AttributeFindings]>([])
    let news = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    defer { runner.stop() }
    let inquiry = runner.start(
      AttributeInvestigation(), request: AttributeFocus(method: .fredrikson)
    ) { findings in
      found.withLock { $0.append(findings) }
      news.signal()
    }
    var early = try TrainingRun(Self.configuration)
    while early.step < 20 { _ = early.advance() }
    runner.examine(Snapshot(of: early, generation: 3))
    news.wait()
    let first = try #require(found.withLock { $0.last })
    #expect(first.step == 20 && first.generation == 3 && first.column == "marital_status")
    #expect(first.title == "married" && first.columns == ["marital_status", "sex", "race"])
    #expect(first.entries.keys.count == 4 && first.coin != nil && first.course.values.map(\.step) == [20])
    runner.examine(Snapshot(of: run, generation: 3))
    news.wait()
    let second = try #require(found.withLock { $0.last })
    #expect(second.step == 1000 && second.course.values.map(\.step) == [20, 1000])
    inquiry.look(at: AttributeFocus(method: .fredrikson, column: "race"))
    news.wait()
    let third = try #require(found.withLock { $0.last })
    #expect(third.column == "race" && third.values.count == 5 && third.course.values.count == 1)
    inquiry.look(at: AttributeFocus(method: .membershipTimesImputation, column: "race"))
    while found.withLock({ $0.last?.entries[.membershipTimesImputation] }) == nil { news.wait() }
    #expect(found.withLock { $0.last?.entries[.membershipTimesImputation]?.step } == 1000)
  }
}
