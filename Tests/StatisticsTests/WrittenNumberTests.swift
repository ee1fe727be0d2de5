import Foundation
import Statistics
import Testing

struct WrittenNumberTests {
  /// An upper bound that is written stays one, and no lower number with as many decimals would be.
  @Test(arguments: [2, 3]) func whatIsRoundedUpIsNoLess(decimals: Int) throws {
    var generator = RandomStream(seed: 7)
    let unit = pow(10, -Double(decimals))
    for _ in 0..<2000 {
      let value = pow(10, Double.random(in: -9...6.9, using: &generator))
      let text = value.roundedUp(decimals)
      let shown = try #require(Double(text))
      #expect(text.split(separator: ".").last?.count == decimals)
      #expect(shown >= value && shown - unit < value, "\(value) as \(text)")
    }
    for exponent in [7.0, 20.3, 170, 307] {
      let value = pow(10, exponent)
      let shown = try #require(Double(value.roundedUp(decimals)))
      #expect(shown >= value && shown < 1.011 * value)
    }
  }

  @Test func exactNumbersStayAsTheyAre() {
    #expect(
      [0, -0.0, 1.5, 0.3, 1e7].map { $0.roundedUp(2) } == ["0.00", "0.00", "1.50", "0.30", "1.00e+07"])
    #expect([1e-12, 1.0184, 1.01801, .infinity].map { $0.roundedUp(3) } == ["0.001", "1.019", "1.019", "∞"])
  }
}
