import PlainText
import Records
import Statistics
import Testing

struct MembershipSplitTests {
  private func split(
    of recordCount: Int, trainSize: Int, inclusion: Double = 0.5, seed: UInt64 = 1
  ) throws -> MembershipSplit {
    try MembershipSplit(
      units: PrivacyUnits(recordCount: recordCount), trainSize: trainSize, inclusion: inclusion,
      using: RandomStream(seed: seed))
  }

  @Test func thePoolIsMembersAndOthersApartFromTheTest() throws {
    let split = try split(of: 5000, trainSize: 300)
    #expect(split.pool.count == 600 && split.isMember.count == 600)
    #expect(split.members.count == split.memberCount && split.nonMembers.count == split.nonMemberCount)
    #expect(Set(split.members + split.nonMembers) == Set(split.pool))
    #expect(split.test.count == 4000 && !split.testsOnNonMembers)
    #expect(Set(split.pool + split.test).count == 4600)
  }

  @Test(arguments: [(300, 0.5, 600), (300, 0.25, 1200), (300, 1.0, 300), (100, 0.3, 333), (7, 0.9, 8)])
  func thePoolIsTheTrainSizeOverTheInclusion(trainSize: Int, inclusion: Double, poolSize: Int) throws {
    #expect(try split(of: 2000, trainSize: trainSize, inclusion: inclusion).pool.count == poolSize)
  }

  /// Over seeds a record is a member in the share p of the pools it is in, and how many members a pool has varies as the
  /// sum of independent coins does: mean m p, variance m p (1 − p). Five deviations are allowed; of a sample variance of k
  /// values it is about √(2 / k) of it.
  @Test(arguments: [0.25, 0.5, 0.9])
  func coinsAreIndependentAndFairToTheInclusion(inclusion: Double) throws {
    let seedCount = 4000
    var joined = [Double](repeating: 0, count: 40)
    var inPool = joined
    var counts = [Double]()
    for seed in 0..<seedCount {
      let split = try split(of: 40, trainSize: 9, inclusion: inclusion, seed: UInt64(seed))
      for (record, isMember) in zip(split.pool, split.isMember) {
        inPool[record] += 1
        if isMember { joined[record] += 1 }
      }
      counts.append(Double(split.memberCount))
    }
    for (joined, inPool) in zip(joined, inPool) {
      let deviation = (inclusion * (1 - inclusion) * inPool).squareRoot()
      #expect(inPool > 0 && abs(joined - inclusion * inPool) < 5 * deviation)
    }
    let pool = (9 / inclusion).rounded()
    let variance = pool * inclusion * (1 - inclusion)
    let mean = counts.reduce(0, +) / Double(seedCount)
    let spread = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seedCount - 1)
    #expect(abs(mean - pool * inclusion) < 5 * (variance / Double(seedCount)).squareRoot())
    #expect(abs(spread / variance - 1) < 5 * (2 / Double(seedCount)).squareRoot())
  }

  /// A record's coin depends on the seed and on nothing else that is in the pool, or how large that is; with a larger
  /// inclusion whoever was a member stays one.
  @Test func aCoinDependsOnNoOtherRecord() throws {
    func coins(_ split: MembershipSplit) -> [Int: Bool] {
      Dictionary(uniqueKeysWithValues: zip(split.pool, split.isMember))
    }
    let small = try coins(split(of: 1000, trainSize: 100))
    let large = try coins(split(of: 1000, trainSize: 500))
    #expect(small.allSatisfy { large[$0.key] == $0.value })
    let rare = try coins(split(of: 1000, trainSize: 100, inclusion: 0.25))
    #expect(rare.allSatisfy { !$0.value || large[$0.key] == true })
  }

  @Test func fewRecordsLeftMakeTheNonMembersTheTest() throws {
    let few = try split(of: 400, trainSize: 200)
    #expect(few.testsOnNonMembers && few.test == few.nonMembers)
    let more = try split(of: 600, trainSize: 200)
    #expect(!more.testsOnNonMembers && more.test.count == 200)
    #expect(Set(more.test).isDisjoint(with: more.pool))
  }

  /// Without non-members whatever is left over is the test, be it nothing.
  @Test(arguments: [(250, 150), (400, 0), (100, 300)])
  func whereAllAreMembersTheRestIsTheTest(trainSize: Int, left: Int) throws {
    let split = try split(of: 400, trainSize: trainSize, inclusion: 1)
    #expect(split.memberCount == trainSize && split.nonMembers.isEmpty)
    #expect(split.test.count == left && !split.testsOnNonMembers)
  }

  @Test(arguments: [
    (0, 0.5, "A training set of 0 needs a pool of 0 records"),
    (
      201, 0.5,
      "A training set of 201 needs a pool of 402 records and there are 400. Choose a training set of at most 200."
    ),
    (
      401, 1,
      "A training set of 401 needs a pool of 401 records and there are 400. Choose a training set of at most 400."
    ),
    (
      200, 0.3,
      "A training set of 200 needs a pool of 667 records and there are 400. Choose a training set of at most 120."
    ),
    (
      1, 1e-20,
      "A training set of 1 needs a pool of 1e+20 records and there are 400. Choose a larger --inclusion, or give more records."
    ),
  ])
  func impossibleSizesAreRefused(trainSize: Int, inclusion: Double, sentence: String) {
    let error = #expect(throws: DatasetError.self) {
      try split(of: 400, trainSize: trainSize, inclusion: inclusion)
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  /// The training set that a refusal names is the largest that fits.
  @Test(arguments: [0.1, 0.25, 0.3, 0.5, 0.7, 0.9, 1], [1, 17, 400, 1797])
  func theTrainingSetThatIsNamedFits(inclusion: Double, records: Int) throws {
    let refusal = DatasetError.trainSizeTooLarge(trainSize: 9999, inclusion: inclusion, records: records)
    let words = refusal.description.split(separator: " ")
    guard let largest = words.last.flatMap({ Int($0.dropLast()) }) else {
      #expect(throws: DatasetError.self) { try split(of: records, trainSize: 1, inclusion: inclusion) }
      return
    }
    #expect(try split(of: records, trainSize: largest, inclusion: inclusion).pool.count <= records)
    #expect(throws: DatasetError.self) {
      try split(of: records, trainSize: largest + 1, inclusion: inclusion)
    }
  }

  /// Exactly a tenth of the pool gets another label, members about as often as others; nobody outside it does.
  @Test func wrongLabelsAreCountedExactly() throws {
    let dataset = try DatasetReference(name: "digits").read()
    let root = RandomStream(seed: 2)
    let split = try MembershipSplit(
      units: PrivacyUnits(recordCount: dataset.count), trainSize: 600, inclusion: 0.5, using: root)
    let noisy = dataset.noisyLabels(fraction: 0.1, split: split, using: root)
    let changed = Set(noisy.indices.filter { noisy[$0] != dataset.labels[$0] })
    #expect(changed.count == 120)
    #expect(changed.isSubset(of: split.pool))
    #expect(noisy.allSatisfy { (0..<10).contains($0) })
    // Of 120, five deviations of a fair draw around one half.
    let members = split.members.count { changed.contains($0) }
    #expect(abs(Double(members) - 60) < 5 * 30.0.squareRoot())
  }

  /// A person's records are dealt into two halves, whose records are members together; everything else is as for records.
  @Test func halvesOfPeopleAreDealtTogether() throws {
    let people = (0..<400).map { $0 / 10 }
    let root = RandomStream(seed: 4)
    let units = PrivacyUnits(halvesOf: people, using: root)
    #expect(units.count == 80)
    let split = try MembershipSplit(units: units, trainSize: 40, inclusion: 0.5, using: root)
    #expect(split.pool.count == 400 && Set(split.pool).count == 400 && split.isUnitMember.count == 80)
    #expect(split.memberCount == split.isUnitMember.count(where: \.self))
    #expect(split.memberCount + split.nonMemberCount == 80)
    let ranges = try #require(split.recordsOfUnits)
    for (range, isMember) in zip(ranges, split.isUnitMember) {
      #expect(range.count == 5 && Set(range.map { people[split.pool[$0]] }).count == 1)
      #expect(range.allSatisfy { split.isMember[$0] == isMember })
    }
    #expect(split.spread(split.isUnitMember) == split.isMember)
    // No half has anything of the other.
    #expect(Set(ranges.map { people[split.pool[$0.lowerBound]] }).count == 40)
    #expect(throws: DatasetError.self) {
      try MembershipSplit(units: units, trainSize: 41, inclusion: 0.5, using: root)
    }
  }
}
