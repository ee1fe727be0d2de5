import Records

extension Knob {
  typealias Path<Value> = WritableKeyPath<ExperimentConfiguration, Value> & Sendable

  /// Where a knob is kept, and as what.
  enum Storage: Sendable {
    case number(any Path<Double>)
    /// nil is off.
    case optionalNumber(any Path<Double?>)
    case count(any Path<Int>)
    case optionalCount(any Path<Int?>)
    case seed(any Path<UInt64>)
    case text(any Path<String>)
    case optionalText(any Path<String?>)
    case list(any Path<[String]>)
    case flag(any Path<Bool>)
    case choice(Choice)
    case grammar(Grammar)
  }

  /// A text that is kept as what it means, so that there is one way of writing it.
  struct Grammar: Sendable {
    let text: @Sendable (ExperimentConfiguration) -> String
    let read: @Sendable (inout ExperimentConfiguration, String) throws(ConfigurationError) -> Void
  }

  /// One of a few words.
  struct Choice: Sendable {
    let names: [String]
    let name: @Sendable (ExperimentConfiguration) -> String
    /// False where there is no such choice.
    let choose: @Sendable (inout ExperimentConfiguration, String) -> Bool
  }

  /// The words that may be chosen; empty where anything may be given.
  public var choices: [String] {
    if case .choice(let choice) = storage { choice.names } else { [] }
  }

  /// Whether it is given by naming it, without a value.
  public var isFlag: Bool { if case .flag = storage { true } else { false } }

  /// Whether it can be off.
  var isOptional: Bool {
    switch storage {
    case .optionalNumber, .optionalCount, .optionalText: true
    case .number, .count, .seed, .text, .list, .flag, .choice, .grammar: false
    }
  }

  private var isText: Bool { if case .optionalText = storage { true } else { false } }

  private var isWhole: Bool {
    switch storage {
    case .count, .optionalCount: true
    case .number, .optionalNumber, .seed, .text, .optionalText, .list, .flag, .choice, .grammar: false
    }
  }

  func value(in configuration: ExperimentConfiguration) -> KnobValue {
    switch storage {
    case .number(let path): .number(configuration[keyPath: path])
    case .optionalNumber(let path): configuration[keyPath: path].map(KnobValue.number) ?? .off
    case .count(let path): .number(Double(configuration[keyPath: path]))
    case .optionalCount(let path): configuration[keyPath: path].map { .number(Double($0)) } ?? .off
    case .seed(let path): .text(String(configuration[keyPath: path]))
    case .text(let path): .text(configuration[keyPath: path])
    case .optionalText(let path): configuration[keyPath: path].map(KnobValue.text) ?? .off
    case .list(let path): .list(configuration[keyPath: path])
    case .flag(let path): .flag(configuration[keyPath: path])
    case .choice(let choice): .text(choice.name(configuration))
    case .grammar(let grammar): .text(grammar.text(configuration))
    }
  }

  /// Puts the value where it is kept; whether it may be is for `validate` to say.
  ///
  /// - Throws: `ConfigurationError` where it is none of this kind.
  func put(
    _ value: KnobValue, into configuration: inout ExperimentConfiguration
  ) throws(ConfigurationError) {
    switch (storage, value) {
    case (.number(let path), .number(let number)): configuration[keyPath: path] = number
    case (.optionalNumber(let path), .number(let number)): configuration[keyPath: path] = number
    case (.optionalNumber(let path), .off): configuration[keyPath: path] = nil
    case (.count(let path), .number(let number)): configuration[keyPath: path] = try whole(number)
    case (.optionalCount(let path), .number(let number)): configuration[keyPath: path] = try whole(number)
    case (.optionalCount(let path), .off): configuration[keyPath: path] = nil
    case (.seed(let path), .text(let text)):
      guard let seed = UInt64(text) else {
        throw .outOfRange(
          option: title, value: text, allowed: "a whole number from 0 to \(UInt64.max)")
      }
      configuration[keyPath: path] = seed
    case (.text(let path), .text(let text)): configuration[keyPath: path] = text
    case (.optionalText(let path), .text(let text)): configuration[keyPath: path] = text
    case (.optionalText(let path), .off): configuration[keyPath: path] = nil
    case (.list(let path), .list(let names)): configuration[keyPath: path] = names
    case (.list(let path), .text(let text)):
      do { configuration[keyPath: path] = try CSVReader.names(in: text, option: option) } catch {
        throw .unreadable(error)
      }
    case (.flag(let path), .flag(let isOn)): configuration[keyPath: path] = isOn
    case (.choice(let choice), .text(let name)):
      guard choice.choose(&configuration, name) else {
        throw .outOfRange(option: title, value: name, allowed: choice.names.alternatives)
      }
    case (.grammar(let grammar), .text(let text)): try grammar.read(&configuration, text)
    case (_, .text(let text)): throw .notANumber(option: title, text: text)
    case (_, .off): throw .outOfRange(option: title, value: "off", allowed: "a value")
    case (_, let value): throw .notANumber(option: title, text: value.description)
    }
  }

  private func whole(_ number: Double) throws(ConfigurationError) -> Int {
    guard let count = Int(exactly: number) else {
      throw .outOfRange(option: title, value: String(number), allowed: "a whole number")
    }
    return count
  }

  /// Reads what a person typed.
  ///
  /// - Throws: `ConfigurationError` where it is none of this knob's kind.
  public func value(parsing text: String) throws(ConfigurationError) -> KnobValue {
    // A column or a file may be called off.
    if text == "off", isOptional, !isText { return .off }
    switch storage {
    // A list or a grammar is read where it is put, for what is wrong with it is no matter of spelling.
    case .text, .optionalText, .list, .grammar: return .text(text)
    case .seed:
      guard UInt64(text) != nil else {
        throw .outOfRange(
          option: title, value: text, allowed: "a whole number from 0 to \(UInt64.max)")
      }
      return .text(text)
    case .choice(let choice):
      guard choice.names.contains(text) else {
        throw .outOfRange(option: title, value: text, allowed: choice.names.alternatives)
      }
      return .text(text)
    case .flag:
      guard ["on", "off"].contains(text) else {
        throw .outOfRange(option: title, value: text, allowed: "on or off")
      }
      return .flag(text == "on")
    case .number, .optionalNumber, .count, .optionalCount:
      guard let number = Double(text) else { throw .notANumber(option: title, text: text) }
      if isWhole { _ = try whole(number) }
      return .number(number)
    }
  }

  /// `--noise-multiplier`.
  public var option: String { "--" + key.replacing("_", with: "-") }
}

extension Knob.Storage {
  /// One of the cases of an enumeration, by their names.
  static func choice<Value: CaseIterable & RawRepresentable & Sendable>(
    _ path: any Knob.Path<Value>
  ) -> Self where Value.RawValue == String {
    .choice(
      Knob.Choice(
        names: Value.allCases.map(\.rawValue), name: { $0[keyPath: path].rawValue },
        choose: { configuration, name in
          guard let value = Value(rawValue: name) else { return false }
          configuration[keyPath: path] = value
          return true
        }))
  }
}

extension [String] {
  /// `relu, tanh or sigmoid`.
  var alternatives: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " or " + self[count - 1]
  }
}
