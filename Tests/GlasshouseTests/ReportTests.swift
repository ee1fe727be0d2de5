import Attacks
import DifferentialPrivacy
import Experiments
import Foundation
import PrivacyAccounting
import Records
import Statistics
import Testing
import glasshouse

/// A report that was written as JSON and read again is the same report, and prints the same text.
struct ReportTests {
  private func survives<Report: CommandReport>(
    _ report: Report, location: SourceLocation = #_sourceLocation
  ) throws {
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    let again = try decoder.decode(Report.self, from: try encoder.encode(report))
    #expect(again == report && again.text == report.text, sourceLocation: location)
    let figures = try decoder.decode(Report.Figures.self, from: try encoder.encode(report.figures))
    #expect(figures == report.figures, sourceLocation: location)
  }

  private func run(
    _ dataset: String, turns: [RunCommand] = [], _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
    (configuration.trainSize, configuration.network) = (100, "linear")
    change(&configuration)
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = turns
    return try TrainingRun.replaying(log, stepCount: 30)
  }

  private func report(_ run: TrainingRun, isScheduleFixed: Bool = true) -> RunReport {
    RunReport(
      run: run, finding: Finding(of: run),
      account: RunAccount(of: run, isScheduleFixed: isScheduleFixed), seconds: 1.25)
  }

  @Test func aRunByEachBasisOfItsEpsilon() throws {
    let turn = [RunCommand(step: 20, knob: .noiseMultiplier, value: .number(2))]
    let unprotected = report(try run("faces"))
    #expect(unprotected.text.contains("step 0 had no noise") && unprotected.text.contains("recognised"))
    let fixed = report(try run("digits", turns: turn) { $0.noiseMultiplier = 1 })
    #expect(fixed.text.contains("tight, no less than"))
    #expect(fixed.text.contains(", for 2 phases if they were fixed beforehand"))
    let asRun = report(try run("digits", turns: turn) { $0.noiseMultiplier = 1 }, isScheduleFixed: false)
    #expect(asRun.text.contains("so no ε is proven for whoever looked before turning them"))
    let filtered = report(
      try run("digits", turns: turn) { ($0.noiseMultiplier, $0.epsilonBudget) = (4, 30) },
      isScheduleFixed: false)
    #expect(filtered.text.contains("what may be quoted is the budget, ε 30.000"))
    #expect(filtered.text.contains("fixed before the first step"))
    let scaled = report(
      try run("actg175") { ($0.noiseMultiplier, $0.statistics) = (1, .members) })
    #expect(scaled.text.contains("for the steps alone, and no bound for the whole"))
    for report in [unprotected, fixed, asRun, filtered, scaled] { try survives(report) }
  }

  @Test func aRunOfWhichLittleCanBeSaid() throws {
    let diverged = report(try run("digits") { ($0.learningRate, $0.network) = (1e30, "mlp:8") })
    #expect(diverged.text.contains("training diverged") && diverged.figures.outcome.trainLoss == nil)
    let oneSided = report(try run("digits") { $0.inclusion = 1 })
    #expect(oneSided.text.contains("All 100 records of the pool are members"))
    // Of seed 3 both coins are tails.
    let empty = report(
      try run("digits") {
        ($0.trainSize, $0.expectedBatchSize, $0.noiseMultiplier, $0.seed) = (1, 1, 1, 3)
      })
    #expect(empty.text.contains("none of the 2 records of the pool is a member"))
    for report in [diverged, oneSided, empty] { try survives(report) }
  }

  @Test(arguments: [0.1, 1e30])
  func aMembershipStudy(learningRate: Double) throws {
    let run = try run("digits", turns: [RunCommand(step: 9, knob: .noiseMultiplier, value: .number(2))]) {
      ($0.network, $0.noiseMultiplier, $0.learningRate) = ("mlp:8", 1, learningRate)
    }
    let evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    let study = MembershipStudy(
      of: MembershipMethod.allCases, on: evidence, isMember: run.data.candidateMembership,
      random: RandomStream(seed: 1))
    let report = MembershipReport(
      study: study, evidence: evidence, target: .init(of: run, isScheduleFixed: false),
      prior: 0.5, seed: 1, seconds: 2)
    #expect(
      report.text.contains("As run: Of people") && report.text.contains("reference models, and there are"))
    #expect(report.text.contains("diverged") == (learningRate > 1))
    #expect((report.figures.overlap == nil) == (learningRate > 1))
    #expect(report.text.contains("are found by some attack and") == (learningRate < 1))
    try survives(report)
  }

  @Test(arguments: [
    ["1,0.05,300"], ["1,0.05,100", "2,0.05,300"], ["0,0.1,3"], ["1e-12,1,1000000000"], ["1e-12,0.5,3"],
    ["2,1,30"],
    ["2,0.1,0"], ["1000,0.1,1"],
  ])
  func aSchedule(phases: [String]) throws {
    let schedule = Schedule(
      phases: try phases.map { try Schedule.Phase(parsing: $0) }, delta: 1e-5, relation: .addOrRemove)
    for (groupSize, isShuffled) in [(nil, false), (3, true)] {
      try survives(
        AccountReport(of: schedule, isFound: true, groupSize: groupSize, isShuffled: isShuffled))
    }
  }

  @Test func timings() throws {
    let report = try JSONDecoder().decode(
      BenchReport.self,
      from: Data(
        #"""
        {"figures": {"frame_ms": 0.5, "noise_ns_per_value": 1.25, "shadow_models_per_minute": 240,
          "matrix_library": "A library 1.0, an abacus", "processor": "x86-64-v4", "loops": "x86-64-v3",
          "shadow_seconds": 2, "steps": [{"architecture": "mlp 20-8-3", "batch": 16, "floor_ms": 0.5,
          "floor_by_library": true, "library_ms": 0.5, "ordinary_ms": 1, "private_ms": 2,
          "ordinary_over_floor": 2, "private_over_floor": 4, "peak_gflops": 128, "floor_share_of_peak": 0.8,
          "ordinary_share_of_peak": 0.4, "private_share_of_peak": 0.2}]},
        "remarks": {"frame": {"lower": 0.25, "upper": 1}, "noise": {"lower": 1, "upper": 2}, "shadowCount": 8,
          "steps": [{"ordinaryOverFloor": {"lower": 1.5, "upper": 2.5},
          "privateOverFloor": {"lower": 3, "upper": 5}}]}}
        """#.utf8))
    #expect(
      report.text == """
        matrix library: A library 1.0, an abacus; processor x86-64-v4, our own loops for x86-64-v3

        one step, ms           batch    library   products   ordinary    private   over the products
        mlp 20-8-3                16     0.5000     0.5000     1.0000     2.0000   ordinary 2.00 [1.50, 2.50], private 4.00 [3.00, 5.00]

        of the peak of a core    batch        peak    products   ordinary    private
        mlp 20-8-3                  16    128 GF/s        80 %       40 %       20 %   products by the library

        Gaussian noise: 1.25 [1.00, 2.00] ns a value
        shadow models of digits, mlp 64-128-10, 2,000 steps: 8 in 2.0 s, 240 a minute
        a frame of 200 x 60: 0.50 [0.25, 1.00] ms
        """)
    try survives(report)
  }

  @Test func dataSets() throws {
    try survives(CatalogReport())
    let (count, reading) = try DatasetReference(name: "actg175").readColumns()
    try survives(TableReport(path: "actg175", count: count, reading))
  }
}
