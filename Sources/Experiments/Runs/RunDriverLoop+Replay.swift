import PlainText

// The way back to where another run was.
extension RunDriverLoop {
  var replayProgress: RunDriver<Run>.ReplayProgress? { replayProgress(isOver: false) }

  private func replayProgress(isOver: Bool) -> RunDriver<Run>.ReplayProgress? {
    replayed.map {
      .init(generation: generation, step: run?.step ?? 0, end: $0.beginning.step, isOver: isOver)
    }
  }

  /// Takes the commands that are due and a step, or ends the replay; says whether anything changed.
  mutating func replayStep() -> Bool {
    guard let (beginning, step) = replayed else { return false }
    do {
      try run?.takeDue(of: beginning.commands)
    } catch {
      publish(.refused(reason: error.description))
      endReplay()
      return true
    }
    guard let reached = run?.step, reached < beginning.step else {
      if let other = run.flatMap({ OtherWeights(replaying: beginning, to: $0) }) {
        publish(.refused(reason: other.description))
      }
      endReplay(goingOnUntil: step)
      return true
    }
    if run?.advance() != true {
      publish(.refused(reason: EarlierBudget(beginning: beginning, step: reached).description))
      endReplay()
    }
    return true
  }

  /// Leaves the run where it has come to, says so, and carries out what waited for that.
  mutating func endReplay(goingOnUntil step: Int? = nil) {
    let progress = replayProgress(isOver: true)
    replayed = nil
    isRunning = false
    if let step { goOn(until: step) }
    if let run { log.goOn(from: run) }
    if let progress { publish(.replaying(progress)) }
    let orders = waiting
    waiting = []
    for order in orders { carryOut(order) }
  }
}

extension RunBeginning {
  /// - Throws: a sentence where no run of that kind can begin there.
  func check(as kind: ExperimentKind) throws {
    if let own = self.kind, own != kind {
      throw ConfigurationError.otherKind(found: own.name, expected: kind.name)
    }
    if !isFresh, configuration.secureNoise { throw CommandLogError.notReplayable(path: name) }
  }
}

/// A replay did not come to the weights that were written down.
struct OtherWeights: ExplainedError {
  private let name: String

  /// nil where it did, and where nothing was.
  init?(replaying beginning: RunBeginning, to run: some Experiment) {
    guard let recorded = beginning.weightsSHA256, run.weightsSHA256 != recorded else { return nil }
    name = beginning.name
  }

  var sentence: Sentence {
    "The replay of \(name) has come to other weights than it recorded: on another processor, or with other data. Take its figures for those of a run that is alike, not the same."
  }
}

/// A budget ended a replay before the run that is replayed had ended.
struct EarlierBudget: ExplainedError {
  let beginning: RunBeginning
  let step: Int

  var sentence: Sentence {
    "The budget of \(beginning.name) allows no step after step \(step), and its log goes on to step \(beginning.step). The replay stops here; start anew with a larger budget."
  }
}
