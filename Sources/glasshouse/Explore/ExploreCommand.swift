public import ArgumentParser
import Experiments
import Explorer
import Foundation
import PlainText
import Preferences
import Records
import Terminal
public import TerminalCanvas

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Train on the screen, turn the knobs, and watch what leaks.")

  @OptionGroup var options: RunOptions
  @Option(
    help: "Start with a preset: \(Preset.all(with: Catalog.installed).map(\.name).joined(separator: ", ")).",
    completion: .list(Preset.all(with: Catalog.installed).map(\.name)))
  var preset: String?
  @Option(help: "Open what a state string says, as the key y shows it.")
  var state: String?
  @Option(help: "Open the run of a log, replayed to where it was.", completion: .file())
  var replay: String?
  @Option(help: "A theme by its name (see `glasshouse themes`), or a base16 file.")
  var theme: String?
  @Option(help: "auto, always or never.")
  var color: ColorChoice?
  @Option(help: "ascii, blocks or braille; chosen by the locale unless given.")
  var glyphs: GlyphSet?
  @Flag(
    help: "Line by line instead of on a screen, for screen readers and pipes; ACCESSIBLE=1 does the same.")
  var plain = false
  @Option(help: "Write what the screen shows to this file, which asciinema plays.", completion: .file())
  var record: String?

  func run() throws {
    let start = try start()
    if plain || ProcessInfo.processInfo.environment["ACCESSIBLE"] == "1" {
      guard record == nil else { throw RecordWithoutScreen() }
      for complaint in start.complaints { StandardError.warn("\(complaint)") }
      try PlainLoop(start).run()
    } else {
      try ExplorerLoop(start).run()
    }
  }

  private func start() throws -> ExplorerStart {
    let (preferences, complaints) = Preferences.read()
    let (bindings, keyComplaints) = KeyBindings.read()
    var said = (complaints + keyComplaints).map(\.text)
    let library = ThemeLibrary()
    var start = ExplorerStart(
      configuration: try options.configuration(), preferences: preferences, library: library,
      color: color ?? preferences.color, glyphs: glyphs ?? preferences.glyphs,
      wantsSextants: preferences.hasSextants
        ?? SextantSupport.isKnown(in: ProcessInfo.processInfo.environment), record: record)
    if let name = theme {
      start.theme = try library.theme(named: name)
    } else {
      do { start.theme = try library.theme(named: preferences.theme) } catch {
        said.append(String(describing: error))
      }
    }
    do {
      start.commandTable = try CommandTable.standard.binding(bindings)
    } catch {
      said.append(String(describing: error))
    }
    start.complaints = said
    try choose(&start)
    return start
  }

  /// What is opened: one of a preset, a state, a log, or what the options say.
  private func choose(_ start: inout ExplorerStart) throws {
    guard [preset, state, replay].compactMap({ $0 }).count <= 1 else { throw TwoBeginnings() }
    if let name = preset {
      guard let preset = Preset.all(with: Catalog.installed).first(where: { $0.name == name }) else {
        throw UnknownPreset(name: name)
      }
      guard !options.choosesData else { throw PresetWithData(name: name) }
      start.configuration = try options.applied(to: preset.configuration)
      start.preset = preset
      start.pauseStep = preset.pauseStep
    } else if let state {
      guard !options.describesRun(), options.seed == nil else { throw TwoBeginnings() }
      let opened = try OpenedState(parsing: state)
      (start.opened, start.beginning) = (opened, opened.beginning)
      start.configuration = opened.settings
    } else if let replay {
      guard !options.describesRun(), options.seed == nil else { throw TwoBeginnings() }
      let (log, doubt) = try CommandLog.reading(replay)
      if let doubt { start.complaints.append(doubt.text) }
      let beginning = RunBeginning(of: log, at: replay)
      (start.beginning, start.configuration) = (beginning, try beginning.settings)
    }
  }
}

struct PresetWithData: ExplainedError {
  let name: String

  var sentence: Sentence {
    "The preset `\(name)` has data of its own. Leave out --preset, or the options that choose the data."
  }
}

struct UnknownPreset: ExplainedError {
  let name: String

  var sentence: Sentence {
    "There is no preset called `\(name)`. Choose one of \(Preset.all(with: Catalog.installed).map(\.name).joined(separator: ", "))."
  }
}

struct TwoBeginnings: ExplainedError {
  var sentence: Sentence {
    "A run can begin in one way only: give --preset, --state, --replay, or options that describe a run."
  }
}

struct RecordWithoutScreen: ExplainedError {
  var sentence: Sentence { "Without a screen there is nothing to record: leave out --record, or --plain." }
}

extension ColorChoice: ExpressibleByArgument {}
extension GlyphSet: ExpressibleByArgument {}
