/// A key of logs, reports and options that no list has: a knob's, or what an event calls its arguments.
package struct WrittenKey: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(_ knob: Knob) { stringValue = knob.key }
  package init(stringValue: String) { self.stringValue = stringValue }
  package init?(intValue: Int) { nil }
}

extension Knob {
  /// Writes a value of this knob.
  ///
  /// - Parameter writesOff: whether off is written as null, or not at all.
  func encode(
    _ value: KnobValue, to object: inout KeyedEncodingContainer<WrittenKey>, writesOff: Bool
  ) throws {
    let key = WrittenKey(self)
    switch (storage, value) {
    case (_, .off): if writesOff { try object.encodeNil(forKey: key) }
    case (.count, .number(let number)), (.optionalCount, .number(let number)):
      try object.encode(Int(number), forKey: key)
    case (_, .number(let number)): try object.encode(number, forKey: key)
    case (.seed, .text(let text)): try object.encode(UInt64(text), forKey: key)
    case (_, .text(let text)): try object.encode(text, forKey: key)
    case (_, .list(let names)): try object.encode(names, forKey: key)
    case (_, .flag(let isOn)): try object.encode(isOn, forKey: key)
    }
  }

  /// Reads what stands at this knob's key.
  func decode(from object: KeyedDecodingContainer<WrittenKey>) throws -> KnobValue {
    let key = WrittenKey(self)
    if try object.decodeNil(forKey: key) { return .off }
    return switch storage {
    case .number, .optionalNumber: .number(try object.decode(Double.self, forKey: key))
    case .count, .optionalCount: .number(Double(try object.decode(Int.self, forKey: key)))
    case .seed: .text(String(try object.decode(UInt64.self, forKey: key)))
    case .choice: .text(try choice(at: key, of: object))
    case .text, .optionalText, .grammar: .text(try object.decode(String.self, forKey: key))
    case .list: .list(try object.decode([String].self, forKey: key))
    case .flag: .flag(try object.decode(Bool.self, forKey: key))
    }
  }

  /// A word, or what has the word for its method and says more beside it, as reports do.
  private func choice(
    at key: WrittenKey, of object: KeyedDecodingContainer<WrittenKey>
  ) throws -> String {
    if let word = try? object.decode(String.self, forKey: key) { return word }
    return try object.nestedContainer(keyedBy: WrittenKey.self, forKey: key)
      .decode(String.self, forKey: WrittenKey(stringValue: "method"))
  }
}
