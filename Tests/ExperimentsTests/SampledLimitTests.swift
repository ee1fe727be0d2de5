import Experiments
import Foundation
import PrivacyAccounting
import Statistics
import Testing

struct SampledLimitTests {
  /// By Box and Muller's method.
  private func normal(_ stream: inout RandomStream) -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &stream))).squareRoot()
    return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &stream))
  }

  /// The likelihood ratio of a Gaussian mechanism with μ = 1 is an attack at the limit: scores of N(1, 1) for members and of
  /// N(0, 1) for others. On 300 samples of 200 a side its curve rises above the limit at about half of the rates, and above
  /// the limit with room one time in twenty at most.
  @Test func anAttackAtTheLimitStaysWithinTheRoom() throws {
    let limit = try TradeOffLimit(of: [.gaussian(noiseMultiplier: 1)])
    let points = SampledLimit(limit, memberCount: 200, nonMemberCount: 200).points
    let chosen = try [0.01, 0.1, 0.5].map { rate in
      try #require(points.min { abs($0.falsePositiveRate - rate) < abs($1.falsePositiveRate - rate) })
    }
    var stream = RandomStream(seed: 12)
    let setCount = 300
    var (aboveLimit, aboveRoom) = ([0, 0, 0], [0, 0, 0])
    for _ in 0..<setCount {
      let members = (0..<200).map { _ in 1 + normal(&stream) }
      let others = (0..<200).map { _ in normal(&stream) }.sorted(by: >)
      for (index, point) in chosen.enumerated() {
        // As many others are accused as the rate allows.
        let threshold = others[Int(point.falsePositiveRate * 200)]
        let found = Double(members.count { $0 > threshold }) / 200
        if found > point.limit { aboveLimit[index] += 1 }
        if found > point.limitWithRoom { aboveRoom[index] += 1 }
      }
    }
    for index in chosen.indices {
      #expect(aboveLimit[index] > setCount / 5)
      #expect(aboveRoom[index] <= setCount / 20)
      #expect(chosen[index].limitWithRoom > chosen[index].limit && chosen[index].limitWithRoom < 1)
    }
  }

  /// The more are asked about the less room there is, and no one more than all is found.
  @Test func theRoomShrinksWithTheSample() throws {
    let limit = try TradeOffLimit(of: [.gaussian(noiseMultiplier: 1)])
    var before = Double.infinity
    for count in [20, 200, 2000, 20_000] {
      let points = SampledLimit(limit, memberCount: count, nonMemberCount: count).points
      let nearest = try #require(
        points.min { abs($0.falsePositiveRate - 0.1) < abs($1.falsePositiveRate - 0.1) })
      let room = nearest.limitWithRoom - nearest.limit
      #expect(room < before && room > 0)
      before = room
      #expect(points.allSatisfy { $0.limit <= $0.limitWithRoom && $0.limitWithRoom <= 1 })
    }
  }
}
