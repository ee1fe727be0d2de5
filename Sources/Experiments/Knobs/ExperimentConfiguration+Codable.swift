import PlainText
import Records

/// A key that no knob has, in a configuration that was written down.
struct UnknownSetting: ExplainedError {
  let key: String

  var sentence: Sentence {
    "There is no setting `\(key)`. A newer program may have written it: read it with that one."
  }
}

/// A value that is not of its knob's kind, in a configuration that was written down.
struct UnreadableSetting: ExplainedError {
  let key: String

  var sentence: Sentence {
    "The setting `\(key)` has a value that cannot be read. Write it as the program does, or leave it out."
  }
}

/// As logs keep it: a key for each knob that is not off. Keys that are absent take their defaults, those of the data set
/// where it has some, and keys that mean nothing are refused.
extension ExperimentConfiguration: Codable {
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: WrittenKey.self)
    for knob in Knob.all where knob.applies(self) {
      try knob.encode(self[knob], to: &object, writesOff: false)
    }
    try encodePlanted(to: encoder)
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: WrittenKey.self).allKeys.map(\.stringValue)
    let unknown = keys.filter { Knob.named($0) == nil && $0 != Self.plantedKey.stringValue }.min()
    if let unknown { throw UnknownSetting(key: unknown) }
    try self.init(knownKeysOf: decoder)
    planted = try Self.decodePlanted(from: decoder)
  }

  /// Reads the keys that knobs have, among others.
  init(knownKeysOf decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WrittenKey.self)
    var values = [Knob: KnobValue]()
    for knob in Knob.all where object.contains(WrittenKey(knob)) {
      do { values[knob] = try knob.decode(from: object) } catch {
        throw UnreadableSetting(key: knob.key)
      }
    }
    // Whatever is installed: a log says the same everywhere.
    let name = if case .text(let name) = values[.dataset] { name } else { Catalog.entries[0].name }
    self = try Self(defaultsFor: DatasetReference(name: name)).putting(values)
  }
}
