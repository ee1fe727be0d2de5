import Experiments
import PlainText
import TerminalCanvas

/// A line of the palette or of a list: what it is, and what choosing it does.
package struct PaletteItem: Sendable {
  package let title: String
  /// At the left: the keys that do the same.
  var keys = ""
  /// At the right: how it stands now.
  var value = ""
  package let action: Action
  /// Why it cannot be chosen now.
  package var obstacle: String?
  /// What is typed to get it; Tab completes to it.
  package var text: String
  /// What confirms it, once done; nil where its own effect says enough.
  var said: String?
  /// What else it may be found by.
  var words = ""
  /// Whether it comes before others that fit as well.
  var isMeantFirst = false
  /// What is said of it while it is chosen.
  var detail = ""
}

extension PaletteItem {
  /// Whether that is its whole name.
  func isCalled(_ name: String) -> Bool {
    let name = name.lowercased()
    return text.lowercased() == name || title.lowercased().hasPrefix("\(name):")
  }
}

extension ExplorerState {
  /// Everything that may be asked for by words, in the order of a palette in which nothing was typed.
  package var paletteItems: [PaletteItem] {
    [commandItems, knobItems, screenItems, choiceItems, presetItems, themeItems, verbItems].flatMap { $0 }
  }

  private var presetItems: [PaletteItem] {
    presets.map {
      PaletteItem(
        title: "preset \($0.name): \($0.title)", action: .run(.start(preset: $0.name)),
        text: "preset \($0.name)", detail: $0.sentence)
    }
  }

  private var themeItems: [PaletteItem] {
    themes.map {
      PaletteItem(
        title: "theme \($0)", value: $0 == theme.name ? "now" : "", action: .view(.theme($0)),
        text: "theme \($0)", said: "The theme is \($0).")
    }
  }

  /// Verbs that wait for what they are given.
  private var verbItems: [PaletteItem] {
    Verb.all.map {
      PaletteItem(
        title: $0.usage, action: .open(.palette), obstacle: "\($0.title): type what it is given.",
        text: $0.name + " ", words: $0.title)
    }
  }

  var commandItems: [PaletteItem] {
    commands.map {
      PaletteItem(
        title: $0.title, keys: $0.keyLabel, action: $0.action, obstacle: $0.obstacle(self), text: $0.name,
        words: "\($0.name) \(Self.synonyms[$0.name] ?? "")")
    } + [
      PaletteItem(
        title: "where the log of this run is", action: .session(.showLog), text: "log", words: "file path")
    ]
  }

  /// Other words for what there is.
  private static let synonyms = [
    "export": "save write keep file report", "copy-state": "share friend give string link",
    "runs": "history list log compare", "themes": "colour color dark light",
    "earlier": "branch past before scrub",
    "explain": "mean meaning", "pin": "compare comparison difference", "zoom": "large big picture",
    "glyphs": "letters ascii unicode", "restart": "again anew",
  ]

  var knobItems: [PaletteItem] {
    namedKnobs.map { knob in
      PaletteItem(
        title: "set \(knob.title)", value: "now \(KnobPane(state: self).value(of: knob))",
        action: .knob(.typeValueOf(knob)), text: "set \(knob.key) ",
        words: "\(knob.key) \(knob.symbol) \(knob.sentenceTitle)", isMeantFirst: true)
    }
  }

  /// Every word that is explained, in one line; Enter explains it with the numbers of the moment.
  var glossaryItems: [PaletteItem] {
    Term.allCases.map {
      PaletteItem(
        title: "\($0.name): \($0.definition)", action: .view(.explain($0)), text: "explain \($0.name)",
        words: $0.otherWords, detail: $0.definition)
    }
  }

  var screenItems: [PaletteItem] {
    screens.enumerated().map { place, screen in
      let kind = type(of: screen)
      return PaletteItem(
        title: "goto \(kind.title): \(kind.purpose)",
        keys: commandTable.key(for: .view(.showScreen(place)), on: place == 0 && screens.count > 1 ? 1 : 0)?
          .label ?? "",
        value: place == shown ? "now" : "", action: .view(.showScreen(place)),
        text: "goto \(kind.title.lowercased())")
    }
  }

  /// What may be chosen on screens by its name, such as an attack.
  var choiceItems: [PaletteItem] {
    screens.enumerated().flatMap { place, screen in
      type(of: screen).erasedChoices.map {
        PaletteItem(
          title: "\($0.verb) \($0.name): \($0.title)", action: .onScreen(place, $0.action),
          text: "\($0.verb) \($0.name)", said: "\($0.title), on the \(type(of: screen).title) screen.")
      }
    }
  }
}
