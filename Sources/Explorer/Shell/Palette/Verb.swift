import DifferentialPrivacy
import Experiments
import PlainText
import Preferences
import TerminalCanvas

/// A word that is typed with what it is given: what the command line calls things, on the screen and line by line.
package struct Verb: Sendable {
  let name: String
  let usage: String
  /// What it does.
  let title: String
  /// What it is given, read.
  let read: @Sendable (_ words: [String], ExplorerState) -> Reading
  /// What the last word may be.
  var completions: @Sendable (ExplorerState) -> [String] = { _ in [] }

  /// What was typed, understood.
  package enum Reading: Sendable {
    case action(Action, said: String?)
    case obstacle(String)
  }

  static let all: [Verb] = [
    set, goto, preset, theme, layout, pace, step, open, state, export, hide, show, explain, field,
    shownClass,
  ]

  private static let set = Verb(
    name: "set", usage: "set KNOB VALUE", title: "Turns a knob",
    read: { words, state in
      guard words.count >= 2 else {
        return .obstacle("Type a knob's name and a value. \(state.knobNames)")
      }
      return setting(words, state)
    }, completions: { $0.namedKnobs.map(\.key) })

  /// The last word is the value, those before it name the knob.
  static func setting(_ words: [String], _ state: ExplorerState) -> Reading {
    let name = words.dropLast().joined(separator: " ")
    guard let knob = state.knob(called: name) else {
      if let other = Knob.all.first(where: { $0.isCalled(name.lowercased()) && !state.applies($0) }) {
        return .obstacle(
          state.live.isFederated || state.draft.isFederated
            ? "The \(other.sentenceTitle) says nothing of a run by clients."
            : "The \(other.sentenceTitle) is of federations: set clients first, and restart with R.")
      }
      let other = Knob.all.first { $0.help != nil && $0.key.hasPrefix(words[0]) }
      return .obstacle(
        other.map { "The \($0.sentenceTitle) is given where the program starts, as \($0.option)." }
          ?? "No knob is called `\(name.harmless)`. \(state.knobNames)")
    }
    let value = words[words.count - 1]
    if let obstacle = state.obstacle(toSetting: knob, to: value) { return .obstacle(obstacle) }
    let before = state.shownKnobs[knob]
    guard before != (try? state.knobs(turning: knob, to: knob.value(parsing: value)))?[knob] else {
      return .action(.knob(.set(knob, value)), said: "The \(knob.title) is \(before) already.")
    }
    let when =
      !knob.isLive
      ? "from a restart on, with R"
      : state.subject.isLookingBack
        ? "in a run that goes on from here" : "from the next \(state.subject.stepNoun) on"
    return .action(
      .knob(.set(knob, value)), said: "The \(knob.title) goes from \(before) to \(value.harmless), \(when).")
  }

  private static let goto = Verb(
    name: "goto", usage: "goto SCREEN", title: "Shows a screen",
    read: { words, state in
      let titles = state.screens.map { type(of: $0).title.lowercased() }
      guard let name = words.first?.lowercased(), words.count == 1,
        let place = titles.firstIndex(where: { $0.hasPrefix(name) })
      else { return .obstacle("The screens are \(titles.joined(separator: ", ")).") }
      return .action(.view(.showScreen(place)), said: nil)
    }, completions: { $0.screens.map { type(of: $0).title.lowercased() } })

  private static let preset = Verb(
    name: "preset", usage: "preset NAME", title: "Starts a preset or a data set",
    read: { words, state in
      guard let name = words.first, words.count == 1, state.presets.contains(where: { $0.name == name })
      else {
        return .obstacle("The presets are \(state.presets.map(\.name).joined(separator: ", ")).")
      }
      return .action(.run(.start(preset: name)), said: nil)
    }, completions: { $0.presets.map(\.name) })

  private static let theme = Verb(
    name: "theme", usage: "theme NAME", title: "Shows everything in other colours",
    read: { words, state in
      guard let name = words.first, words.count == 1, state.themes.contains(name) else {
        return .obstacle("The themes are \(state.themes.joined(separator: ", ")).")
      }
      return .action(.view(.theme(name)), said: "The theme is \(name).")
    }, completions: { $0.themes })

  private static let layout = Verb(
    name: "layout", usage: "layout NAME", title: "Shows things as a layout of config.yaml has them",
    read: { words, state in
      guard let name = words.first, words.count == 1, state.layouts.contains(where: { $0.name == name })
      else {
        let names = state.layouts.map(\.name).joined(separator: ", ")
        return .obstacle(
          names.isEmpty ? "There is no layout: name some in config.yaml." : "The layouts are \(names).")
      }
      return .action(.view(.layout(name)), said: nil)
    }, completions: { $0.layouts.map(\.name) })

  private static let pace = Verb(
    name: "pace", usage: "pace STEPS_PER_SECOND|full", title: "Trains faster or slower",
    read: { words, state in
      guard let word = words.first, words.count == 1, let pace = Pace(named: word) else {
        return .obstacle("Give the pace in steps a second, or `full`: pace 50.")
      }
      return .action(.run(.setPace(pace)), said: "The pace is \(pace.title(of: state.subject.stepNoun)).")
    }, completions: { _ in ["full"] + Pace.names })

  private static let step = Verb(
    name: "step", usage: "step COUNT", title: "Takes so many steps, then pauses",
    read: { words, _ in
      guard let word = words.first, words.count == 1, let count = Int(word), (1...10_000_000).contains(count)
      else {
        return .obstacle("Give a number of steps: step 100.")
      }
      return .action(
        .run(.advance(by: count)), said: "\(grouped(count)) step\(count == 1 ? "" : "s"), then a pause.")
    })

  private static let open = Verb(
    name: "open", usage: "open NUMBER",
    title: "Brings back a run of before, by its number in the list of runs",
    read: { words, state in
      guard let word = words.first, words.count == 1, let number = Int(word),
        state.listedRuns.indices.contains(number - 1)
      else { return .obstacle("Give a number of the list of runs, which H shows.") }
      return .action(.run(.open(number - 1)), said: nil)
    })

  private static let state = Verb(
    name: "state", usage: "state STRING", title: "Opens what a state string says",
    read: { words, state in
      do throws(StateStringError) {
        let string = try StateString(parsing: words.joined(separator: " "), in: state)
        return .action(.run(.openState(string.text)), said: nil)
      } catch {
        return .obstacle(error.description)
      }
    })

  private static let export = Verb(
    name: "export", usage: "export KIND [PATH]",
    title: "Writes the screen, charts, pictures, the run or a report",
    read: { words, _ in
      guard let kind = words.first.flatMap(Export.Kind.init(rawValue:)), words.count <= 2 else {
        return .obstacle(
          "Kinds are \(Export.Kind.allCases.map(\.rawValue).joined(separator: ", ")): export svg screen.svg.")
      }
      return .action(.session(.export(kind, path: words.count == 2 ? words[1] : nil)), said: nil)
    }, completions: { _ in Export.Kind.allCases.map(\.rawValue) })

  private static let hide = Verb(
    name: "hide", usage: "hide KNOB", title: "Takes a knob off the screen, for an exercise",
    read: { words, state in
      guard let knob = state.knob(called: words.joined(separator: " ")) else {
        return .obstacle("Name a knob that is on the screen. \(state.knobNames)")
      }
      return .action(
        .knob(.hide(knob)), said: "The \(knob.title) is hidden; y gives a state string that hides it too.")
    }, completions: { $0.namedKnobs.map(\.key) })

  private static let show = Verb(
    name: "show", usage: "show KNOB", title: "Brings a hidden knob back",
    read: { words, state in
      let name = words.joined(separator: " ").lowercased()
      let hidden = Knob.onScreen.filter { state.hiddenKnobs.contains($0) }
      guard let knob = hidden.first(where: { !name.isEmpty && $0.isCalled(name) }) else {
        let names = hidden.map(\.key).joined(separator: ", ")
        return .obstacle(hidden.isEmpty ? "No knob is hidden." : "The hidden knobs are \(names).")
      }
      return .action(.knob(.show(knob)), said: "The \(knob.title) is back.")
    }, completions: { state in Knob.onScreen.filter { state.hiddenKnobs.contains($0) }.map(\.key) })

  private static let explain = Verb(
    name: "explain", usage: "explain [WORD]", title: "Says what a number means, with today's values",
    read: { words, state in
      let word = words.joined(separator: " ")
      guard let term = Term.named(word, among: state.shownTerms) else {
        return .obstacle(
          "Nothing that is explained is called `\(word.harmless)`. \(Spelling.advice(for: word, in: Term.names))"
        )
      }
      return .action(.view(.explain(term)), said: nil)
    }, completions: { _ in Term.names })
}

extension Knob {
  /// Whether a person may mean it by that, in lower case: its key, a part of its name, or its letter.
  func isCalled(_ name: String) -> Bool {
    let plain = name.replacing("-", with: " ").replacing("_", with: " ")
    return key == name || symbol.lowercased() == name || title.lowercased() == plain
      || title.lowercased().split(separator: " ").contains { $0 == plain }
      || key.replacing("_", with: " ").hasPrefix(plain) || title.lowercased().hasPrefix(plain)
  }
}

extension ExplorerState {
  var knobNames: String { "The knobs are \(namedKnobs.map(\.key).joined(separator: ", "))." }

  /// The knob that is called so: by its key, its letter, its title, or a word of it.
  func knob(called name: String) -> Knob? {
    let name = name.lowercased()
    guard !name.isEmpty else { return nil }
    return visibleKnobs.first { $0.key == name || $0.symbol.lowercased() == name }
      ?? visibleKnobs.first { $0.isCalled(name) }
      // What cannot be seen is meant by its whole name alone.
      ?? namedKnobs.first { $0.key == name.replacing("-", with: "_") || $0.title.lowercased() == name }
  }

  /// What a line means that was typed: a verb with what it is given, a knob and a value, or a command by its name; nil where it is
  /// none of these.
  package func reading(of line: String) -> Verb.Reading? {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first?.lowercased() else { return nil }
    if let verb = Verb.all.first(where: { $0.name == first }), words.count > 1 {
      return verb.read(Array(words.dropFirst()), self)
    }
    if words.count >= 2, knob(called: words.dropLast().joined(separator: " ")) != nil {
      return Verb.setting(words, self)
    }
    if words.count == 1, let command = commands.first(where: { $0.name == first }) {
      if let obstacle = command.obstacle(self) { return .obstacle(obstacle) }
      return .action(command.action, said: nil)
    }
    let typed = words.joined(separator: " ").lowercased()
    if words.count <= 2, let choice = paletteItems.first(where: { $0.text == typed && $0.obstacle == nil }) {
      return .action(choice.action, said: choice.said)
    }
    return nil
  }
}
