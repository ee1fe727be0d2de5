/// A setting and the values it takes in turn, as `--vary` has it.
public struct Variation: Hashable, Sendable {
  public let knob: Knob
  public let values: [KnobValue]

  /// Reads `weight_decay=0,0.01`; values that hold a comma have a semicolon between them.
  ///
  /// - Throws: `ComparisonError`, or `ConfigurationError` for a value that is none of the setting's kind.
  public init(parsing text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else { throw ComparisonError.notAVariation(text) }
    let name = parts[0].replacing("-", with: "_")
    guard let knob = Knob.named(name), knob.help != nil, knob != .seed else {
      throw ComparisonError.unknownKnob(parts[0])
    }
    self.knob = knob
    let separator: Character = parts[1].contains(";") ? ";" : ","
    values = try parts[1].split(separator: separator, omittingEmptySubsequences: false)
      .map { try knob.valueOrOff(parsing: String($0)) }
  }

  private init(_ knob: Knob, _ values: [KnobValue]) { (self.knob, self.values) = (knob, values) }

  /// The value of a knob, then those that arrow keys step to on either side of it, the nearest ones, as far as the other settings
  /// allow them.
  ///
  /// - Throws: `ComparisonError.nothingToVary` where there is no other, and for what may not differ between runs that are compared.
  public static func around(
    _ knob: Knob, of base: ExperimentConfiguration
  ) throws(ComparisonError) -> Variation {
    let present = knob.valueInEffect(base) ?? base[knob]
    // Runs on other data are no variants, and seeds are what each is repeated over.
    let ladder = knob == .dataset || knob == .seed ? [] : knob.ladder(base, [])
    let possible = ladder.filter { value in
      value != present && (try? Variant([knob: value]).configuration(of: base, seed: base.seed)) != nil
    }
    guard !possible.isEmpty else { throw .nothingToVary(knob.sentenceTitle) }
    let place = possible.firstIndex { $0.isAbove(present) } ?? possible.count
    let first = max(0, min(place - Self.neighbours / 2, possible.count - Self.neighbours))
    return Variation(knob, [present] + possible.dropFirst(first).prefix(Self.neighbours))
  }

  /// Values beside the present one.
  private static let neighbours = 6

  /// Every combination of values, the last setting varying fastest.
  ///
  /// - Throws: `ComparisonError` where a setting varies twice, or there are too many combinations.
  public static func variants(of variations: [Variation]) throws(ComparisonError) -> [Variant] {
    if variations.contains(where: { $0.knob == .dataset }) { throw .otherDatasets }
    for (place, variation) in variations.enumerated()
    where variations[..<place].contains(where: { $0.knob == variation.knob }) {
      throw .variedTwice(variation.knob.key)
    }
    var combinations: [[Knob: KnobValue]] = [[:]]
    for variation in variations {
      let (count, isTooLarge) = combinations.count.multipliedReportingOverflow(by: variation.values.count)
      guard !isTooLarge, count <= ComparisonPlan.mostVariants else {
        throw .tooManyVariants(isTooLarge ? .max : count)
      }
      combinations = combinations.flatMap { changes in
        variation.values.map { value in changes.merging([variation.knob: value]) { $1 } }
      }
    }
    var seen = Set<[Knob: KnobValue]>()
    return combinations.filter { seen.insert($0).inserted }.map { Variant($0) }
  }
}

extension KnobValue {
  /// Whether it is a larger number; of what is no number none is.
  fileprivate func isAbove(_ other: KnobValue) -> Bool {
    guard case .number(let value) = self else { return false }
    if case .number(let otherValue) = other { return value > otherValue }
    return other == .off
  }
}

extension Knob {
  /// What `--vary` says: `off` is also no list, and nothing done to the records.
  fileprivate func valueOrOff(parsing text: String) throws(ConfigurationError) -> KnobValue {
    guard text == "off" else { return try value(parsing: text) }
    if case .list = storage { return .list([]) }
    return self == .kAnonymity ? .off : try value(parsing: text)
  }
}
