import DifferentialPrivacy
import Experiments
import Explorer
import FederatedLearning
import PlainText
import TerminalCanvas

/// The explorer with a trainer that does at once what it is told: what a test sees is what a person sees a while later.
struct Sitting {
  var state: ExplorerState
  private(set) var run: TrainingRun?
  /// What was to be done beside training, newest last.
  private(set) var effects: [Effect] = []
  private var ordersTaken = 0
  private var watch = ClientWatch.nobody

  init(_ configuration: ExperimentConfiguration = Fixture.configuration) {
    state = Fixture.unread(configuration)
    carryOut(state.begin())
  }

  /// Presses keys as `ExplorerState.play` does, and does what follows of them; returns that.
  @discardableResult
  mutating func play(_ script: String) -> [Effect] {
    let first = effects.count
    carryOut(state.play(script))
    return Array(effects[first...])
  }

  /// Types letters and blanks as they are.
  mutating func type(_ text: String) { carryOut(state.type(text)) }

  /// Takes so many steps, and looks at every fifth.
  mutating func train(_ steps: Int) {
    for _ in 0..<steps {
      guard run?.advance() == true else { return }
      if let step = run?.step, step % 5 == 0 { report(isRunning: true) }
    }
  }

  private mutating func carryOut(_ new: [Effect]) {
    for effect in new {
      effects.append(effect)
      guard case .order(let order) = effect else { continue }
      ordersTaken += 1
      carryOut(order)
    }
  }

  private mutating func carryOut(_ order: Trainer.Order) {
    switch order {
    case .start(let beginning, let generation, _): start(beginning, generation: generation)
    case .take(let action):
      do { try run?.take(action) } catch { tell(.refused(reason: error.description)) }
      report(isRunning: state.subject.isRunning)
    case .advance(let count):
      for _ in 0..<count { _ = run?.advance() }
      report(isRunning: false)
    case .run: report(isRunning: true)
    case .pause: report(isRunning: false)
    case .watch(let watch):
      self.watch = watch
      run?.watch(watch)
    case .pace, .stop: break
    }
  }

  private mutating func start(_ beginning: RunBeginning, generation: Int) {
    do {
      run = try TrainingRun(beginning.configuration)
      run?.watch(watch)
      let path = "/runs/\(generation).jsonl"
      guard !beginning.isFresh else {
        return tell(.started(frame(generation), logPath: path))
      }
      let end = beginning.step
      tell(
        .started(
          frame(generation), logPath: path,
          replay: .init(generation: generation, step: 0, end: end, isOver: false)))
      var log = CommandLog(kind: TrainingRun.kind, configuration: beginning.configuration)
      log.commands = beginning.commands
      run = try TrainingRun.replaying(log, on: run, stepCount: end)
      tell(.snapshot(frame(generation), isRunning: true, ordersTaken: ordersTaken))
      tell(.replaying(.init(generation: generation, step: end, end: end, isOver: true)))
      report(isRunning: false)
    } catch {
      tell(.failed(generation: generation, reason: String(describing: error)))
    }
  }

  private func frame(_ generation: Int) -> Snapshot {
    guard let run else { preconditionFailure("a run has begun") }
    return Snapshot(of: run, generation: generation)
  }

  private mutating func report(isRunning: Bool) {
    guard let generation = state.subject.snapshot?.generation else { return }
    let snapshot = frame(generation)
    tell(.snapshot(snapshot, isRunning: isRunning, ordersTaken: ordersTaken))
    if snapshot.step != state.subject.history.moments.last?.step {
      carryOut(state.update(.examination(Examination(of: snapshot))))
    }
  }

  private mutating func tell(_ news: Trainer.News) { carryOut(state.update(.trainer(news))) }
}

extension [Effect] {
  /// Where the runs begin that these effects start.
  var beginnings: [RunBeginning] {
    compactMap { if case .order(.start(let beginning, _, _)) = $0 { beginning } else { nil } }
  }

  /// What is written by them.
  var files: [ExportedFile] {
    flatMap { effect -> [ExportedFile] in
      if case .write(let files) = effect { files } else { [] }
    }
  }

  /// What is copied.
  var copied: [String] {
    compactMap { if case .copy(let text) = $0 { text } else { nil } }
  }
}
