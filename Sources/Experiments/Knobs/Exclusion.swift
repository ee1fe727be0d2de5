/// Why two settings cannot both be on.
public enum Exclusion: Hashable, Sendable {
  case coupledRecords
  case teachers
  case rightConfidence
  case clientsDescend
  case movingNorm
  case brokenUnits

  /// To follow "exclude each other".
  var reason: String {
    switch self {
    case .coupledRecords:
      "noise hides one example's gradient, and here what one record gives moves the gradients of others too, so that ε would be false"
    case .teachers:
      "the noise would be on the model alone, and its teachers saw the members without, so that ε would be false"
    case .clientsDescend:
      "clients take plain steps on their own records, and only what these come to is put together"
    case .movingNorm: "what rounding adds is the range's, and would outgrow a clipping norm that falls"
    case .brokenUnits: "this fault is that of a trainer of single records"
    case .rightConfidence: "each decides what the confidence in a label is to be"
    }
  }
}

extension ConfigurationError {
  static func excluded(_ one: Knob, _ other: Knob, by exclusion: Exclusion) -> ConfigurationError {
    .excluded(one: one.withoutOption, other: other.withoutOption, by: exclusion)
  }
}

extension Knob {
  /// Its title, and how it is turned off.
  fileprivate var withoutOption: ExcludedSetting {
    let off =
      switch storage {
      case .number: "0"
      case .choice(let choice): choice.names[0]
      default: "off"
      }
    return ExcludedSetting(title: title, off: "\(option) \(off)")
  }
}

/// A setting that is on beside another which excludes it.
public struct ExcludedSetting: Hashable, Sendable {
  let title: String
  /// What turns it off on a command line.
  let off: String
}
