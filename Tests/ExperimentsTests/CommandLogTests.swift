import DifferentialPrivacy
import Experiments
import Files
import Foundation
import PlainText
import Records
import Testing

struct CommandLogTests {
  private let header = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration).text

  @Test func theFormIsTheDocumentedOne() {
    var log = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    log.commands = [
      RunCommand(step: 400, knob: .noiseMultiplier, value: .number(2)),
      RunCommand(step: 401, knob: .clippingNorm, value: .off),
    ]
    log.end = .init(step: 500, weightsSHA256: "ab", computedOn: "an abacus")
    let lines = log.text.split(separator: "\n")
    #expect(lines[0].hasPrefix(#"{"configuration":{"#) && lines[0].contains(#""format":"glasshouse-log""#))
    #expect(lines[0].contains(#""expected_batch_size":32"#) && lines[0].contains(#""version":2"#))
    #expect(lines[0].contains(#""inclusion":0.5"#))
    #expect(lines[1] == #"{"set":{"noise_multiplier":2},"step":400}"#)
    #expect(lines[2] == #"{"set":{"clipping_norm":null},"step":401}"#)
    #expect(lines[3] == #"{"end":500,"platform":"an abacus","weights_sha256":"ab"}"#)
  }

  /// A turn is written as its knob is kept, whatever sort that is, and read as such: numbers are not the only live ones for ever.
  @Test(arguments: [
    (Knob.optimizer, KnobValue.text("adam"), #"{"optimizer":"adam"}"#),
    (.secureNoise, .flag(true), #"{"secure_noise":true}"#), (.drop, .list(["a"]), #"{"drop":["a"]}"#),
    (.seed, .text("18446744073709551615"), #"{"seed":18446744073709551615}"#),
  ])
  func turnsOfEverySortAreWritten(knob: Knob, value: KnobValue, set: String) {
    let line = #"{"set":\#(set),"step":1}"#
    var log = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    log.commands = [RunCommand(step: 1, knob: knob, value: value)]
    #expect(log.text == header + line + "\n")
    #expect(throws: CommandLogError.notLive(path: "log", line: 2, knob: knob.key)) {
      try CommandLog(text: header + line, path: "log")
    }
  }

  @Test func oneLineMaySetSeveralKnobs() throws {
    let log = try CommandLog(
      text: header + #"{"step":3,"set":{"noise_multiplier":2,"dropout":0.5}}"#, path: "log")
    #expect(
      log.commands.map(\.action) == [
        .set(.dropout, to: .number(0.5)), .set(.noiseMultiplier, to: .number(2)),
      ])
  }

  @Test(arguments: [
    ("nonsense", "Line 2 of LOG is not a line of a log."),
    (#"{"end":4611686018427387904,"weights_sha256":""}"#, "Line 2 of LOG cannot be taken: There is no step"),
    (#"{"step":1,"set":{"noise":2}}"#, "Line 2 of LOG sets `noise`, which is no knob."),
    (#"{"step":1,"set":{"seed":2}}"#, "Line 2 of LOG sets `seed`, which cannot change while a run goes on."),
    (
      #"{"step":1,"set":{"noise_multiplier":-2}}"#,
      "Line 2 of LOG cannot be taken: The noise multiplier cannot be -2."
    ),
    (#"{"step":-1,"set":{"dropout":0}}"#, "Line 2 of LOG goes back to an earlier step"),
    (
      "{\"step\":5,\"set\":{\"dropout\":0}}\n{\"step\":4,\"set\":{\"dropout\":0.1}}",
      "Line 3 of LOG goes back"
    ),
    (
      "{\"end\":5,\"weights_sha256\":\"\"}\n{\"step\":4,\"set\":{\"dropout\":0}}",
      "Line 3 of LOG goes back"
    ),
    (
      "{\"end\":5,\"weights_sha256\":\"\"}\n{\"end\":4,\"weights_sha256\":\"\"}",
      "Line 3 of LOG goes back"
    ),
  ])
  func brokenLinesAreNamed(lines: String, sentence: String) {
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: header + lines, path: "LOG") }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  /// For a run of its own a file of commands needs no header, and is checked against that run.
  @Test func commandsAreTakenForAnotherRun() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("{\"step\":3,\"set\":{\"expected_batch_size\":120}}\n".utf8).write(to: URL(filePath: path))
    var configuration = TrainingRunTests.configuration
    #expect(try CommandLog.readingCommands(at: path, for: configuration).commands.count == 1)
    configuration.trainSize = 100
    let error = #expect(throws: CommandLogError.self) {
      try CommandLog.readingCommands(at: path, for: configuration)
    }
    #expect(error?.description.contains("larger than the training set of 100") == true)
  }

  /// Where such a file is a log, its header is read as that of any log.
  @Test(arguments: [
    (#""version":2"#, #""version":2,"zzz":1"#, "has the key `zzz`"),
    (#""version":2"#, #""version":7"#, "version 7"), (#""training""#, #""weaving""#, "`weaving`"),
    (#""configuration":{"#, #""configuration":{"foo":2,"#, "`foo`"),
  ])
  func theHeaderOfCommandsIsChecked(part: String, other: String, words: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try #require(header.contains(part))
    try Data(header.replacing(part, with: other).utf8).write(to: URL(filePath: path))
    let error = #expect(throws: CommandLogError.self) {
      try CommandLog.readingCommands(at: path, for: TrainingRunTests.configuration)
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// A log says the same on every machine, whatever is installed there.
  @Test func withoutADataSetItIsTheFirstOfTheCatalog() throws {
    let configuration = try JSONDecoder().decode(ExperimentConfiguration.self, from: Data("{}".utf8))
    #expect(configuration.dataset == "faces")
  }

  /// A line that a full disk cut, carriage returns of Windows, several ends: what is whole is read.
  @Test func aLogIsReadUpToItsLastWholeLine() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ends = "{\"end\":5,\"weights_sha256\":\"a\"}\n{\"end\":9,\"weights_sha256\":\"b\"}\n"
    try Data((header + ends + "{\"step\":12,\"set\":{\"dro").utf8).write(to: URL(filePath: path))
    let (cut, doubt) = try CommandLog.reading(path)
    #expect(cut.end == CommandLog.End(step: 9, weightsSHA256: "b", computedOn: nil) && cut.commands.isEmpty)
    #expect(doubt?.text.hasPrefix("Line 4 of \(path) was cut off") == true)
    let lines = header + "{\"step\":3,\"set\":{\"dropout\":0.5}}\n" + ends
    try Data(lines.replacing("\n", with: "\r\n").utf8).write(to: URL(filePath: path))
    let (whole, nothing) = try CommandLog.reading(path)
    #expect(whole.commands.count == 1 && whole.end?.step == 9 && nothing == nil)
    // Of a run that went on after its last end, nobody knows where it ended.
    let later = try CommandLog(
      text: header + ends + "{\"step\":12,\"set\":{\"dropout\":0}}\n", path: "log")
    #expect(later.end == nil && later.stepCount == max(later.configuration.steps, 12))
  }

  @Test func otherFilesAndVersionsAreRefused() {
    #expect(throws: CommandLogError.notALog(path: "x")) { try CommandLog(text: "", path: "x") }
    #expect(throws: CommandLogError.notALog(path: "x")) { try CommandLog(text: "{\"a\":1}", path: "x") }
    #expect(throws: CommandLogError.otherVersion(path: "x", version: 3)) {
      try CommandLog(text: header.replacing("\"version\":2", with: "\"version\":3"), path: "x")
    }
    #expect(throws: CommandLogError.input(.missing(path: "/nowhere"))) { try CommandLog.reading("/nowhere") }
  }

  /// As the program wrote it while exactly half of the pool were members.
  @Test func aLogOfExactHalvesIsRefused() {
    let old =
      #"{"configuration":{"activation":"relu","categorical":[],"dataset":"digits","delta":1e-05,"drop":[],"dropout":0,"expected_batch_size":32,"label_noise":0,"label_smoothing":0,"learning_rate":0.1,"momentum":0.9,"network":"mlp:8","noise_multiplier":0,"secure_noise":false,"seed":1,"statistics":"public","steps":3,"train_size":100,"weight_decay":0},"format":"glasshouse-log","version":1}"#
    let error = #expect(throws: CommandLogError.otherVersion(path: "old.jsonl", version: 1)) {
      try CommandLog(text: old + "\n", path: "old.jsonl")
    }
    #expect(
      error?.description
        == "The log old.jsonl is of version 1, and since version 2 each record of the pool is a member by an independent coin, so that its run cannot be repeated here. Replay it with the program that wrote it."
    )
  }

  /// Several knobs of a line go in an order in which each may be where it then is, whatever their names are.
  @Test func theKnobsOfALineFitTogether() throws {
    var start = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (start.noiseMultiplier, start.adaptiveClipping) = (3, 0.5)
    let text =
      CommandLog(kind: TrainingRun.kind, configuration: start).text
      + #"{"step":1,"set":{"expected_batch_size":16,"noise_multiplier":1}}"# + "\n"
    let log = try CommandLog(text: text, path: "log")
    #expect(log.commands.map(\.step) == [1, 1])
    #expect(try TrainingRun.replaying(log, stepCount: 2).settings.expectedBatchSize == 16)
    #expect(throws: CommandLogError.self) {
      try CommandLog(
        text: CommandLog(kind: TrainingRun.kind, configuration: start).text
          + #"{"step":1,"set":{"expected_batch_size":16}}"# + "\n",
        path: "log")
    }
  }

  /// What a line says beside what is known is refused by name, in the header too.
  @Test(arguments: [
    (#"{"step":1,"set":{"dropout":0.5},"zzz":3}"#, "zzz"),
    (#"{"step":1,"set":{"dropout":0.5},"event":"leap"}"#, "event"),
    (#"{"end":4,"weights_sha256":"","more":1}"#, "more"),
  ])
  func unknownKeysAreRefused(line: String, key: String) {
    let error = #expect(throws: CommandLogError.unknownKey(path: "log", line: 2, key: key)) {
      try CommandLog(text: header + line + "\n", path: "log")
    }
    #expect(error?.description.contains("`\(key)`") == true)
    let foreign = header.replacing(#""version""#, with: #""foo":3,"version""#)
    #expect(throws: CommandLogError.unknownKey(path: "log", line: 1, key: "foo")) {
      try CommandLog(text: foreign, path: "log")
    }
  }

  /// What the configuration of a log cannot be is wrong in its first line, whatever is turned later.
  @Test func aConfigurationThatCannotBeIsInTheFirstLine() {
    let text =
      #"{"format":"glasshouse-log","version":2,"configuration":{"dataset":"digits","unit":"person"}}"# + "\n"
      + #"{"step":1,"set":{"noise_multiplier":2}}"# + "\n"
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: text, path: "log") }
    #expect(error?.description.hasPrefix("Line 1 of log cannot be taken: The records of digits") == true)
  }

  @Test(arguments: [
    (#""momentum":"high""#, "momentum"), (#""dataset":null"#, "data set"), (#""seed":-1"#, "seed"),
  ])
  func valuesOfAnotherKindAreRefusedByName(setting: String, name: String) {
    let error = #expect(throws: CommandLogError.self) {
      try CommandLog(
        text: #"{"format":"glasshouse-log","version":2,"configuration":{\#(setting)}}"# + "\n", path: "log")
    }
    #expect(error?.description.contains(name) == true, "\(error?.description ?? "")")
  }
}
