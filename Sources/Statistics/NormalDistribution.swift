#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Draws from the standard normal distribution, exact to the precision of `Double`.
///
/// The ziggurat of Marsaglia and Tsang (2000) with 128 layers, in the form of Doornik (2005): the layer and the
/// abscissa come from separate bits of one draw, and the tail beyond the last layer is sampled exactly.
public struct NormalDistribution: Sendable {
  private let abscissas: [Double]
  private let ratios: [Double]

  private static let layerCount = 128
  private static let tailStart = 3.442619855899
  private static let layerArea = 9.91256303526217e-3

  public static let standard = NormalDistribution()

  /// The point that a standard normal variable stays below with probability 0.975.
  public static let quantile975 = 1.959963984540054

  private init() {
    var x = [Double](repeating: 0, count: Self.layerCount + 1)
    var density = exp(-0.5 * Self.tailStart * Self.tailStart)
    x[0] = Self.layerArea / density
    x[1] = Self.tailStart
    for layer in 2..<Self.layerCount {
      x[layer] = (-2 * log(Self.layerArea / x[layer - 1] + density)).squareRoot()
      density = exp(-0.5 * x[layer] * x[layer])
    }
    abscissas = x
    ratios = (0..<Self.layerCount).map { x[$0 + 1] / x[$0] }
  }

  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    while true {
      let bits = generator.next()
      let layer = Int(bits & 0x7F)
      let u = 2 * Double(bits >> 11) * 0x1p-53 - 1
      if abs(u) < ratios[layer] { return u * abscissas[layer] }
      if layer == 0 { return tail(isNegative: u < 0, using: &generator) }
      let x = u * abscissas[layer]
      let upper = exp(-0.5 * (abscissas[layer] * abscissas[layer] - x * x))
      let lower = exp(-0.5 * (abscissas[layer + 1] * abscissas[layer + 1] - x * x))
      if lower + generator.uniform() * (upper - lower) < 1 { return x }
    }
  }

  private func tail(isNegative: Bool, using generator: inout some RandomNumberGenerator) -> Double {
    while true {
      let x = log(1 - generator.uniform()) / Self.tailStart
      let y = log(1 - generator.uniform())
      if -2 * y >= x * x { return isNegative ? x - Self.tailStart : Self.tailStart - x }
    }
  }
}
