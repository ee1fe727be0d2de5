import DifferentialPrivacy
import Experiments
import PlainText
import TerminalCanvas

// What is told to the run.
extension ExplorerState {
  mutating func performOnRun(_ action: RunAction) -> [Effect] {
    switch action {
    case .togglePause:
      if !subject.isRunning, let branch { return startBranch(branch, going: .run(until: pauseStep)) }
      subject.isRunning.toggle()
      if subject.isRunning { subject.scrubIndex = nil }
      return [.order(subject.isRunning ? .run(until: pauseStep) : .pause)]
    case .step: return advance(by: 1)
    case .epoch: return advance(by: draft.stepsPerEpoch)
    case .advance(let count): return advance(by: count)
    case .changePace(let offset): return setPace(pace.changed(by: offset))
    case .setPace(let pace): return setPace(pace)
    case .restart:
      // Who looks back and turned a knob there means that one.
      return restart(with: branch.map { draft.adoptingLiveKnobs(of: $0) } ?? draft)
    case .restartTurning(let knob, let text):
      do {
        return restart(with: try draft.setting(knob, to: try knob.value(parsing: text)))
      } catch {
        warn(error.description)
        return []
      }
    case .happen(let client, let conduct): return happen(client: client, conduct)
    case .start(let name):
      guard let preset = presets.first(where: { $0.name == name }) else { return [] }
      return startAnew(
        RunBeginning(preset.configuration), draft: preset.configuration, pace: preset.pace,
        shown: screens.firstIndex { type(of: $0).title == preset.screen } ?? shown,
        pauseStep: preset.pauseStep, notice: Notice(text: preset.sentence, ink: .text))
    case .begin(let configuration, let said):
      return startAnew(
        RunBeginning(configuration), draft: configuration, pace: pace, shown: shown,
        pauseStep: configuration.plannedStepCount, notice: Notice(text: said, ink: .text))
    case .open(let number): return open(run: number)
    case .openState(let text): return openState(text)
    case .plant(let records):
      plant(records)
      return []
    }
  }

  private mutating func restart(with settings: ExperimentConfiguration) -> [Effect] {
    var next = settings
    // A batch of other units is no size for these.
    if next.unit != subject.running.unit { next.expectedBatchSize = next.suitableBatchSize }
    let isOther = next.isFederated != subject.running.isFederated
    // A client's rates are not those of one who trains alone, and a round takes longer than a step.
    if isOther { next.adoptPaces() }
    return startAnew(
      RunBeginning(next), draft: next, pace: isOther ? Pace.initial(of: next) : pace, shown: shown)
  }

  private mutating func setPace(_ pace: Pace) -> [Effect] {
    self.pace = pace
    return [.order(.pace(pace.stepsPerSecond))]
  }

  private mutating func advance(by stepCount: Int) -> [Effect] {
    if let branch { return startBranch(branch, going: .advance(by: stepCount)) }
    subject.isRunning = true
    subject.scrubIndex = nil
    return [.order(.advance(by: stepCount))]
  }

  /// Where the run at hand is; nil before the first has begun.
  var here: RunPoint? {
    guard let snapshot = subject.snapshot else { return nil }
    return RunPoint(
      beginning: RunBeginning(of: snapshot.finishedLog, at: logPath), draft: draft, pace: pace, shown: shown,
      number: runNumber)
  }

  /// Begins a run that there has not been, so that undo can bring back the one at hand.
  mutating func startAnew(
    _ beginning: RunBeginning, draft: ExperimentConfiguration, pace: Pace, shown: Int, pauseStep: Int? = nil,
    notice: Notice? = nil
  ) -> [Effect] {
    lastRunNumber += 1
    let after = RunPoint(beginning: beginning, draft: draft, pace: pace, shown: shown, number: lastRunNumber)
    return start(
      at: after, pauseStep: pauseStep, turn: here.map { .run(before: $0, after: after) }, notice: notice)
  }

  /// Begins a run, or brings one back to where it was.
  ///
  /// - Parameter turn: what undo will take back, once it has begun.
  mutating func start(
    at point: RunPoint, pauseStep: Int? = nil, turn: Turn?, notice: Notice? = nil
  ) -> [Effect] {
    var point = point
    // A run that is kept may have come further since.
    let restored = keptRuns.first { $0.point.number == point.number }
    if let restored { point.beginning = restored.point.beginning }
    if !point.beginning.isFresh, point.beginning.configuration.secureNoise {
      warn("The noise of that run came from the system, so nobody can repeat it. R starts one like it.")
      return []
    }
    generation += 1
    pendingStarts[generation] = PendingStart(
      number: point.number, turn: turn, restored: restored, notice: notice)
    draft = point.draft
    branch = nil
    subject.isRunning = true
    self.pauseStep = pauseStep
    var effects: [Effect] = []
    if point.pace != pace { effects += setPace(point.pace) }
    if point.shown != shown { (shown, isZoomed) = (point.shown, false) }
    return effects + [
      .order(
        .start(
          point.beginning, generation: generation, until: beginsAtRest ? point.beginning.step : pauseStep))
    ]
  }

  /// Goes on from the step that is looked at, with the knobs that were turned there, as a run of its own.
  private mutating func startBranch(
    _ knobs: ExperimentConfiguration, going order: Trainer.Order
  ) -> [Effect] {
    guard let log = subject.snapshot?.finishedLog, let moment = subject.moment else { return [] }
    let beginning: RunBeginning
    do {
      beginning = try RunBeginning(of: log, before: moment.step).turningLiveKnobs(to: knobs)
    } catch {
      warn(error.description)
      return []
    }
    let effects = startAnew(
      beginning, draft: draft.adoptingLiveKnobs(of: knobs), pace: pace, shown: shown,
      notice: Notice(
        text:
          "A run of its own goes on from \(subject.stepNoun) \(grouped(moment.step)); H has the one it left.",
        ink: .good
      ))
    // It is carried out where the run branches.
    return effects.isEmpty ? [] : effects + [.order(order)]
  }

  /// Opens the run of that place in the list of runs.
  mutating func open(run place: Int) -> [Effect] {
    let runs = listedRuns
    guard runs.indices.contains(place), let here else { return [] }
    let run = runs[place]
    if run.number == runNumber {
      warn("That is the run at hand.")
      return []
    }
    if let reason = run.obstacle {
      warn(reason)
      return []
    }
    let number: Int
    if let own = run.number {
      number = own
    } else {
      lastRunNumber += 1
      number = lastRunNumber
    }
    let draft = (try? run.beginning.settings) ?? run.beginning.configuration
    let point = RunPoint(beginning: run.beginning, draft: draft, pace: pace, shown: shown, number: number)
    return start(at: point, turn: .run(before: here, after: point))
  }
}
