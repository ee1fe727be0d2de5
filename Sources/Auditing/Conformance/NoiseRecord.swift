import DifferentialPrivacy
import NeuralNetworks

/// What is kept of the noise of a trainer's steps: sums of squares, over what they are promised to be.
struct NoiseRecord: Sendable {
  /// Sums of squares of what should be draws of N(0, 1), and how many.
  private struct Squares {
    var sum = 0.0
    var count = 0

    /// The deviation.
    var ratio: Double { (sum / Double(max(1, count))).squareRoot() }
  }

  private var untouched = Squares()
  private var all = Squares()
  private var layers: [Squares] = []
  /// The step whose ratio is furthest from one, and how many weights it was measured by.
  private var furthestStep: (ratio: Double, count: Int)?
  private var last: [Float] = []
  /// Σ of products of the noise of one step with that of the next, and of the squares of either.
  private var products = (both: 0.0, earlier: 0.0, later: 0.0, count: 0)

  /// - Parameter deviation: σ C, as it was promised.
  mutating func take(_ step: WitnessedStep, deviation: Double) {
    let layout = step.noisySum.layout
    if layers.isEmpty { layers = layout.slots.map { _ in Squares() } }
    var noise = [Float](repeating: 0, count: layout.count)
    var ofStep = Squares()
    for (slot, place) in layout.slots.enumerated() {
      var sum = 0.0
      for index in place.range {
        let clean = step.cleanSum.values[index]
        let draw = (Double(step.noisySum.values[index]) - Double(clean)) / deviation
        noise[index] = Float(draw)
        sum += draw * draw
        if clean == 0 {
          untouched.sum += draw * draw
          untouched.count += 1
        }
      }
      layers[slot].sum += sum
      layers[slot].count += place.range.count
      ofStep.sum += sum
      ofStep.count += place.range.count
    }
    all.sum += ofStep.sum
    all.count += ofStep.count
    if abs(ofStep.ratio - 1) >= abs((furthestStep?.ratio ?? 1) - 1) {
      furthestStep = (ofStep.ratio, ofStep.count)
    }
    if last.count == noise.count {
      for (earlier, later) in zip(last, noise) {
        products.both += Double(earlier) * Double(later)
        products.earlier += Double(earlier) * Double(earlier)
        products.later += Double(later) * Double(later)
      }
      products.count += noise.count
    }
    last = noise
  }

  /// Weights that nobody reached, below which all are looked at.
  private static let fewestUntouched = 100

  /// None where there was no noise to look at.
  var checks: [ConformanceCheck] {
    guard let furthestStep else { return [] }
    let quiet = untouched.count < Self.fewestUntouched ? all : untouched
    var checks = [
      Self.ratio(.noiseRatio, quiet.ratio, count: quiet.count),
      Self.ratio(.noiseRatioOfSteps, furthestStep.ratio, count: furthestStep.count),
    ]
    // In the units in which each layer may be off.
    let layer = layers.max {
      abs($0.ratio - 1) * Double($0.count).squareRoot() < abs($1.ratio - 1) * Double($1.count).squareRoot()
    }
    if let layer { checks.append(Self.ratio(.noiseRatioOfLayers, layer.ratio, count: layer.count)) }
    if products.count > 0 {
      let scale = (products.earlier * products.later).squareRoot()
      let width = ChiSquaredRatio.deviations / Double(products.count).squareRoot()
      checks.append(
        ConformanceCheck(
          .noiseCorrelation, value: scale > 0 ? products.both / scale : 0, expected: 0,
          allowed: -width...width))
    }
    return checks
  }

  /// The deviation of N draws is off by 1 / √(2 N) or so; of few draws it has a longer tail above, which a chi-squared quantile has too.
  private static func ratio(_ check: ConformanceCheck.Name, _ ratio: Double, count: Int) -> ConformanceCheck {
    let ends = ChiSquaredRatio(count: count)
    return ConformanceCheck(
      check, value: ratio, expected: 1, allowed: ends.least.squareRoot()...ends.most.squareRoot())
  }
}
