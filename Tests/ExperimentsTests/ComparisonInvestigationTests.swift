import DifferentialPrivacy
import Dispatch
import Experiments
import Foundation
import Records
import Synchronization
import Testing

/// A comparison under its runner, against the same trials on a farm of their own.
struct ComparisonInvestigationTests {
  private final class Journal: Sendable {
    private let all = Mutex<[ComparisonFindings]>([])
    private let news = DispatchSemaphore(value: 0)

    var editions: [Int] { all.withLock { $0.map(\.edition) } }

    func put(_ findings: ComparisonFindings) {
      all.withLock { $0.append(findings) }
      news.signal()
    }

    /// Waits until the newest are as wanted, at most a minute.
    func wait(for isWanted: (ComparisonFindings) -> Bool) -> ComparisonFindings? {
      while true {
        if let newest = all.withLock({ $0.last }), isWanted(newest) { return newest }
        if news.wait(timeout: .now() + 60) == .timedOut { return nil }
      }
    }
  }

  private static func configuration(steps: Int) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.steps) = (60, "mlp:8", steps)
    return configuration
  }

  private static func snapshot(generation: Int, step: Int = 0) throws -> Snapshot {
    var run = try TrainingRun(configuration(steps: 20))
    while run.step < step { _ = run.advance() }
    return Snapshot(of: run, generation: generation)
  }

  /// What a trial came to, but for the time it took.
  private struct Figures: Hashable {
    let name: String
    let seed: UInt64
    let figures: [Double?]

    init(_ trial: VariantTrial) {
      (name, seed) = (trial.name, trial.seed)
      figures = [
        trial.testAccuracy, trial.balancedAccuracy, trial.area, trial.areaLow, trial.areaHigh, trial.rate,
        trial.canaryArea, trial.epsilon,
      ]
    }
  }

  private func figures(_ findings: ComparisonFindings) -> [[Figures]] {
    findings.summary?.variants.map { $0.trials.map(Figures.init) } ?? []
  }

  /// The same by a farm alone, on one thread.
  private func alone(_ focus: ComparisonFocus) throws -> [[Figures]] {
    let farm = TrialFarm(try focus.plan())
    try farm.run(threadCount: 1) { _ in }
    return ComparisonSummary(of: farm.plan, trials: farm.finished).variants.map {
      $0.trials.map(Figures.init)
    }
  }

  /// It depends on no step of the run at hand: a newer snapshot of the run is told nothing new, and another run what is known.
  @Test func itFindsWhatTheFarmFinds() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    let focus = ComparisonFocus(
      .values(of: .weightDecay), of: Self.configuration(steps: 20), seedCount: 1, shadowCount: 4)
    let inquiry = runner.start(ComparisonInvestigation()) { journal.put($0) }
    inquiry.look(at: focus)
    inquiry.examine(try Self.snapshot(generation: 1))
    let findings = try #require(journal.wait { $0.isOver })
    #expect(findings.obstacle == nil && findings.variants.count == 7 && findings.progress.finished == 7)
    #expect(figures(findings) == (try alone(focus)))
    let told = journal.editions
    inquiry.examine(try Self.snapshot(generation: 1, step: 5))
    inquiry.examine(try Self.snapshot(generation: 2))
    let again = try #require(journal.wait { $0.generation == 2 })
    #expect(again.isOver && figures(again) == figures(findings))
    #expect(journal.editions.count == told.count + 1 && journal.editions == journal.editions.sorted())
  }

  /// It rests when nobody asks, and goes on beside another run; the figures are those of one that never rested.
  @Test func restingChangesNothing() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    let focus = ComparisonFocus(
      .set(.minimisation), of: Self.configuration(steps: 3000), seedCount: 1, shadowCount: 4)
    let inquiry = runner.start(ComparisonInvestigation()) { journal.put($0) }
    inquiry.examine(try Self.snapshot(generation: 1))
    inquiry.look(at: focus)
    let early = try #require(journal.wait { $0.progress.fraction > 0 })
    #expect(!early.isOver)
    inquiry.look(at: nil)
    Thread.sleep(forTimeInterval: 0.2)
    let quiet = journal.editions.count
    Thread.sleep(forTimeInterval: 0.2)
    #expect(journal.editions.count == quiet)
    inquiry.examine(try Self.snapshot(generation: 2))
    inquiry.look(at: focus)
    let findings = try #require(journal.wait { $0.isOver && $0.generation == 2 })
    #expect(figures(findings) == (try alone(focus)) && figures(findings).allSatisfy { $0.count == 1 })
  }

  /// More seeds are trained beside those there are, which are not trained again: not even their times are others.
  @Test func moreSeedsGoOn() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    var focus = ComparisonFocus(
      .values(of: .momentum), of: Self.configuration(steps: 20), seedCount: 1, shadowCount: 4)
    let inquiry = runner.start(ComparisonInvestigation()) { journal.put($0) }
    inquiry.examine(try Self.snapshot(generation: 1))
    inquiry.look(at: focus)
    let one = try #require(journal.wait { $0.isOver })
    focus.seedCount = 3
    inquiry.look(at: focus)
    let three = try #require(journal.wait { $0.isOver && $0.focus == focus })
    #expect(three.progress.count == 3 * one.progress.count)
    for (before, now) in zip(one.summary?.variants ?? [], three.summary?.variants ?? []) {
      #expect(now.trials.count == 3 && now.trials.first == before.trials.first)
    }
  }

  /// What cannot be compared is said once, and tried again when somebody asks anew.
  @Test func whatCannotBeIsSaid() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    var base = Self.configuration(steps: 20)
    base.inclusion = 1
    var focus = ComparisonFocus(.set(.defences), of: base, seedCount: 1, shadowCount: 4)
    let inquiry = runner.start(ComparisonInvestigation()) { journal.put($0) }
    inquiry.examine(try Self.snapshot(generation: 1))
    inquiry.look(at: focus)
    let findings = try #require(journal.wait { $0.isOver })
    #expect(findings.obstacle?.contains("there is no membership game") == true && findings.variants.isEmpty)
    focus.attempt = 1
    inquiry.look(at: focus)
    #expect(journal.wait { $0.focus == focus && $0.isOver } != nil)
  }

  /// The present value first, whether an arrow key leads there or not, and its neighbours that the other settings allow.
  @Test func valuesAreThoseAroundThePresentOne() throws {
    var base = Self.configuration(steps: 20)
    base.weightDecay = 0.005
    let values = try Variation.around(.weightDecay, of: base).values
    #expect(values == [0.005, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03].map(KnobValue.number))
    base.weightDecay = 1
    #expect(
      try Variation.around(.weightDecay, of: base).values
        == [1, 0.01, 0.02, 0.03, 0.05, 0.1, 0.3].map(KnobValue.number))
    // A batch is no larger than the training set of 60.
    let batches = try Variation.around(.expectedBatchSize, of: base).values
    #expect(
      batches.count > 1 && batches.allSatisfy { if case .number(let size) = $0 { size <= 60 } else { false } }
    )
    for knob in [Knob.dataset, .seed] {
      #expect(throws: ComparisonError.self) { try Variation.around(knob, of: base) }
    }
  }
}
