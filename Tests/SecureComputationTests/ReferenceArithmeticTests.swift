import LinearAlgebra
import SecureComputation
import Statistics
import Testing

/// Arithmetic on shares beside that of `Tests/ReferenceValues/secure_computation.py`.
struct ReferenceArithmeticTests {
  private let values = ReferenceValues.all

  @Test func aTripleMultiplies() {
    let beaver = values.beaver
    let opened = [UInt64].closing([beaver.x], [beaver.y], under: [beaver.a, beaver.b])
    #expect(opened == [beaver.d, beaver.e])
    let product = [UInt64].products(
      made: [beaver.c], masks: [beaver.a, beaver.b], opened: opened, addsPublic: true)
    #expect(product == [beaver.z])
  }

  @Test func numbersAreWrittenAsTheNearestUnits() throws {
    #expect(values.encodings.count > 50)
    for encoding in values.encodings {
      let fixedPoint = try FixedPoint(fractionBits: encoding.fractionBits, truncation: .exact)
      #expect(fixedPoint.encode(encoding.value) == encoding.word)
      #expect(fixedPoint.decode(encoding.word) == encoding.decoded)
    }
    let (product, fixedPoint) = (values.product, try FixedPoint())
    #expect(product.x &* product.y == product.product)
    #expect(fixedPoint.decode(product.product, factors: 2) == product.value)
    #expect(Truncation.local([product.product], bits: 16, side: .first) != [product.truncated])
    let halves: [UInt64] = [product.product &- 12345, 12345]
    let truncated = zip(halves, PartySide.allCases).map { Truncation.local([$0], bits: 16, side: $1)[0] }
    #expect(truncated[0] &+ truncated[1] &- product.truncated &+ 1 <= 2)
  }

  @Test func localTruncationIsThatOfPython() {
    #expect(values.localTruncation.cases.contains { $0.fails })
    for value in values.localTruncation.cases {
      let bits = UInt64(values.localTruncation.fractionBits)
      let truncated = zip(value.shares, PartySide.allCases).map {
        Truncation.local([$0], bits: bits, side: $1)[0]
      }
      #expect(truncated == value.truncated)
      let sum = Int64(bitPattern: value.shares[0] &+ value.shares[1])
      let error = Int64(bitPattern: truncated[0] &+ truncated[1]) &- (sum >> Int64(bits))
      #expect((abs(error) > 1) == value.fails)
    }
  }

  @Test func exactTruncationIsThatOfPython() {
    #expect(values.exactTruncation.count > 200)
    for value in values.exactTruncation {
      let bits = UInt64(value.fractionBits)
      #expect(value.x &+ Truncation.offset &+ value.r == value.opened)
      let (high, low) = (value.r >> 63, value.r >> bits)
      // However what is made of the mask is shared.
      for other in [0, 77] as [UInt64] {
        let one = Truncation.exact(
          opened: [value.opened], made: [low &- other, high &- other], bits: bits, side: .first)
        let two = Truncation.exact(opened: [value.opened], made: [other, other], bits: bits, side: .second)
        #expect(one[0] &+ two[0] == value.result)
      }
    }
  }

  @Test func aSignIsTheHighestBitOfTheSum() throws {
    let signs = values.signs
    #expect(signs.count > 50)
    let plan = InferencePlan.sign(signs.count)
    let (one, two) = try TwoParties().both(preparing: plan) { party in
      try party.areNotNegative(signs.map { $0.shares[party.side.rawValue] })
    }
    #expect(zip(one, two).map { ($0 ^ $1) & 1 } == signs.map(\.drelu))
  }

  /// |z| / 2⁶⁴, half of the bound that theorem 1 of SecureML gives, and 2⁶⁴⁻ᶠ units off.
  @Test(arguments: [54, 58, 62], [false, true])
  func localTruncationFailsAsOftenAsItMust(exponent: Int, isNegative: Bool) {
    let count = exponent == 54 ? 4_000_000 : 500_000
    let z = isNegative ? 0 &- (UInt64(1) << exponent) : UInt64(1) << exponent
    var stream = RandomStream(seed: UInt64(exponent))
    let first = (0..<count).map { _ in stream.next() }
    let one = Truncation.local(first, bits: 16, side: .first)
    let two = Truncation.local(first.map { z &- $0 }, bits: 16, side: .second)
    let right = UInt64(bitPattern: Int64(bitPattern: z) >> 16)
    var failures = 0
    var bias = 0.0
    for (one, two) in zip(one, two) {
      let error = Int64(bitPattern: one &+ two &- right)
      if abs(error) <= 1 {
        bias += Double(error)
      } else {
        failures += 1
        #expect(abs(abs(error) - (1 << 48)) <= 1)
      }
    }
    let expected = Double(count) * 0x1p-64 * Double(sign: .plus, exponent: exponent, significand: 1)
    #expect(abs(Double(failures) - expected) < 0.1 * expected)
    // Of what is right, no number here has a fraction that is left out.
    #expect(abs(bias / Double(count)) < 0.005)
  }

  @Test func neitherTruncationIsBiased() throws {
    let count = 1_000_000
    var stream = RandomStream(seed: 9)
    let numbers = (0..<count).map { _ in UInt64(bitPattern: Int64(bitPattern: stream.next()) >> 24) }
    let first = (0..<count).map { _ in stream.next() }
    let shares = [first, zip(numbers, first).map { $0 &- $1 }]
    for truncation in Truncation.allCases {
      let demands: [Demand] = truncation == .exact ? [.truncations(count, bits: 16)] : []
      let (one, two) = try TwoParties(truncation: truncation).both(preparing: demands) { party in
        try party.truncate(shares[party.side.rawValue])
      }
      var sum = 0.0
      for index in 0..<count {
        let truncated = Double(Int64(bitPattern: one[index] &+ two[index]))
        let error = truncated - Double(Int64(bitPattern: numbers[index])) / 65536
        #expect(abs(error) <= 1)
        sum += error
      }
      #expect(abs(sum / Double(count)) < 0.005, "\(truncation)")
    }
  }

  @Test func roundsAndBytesAreThoseOfThePythonCount() throws {
    #expect(values.inference.count == 32)
    for cost in values.inference {
      let plan = InferencePlan(
        widths: cost.widths, truncation: try #require(Truncation(rawValue: cost.truncation)),
        revealed: try #require(Revealed(rawValue: cost.reveal)))
      let found = try CostOfShapes.cost(of: plan, recordCount: cost.batch)
      #expect(found.rounds == cost.rounds && found.bytes == cost.bytes && found.setup == cost.setupBytes)
    }
  }
}
