import Records
import Statistics
import Testing

struct MembershipSplitTests {
  @Test func halvesOfThePoolAreExactAndApart() throws {
    let split = try MembershipSplit(recordCount: 5000, trainSize: 300, using: RandomStream(seed: 1))
    #expect(split.members.count == 300 && split.nonMembers.count == 300)
    #expect(split.test.count == 4000)
    #expect(Set(split.members + split.nonMembers + split.test).count == 4600)
  }

  @Test func fewRecordsLeftMakeTheNonMembersTheTest() throws {
    let split = try MembershipSplit(recordCount: 400, trainSize: 200, using: RandomStream(seed: 1))
    #expect(split.test == split.nonMembers)
    let more = try MembershipSplit(recordCount: 600, trainSize: 200, using: RandomStream(seed: 1))
    #expect(more.test.count == 200 && Set(more.test).isDisjoint(with: more.nonMembers))
  }

  @Test(arguments: [0, 201])
  func impossibleSizesAreRefused(trainSize: Int) {
    #expect(throws: DatasetError.trainSizeTooLarge(trainSize: trainSize, records: 400)) {
      try MembershipSplit(recordCount: 400, trainSize: trainSize, using: RandomStream(seed: 1))
    }
  }

  /// Exactly a tenth of the pool gets another label, members about as often as others; nobody outside it does.
  @Test func wrongLabelsAreCountedExactly() throws {
    let dataset = try DatasetReference(name: "digits").read()
    let root = RandomStream(seed: 2)
    let split = try MembershipSplit(recordCount: dataset.count, trainSize: 600, using: root)
    let noisy = dataset.noisyLabels(fraction: 0.1, split: split, using: root)
    let changed = Set(noisy.indices.filter { noisy[$0] != dataset.labels[$0] })
    #expect(changed.count == 120)
    #expect(changed.isSubset(of: split.members + split.nonMembers))
    #expect(noisy.allSatisfy { (0..<10).contains($0) })
    // Of 120, five deviations of a fair draw around one half.
    let members = split.members.count { changed.contains($0) }
    #expect(abs(Double(members) - 60) < 5 * 30.0.squareRoot())
  }
}
