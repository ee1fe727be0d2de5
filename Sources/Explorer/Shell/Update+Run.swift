import DifferentialPrivacy
import Experiments
import PlainText
import TerminalCanvas

// What is told to the run, and what it says of itself.
extension ExplorerState {
  mutating func performOnRun(_ action: RunAction) -> [Effect] {
    switch action {
    case .togglePause:
      subject.isRunning.toggle()
      if subject.isRunning { subject.scrubIndex = nil }
      return [.order(subject.isRunning ? .run(until: pauseStep) : .pause)]
    case .step: return advance(by: 1)
    case .epoch: return advance(by: draft.stepsPerEpoch)
    case .changePace(let offset):
      pace = pace.changed(by: offset)
      return [.order(.pace(pace.stepsPerSecond))]
    case .restart:
      var next = draft
      // A batch of other units is no size for these.
      if next.unit != subject.running.unit { next.expectedBatchSize = next.suitableBatchSize }
      return start(next, pauseStep: nil)
    case .start(let name):
      guard let preset = presets.first(where: { $0.name == name }) else { return [] }
      notice = Notice(text: preset.sentence, ink: .text)
      return start(preset.configuration, pauseStep: preset.pauseStep)
    }
  }

  private mutating func advance(by stepCount: Int) -> [Effect] {
    subject.isRunning = true
    subject.scrubIndex = nil
    return [.order(.advance(by: stepCount))]
  }

  mutating func start(_ configuration: ExperimentConfiguration, pauseStep: Int?) -> [Effect] {
    generation += 1
    draft = configuration
    subject.isRunning = true
    self.pauseStep = pauseStep
    return [.order(.start(configuration, generation: generation, until: pauseStep))]
  }

  mutating func take(_ news: Trainer.News) -> [Effect] {
    switch news {
    case .started(let first, let path):
      subject.begin(with: first)
      // Knobs turned while the data were read are on their way.
      draft = first.settings.adoptingLiveKnobs(of: draft)
      undoable = []
      redoable = []
      logPath = path
      isLogLost = path == nil
      if isLogLost { warn("The log of this run cannot be written; it will be lost on leaving.") }
      followSubject()
    case .snapshot(let newer, let isRunning, let ordersTaken):
      guard newer.generation == subject.snapshot?.generation else { break }
      subject.advance(to: newer)
      followSubject()
      // Until it has taken every order, the trainer does not know what the keys already said.
      guard ordersTaken == ordersSent else { break }
      draft = draft.adoptingLiveKnobs(of: newer.settings)
      if subject.isRunning, !isRunning, let pauseStep, newer.step >= pauseStep {
        notice = Notice(text: "Paused at step \(newer.step), as planned. Space goes on.", ink: .good)
        self.pauseStep = nil
      }
      subject.isRunning = isRunning
    case .budgetReached(let reached):
      guard reached == subject.snapshot?.generation, let budget = subject.running.epsilonBudget else { break }
      warn(
        "One more step would take the filter over the budget of \(significant(budget)). Training stops here; x explains, R starts anew."
      )
    case .failed(let failed, let reason):
      guard let snapshot = subject.snapshot else { return [.fail(reason)] }
      // The run before goes on as it was; what waits for a restart waits on, to be mended.
      if failed == generation { draft = draft.adoptingLiveKnobs(of: snapshot.settings) }
      pauseStep = nil
      warn(reason)
    case .refused(let reason): warn(reason)
    case .logLost(let path):
      isLogLost = true
      warn("The log \(path.harmless) can no longer be written. Make room on its disk: it is tried again.")
    case .logKept(let path):
      (logPath, isLogLost) = (path, false)
      notice = Notice(text: "The log of this run is whole again.", ink: .good)
    }
    return []
  }
}
