import Experiments
import PlainText
import TerminalCanvas

// What the run says of itself.
extension ExplorerState {
  mutating func take(_ news: Trainer.News) -> [Effect] {
    switch news {
    case .started(let first, let path, let replay):
      self.replay = replay
      begin(with: first)
      logPath = path
      isLogLost = path == nil && replay == nil
      if isLogLost { warn("The log of this run cannot be written; it will be lost on leaving.") }
      followSubject()
    case .snapshot(let newer, let isRunning, let ordersTaken):
      guard newer.generation == subject.snapshot?.generation else { break }
      subject.advance(to: newer)
      self.ordersTaken = ordersTaken
      followSubject()
      // Until it has taken every order, the trainer does not know what the keys already said.
      guard ordersTaken == ordersSent else { break }
      settle(newer, isRunning: isRunning)
    case .replaying(let progress):
      guard progress.generation == subject.snapshot?.generation else { break }
      replay = progress.isOver ? nil : progress
      // What was found beyond the step at which it was stopped is not of this run any longer.
      if progress.isOver { subject.forget(after: progress.step) }
    case .logBegun(let path): (logPath, isLogLost) = (path, false)
    case .budgetReached(let reached):
      guard reached == subject.snapshot?.generation, let budget = subject.running.epsilonBudget else { break }
      warn(
        "One more \(subject.stepNoun) would take the filter over the budget of \(significant(budget)). Training stops here; x explains, R starts anew."
      )
    case .stoppedEarly(let stopped):
      guard stopped == subject.snapshot?.generation else { break }
      warn(
        "Training stops here: early stopping is set to this \(subject.stepNoun). Turn it up or off (:set early_stopping off) to go on."
      )
    case .failed(let failed, let reason):
      pendingStarts[failed] = nil
      guard let snapshot = subject.snapshot else { return [.fail(reason)] }
      // The run before goes on as it was; what waits for a restart waits on, to be mended.
      if failed == generation { draft = draft.adoptingLiveKnobs(of: snapshot.settings) }
      pauseStep = nil
      replay = nil
      warn(reason)
    case .refused(let reason): warn(reason)
    case .logLost(let path):
      isLogLost = true
      warn("The log \(path.harmless) can no longer be written. Make room on its disk: it is tried again.")
    case .logKept(let path):
      if isLogLost { notice = Notice(text: "The log of this run is whole again.", ink: .good) }
      (logPath, isLogLost) = (path, false)
    }
    return []
  }

  /// The run before is kept, and the one that begins takes its place: as it was, where it is one of before.
  private mutating func begin(with first: Snapshot) {
    let pending = pendingStarts.removeValue(forKey: first.generation)
    pendingStarts = pendingStarts.filter { $0.key > first.generation }
    if let here {
      keptRuns.removeAll { $0.point.number == here.number }
      keptRuns.append(KeptRun(point: here, subject: subject))
      if keptRuns.count > KeptRun.mostKept { keptRuns.removeFirst() }
    }
    if let restored = pending?.restored {
      keptRuns.removeAll { $0.point.number == restored.point.number }
      subject = restored.subject
      subject.resume(with: first)
    } else {
      subject.begin(with: first)
    }
    subject.isRunning = true
    subject.isAlone = !keptRuns.contains { $0.subject.running.dataset == first.settings.dataset }
    runNumber = pending?.number ?? runNumber
    // Knobs turned while the data were read are on their way, and those that wait for a restart wait on. What weights a file
    // has is known only now.
    if draft.initial == first.settings.initial { draft.initialSHA256 = first.settings.initialSHA256 }
    if let turn = pending?.turn {
      undoable.append(turn)
      redoable = []
    }
    if let said = pending?.notice { notice = said }
  }

  /// Takes over what the trainer says once it has taken every order.
  private mutating func settle(_ newer: Snapshot, isRunning: Bool) {
    // A replay takes steps of before until it is where it was.
    guard replay == nil else { return }
    draft = draft.adoptingLiveKnobs(of: newer.settings)
    if subject.isRunning, !isRunning, let pauseStep, newer.step >= pauseStep {
      // The run line says so too, and a screen may have something to say of where it has come to.
      notice =
        screen.tellsOfSteps
        ? nil
        : Notice(
          text: "Paused at \(newer.settings.stepNoun) \(newer.step), as planned. Space goes on.", ink: .good)
      self.pauseStep = nil
    }
    subject.isRunning = isRunning
  }
}
