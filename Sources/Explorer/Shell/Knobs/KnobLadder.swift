import Experiments
import Records

/// The values a knob steps through when an arrow key turns it.
struct KnobLadder {
  let values: [KnobValue]

  init(
    for knob: Knob, in configuration: ExperimentConfiguration, installed: [Catalog.Entry]
  ) {
    switch knob {
    case .noiseMultiplier:
      values = Self.numbers([0, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 20, 50, 100])
    case .clippingNorm:
      values = [.off] + Self.numbers([0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 30, 100])
    case .expectedBatchSize:
      let size = Double(configuration.trainSize)
      let powers = (0...16).map { Double(1 << $0) }.filter { $0 < size }
      values = Self.numbers(powers + [size])
    case .learningRate:
      values = Self.numbers([
        0.0001, 0.0003, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5,
        10,
      ])
    case .momentum: values = Self.numbers([0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99])
    case .weightDecay:
      values = Self.numbers([0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.3, 1])
    case .dropout: values = Self.numbers([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    case .labelSmoothing: values = Self.numbers([0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1])
    case .trainSize:
      values = Self.numbers([
        20, 50, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 4000, 6000,
      ])
    case .network:
      values = ["linear", "mlp:32", "mlp:64", "mlp:128", "mlp:256", "mlp:64-64", "mlp:256-128"].map(
        KnobValue.text)
    case .dataset:
      values = installed.compactMap { entry in
        if case .text = entry.source { nil } else { .text(entry.name) }
      }
    case .seed:
      let seed = configuration.seed
      let neighbours = (seed > 0 ? [seed - 1] : []) + [seed] + (seed < .max ? [seed + 1] : [])
      values = neighbours.map { .text(String($0)) }
    }
  }

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

  private static func numbers(_ numbers: [Double]) -> [KnobValue] { numbers.map(KnobValue.number) }
}
