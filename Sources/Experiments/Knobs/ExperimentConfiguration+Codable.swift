import PlainText
import Records

/// A key that no knob has, in a configuration that was written down.
struct UnknownSetting: ExplainedError {
  let key: String

  var sentence: Sentence {
    "There is no setting `\(key)`. A newer program may have written it: read it with that one."
  }
}

/// As logs keep it: a key for each knob that is not off. Keys that are absent take their defaults, those of the data set
/// where it has some, and keys that no knob has are refused.
extension ExperimentConfiguration: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ knob: Knob) { stringValue = knob.key }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    for knob in Knob.all {
      switch (knob.storage, self[knob]) {
      case (_, .off): break
      case (.count, .number(let number)), (.optionalCount, .number(let number)):
        try object.encode(Int(number), forKey: Key(knob))
      case (_, .number(let number)): try object.encode(number, forKey: Key(knob))
      case (.seed(let path), _): try object.encode(self[keyPath: path], forKey: Key(knob))
      case (_, .text(let text)): try object.encode(text, forKey: Key(knob))
      case (_, .list(let names)): try object.encode(names, forKey: Key(knob))
      case (_, .flag(let isOn)): try object.encode(isOn, forKey: Key(knob))
      }
    }
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    var values = [Knob: KnobValue]()
    for key in object.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      guard let knob = Knob.named(key.stringValue) else { throw UnknownSetting(key: key.stringValue) }
      values[knob] = try Self.value(of: knob, in: object, at: key)
    }
    let name = if case .text(let name) = values[.dataset] { name } else { Catalog.defaultName }
    self = try Self(defaultsFor: DatasetReference(name: name)).putting(values)
  }

  private static func value(
    of knob: Knob, in object: KeyedDecodingContainer<Key>, at key: Key
  ) throws -> KnobValue {
    if try object.decodeNil(forKey: key) { return .off }
    return switch knob.storage {
    case .number, .optionalNumber: .number(try object.decode(Double.self, forKey: key))
    case .count, .optionalCount: .number(Double(try object.decode(Int.self, forKey: key)))
    case .seed: .text(String(try object.decode(UInt64.self, forKey: key)))
    case .text, .optionalText, .choice: .text(try object.decode(String.self, forKey: key))
    case .list: .list(try object.decode([String].self, forKey: key))
    case .flag: .flag(try object.decode(Bool.self, forKey: key))
    }
  }
}
