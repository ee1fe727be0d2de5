// What a line of a log holds.

struct HeaderLine: Codable {
  var format: String
  /// Absent in logs of a program that knew of training alone.
  var kind: String?
  var version: Int
  var configuration: ExperimentConfiguration
}

struct VersionLine: Decodable {
  var format: String
  var kind: String?
  var version: Int
}

struct EndLine: Codable {
  var end: Int
  var weightsSHA256: String

  private enum CodingKeys: String, CodingKey {
    case end
    case weightsSHA256 = "weights_sha256"
  }
}

enum LoggedScalar: Codable, Hashable {
  case number(Double)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .null : .number(try container.decode(Double.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }
}

struct SetLine: Codable {
  var step: Int
  var set: [String: LoggedScalar]
}

/// `{"step":12,"event":"drop_out","client":3}`: what is neither step nor event is an argument.
struct EventLine: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let step = Key(stringValue: "step")
    static let event = Key(stringValue: "event")
  }

  let step: Int
  let event: RunEvent

  init(step: Int, event: RunEvent) {
    self.step = step
    self.event = event
  }

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    step = try object.decode(Int.self, forKey: .step)
    var arguments = [String: KnobValue]()
    for key in object.allKeys where ![Key.step.stringValue, Key.event.stringValue].contains(key.stringValue) {
      arguments[key.stringValue] =
        if let isOn = try? object.decode(Bool.self, forKey: key) {
          .flag(isOn)
        } else if let number = try? object.decode(Double.self, forKey: key) {
          .number(number)
        } else {
          .text(try object.decode(String.self, forKey: key))
        }
    }
    event = RunEvent(name: try object.decode(String.self, forKey: .event), arguments: arguments)
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(step, forKey: .step)
    try object.encode(event.name, forKey: .event)
    for (name, value) in event.arguments {
      let key = Key(stringValue: name)
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
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let names: Set<String>

  init(from decoder: any Decoder) throws {
    names = Set(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
  }

  /// nil of an event, whose arguments its kind knows, and of what is no line of a log.
  var known: Set<String>? {
    if names.contains("configuration") { return ["format", "kind", "version", "configuration"] }
    if names.contains("set") { return ["step", "set"] }
    if names.contains("end") { return ["end", "weights_sha256"] }
    return nil
  }
}
