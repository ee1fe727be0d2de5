import LinearAlgebra

/// What a client makes of its model in a round, before anything hides it.
struct ClientUpdate: Sendable {
  let client: Int
  /// n_k, its members.
  let recordCount: Int
  /// A change for every parameter.
  private(set) var delta: [Float]
  /// ‖Δ‖ before it was clipped; zero where it was not finite.
  private(set) var norm: Double
  private(set) var isFinite: Bool
  private(set) var isClipped = false

  /// An update that is not finite is none, and is counted.
  init(client: Int, recordCount: Int, delta: [Float]) {
    self.client = client
    self.recordCount = recordCount
    let norm = Self.norm(of: delta)
    isFinite = norm.isFinite
    self.norm = isFinite ? norm : 0
    self.delta = isFinite ? delta : [Float](repeating: 0, count: delta.count)
  }

  /// Scales it down to that norm where it is longer: by min(1, C / ‖Δ‖), so that a zero update stays one.
  mutating func clip(to clippingNorm: Double) {
    guard norm > clippingNorm else { return }
    isClipped = true
    delta.scale(by: Float(clippingNorm / norm))
    // A product in single precision may end above the bound by its rounding.
    let excess = Self.norm(of: delta)
    if excess > clippingNorm { delta.scale(by: Float((clippingNorm / excess).nextDown)) }
  }

  private static func norm(of values: [Float]) -> Double {
    values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}

/// What a client sends that does not tell the truth, in place of its update.
public enum Lie: String, CaseIterable, Hashable, Sendable {
  /// A thousand times its update, the other way.
  case huge
  /// Values that are no numbers.
  case nan
  /// Nothing at all.
  case zero

  func told(of delta: [Float]) -> [Float] {
    switch self {
    case .huge: delta.map { -1000 * $0 }
    case .nan: delta.map { _ in .nan }
    case .zero: delta.map { _ in 0 }
    }
  }
}
