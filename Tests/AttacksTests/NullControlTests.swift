import Attacks
import Statistics
import Testing

struct NullControlTests {
  private func noise(_ count: Int, using stream: inout RandomStream) -> [Double] {
    (0..<count).map { _ in Double.random(in: 0..<1, using: &stream) }
  }

  @Test func shuffledMembershipTellsNothing() {
    let scores = (0..<600).map(Double.init)
    let isMember = scores.map { $0 >= 300 }
    #expect(MembershipResult(scores: scores, isMember: isMember).curve.areaUnderCurve == 1)
    let control = NullControl(scores: [scores], isMember: isMember, random: RandomStream(seed: 1))
    #expect(control.interval.contains(0.5) && abs(control.area - 0.5) < 0.01)
    // √((2n + 1) / 12) / n, the deviation of the rank sum.
    let deviation = (601.0 / 12).squareRoot() / 300
    let width = control.interval.upperBound - control.interval.lowerBound
    #expect(abs(width / (2 * 1.96 * deviation) - 1) < 0.25)
  }

  /// A member alone: among 1, 2, 2 it is below both others, or above one and level with the other.
  @Test func equalScoresCountOneHalf() {
    let control = NullControl(
      scores: [[1, 2, 2]], isMember: [false, true, false], random: RandomStream(seed: 1))
    #expect(control.interval == 0...0.75)
    let equal = NullControl(
      scores: [[7, 7, .nan, .nan], [.nan, .nan, .nan, .nan]], isMember: [true, false, true, false],
      random: RandomStream(seed: 1))
    #expect(equal.interval.upperBound == 1)
    let nothing = NullControl(
      scores: [[.nan, .nan, .nan, .nan]], isMember: [true, false, true, false], random: RandomStream(seed: 1))
    #expect(nothing.interval == 0.5...0.5 && nothing.area == 0.5)
  }

  /// An attack that ranks as another adds nothing to the largest area; one that ranks otherwise does.
  @Test func attacksThatDifferShiftItUp() {
    var stream = RandomStream(seed: 5)
    let isMember = (0..<200).map { $0 % 2 == 0 }
    let attacks = (0..<20).map { _ in noise(200, using: &stream) }
    let random = RandomStream(seed: 1)
    let one = NullControl(scores: [attacks[0]], isMember: isMember, random: random)
    let same = NullControl(
      scores: [attacks[0], attacks[0].map { 3 * $0 - 7 }], isMember: isMember, random: random)
    #expect(same.interval == one.interval && same.area == one.area && same.attackCount == 2)
    let all = NullControl(scores: attacks, isMember: isMember, random: random)
    #expect(all.area > one.area + 0.05 && all.interval.lowerBound > one.interval.lowerBound)
    #expect(all.interval.upperBound > one.interval.upperBound)
  }

  /// Twenty attacks that draw lots: the strongest lies above the upper end in 5 of 200 worlds, where one attack's own
  /// shuffles would have it there in many.
  @Test func theStrongestOfManyIsJudgedByTheStrongestOfMany() throws {
    let worldCount = 1000
    var (above, aboveOne) = (0, 0)
    for world in 0..<worldCount {
      var stream = RandomStream(seed: UInt64(world)).split("world")
      let isMember = (0..<60).map { $0 % 2 == 0 }
      let attacks = (0..<20).map { _ in noise(60, using: &stream) }
      let strongest = try #require(
        attacks.map { MembershipResult(scores: $0, isMember: isMember).curve.areaUnderCurve }.max())
      let random = RandomStream(seed: UInt64(world))
      let all = NullControl(scores: attacks, isMember: isMember, random: random)
      let one = NullControl(scores: [attacks[0]], isMember: isMember, random: random)
      if strongest > all.interval.upperBound { above += 1 }
      if strongest > one.interval.upperBound { aboveOne += 1 }
    }
    // 25 are expected, give or take four standard deviations of a count.
    #expect(abs(Double(above) - 25) < 4 * (25 * 0.975).squareRoot(), "\(above)")
    #expect(aboveOne > 200, "\(aboveOne)")
  }
}
