import DifferentialPrivacy
package import Experiments
package import PlainText
import Records

/// A run, the knobs turned in it, and what is shown of it, in a line that can be written on a board:
/// `gh1:faces:seed=42:noise-multiplier=2@400:at=1100:screen=membership:hide=seed+network:hg5e`.
///
/// The first part is the version, the second the data set; then come the knobs that are not where the data set has them, those that
/// were turned on the way with their steps, how far the run has come, the screen and the knobs that are hidden. The last part
/// tells a line that was altered or mistyped. Nothing in it means anything to a shell.
package struct StateString: Hashable, Sendable {
  package var beginning: RunBeginning
  /// The title of a screen, in lower case.
  package var screen: String
  package var hidden: [Knob]

  static let version = "gh1"

  package init(beginning: RunBeginning, screen: String, hidden: [Knob]) {
    self.beginning = beginning
    self.screen = screen
    self.hidden = hidden
  }

  /// What the state shows; nil before the first run has begun, and where no string can hold it.
  init?(of state: ExplorerState) {
    guard let here = state.here, state.obstacleToStateString == nil else { return nil }
    // Nobody can repeat noise from the system: what can be given away is how the run began.
    let beginning =
      here.beginning.configuration.secureNoise
      ? RunBeginning(here.beginning.configuration) : here.beginning
    self.init(
      beginning: beginning, screen: type(of: state.screen).title.lowercased(),
      hidden: Knob.onScreen.filter { state.hiddenKnobs.contains($0) })
  }

  package var text: String {
    let start = beginning.configuration
    let defaults = ExperimentConfiguration(defaultsFor: DatasetReference(name: start.dataset))
    // Another unit comes with sizes of its own, and clients with rates, when the line is read too.
    let usual = (try? defaults.putting([.unit: start[.unit], .clients: start[.clients]])) ?? defaults
    var parts = [Self.version, Self.escaped(start.dataset)]
    for knob in Knob.all where knob != .dataset && knob.applies(start) {
      guard start[knob] != (knob == .unit || knob == .clients ? defaults : usual)[knob] else { continue }
      parts.append("\(Self.name(of: knob))=\(Self.escaped(Self.written(start[knob])))")
    }
    for command in beginning.commands {
      switch command.action {
      case .set(let knob, let value):
        parts.append("\(Self.name(of: knob))=\(Self.escaped(value.description))@\(command.step)")
      case .happen(let event): parts.append("\(Self.written(event))@\(command.step)")
      }
    }
    if beginning.step > 0 { parts.append("at=\(beginning.step)") }
    if screen != "train" { parts.append("screen=\(screen)") }
    if !hidden.isEmpty { parts.append("hide=\(hidden.map(Self.name).joined(separator: "+"))") }
    let text = parts.joined(separator: ":")
    return "\(text):\(Self.check(of: text))"
  }

  /// - Throws: `StateStringError`.
  init(parsing line: String, in state: ExplorerState) throws(StateStringError) {
    try self.init(parsing: line, screens: state.screens.map { type(of: $0).title.lowercased() })
  }

  package init(parsing line: String, screens: [String]) throws(StateStringError) {
    let line = line.trimmingBlanks
    var parts = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let version = parts.first, version.hasPrefix("gh"), Int(version.dropFirst(2)) != nil else {
      throw .notAState(line)
    }
    guard version == Self.version else { throw .otherVersion(version) }
    guard parts.count >= 3, let check = parts.popLast(), check == Self.check(of: parts.joined(separator: ":"))
    else { throw .altered }
    var configuration = ExperimentConfiguration(
      defaultsFor: DatasetReference(name: Self.unescaped(parts[1])))
    var values: [Knob: KnobValue] = [:]
    var commands: [RunCommand] = []
    var (step, screen, hidden) = (0, "train", [Knob]())
    for part in parts.dropFirst(2) {
      guard let sign = part.firstIndex(of: "=") else { throw .unreadable(part) }
      let (name, value) = (String(part[..<sign]), String(part[part.index(after: sign)...]))
      switch name {
      case "at":
        guard let count = Int(value), count > 0 else { throw .unreadable(part) }
        step = count
      case "screen":
        guard screens.contains(value) else { throw .unreadable(part) }
        screen = value
      case "hide":
        for name in value.split(separator: "+") {
          hidden.append(try Self.knob(called: String(name), in: part))
        }
      case _ where Self.isEvent(name): commands.append(try Self.event(name, value, in: part))
      default:
        let knob = try Self.knob(called: name, in: part)
        do throws(ConfigurationError) {
          if let at = value.lastIndex(of: "@"), let step = Int(value[value.index(after: at)...]) {
            commands.append(
              RunCommand(
                step: step, knob: knob, value: try knob.value(parsing: Self.unescaped(String(value[..<at])))))
          } else {
            values[knob] = try knob.value(parsing: Self.unescaped(value))
          }
        } catch {
          throw .refused(error.description)
        }
      }
    }
    do throws(ConfigurationError) {
      configuration = try configuration.putting(values)
      try configuration.validate()
      let beginning = RunBeginning(configuration, commands: commands.filter { $0.step <= step }, at: step)
      _ = try beginning.settings
      self.init(beginning: beginning, screen: screen, hidden: hidden)
    } catch {
      throw .refused(error.description)
    }
  }

  private static func knob(called name: String, in part: String) throws(StateStringError) -> Knob {
    guard let knob = Knob.all.first(where: { Self.name(of: $0) == name }) else { throw .unreadable(part) }
    return knob
  }

  /// As it is read again: of names in a list those that hold a comma are quoted.
  private static func written(_ value: KnobValue) -> String {
    guard case .list(let names) = value else { return value.description }
    return names.map { name in
      name.contains(",") || name.contains("\"")
        ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
    }.joined(separator: ",")
  }

  private static func name(of knob: Knob) -> String { knob.key.replacing("_", with: "-") }

  /// What would end a part, or mean something to a shell, as its code point in hexadecimal between percent signs.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_./,".unicodeScalars.contains(scalar))
      return isPlain ? String(scalar) : "%" + String(scalar.value, radix: 16) + "%"
    }.joined()
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      guard let end = rest.firstIndex(of: "%"), let code = UInt32(rest[..<end], radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return text }
      result.unicodeScalars.append(scalar)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// Four letters that another line is unlikely to have: of the FNV hash of its characters, without those that look alike.
  static func check(of text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return String((0..<4).map { letters[Int((hash >> (8 * UInt32($0))) & 0xFF) % letters.count] })
  }
}

/// Why a state string cannot be opened.
package enum StateStringError: Error, Hashable {
  case notAState(String)
  case otherVersion(String)
  case altered
  case unreadable(String)
  case refused(String)
}

extension StateStringError: ExplainedError {
  package var sentence: Sentence {
    switch self {
    case .notAState(let line):
      "`\(String(line.prefix(40)))` is no state string. One begins with \(StateString.version): and is what y shows."
    case .otherVersion(let version):
      "The state string is of version \(version) and this program reads \(StateString.version). Open it with the program that made it."
    case .altered:
      "The state string was altered or mistyped: its last four letters do not belong to the rest. Compare it with the original, letter by letter."
    case .unreadable(let part):
      "The part `\(part)` of the state string means nothing here. A newer program may have written it: open it with that one."
    case .refused(let reason): "The state string cannot be opened: \(reason)"
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
