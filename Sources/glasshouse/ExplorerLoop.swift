import Experiments
import Explorer
import Foundation
import PlainText
import Records
import Terminal
import TerminalCanvas

/// The main thread of the explorer: it waits for keys and news, updates the state, and shows it. It sleeps when
/// nothing happens.
final class ExplorerLoop {
  private let screen: TerminalScreen
  private let news = NewsBox()
  private let trainer: Trainer
  private let examination: LiveExamination
  private let desk: InvestigationDesk
  private var state: ExplorerState
  private var failure: StartFailure?
  /// The signal that ended it, if one did.
  private var endingSignal: Int32?

  private static let frameInterval = Duration.milliseconds(33)

  init(
    configuration: ExperimentConfiguration, pauseStep: Int?, color: ColorChoice, glyphs: GlyphSet?
  ) throws {
    let wake = try WakePipe()
    let folder = StateFolder.url
    screen = try TerminalScreen(wake: wake, color: color, log: folder.appending(path: "stderr.log").path)
    let news = news
    let runner = InvestigationRunner()
    examination = LiveExamination(on: runner) { examination in
      news.put(.examination(examination))
      wake.signal()
    }
    desk = InvestigationDesk(on: runner) { findings in
      news.put(.found(findings))
      wake.signal()
    }
    trainer = Trainer(logFolder: folder.appending(path: "runs")) { said in
      // What is said of a snapshot may not arrive before it.
      news.put(.trainer(said))
      switch said {
      case .started(let snapshot, _), .snapshot(let snapshot, _, _):
        runner.examine(snapshot)
      case .budgetReached, .failed, .refused, .logLost, .logKept: break
      }
      wake.signal()
    }
    state = ExplorerState(
      configuration: configuration, pauseStep: pauseStep, installed: Catalog.installed, width: screen.width,
      height: screen.height,
      rendering: Rendering(
        glyphs: glyphs ?? (screen.isUTF8 ? .braille : .ascii), hasShades: screen.depth == .twoHundredFiftySix)
    )
  }

  /// - Throws: `StartFailure` when the first run cannot begin.
  func run() throws {
    var isOpen = perform(state.begin())
    var isStale = true
    var shown = ContinuousClock.now - Self.frameInterval
    while isOpen {
      // News is shown at the frame rate; a key at once.
      let wait: Duration? = isStale ? max(.zero, Self.frameInterval - (ContinuousClock.now - shown)) : nil
      var hasKey = false
      for event in screen.events(timeout: wait) {
        switch event {
        case .key(let key):
          hasKey = true
          isOpen = isOpen && perform(state.update(.key(key)))
        case .paste(let text):
          hasKey = true
          isOpen = isOpen && perform(state.update(.paste(text)))
        case .resized(let width, let height):
          hasKey = true
          isOpen = isOpen && perform(state.update(.resized(width: width, height: height)))
        case .woken: break
        case .hangup: (isOpen, endingSignal) = (false, SIGHUP)
        case .terminate(let signal): (isOpen, endingSignal) = (false, signal)
        }
      }
      for message in news.takeAll() {
        isStale = true
        isOpen = isOpen && perform(state.update(message))
      }
      guard isOpen, hasKey || (isStale && ContinuousClock.now - shown >= Self.frameInterval) else { continue }
      screen.present(state.drawn(), theme: state.theme)
      shown = .now
      isStale = false
    }
    screen.close()
    trainer.stop()
    if let failure { throw failure }
    var isSaid = true
    if endingSignal == nil, let path = state.logPath, !state.isLogLost {
      do {
        try StandardOutput.write(lines: "The log of the run is \(path.harmless)")
      } catch {
        StandardError.write("Error: \(error)\n")
        isSaid = false
      }
    }
    // Attacks may be at a long one; nobody waits for what they would find, and an orderly end of the process would take
    // the matrix library from under them.
    fflush(nil)
    if let endingSignal { Ending.end(bySignal: endingSignal) }
    _exit(isSaid ? 0 : 1)
  }

  /// Carries out effects; false when the program is to end.
  private func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .order(let order): trainer.send(order)
      case .investigate(let request):
        desk.look(at: request)
        examination.look(isShown: request == nil)
      case .redraw: screen.redraw()
      case .suspend: screen.suspend()
      case .quit: return false
      case .fail(let reason):
        failure = StartFailure(sentence: "\(reason)")
        return false
      }
    }
    return true
  }
}

/// Where the explorer keeps what it writes: `$XDG_STATE_HOME/glasshouse`, or the default of that variable.
enum StateFolder {
  static var url: URL {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["XDG_STATE_HOME"], path.hasPrefix("/") {
      return URL(filePath: path).appending(path: "glasshouse")
    }
    return FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/state/glasshouse")
  }
}
