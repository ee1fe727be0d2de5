// What a line of a log holds.

struct HeaderLine: Codable {
  var format: String
  /// Absent in logs of a program that knew of training alone.
  var kind: String?
  var version: Int
  var configuration: ExperimentConfiguration
  /// Absent where none was planted.
  var canaries: CanaryCoins?
}

struct VersionLine: Decodable {
  var format: String
  var kind: String?
  var version: Int
}

struct EndLine: Codable {
  var end: Int
  var weightsSHA256: String
  var computedOn: String?

  private enum CodingKeys: String, CodingKey {
    case end
    case weightsSHA256 = "weights_sha256"
    case computedOn = "platform"
  }
}

/// `{"step":400,"set":{"noise_multiplier":2}}`, each value as its knob is written elsewhere.
struct SetLine: Codable {
  let step: Int
  /// As they are written, whether knobs have these names or not.
  let names: [String]
  /// Of those that are names of knobs.
  let values: [Knob: KnobValue]

  private enum Key: String, CodingKey { case step, set }

  init(step: Int, knob: Knob, value: KnobValue) {
    self.step = step
    names = [knob.key]
    values = [knob: value]
  }

  init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    let set = try line.nestedContainer(keyedBy: WrittenKey.self, forKey: .set)
    step = try line.decode(Int.self, forKey: .step)
    names = set.allKeys.map(\.stringValue).sorted()
    var values = [Knob: KnobValue]()
    for knob in names.compactMap(Knob.named) { values[knob] = try knob.decode(from: set) }
    self.values = values
  }

  func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    try line.encode(step, forKey: .step)
    var set = line.nestedContainer(keyedBy: WrittenKey.self, forKey: .set)
    for (knob, value) in values { try knob.encode(value, to: &set, writesOff: true) }
  }
}

/// `{"step":12,"event":"drop_out","client":3}`: what is neither step nor event is an argument.
struct EventLine: Codable {
  private static let stepKey = WrittenKey(stringValue: "step")
  private static let eventKey = WrittenKey(stringValue: "event")

  let step: Int
  let event: RunEvent

  init(step: Int, event: RunEvent) {
    self.step = step
    self.event = event
  }

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WrittenKey.self)
    step = try object.decode(Int.self, forKey: Self.stepKey)
    var arguments = [String: KnobValue]()
    let known = [Self.stepKey.stringValue, Self.eventKey.stringValue]
    for key in object.allKeys where !known.contains(key.stringValue) {
      arguments[key.stringValue] =
        if try object.decodeNil(forKey: key) {
          .off
        } else if let isOn = try? object.decode(Bool.self, forKey: key) {
          .flag(isOn)
        } else if let number = try? object.decode(Double.self, forKey: key) {
          .number(number)
        } else {
          .text(try object.decode(String.self, forKey: key))
        }
    }
    event = RunEvent(name: try object.decode(String.self, forKey: Self.eventKey), arguments: arguments)
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: WrittenKey.self)
    try object.encode(step, forKey: Self.stepKey)
    try object.encode(event.name, forKey: Self.eventKey)
    for (name, value) in event.arguments {
      let key = WrittenKey(stringValue: name)
      switch value {
      case .number(let number): try object.encode(number, forKey: key)
      case .flag(let isOn): try object.encode(isOn, forKey: key)
      case .off: try object.encodeNil(forKey: key)
      case .text, .list: try object.encode(value.description, forKey: key)
      }
    }
  }
}

/// The keys of a line, and those that a line of its sort has.
struct LineKeys: Decodable {
  let names: Set<String>

  init(from decoder: any Decoder) throws {
    names = Set(try decoder.container(keyedBy: WrittenKey.self).allKeys.map(\.stringValue))
  }

  /// nil of an event, whose arguments its kind knows, and of what is no line of a log.
  var known: Set<String>? {
    if names.contains("configuration") { return ["format", "kind", "version", "configuration", "canaries"] }
    if names.contains("set") { return ["step", "set"] }
    if names.contains("end") { return ["end", "weights_sha256", "platform"] }
    return nil
  }
}
