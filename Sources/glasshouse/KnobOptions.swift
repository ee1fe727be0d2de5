import ArgumentParser
import Experiments

/// Options made from the declarations of knobs: what `@Option` would say of each, said in a loop.
///
/// The parser learns of options by looking at the children of a value, and these are made up.
protocol KnobOptions: ParsableArguments, CustomReflectable {
  static var knobs: [Knob] { get }
  /// What was given on the command line.
  var given: [Knob: KnobValue] { get set }
}

extension KnobOptions {
  var customMirror: Mirror {
    Mirror(self, children: Self.knobs.map { (label: "_" + $0.key, value: $0.parsedOption) })
  }

  init(from decoder: any Decoder) throws {
    self.init()
    let options = try decoder.container(keyedBy: WrittenKey.self)
    for knob in Self.knobs {
      if knob.isFlag {
        let isOn = try options.decode(Flag<Bool>.self, forKey: WrittenKey(knob)).wrappedValue
        given[knob] = isOn ? .flag(true) : nil
      } else {
        given[knob] = try options.decode(Option<KnobValue?>.self, forKey: WrittenKey(knob)).wrappedValue
      }
    }
  }
}

extension Knob {
  /// A number takes whatever follows it, so that a negative one is judged as a number and not as an option.
  fileprivate var parsedOption: Any {
    let name = NameSpecification.customLong(String(option.dropFirst(2)))
    let help = ArgumentHelp(stringLiteral: help ?? "")
    guard !isFlag else { return Flag(wrappedValue: false, name: name, help: help) }
    let named = ArgumentHelp(help.abstract, valueName: valueName)
    return Option<KnobValue?>(
      name: name, parsing: limit == nil && self != .seed ? .next : .unconditional, help: named,
      completion: choices.isEmpty ? nil : .list(choices), transform: { try value(parsing: $0) })
  }
}
