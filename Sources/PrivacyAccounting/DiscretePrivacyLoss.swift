#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A privacy loss on a grid: `masses[i]` is the probability of the loss `(first + i) · spacing`.
struct DiscretePrivacyLoss: Sendable {
  let spacing: Double
  let first: Int
  let masses: [Double]
  /// Probability of a loss counted as infinite.
  let infinityMass: Double
  /// What is added to the loss of every grid point: the mean that rounding took away.
  let shift: Double

  enum Rounding {
    /// Each loss is split between the two grid points around it so that both P and Q keep their mass: δ(ε) is exact on
    /// the grid and never too small between (Doroshenko et al., _Connect the Dots_, arXiv:2207.04380).
    case connectingDots
    /// Each loss goes to the nearest grid point, and the mean is restored by a shift (Gopi, Lee and Wutschitz,
    /// _Numerical Composition of Differential Privacy_, arXiv:2106.02848).
    case nearest
  }

  /// - Parameters:
  ///   - range: the losses of the continuous part that are kept apart.
  ///   - cutMass: more than the probability outside `range` and the domain, at either end: counted as an infinite loss
  ///     when the dots are connected, and left out when rounding to the nearest.
  init(
    _ variable: PrivacyLossVariable, spacing: Double, rounding: Rounding, range: ClosedRange<Double>,
    cutMass: Double
  ) {
    var collector = Collector(spacing: spacing, rounding: rounding)
    for atom in variable.atoms { collector.add(atom.mass, at: atom.loss) }
    if let continuous = variable.continuous { collector.integrate(continuous, losses: range) }
    self = collector.finished(cutMass: variable.continuous == nil ? 0 : cutMass)
  }

  fileprivate init(spacing: Double, first: Int, masses: [Double], infinityMass: Double, shift: Double) {
    self.spacing = spacing
    self.first = first
    self.masses = masses
    self.infinityMass = infinityMass
    self.shift = shift
  }

  func loss(at index: Int) -> Double { Double(first + index) * spacing + shift }
}

/// Gathers masses on a grid.
private struct Collector {
  let spacing: Double
  let rounding: DiscretePrivacyLoss.Rounding
  private var masses: [Int: Double] = [:]
  private var dense: [Double] = []
  private var denseFirst = 0
  private var mean = 0.0
  private var total = 0.0

  /// Abscissas and weights of Gauss and Legendre with three points on [−1, 1].
  private static let points = [0.0, 0.6.squareRoot(), -0.6.squareRoot()]
  private static let weights = [8.0 / 9, 5.0 / 9, 5.0 / 9]

  init(spacing: Double, rounding: DiscretePrivacyLoss.Rounding) {
    self.spacing = spacing
    self.rounding = rounding
  }

  mutating func add(_ mass: Double, at loss: Double) {
    let below = Int((loss / spacing).rounded(.down))
    add(mass, at: loss, below: below)
  }

  private mutating func add(_ mass: Double, at loss: Double, below: Int) {
    mean += mass * loss
    total += mass
    switch rounding {
    case .nearest:
      put(mass, at: loss - Double(below) * spacing > spacing / 2 ? below + 1 : below)
    case .connectingDots:
      // a at the lower point and b at the upper keep a + b, and a e^−lower + b e^−upper.
      let share = expm1(Double(below + 1) * spacing - loss) / expm1(spacing)
      put(mass * share, at: below)
      put(mass * (1 - share), at: below + 1)
    }
  }

  private mutating func put(_ mass: Double, at index: Int) {
    let position = index - denseFirst
    if dense.indices.contains(position) {
      dense[position] += mass
    } else {
      masses[index, default: 0] += mass
    }
  }

  /// Walks the grid's cells and integrates the density over each, cut where it changes much.
  mutating func integrate(_ variable: PrivacyLossVariable.Continuous, losses: ClosedRange<Double>) {
    let bottom = max(variable.domain.lowerBound, variable.position(losses.lowerBound))
    let top = min(variable.domain.upperBound, variable.position(losses.upperBound))
    guard bottom < top else { return }
    let low = variable.loss(bottom)
    let high = variable.loss(top)
    let first = Int((low / spacing).rounded(.down))
    let last = Int((high / spacing).rounded(.down))
    denseFirst = first
    dense = Array(repeating: 0, count: last - first + 3)
    var start = bottom
    for cell in first...last {
      let edge = cell == last ? top : variable.position(Double(cell + 1) * spacing)
      let end = min(max(edge, start), top)
      let middle = rounding == .nearest ? variable.position((Double(cell) + 0.5) * spacing) : end
      integrate(variable, from: start, to: min(max(middle, start), end), cell: cell)
      if rounding == .nearest { integrate(variable, from: min(max(middle, start), end), to: end, cell: cell) }
      start = end
    }
  }

  private mutating func integrate(
    _ variable: PrivacyLossVariable.Continuous, from start: Double, to end: Double, cell: Int
  ) {
    guard end > start else { return }
    let pieces = max(1, Int(((end - start) / (variable.scale / 8)).rounded(.up)))
    let half = (end - start) / Double(2 * pieces)
    for piece in 0..<pieces {
      let center = start + Double(2 * piece + 1) * half
      for (point, weight) in zip(Self.points, Self.weights) {
        let z = center + half * point
        let loss = min(max(variable.loss(z), Double(cell) * spacing), Double(cell + 1) * spacing)
        add(weight * half * exp(variable.logDensity(z)), at: loss, below: cell)
      }
    }
  }

  func finished(cutMass: Double) -> DiscretePrivacyLoss {
    let sparse = masses.keys.sorted()
    let first = min(sparse.first ?? denseFirst, dense.isEmpty ? .max : denseFirst)
    let last = max(sparse.last ?? Int.min, denseFirst + dense.count - 1)
    var all = [Double](repeating: 0, count: max(1, last - first + 1))
    for (offset, mass) in dense.enumerated() { all[denseFirst + offset - first] += mass }
    for (index, mass) in masses { all[index - first] += mass }
    let sum = all.reduce(0, +)
    let rounded = all.enumerated().reduce(0) { $0 + Double(first + $1.offset) * spacing * $1.element }
    let shift = rounding == .nearest && sum > 0 ? (mean - rounded) / sum : 0
    // The quadrature errs by some units in the last place, all cells alike.
    return DiscretePrivacyLoss(
      spacing: spacing, first: first, masses: all.map { $0 / sum },
      infinityMass: rounding == .connectingDots ? cutMass : 0, shift: shift)
  }
}
