import FederatedLearning
import Foundation
import Statistics
import Testing

struct SecretSharingTests {
  /// The worked example of Wikipedia's article on Shamir's secret sharing, 1234 + 166 x + 94 x², modulo its prime 1613.
  @Test func publishedSharesModulo1613() {
    let field = PrimeField(prime: 1613)
    let shares = SecretSharing(field: field, threshold: 3).shares(
      of: 1234, at: [1, 2, 3, 4, 5, 6], coefficients: [166, 94])
    #expect(shares == [1494, 329, 965, 176, 1188, 775])
    for first in 0..<6 {
      for second in first + 1..<6 {
        for third in second + 1..<6 {
          let chosen = [first, second, third]
          let recovery = SecretSharing.Recovery(field: field, points: chosen.map { UInt64($0) + 1 })
          #expect(recovery.secret(from: chosen.map { shares[$0] }) == 1234)
        }
      }
    }
  }

  /// From ask.sagemath.org/answers/13777: 56 + 10 x + 5 x².
  @Test func publishedSharesModulo101() {
    let field = PrimeField(prime: 101)
    let recovery = SecretSharing.Recovery(field: field, points: [25, 47, 19])
    #expect(recovery.secret(from: [98, 57, 31]) == 56)
    #expect(
      SecretSharing(field: field, threshold: 3).shares(of: 56, at: [25, 47, 19], coefficients: [10, 5])
        == [98, 57, 31])
  }

  /// Every polynomial modulo 11, seen at every pair of points: each pair of shares goes with each secret exactly once.
  @Test func twoSharesOfThreeSayNothing() {
    let field = PrimeField(prime: 11)
    let sharing = SecretSharing(field: field, threshold: 3)
    var polynomials = [[[UInt64]]](repeating: [], count: 11)
    for secret in 0..<11 {
      for code in 0..<121 {
        polynomials[secret].append(
          sharing.shares(
            of: UInt64(secret), at: Array(1...10), coefficients: [UInt64(code % 11), UInt64(code / 11)]))
      }
    }
    for first in 0..<10 {
      for second in first + 1..<10 {
        for shares in polynomials {
          let pairs = Set(shares.map { $0[first] * 11 + $0[second] })
          #expect(pairs.count == 121)
        }
      }
    }
  }

  /// The same with one share of two, modulo 101.
  @Test func oneShareOfTwoSaysNothing() {
    let sharing = SecretSharing(field: PrimeField(prime: 101), threshold: 2)
    for point in UInt64(1)...100 {
      for secret in stride(from: UInt64(0), to: 101, by: 10) {
        let shares = (0..<101).map { sharing.shares(of: secret, at: [point], coefficients: [$0])[0] }
        #expect(Set(shares).count == 101)
      }
    }
  }

  @Test func everyElementButZeroHasAnInverse() {
    for prime in [UInt64(2), 3, 11, 101, 1613] {
      let field = PrimeField(prime: prime)
      for element in 1..<prime { #expect(field.product(element, field.inverse(of: element)) == 1) }
    }
    let field = PrimeField.mersenne61
    for element in [1, 2, field.modulus - 1, 123_456_789_012_345] {
      #expect(field.product(element, field.inverse(of: element)) == 1)
      #expect(field.sum(element, field.difference(0, element)) == 0)
    }
  }

  @Test func drawnElementsFillTheFieldEvenly() {
    var stream = RandomStream(seed: 3)
    let field = PrimeField(prime: 11)
    var counts = [Int](repeating: 0, count: 11)
    for _ in 0..<11_000 { counts[Int(field.random(using: &stream))] += 1 }
    // Ten degrees of freedom: above 36 once in 10,000 seeds.
    #expect(counts.map { pow(Double($0 - 1000), 2) / 1000 }.reduce(0, +) < 36)
  }

  @Test func anySurvivorsGiveAnySecret() {
    var stream = RandomStream(seed: 5)
    for _ in 0..<300 {
      let count = Int.random(in: 1...30, using: &stream)
      let threshold = Int.random(in: 1...count, using: &stream)
      let points = Array(Set((0..<count).map { _ in UInt64.random(in: 1...65536, using: &stream) }))
      guard points.count >= threshold else { continue }
      let secret = PrimeField.mersenne61.random(using: &stream)
      let shares = SecretSharing(threshold: threshold).shares(of: secret, at: points, using: &stream)
      let survivors = points.indices.shuffled(using: &stream).prefix(threshold)
      let recovery = SecretSharing.Recovery(points: survivors.map { points[$0] })
      #expect(recovery.secret(from: survivors.map { shares[$0] }) == secret)
    }
  }

  @Test func keysOfAllKindsComeBack() {
    for secret in [Data(count: 32), Data(repeating: 255, count: 32), Data((0..<32).map { UInt8($0) })] {
      let shares = KeyShare.shares(of: secret, at: [7, 9, 11, 65536], threshold: 4)
      let recovery = SecretSharing.Recovery(points: [7, 9, 11, 65536])
      #expect(KeyShare.secret(from: shares, recovery) == secret)
      // A wrong share makes limbs of 61 bits, which hold no seven bytes.
      let wrong = [shares[1], shares[0], shares[2], shares[3]]
      #expect(KeyShare.secret(from: wrong, recovery) == nil)
    }
  }
}
