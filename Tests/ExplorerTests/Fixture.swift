import DifferentialPrivacy
import Dispatch
import Experiments
import Explorer
import Records
import Synchronization
import TerminalCanvas

/// Explorer states made from a real run, so that every screen shows what a person would see.
enum Fixture {
  static var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (150, "mlp:32")
    return configuration
  }

  /// A run of 40 steps, looked at every five.
  private static func state(noiseMultiplier: Double) -> ExplorerState {
    var configuration = configuration
    configuration.noiseMultiplier = noiseMultiplier
    return state(configuration)
  }

  private static func state(_ configuration: ExperimentConfiguration) -> ExplorerState {
    var state = begun(configuration)
    do {
      var run = try TrainingRun(configuration)
      while run.step <= 40 {
        if run.step % 5 == 0 {
          let snapshot = Snapshot(of: run, generation: 1, stepsPerSecond: 20)
          _ = state.update(.trainer(.snapshot(snapshot, isRunning: true, ordersTaken: state.ordersSent)))
          _ = state.update(.examination(Examination(of: snapshot)))
        }
        _ = run.advance()
      }
    } catch {
      fatalError("the fixture trains: \(error)")
    }
    return state
  }

  /// Before a run.
  static func unread(_ configuration: ExperimentConfiguration) -> ExplorerState {
    ExplorerState(
      configuration: configuration, installed: Catalog.installed, width: 120, height: 36,
      rendering: Rendering(glyphs: .ascii, hasShades: false))
  }

  /// A run before its first step.
  static func begun(_ configuration: ExperimentConfiguration) -> ExplorerState {
    var state = unread(configuration)
    _ = state.begin()
    do {
      let snapshot = Snapshot(of: try TrainingRun(configuration), generation: 1)
      _ = state.update(.trainer(.started(snapshot, logPath: "/runs/log.jsonl")))
    } catch {
      fatalError("the fixture begins: \(error)")
    }
    return state
  }

  /// The same run on the Membership screen, attacked with four reference models.
  private static func attacked(_ state: ExplorerState) -> ExplorerState {
    var state = state
    state[MembershipScreen.self].attack.shadowCount = 4
    guard let snapshot = state.subject.snapshot else { fatalError("the fixture has a snapshot") }
    let found = Mutex<MembershipFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(MembershipInvestigation(), request: state[MembershipScreen.self].attack) { findings in
      found.withLock { $0 = findings }
      if findings.null != nil { isDone.signal() }
    }
    runner.examine(snapshot)
    isDone.wait()
    runner.stop()
    if let findings = found.withLock({ $0 }) { _ = state.update(.found(findings)) }
    _ = state.play("2")
    return state
  }

  static let attackedUnprotected = attacked(unprotected)
  static let attackedProtected = attacked(protected)

  /// The run whose pool has members alone.
  static let wholePool: ExplorerState = {
    var configuration = Fixture.configuration
    configuration.inclusion = 1
    return state(configuration)
  }()

  /// A run whose answers are no numbers any longer.
  static let diverged: ExplorerState = {
    var configuration = Fixture.configuration
    // Each step turns the weights over, and makes them nine times as large.
    (configuration.learningRate, configuration.weightDecay) = (10, 1)
    var sitting = Sitting(configuration)
    sitting.train(60)
    return sitting.state
  }()

  static let unprotected = state(noiseMultiplier: 0)
  static let protected = state(noiseMultiplier: 2)

  /// The run with much noise beside one with less that is pinned, both attacked at the same steps.
  static let compared: ExplorerState = {
    var pinned = attacked(Fixture.state(noiseMultiplier: 0.5))
    _ = pinned.play("p 1")
    var state = attackedProtected
    (state.pinned, state.runNumber) = (pinned.pinned, 2)
    _ = state.play("1")
    return state
  }()
}

extension ExplorerState {
  func sized(_ width: Int, _ height: Int, glyphs: GlyphSet = .ascii, hasShades: Bool = false) -> ExplorerState
  {
    var copy = self
    (copy.width, copy.height) = (width, height)
    copy.rendering = Rendering(glyphs: glyphs, hasShades: hasShades)
    return copy
  }

  /// Presses keys written as in `j j <Right> : set <Enter>`: words are keys by name, or letters one by one.
  mutating func play(_ script: String) -> [Effect] {
    var effects = [Effect]()
    for word in script.split(separator: " ") {
      if word.hasPrefix("<"), let key = Self.named[String(word.dropFirst().dropLast())] {
        effects += update(.key(key))
      } else {
        for character in word { effects += update(.key(.character(character))) }
      }
    }
    return effects
  }

  /// Types letters and blanks as they are.
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { update(.key(.character($0))) }
  }

  /// The lines that are drawn.
  var lines: [String] {
    drawn().plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static let named: [String: Key] = [
    "Space": .character(" "), "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Enter": .enter,
    "Esc": .escape, "Tab": .tab, "Delete": .delete, "PageUp": .pageUp, "PageDown": .pageDown, "Home": .home,
    "End": .end, "ShiftRight": .shiftRight, "ShiftLeft": .shiftLeft, "ShiftUp": .shiftUp,
    "ShiftDown": .shiftDown, "Backspace": .backspace, "BackTab": .backTab,
  ]
}

extension [Effect] {
  /// The knobs these effects turn, as `name=value`.
  var turns: [String] {
    compactMap { effect in
      if case .order(.take(.set(let knob, let value))) = effect { "\(knob.key)=\(value)" } else { nil }
    }
  }
}
