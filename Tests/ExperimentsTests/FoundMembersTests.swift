import Attacks
import Experiments
import Records
import Statistics
import Testing

/// Which members attacks find, and how far they are the same ones.
struct FoundMembersTests {
  private func found(_ scores: [Double], _ isMember: [Bool], at limit: Double) throws -> FoundMembers {
    let result = MembershipResult(scores: scores, isMember: isMember)
    return try FoundMembers(
      scores: scores, isMember: isMember, curve: result.curve, atFalsePositiveRate: limit)
  }

  private func indices(_ found: FoundMembers, of count: Int) -> [Int] { (0..<count).filter(found.contains) }

  /// Worked out by hand: members 0 to 4, others 5 to 9, one false alarm of five allowed.
  @Test func aSmallExample() throws {
    let isMember = (0..<10).map { $0 < 5 }
    // 9 and 8 and 7, then a member and an other level with each other at 6, then two others: the second is one too many.
    let one = try found([9, 8, 7, 6, 1, 6, 5, 4, 3, 2], isMember, at: 0.2)
    #expect(indices(one, of: 10) == [0, 1, 2, 3] && one.count == 4)
    // Two others share a score with members, and would be accused together with them: nobody below 9 is.
    let tied = try found([9, 8, 8, 8, 1, 8, 8, 4, 3, 2], isMember, at: 0.2)
    #expect(indices(tied, of: 10) == [0])
    // An answer that is NaN counts as the lowest.
    let odd = try found([.nan, 5, 5, .nan, 9, 6, 4, 4, 4, 4], isMember, at: 0.2)
    #expect(indices(odd, of: 10) == [1, 2, 4])
    // All at once are too many.
    let nobody = try found([Double](repeating: 1, count: 10), isMember, at: 0.2)
    #expect(nobody.count == 0)
    #expect(indices(one.intersection(odd), of: 10) == [1, 2] && one.intersection(odd).count == 2)
    #expect(indices(one.union(odd), of: 10) == [0, 1, 2, 3, 4] && one.union(nobody) == one)
    #expect(throws: ROCCurve.TooFewNonMembers.self) { try found([1, 2], [true, false], at: 0.5) }
  }

  /// The rate is the smallest that so few non-members can show.
  @Test func fewNonMembersShowFewRates() {
    #expect(FoundMembers.limit(nonMemberCount: 1000) == 0.01)
    #expect(FoundMembers.limit(nonMemberCount: 100) == 0.01)
    #expect(FoundMembers.limit(nonMemberCount: 50) == 0.02)
    #expect(FoundMembers.limit(nonMemberCount: 1) == 1)
  }

  private static func study(trainSize: Int) throws -> (MembershipStudy, MembershipReport) {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (trainSize, "mlp:16")
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 300)
    let evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    let study = MembershipStudy(
      of: MembershipMethod.allCases, on: evidence, isMember: run.data.candidateMembership,
      random: RandomStream(seed: 1))
    let report = MembershipReport(
      study: study, evidence: evidence, target: .init(of: run, isScheduleFixed: true),
      prior: 0.5, seed: 1, seconds: 1)
    return (study, report)
  }

  /// The members above the largest score that more than the allowed number of others reach, without a curve.
  private func membersFound(_ outcome: MembershipStudy.Outcome, _ isMember: [Bool], alarms: Int) -> Set<Int> {
    let others = isMember.indices.filter { !isMember[$0] }.map { outcome.scores[$0] }.sorted(by: >)
    return Set(isMember.indices.filter { isMember[$0] && outcome.scores[$0] > others[alarms] })
  }

  /// A study's overlap against sets made another way, and against the true positive rates of the same report.
  @Test(arguments: [(200, 0.01), (60, nil)] as [(Int, Double?)])
  func overlapsAreThoseOfTheSets(trainSize: Int, limit: Double?) throws {
    let (study, report) = try Self.study(trainSize: trainSize)
    let overlap = try #require(report.figures.overlap)
    let otherCount = report.figures.nonMembers
    #expect(overlap.falsePositiveRate == limit ?? 1 / Double(otherCount))
    let alarms = Int(overlap.falsePositiveRate * Double(otherCount) + 1e-9)
    let sets = study.outcomes.map { membersFound($0, study.isMember, alarms: alarms) }
    for (outcome, set) in zip(study.outcomes, sets) {
      let name = outcome.method.name
      let count = try #require(overlap.found[name])
      #expect(count == set.count, "\(name)")
      let rate = try outcome.result.curve.detection(atFalsePositiveRate: overlap.falsePositiveRate).value
      #expect(Double(count) / Double(report.figures.members) == rate, "\(name)")
      if limit != nil {
        let method = try #require(report.figures.methods.first { $0.name == name })
        #expect(method.rates["0.01"].flatMap(\.self)?.value == rate)
      }
    }
    #expect(overlap.found.count == sets.count && overlap.found.values.contains { $0 > 0 })
    try #require(overlap.pairs.count == sets.count * (sets.count - 1) / 2)
    var next = 0
    for (index, one) in sets.enumerated() {
      for (offset, other) in sets.enumerated().dropFirst(index + 1) {
        let pair = overlap.pairs[next]
        next += 1
        #expect([pair.one, pair.other] == [index, offset].map { study.outcomes[$0].method.name })
        #expect(pair.both == one.intersection(other).count)
        let either = one.union(other).count
        #expect(pair.jaccard == (either == 0 ? nil : Double(pair.both) / Double(either)))
      }
    }
    let some = sets.reduce(into: Set<Int>()) { $0.formUnion($1) }
    #expect(overlap.byNone == report.figures.members - some.count)
    #expect(overlap.byAll == sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }.count)
    let most = sets.map(\.count).max() ?? 0
    let strong = Set(overlap.found.filter { most > 0 && 2 * $0.value >= most }.keys)
    let alike = overlap.pairs.filter { strong.isSuperset(of: [$0.one, $0.other]) }.compactMap(\.jaccard)
    #expect(overlap.leastAlikeOfStrong?.jaccard == alike.min())
    #expect((overlap.leastAlikeOfStrong == nil) == (strong.count < 2))
  }
}
