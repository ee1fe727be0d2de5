import Experiments
import Explorer
import Files
import Foundation
import PlainText
import Preferences

/// A run and who looks at it, by whatever way they do: the state, the threads that train and attack, and what they say.
final class ExplorerSession {
  var state: ExplorerState
  private(set) var failure: StartFailure?
  private let news = NewsBox()
  private let trainer: Trainer
  private let examination: LiveExamination
  private let desk: InvestigationDesk
  private let library: ThemeLibrary
  private let runs = StateFolder.url.appending(path: "runs")
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called from any thread when there is news.
  init(_ state: ExplorerState, themes library: ThemeLibrary, wake: @escaping @Sendable () -> Void) {
    self.state = state
    self.library = library
    self.wake = wake
    let news = news
    let tell: @Sendable (Message) -> Void = {
      news.put($0)
      wake()
    }
    let runner = InvestigationRunner()
    examination = LiveExamination(on: runner) { tell(.examination($0)) }
    desk = InvestigationDesk(on: runner) { tell(.found($0)) }
    trainer = Trainer(logFolder: runs) { said in
      // What is said of a snapshot may not arrive before it.
      news.put(.trainer(said))
      switch said {
      case .started(let snapshot, _, _), .snapshot(let snapshot, _, _): runner.examine(snapshot)
      case .replaying, .budgetReached, .stoppedEarly, .failed, .refused, .logBegun, .logLost, .logKept: break
      }
      wake()
    }
  }

  /// What has been said since it was last asked.
  func takeNews() -> [Message] { news.takeAll() }

  /// Carries out what needs no terminal; returns the rest. False ends the program.
  func perform(_ effects: [Effect], otherwise: (Effect) -> Bool) -> Bool {
    for effect in effects {
      switch effect {
      case .order(let order): trainer.send(order)
      case .investigate(let request):
        desk.look(at: request)
        examination.look(isShown: request == nil)
      case .loadTheme(let name): loadTheme(name)
      case .listRuns(let sitting): listRuns(sitting)
      case .write(let files): news.put(Self.write(files))
      case .fail(let reason):
        failure = StartFailure(sentence: "\(reason)")
        return false
      case .copy, .mouse, .redraw, .suspend, .quit:
        if !otherwise(effect) { return false }
      }
    }
    return true
  }

  private func loadTheme(_ name: String) {
    do {
      _ = state.update(.themed(try library.theme(named: name)))
    } catch {
      state.warn(String(describing: error))
    }
  }

  /// Reads the logs of before on a thread of their own, for there may be many.
  private func listRuns(_ sitting: [RunBeginning]) {
    let (news, wake, runs, running) = (news, wake, runs, state.subject.running)
    Thread.detachNewThread {
      let archive = RunArchive(reading: runs)
      let spent = SpentTogether(of: sitting, and: archive, onDataOf: running)
      news.put(.archived(archive, spentTogether: spent))
      wake()
    }
  }

  /// All of them, or the sentence that says which could not be.
  private static func write(_ files: [ExportedFile]) -> Message {
    do {
      try OutputFile.check(files.map(\.path))
      for file in files { try OutputFile(file.path).write(Data(file.bytes)) }
      return .written(paths: files.map(\.path.harmless))
    } catch {
      return .refused(String(describing: error))
    }
  }

  /// Ends training; the log is whole when this returns.
  func stop() { trainer.stop() }
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

/// Nothing could begin; the sentence says why.
struct StartFailure: ExplainedError {
  let sentence: Sentence
}
