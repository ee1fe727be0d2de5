import Statistics
import Testing

struct PolygammaTests {
  private static let euler = 0.577_215_664_901_532_9

  /// Abramowitz and Stegun, 6.3.2, 6.3.3, 6.4.2 and 6.4.4.
  @Test func closedForms() {
    #expect(abs(Polygamma.digamma(1) + Self.euler) < 1e-14)
    #expect(abs(Polygamma.digamma(0.5) + Self.euler + 2 * 0.693_147_180_559_945_3) < 1e-14)
    #expect(abs(Polygamma.trigamma(1) - Double.pi * Double.pi / 6) < 1e-14)
    #expect(abs(Polygamma.trigamma(0.5) - Double.pi * Double.pi / 2) < 1e-14)
    // 10 is below where the series begins and 10⁶ above: Σ 1/k is ψ(n + 1) + γ, Σ 1/k² is π²/6 − ψ'(n + 1).
    let harmonic = (1...999_999).reversed().reduce(0.0) { $0 + 1 / Double($1) }
    #expect(abs(Polygamma.digamma(1e6) + Self.euler - harmonic) < 1e-13)
    let squares = (1...9).reduce(0.0) { $0 + 1 / Double($1 * $1) }
    #expect(abs(Polygamma.trigamma(10) - (Double.pi * Double.pi / 6 - squares)) < 1e-14)
  }

  @Test(arguments: [1e-3, 0.1, 0.7, 1, 5, 40, 1e5])
  func theInverseUndoesIt(x: Double) {
    #expect(abs(Polygamma.inverseTrigamma(Polygamma.trigamma(x)) / x - 1) < 1e-9)
  }
}
