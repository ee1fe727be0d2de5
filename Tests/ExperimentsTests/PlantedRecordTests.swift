import Attacks
import DifferentialPrivacy
import Experiments
import Foundation
import LinearAlgebra
import PrivacyAccounting
import Records
import Statistics
import Testing

struct PlantedRecordTests {
  /// Every second pixel inked: no digit looks like it.
  static let outlier = PlantedRecord(
    values: (0..<64).map { ($0 + $0 / 8).isMultiple(of: 2) ? 16 : 0 }, label: 3)

  static func configuration(
    seed: UInt64 = 1, noiseMultiplier: Double = 0, planting planted: [PlantedRecord] = []
  ) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.seed) = (150, "mlp:16", seed)
    (configuration.noiseMultiplier, configuration.planted) = (noiseMultiplier, planted)
    return configuration
  }

  private static func trained(_ configuration: ExperimentConfiguration, steps: Int) throws -> TrainingRun {
    try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: steps)
  }

  /// Coins, pool, first weights, what a step is in the ledger, whom shadow models are trained on, and every count of the game.
  @Test func plantingMovesNothingOfThePool() throws {
    let plain = try TrainingRun(Self.configuration(noiseMultiplier: 1))
    let planted = try TrainingRun(Self.configuration(noiseMultiplier: 1, planting: [Self.outlier]))
    #expect(planted.data.split == plain.data.split)
    #expect(planted.data.candidateInputs == plain.data.candidateInputs)
    #expect(planted.weightsSHA256 == plain.weightsSHA256)
    #expect(
      planted.nextEvent == plain.nextEvent && planted.settings.samplingRate == plain.settings.samplingRate)
    let plans = try [plain, planted].map {
      try ShadowPlan(log: $0.log, stepCount: 1, data: $0.data, count: 16)
    }
    for model in 0..<16 { #expect(plans[0].includes(model) == plans[1].includes(model)) }
    let runs = try [plain, planted].map { run in
      try TrainingRun.replaying(run.log, on: run, stepCount: 40)
    }
    let results = runs.map { Finding(of: $0).lossThreshold?.curve }
    #expect(results[0]?.memberCount == results[1]?.memberCount)
    #expect(results[0]?.nonMemberCount == results[1]?.nonMemberCount)
    #expect(runs[0].ledger.entries == runs[1].ledger.entries)
    #expect(runs[0].filter.epsilon == runs[1].filter.epsilon)
    #expect(runs[0].weightsSHA256 != runs[1].weightsSHA256)
    // The pool's batches are the same: what more there is are the steps that the record itself joined, by a coin of q each.
    let joined = Double(runs[1].totals.examples - runs[0].totals.examples)
    let (rate, steps) = (plain.settings.samplingRate, 40.0)
    #expect(abs(joined - rate * steps) < 5 * (rate * (1 - rate) * steps).squareRoot())
  }

  /// A record that nobody is like is learnt where it is trained on, and not where it is not: by five seeds.
  @Test(arguments: 1...5) func theMarginOfAPlantedOutlierRises(seed: UInt64) throws {
    let margins = try [[], [Self.outlier]].map { planted in
      let run = try Self.trained(Self.configuration(seed: seed, planting: planted), steps: 300)
      var investigation = RecordInvestigation()
      let found = investigation.findings(of: Self.outlier, in: Snapshot(of: run, generation: 1))
      let findings = try #require(found)
      #expect(findings.isPlanted == !planted.isEmpty)
      return try #require(findings.margin)
    }
    #expect(margins[1].score > margins[0].score + 3, "\(margins.map(\.score))")
    #expect(margins[1].score > 1.5)
    // The pool is what it was: as many stand below or above.
    #expect(
      margins[0].otherCount == margins[1].otherCount && margins[0].memberCount == margins[1].memberCount)
  }

  /// What is found of a record typed in just as a candidate is, is what the scores of the pool say of that candidate.
  @Test func aCopyOfACandidateIsFoundAsTheCandidateIs() throws {
    let run = try Self.trained(Self.configuration(), steps: 60)
    let data = run.data
    let scores = CandidateScores(of: run).rows
    var investigation = RecordInvestigation()
    for place in [data.split.isMember.firstIndex(of: true), data.split.isMember.firstIndex(of: false)] {
      let candidate = try #require(place)
      let index = data.split.pool[candidate]
      let record = PlantedRecord(
        values: Array(data.dataset.values.row(index)), label: data.candidateLabels[candidate])
      let found = investigation.findings(of: record, in: Snapshot(of: run, generation: 1))
      let findings = try #require(found)
      let row = try #require(scores.first { $0.index == data.dataset.rows[index] })
      let margin = try #require(findings.margin)
      #expect(abs(margin.score - row.margin) < 1e-4)
      #expect(abs(findings.confidences.reduce(0, +) - 1) < 1e-9)
      #expect(
        findings.confidences.indices.max { findings.confidences[$0] < findings.confidences[$1] }
          == row.predicted)
      let below = scores.filter { $0.isMember && $0.margin < row.margin - 1e-4 }.count
      #expect((below...below + 2).contains(margin.membersBelow))
      #expect((findings.nearest[0].distance == 0) == row.isMember)
      // The nearest by a plain loop over the members.
      let distances = data.split.members.map { member in
        zip(data.inputs(of: [record]).row(0), data.dataset.inputs(scaledBy: data.scaling).row(member))
          .reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
      }
      #expect(abs(findings.nearest[0].distance - (distances.min() ?? 0)) < 1e-4)
    }
  }

  @Test func aLogHoldsThePlantedRecordAndReplaysToTheBit() throws {
    let run = try Self.trained(
      Self.configuration(noiseMultiplier: 0.5, planting: [Self.outlier, Self.outlier]), steps: 30)
    let text = run.finishedLog.text
    #expect(text.contains(#""planted":[{"label":3,"values":[16,0,16"#))
    let log = try CommandLog(text: text, path: "log")
    #expect(log == run.finishedLog)
    let replayed = try TrainingRun.replaying(log)
    #expect(replayed.weightsSHA256 == run.weightsSHA256)
    let plain = CommandLog(kind: TrainingRun.kind, configuration: Self.configuration())
    #expect(!plain.text.contains("planted"))
    #expect(try CommandLog(text: plain.text, path: "log").configuration.planted.isEmpty)
    // In units of halves of persons it is a unit of its own.
    var faces = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    faces = try faces.putting([.unit: .text("person")])
    faces.planted = [PlantedRecord(values: Array(repeating: 100, count: 23 * 28), label: 0)]
    #expect(try Self.trained(faces, steps: 3).step == 3)
  }

  private static func header(_ planted: String) -> String {
    let log = CommandLog(kind: TrainingRun.kind, configuration: configuration(planting: [outlier])).text
    let start = log.range(of: #""planted":"#)!.upperBound
    let end = log.range(of: "]}]", range: start..<log.endIndex)!.upperBound
    return log.replacingCharacters(in: start..<end, with: planted)
  }

  private static let short = "[" + Array(repeating: "1", count: 63).joined(separator: ",") + "]"
  private static let whole = "[" + Array(repeating: "1", count: 64).joined(separator: ",") + "]"

  /// One sentence each, and none with a value of the record's.
  @Test(arguments: [
    (
      #"[{"label":3,"values":\#(short)}]"#,
      "A planted record has 63 values where a record of digits has 64 inputs."
    ),
    (
      #"[{"label":10,"values":\#(whole)}]"#,
      "A planted record has the label 10 where digits has the classes 0 to 9."
    ),
    (
      #"[{"label":3,"values":\#(whole.replacing("[1,", with: "[17,"))}]"#,
      "A planted record has a pixel that is none. Give each from 0 to 16."
    ),
    (
      #"[{"label":3,"values":\#(whole),"name":"x"}]"#,
      "Line 1 of LOG cannot be taken: There is no setting `name`."
    ),
    (
      #"[{"label":3}]"#,
      "Line 1 of LOG cannot be taken: The setting `planted` has a value that cannot be read."
    ),
    ("true", "Line 1 of LOG cannot be taken: The setting `planted` has a value that cannot be read."),
    (
      "2",
      "Line 1 of LOG cannot be taken: The run was trained on 2 planted records, which a report does not hold"
    ),
    (
      "[" + Array(repeating: #"{"label":3,"values":\#(whole)}"#, count: 9).joined(separator: ",") + "]",
      "Line 1 of LOG cannot be taken: 9 records cannot be planted in one run. Plant 8 at most."
    ),
  ])
  func whatIsNoRecordIsRefused(planted: String, sentence: String) throws {
    let error = #expect(throws: (any Error).self) {
      try TrainingRun(CommandLog(text: Self.header(planted), path: "LOG").configuration)
    }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(sentence), "\(String(describing: error))")
  }

  /// Exactly one category of each column.
  @Test func aRecordOfATableHasOneOfEachColumnsCategories() throws {
    let dataset = try ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175")).reference.read()
    let field = try #require(
      RecordField.fields(of: dataset).first { if case .categories = $0.kind { true } else { false } })
    var record = PlantedRecord(values: Array(dataset.values.row(0)), label: dataset.labels[0])
    #expect(record.obstacle(in: dataset) == nil)
    for column in field.columns { record.values[column] = 1 }
    #expect(record.obstacle(in: dataset) == .notOneCategory(column: field.name))
    for column in field.columns { record.values[column] = 0 }
    #expect(record.obstacle(in: dataset) == .notOneCategory(column: field.name))
    record.values = Array(dataset.values.row(0))
    record.values[0] = .infinity
    #expect(record.obstacle(in: dataset) == .noNumber)
  }

  /// A report says that there is one, and of the record nothing.
  @Test func aReportWithholdsThePlantedRecord() throws {
    let run = try Self.trained(Self.configuration(planting: [Self.outlier]), steps: 3)
    let block = LabReport.block(for: run.finishedLog)
    #expect(block.contains(#""planted":1"#) && !block.contains("16,0,16"))
    #expect(
      UncoveredByEpsilon(settings: run.settings, data: run.data).brief.contains(
        "planted records were made from"))
    let plain = try Self.trained(Self.configuration(), steps: 3)
    #expect(!UncoveredByEpsilon(settings: plain.settings, data: plain.data).brief.contains("planted"))
    #expect(LabReport.block(for: plain.finishedLog).contains(plain.finishedLog.text))
  }
}
