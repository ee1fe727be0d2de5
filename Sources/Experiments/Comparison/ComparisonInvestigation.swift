import Foundation

/// Trains and attacks variants of a configuration, on the cores that nothing else wants. It looks at no snapshot: the run at hand may
/// go on or give way to another, and what was done is kept while it rests.
public struct ComparisonInvestigation: ScreenInvestigation {
  public typealias Found = ComparisonFindings

  /// What is being compared.
  private struct Begun: Sendable {
    let focus: ComparisonFocus
    let farm: TrialFarm
    let importance: ColumnImportance?
    let isLopsided: Bool
    var seconds = 0.0
  }

  /// What trials have in common that may be taken over from one comparison to the next.
  private struct Basis: Hashable {
    let configuration: ExperimentConfiguration
    let shadowCount: Int
  }

  private var task: Begun?
  private var obstacle: (focus: ComparisonFocus, text: String)?
  private var trials: [Basis: [VariantTrial]] = [:]
  private var importances: [ExperimentConfiguration: ColumnImportance] = [:]
  private var edition = 0
  /// What was said last, and to whom.
  private var told: (focus: ComparisonFocus, generation: Int)?
  private var shown: ContinuousClock.Instant?

  private static let publishingInterval = Duration.milliseconds(200)
  /// How long trials are trained between looks at whether they are still wanted.
  private static let lookInterval = Duration.milliseconds(50)

  public init() {}

  public mutating func examine(
    _ snapshot: Snapshot, for focus: ComparisonFocus, in round: Round<Self>
  ) -> Bool {
    let generation = snapshot.generation
    // A newer snapshot of the same run changes nothing.
    if let told, told.focus == focus, told.generation == generation, isOver(focus) { return true }
    if !isOver(focus) {
      do {
        guard try begin(focus, generation, round), try compare(generation, round) else { return false }
      } catch {
        obstacle = (focus, "\(error)")
      }
    }
    told = show(generation, focus, round) ? (focus, generation) : nil
    return true
  }

  /// Whether there is nothing more to do for that.
  private func isOver(_ focus: ComparisonFocus) -> Bool {
    obstacle?.focus == focus || (task?.focus == focus && task?.farm.isFinished == true)
  }

  /// Finds out what is to be trained; false where that is no longer wanted.
  ///
  /// - Throws: why it cannot be.
  private mutating func begin(
    _ focus: ComparisonFocus, _ generation: Int, _ round: Round<Self>
  ) throws -> Bool {
    guard task?.focus != focus else { return true }
    keepTrials()
    (task, obstacle) = (nil, nil)
    let common = try focus.commonConfiguration()
    var importance: ColumnImportance?
    if focus.compared == .set(.minimisation) {
      importance = try rank(common, focus, generation, round)
      if importance == nil { return false }
    }
    let plan = try focus.plan(ranking: importance?.ranking.map(\.column) ?? [])
    task = Begun(
      focus: focus, farm: TrialFarm(plan, finished: trials[Self.basis(of: plan)] ?? []),
      importance: importance, isLopsided: try ExperimentData(plan.base).isLopsided)
    return true
  }

  private static func basis(of plan: ComparisonPlan) -> Basis {
    Basis(configuration: plan.seedless, shadowCount: plan.shadowCount)
  }

  private mutating func keepTrials() {
    if let farm = task?.farm { trials[Self.basis(of: farm.plan)] = farm.finished }
  }

  /// What the columns of a configuration are worth; nil where that is no longer wanted.
  private mutating func rank(
    _ configuration: ExperimentConfiguration, _ focus: ComparisonFocus, _ generation: Int,
    _ round: Round<Self>
  ) throws -> ColumnImportance? {
    if let known = importances[configuration] { return known }
    var progress = ComparisonFindings.Progress()
    var isWanted = true
    let importance = try ComparisonPlan.columnImportance(of: configuration) { share in
      progress.ranked = share
      if isTimeToShow {
        isWanted = !round.isOutdated
        show(generation, focus, round, progress)
      }
      return isWanted
    }
    guard isWanted else { return nil }
    importances[configuration] = importance
    return importance
  }

  /// Trains until all is done; false where that is no longer wanted.
  ///
  /// - Throws: what a variant cannot do.
  private mutating func compare(_ generation: Int, _ round: Round<Self>) throws -> Bool {
    guard let (focus, farm) = task.map({ ($0.focus, $0.farm) }) else { return false }
    let helperCount = min(ProcessInfo.processInfo.activeProcessorCount, farm.progress.count) - 1
    let helpers = round.assist(count: helperCount) { shouldPause in
      farm.work(pausing: shouldPause)
      return !farm.isTaken
    }
    defer { helpers.end() }
    let begun = (at: ContinuousClock.now, fraction: farm.progress.fraction, seconds: task?.seconds ?? 0)
    while true {
      let end = ContinuousClock.now + Self.lookInterval
      farm.work(pausing: { ContinuousClock.now >= end })
      let seconds = (ContinuousClock.now - begun.at) / .seconds(1)
      task?.seconds = begun.seconds + seconds
      if let failure = farm.failure { throw failure }
      if farm.isFinished { return true }
      // The last trials are those that helpers are at.
      if farm.isTaken { helpers.wait(Self.lookInterval) }
      if round.isOutdated { return false }
      guard isTimeToShow else { continue }
      var progress = Self.progress(of: farm)
      let done = progress.fraction - begun.fraction
      progress.secondsLeft = done > 0.005 ? seconds * (1 - progress.fraction) / done : nil
      show(generation, focus, round, progress)
    }
  }

  private static func progress(of farm: TrialFarm) -> ComparisonFindings.Progress {
    var progress = ComparisonFindings.Progress()
    (progress.finished, progress.count, progress.fraction) = farm.progress
    return progress
  }

  private var isTimeToShow: Bool { shown.map { ContinuousClock.now - $0 >= Self.publishingInterval } ?? true }

  /// - Parameter progress: nil is the farm's own.
  /// - Returns: whether anybody wanted to know.
  @discardableResult
  private mutating func show(
    _ generation: Int, _ focus: ComparisonFocus, _ round: Round<Self>,
    _ progress: ComparisonFindings.Progress? = nil
  ) -> Bool {
    let present = task?.focus == focus ? task : nil
    var progress = progress ?? present.map { Self.progress(of: $0.farm) } ?? ComparisonFindings.Progress()
    progress.seconds = present?.seconds ?? 0
    edition += 1
    shown = .now
    return round.publish(
      ComparisonFindings(
        generation: generation, edition: edition, focus: focus,
        summary: present.map { ComparisonSummary(of: $0.farm.plan, trials: $0.farm.finished) },
        progress: progress, importance: present?.importance, isLopsided: present?.isLopsided ?? false,
        obstacle: obstacle?.focus == focus ? obstacle?.text : nil))
  }
}
