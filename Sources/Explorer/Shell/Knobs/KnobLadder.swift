import Experiments

/// The values a knob steps through when an arrow key turns it.
struct KnobLadder {
  let values: [KnobValue]

  /// The value that many rungs up from `value`, or down; it stops at both ends.
  func value(from value: KnobValue, by offset: Int) -> KnobValue {
    guard !values.isEmpty else { return value }
    if let index = values.firstIndex(of: value) {
      return values[min(values.count - 1, max(0, index + offset))]
    }
    // A value that was typed lies between two rungs, or beyond the last: the first step goes to the next one that way.
    guard case .number(let number) = value else { return values[0] }
    let below = values.count { rung in
      if case .number(let other) = rung { other < number } else { true }
    }
    let index = offset > 0 ? below + offset - 1 : below + offset
    guard offset > 0 ? below < values.count : below > 0 else { return value }
    return values[min(values.count - 1, max(0, index))]
  }
}
