import DifferentialPrivacy
import Experiments
import FederatedLearning
import PlainText
import Records
import Statistics
import Testing

struct FederatedRunTests {
  static func configuration(secure: Bool = false) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.steps) = (120, "mlp:8", 6)
    configuration.federation.clientCount = 8
    (configuration.federation.participation, configuration.federation.dropouts) = (0.75, 0.1)
    if secure { configuration.federation.aggregation = .secure }
    return configuration
  }

  private func log(secure: Bool, noise: Double = 0) -> CommandLog {
    var configuration = Self.configuration(secure: secure)
    configuration.noiseMultiplier = noise
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [
      RunCommand(step: 1, action: .happen(FederationEvent.dropOut(client: 3).event)),
      RunCommand(step: 2, action: .happen(FederationEvent.lie(client: 5, .nan).event)),
      RunCommand(step: 2, knob: .localEpochs, value: .number(2)),
      RunCommand(step: 3, action: .happen(FederationEvent.lie(client: 0, .huge).event)),
      RunCommand(step: 3, knob: .participation, value: .number(1)),
      RunCommand(step: 4, action: .happen(FederationEvent.comeBack(client: 0).event)),
    ]
    return log
  }

  /// What clients did is in the log, and does the same again.
  @Test(arguments: [false, true], [0, 0.5]) func aRunWithEventsReplays(secure: Bool, noise: Double) throws {
    let log = log(secure: secure, noise: noise)
    var run = try TrainingRun.replaying(log, stepCount: 6)
    let replayed = try TrainingRun.replaying(try CommandLog(text: run.finishedLog.text, path: "log"))
    #expect(
      replayed.weightsSHA256 == run.weightsSHA256 && replayed.federation?.totals == run.federation?.totals)
    let state = try #require(run.federation)
    #expect(state.absent == [3] && state.lies == [5: .nan] && state.totals.nonFinite > 0)
    #expect(state.totals.dropped > 0 && state.totals.rounds == 6)
    var plain = log
    plain.commands = []
    #expect(try TrainingRun.replaying(plain, stepCount: 6).weightsSHA256 != run.weightsSHA256)
    // Somebody who looks moves nothing.
    var watched = try TrainingRun(log.configuration)
    watched.watch(.anybody)
    watched = try TrainingRun.replaying(log, on: watched, stepCount: 6)
    #expect(watched.weightsSHA256 == run.weightsSHA256)
    #expect(throws: ConfigurationError.self) {
      try run.take(.happen(FederationEvent.dropOut(client: 8).event))
    }
  }

  /// No coin deals anybody's record anew: not those of the run, and not those of the models that an attack trains.
  @Test func whoeverIsAMemberRecordsAreDealtAlike() throws {
    let half = try TrainingRun(Self.configuration())
    var everybody = Self.configuration()
    (everybody.trainSize, everybody.inclusion) = (240, 1)
    let whole = try TrainingRun(everybody)
    #expect(whole.data.split.pool == half.data.split.pool)
    #expect(half.federation?.labelCounts == whole.federation?.labelCounts)
    let counts = try #require(half.federation?.labelCounts)
    #expect(counts.map { $0.reduce(0, +) } == [Int](repeating: 30, count: 8))
    // Models of an attack are runs on the same data by other coins.
    var isMember = half.data.split.isUnitMember
    isMember[7].toggle()
    var updates = [[Int: [Float]]]()
    for members in [half.data.split.isUnitMember, isMember] {
      var found: [Int: [Float]] = [:]
      for client in 0..<8 {
        var run = TrainingRun(half.settings, data: half.data, isMember: members)
        #expect(run.federation?.labelCounts == counts)
        run.watch(.client(client))
        let isTaken = run.advance()
        #expect(isTaken)
        found[client] = run.federation?.lastRound?.watched?.update
      }
      updates.append(found)
    }
    let moved = updates[0].keys.filter { updates[0][$0] != updates[1][$0] }
    #expect(updates[0].count >= 4 && moved.count <= 1)
  }

  /// As far as the clients that there are go, and in one sentence with the line.
  @Test(arguments: [
    (#"{"step":1,"event":"drop_out","client":8}"#, "no client `8`"),
    (#"{"step":1,"event":"drop_out","client":-1}"#, "from 0 to 7"),
    (#"{"step":1,"event":"come_back","client":1.5}"#, "no client `1.5`"),
    (#"{"step":1,"event":"drop_out","client":"one"}"#, "no client `one`"),
    (#"{"step":1,"event":"lie","client":1,"update":"big"}"#, "cannot be big"),
    (#"{"step":1,"event":"lie","client":1,"update":3}"#, "cannot be 3"),
    (#"{"step":1,"event":"lie","client":1}"#, "Give it client, update"),
    (#"{"step":1,"event":"leap","client":1}"#, "Its events are audit, come_back, drop_out, lie"),
  ])
  func anEventThatCannotHappenIsRefused(line: String, words: String) throws {
    let text = CommandLog(kind: TrainingRun.kind, configuration: Self.configuration()).text + line + "\n"
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: text, path: "log") }
    let sentence = error?.description ?? ""
    #expect(sentence.hasPrefix("Line 2 of log") && sentence.contains(words), "\(sentence)")
  }

  /// A knob of federations has nothing to turn elsewhere, nor the other way around.
  @Test(arguments: [true, false]) func aKnobThatDoesNotApplyIsNotTurned(hasClients: Bool) throws {
    var configuration = Self.configuration()
    if !hasClients { configuration.federation = FederationSettings() }
    let (knob, value) = hasClients ? (Knob.expectedBatchSize, 10.0) : (.participation, 0.5)
    var run = try TrainingRun(configuration)
    #expect(throws: ConfigurationError.federation(.inapplicable(knob, to: configuration))) {
      try run.take(.set(knob, to: .number(value)))
    }
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 1, knob: knob, value: .number(value))]
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: log.text, path: "log") }
    #expect(error?.description.hasPrefix("Line 2 of log cannot be taken: The option --") == true)
  }

  /// A model of an adversary's own adds up without masks what the run adds up with them: those who stay, through any drop-outs.
  @Test func referencesAddUpTheSame() throws {
    var configuration = Self.configuration(secure: true)
    configuration.federation.dropouts = 0.4
    let run = try TrainingRun.replaying(CommandLog(kind: TrainingRun.kind, configuration: configuration))
    let root = RandomStream(seed: configuration.seed)
    var reference = TrainingRun(
      configuration, data: run.data,
      plan: run.data.trainingPlan(
        isMember: run.data.split.isUnitMember, of: configuration, random: root),
      root: root, isReference: true)
    for _ in 0..<run.step {
      let isTaken = reference.advance()
      #expect(isTaken)
    }
    #expect(reference.weightsSHA256 == run.weightsSHA256)
    #expect(reference.federation?.totals.aborted == run.federation?.totals.aborted)
    #expect(try #require(run.federation).totals.dropped > 5)
  }
}
