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

  /// A run before its first step.
  static func begun(_ configuration: ExperimentConfiguration) -> ExplorerState {
    var state = ExplorerState(
      configuration: configuration, installed: Catalog.installed, width: 120, height: 36,
      rendering: Rendering(glyphs: .ascii, hasShades: false))
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
  static var wholePool: ExplorerState {
    var configuration = configuration
    configuration.inclusion = 1
    return state(configuration)
  }

  static let unprotected = state(noiseMultiplier: 0)
  static let protected = state(noiseMultiplier: 2)
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

  private static let named: [String: Key] = [
    "Space": .character(" "), "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Enter": .enter,
    "Esc": .escape, "Tab": .tab, "Delete": .delete, "PageUp": .pageUp, "PageDown": .pageDown, "Home": .home,
    "End": .end, "ShiftRight": .shiftRight, "Backspace": .backspace,
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
