public import ArgumentParser
import Experiments
import Explorer
import Foundation
import PlainText
import Records
public import Terminal
public import TerminalCanvas

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Train on the screen, turn the knobs, and watch what leaks.")

  @OptionGroup var options: RunOptions
  @Option(
    help: "Start with a preset: \(Preset.all(with: Catalog.installed).map(\.name).joined(separator: ", ")).")
  var preset: String?
  @Option(help: "auto, always or never.")
  var color = ColorChoice.automatic
  @Option(help: "ascii, blocks or braille; chosen by the locale unless given.")
  var glyphs: GlyphSet?

  func run() throws {
    let (configuration, pauseStep) = try start()
    let loop = try ExplorerLoop(
      configuration: configuration, pauseStep: pauseStep, color: color, glyphs: glyphs)
    try loop.run()
  }

  private func start() throws -> (ExperimentConfiguration, pauseStep: Int?) {
    guard let name = preset else { return (try options.configuration(), nil) }
    guard let preset = Preset.all(with: Catalog.installed).first(where: { $0.name == name }) else {
      throw UnknownPreset(name: name)
    }
    guard !options.choosesData else { throw PresetWithData(name: name) }
    return (try options.applied(to: preset.configuration), preset.pauseStep)
  }
}

/// Nothing could begin; the sentence says why.
struct StartFailure: ExplainedError {
  let sentence: Sentence
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

extension ColorChoice: ExpressibleByArgument {}
extension GlyphSet: ExpressibleByArgument {}
