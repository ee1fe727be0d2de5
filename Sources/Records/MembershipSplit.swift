public import Statistics

/// Who is in the training set, who could have been, and who tests the result.
///
/// The pool is a random part of the records, and each record of it is a member by an independent coin. A run with a
/// record and one without it are then neighbours that differ by adding or removing it, which is what ε is about; and
/// members and non-members come from one pool, so that nothing but membership tells them apart.
///
/// Records outside the pool are the test set, at most 4,000 of them; where fewer than 200 are left, the non-members take
/// their place, if there are any.
public struct MembershipSplit: Hashable, Sendable {
  /// The records of the pool, in a random order that membership has no part in.
  public let pool: [Int]
  /// For each record of the pool, whether it is a member.
  public let isMember: [Bool]
  /// The records of the pool that are of one unit, which follow one another; nil where each record is one.
  public let recordsOfUnits: [Range<Int>]?
  /// The units of the pool, by their number in the file.
  public let unitsOfPool: [Int]
  /// For each unit of the pool, whether it is a member.
  public let isUnitMember: [Bool]
  /// Units that are members.
  public let memberCount: Int
  /// Records outside the pool that are kept for another use, and are no test records.
  public let reserved: [Int]
  /// Records outside the pool, or its non-members: indices into the data set, as are those of the pool.
  public let test: [Int]
  /// Whether the test records are the pool's non-members.
  public let testsOnNonMembers: Bool
  /// The probability that a record of the pool is a member.
  public let inclusion: Double

  static let largestTestCount = 4000
  static let smallestTestCount = 200

  /// - Parameters:
  ///   - units: what coins are tossed for.
  ///   - trainSize: n, the expected number of units that are members; the pool is round(n / p) units.
  ///   - inclusion: p, in (0, 1].
  ///   - reservedCount: how many records outside the pool are kept for another use, or as many as there are.
  /// - Throws: `DatasetError.trainSizeTooLarge` when the pool would need more units than there are.
  public init(
    units: PrivacyUnits, trainSize: Int, inclusion: Double, reservedCount: Int = 0, using root: RandomStream
  ) throws(DatasetError) {
    let poolSize = (Double(trainSize) / inclusion).rounded()
    guard trainSize > 0, poolSize <= Double(units.count) else {
      throw .trainSizeTooLarge(
        trainSize: trainSize, inclusion: inclusion, records: units.count, unit: units.unit)
    }
    var order = Array(0..<units.count)
    var stream = root.split("pool")
    order.shuffle(using: &stream)
    // Tossed for every unit of the file in its order, so that a coin depends on no other unit's, nor on the pool.
    var coins = root.split("members")
    let isHeads = (0..<units.count).map { _ in coins.uniform() < inclusion }
    let chosen = order[..<Int(poolSize)]
    isUnitMember = chosen.map { isHeads[$0] }
    unitsOfPool = Array(chosen)
    var (pool, isMember, ranges) = ([Int](), [Bool](), [Range<Int>]())
    for unit in chosen {
      let records = units.records(of: unit)
      ranges.append(pool.count..<pool.count + records.count)
      pool += records
      isMember += records.map { _ in isHeads[unit] }
    }
    recordsOfUnits = units.areRecords ? nil : ranges
    let nonMembers = zip(pool, isMember).filter { !$0.1 }.map(\.0)
    let outside = order[Int(poolSize)...].flatMap { units.records(of: $0) }
    // From the end, so that they take none from a test set that is full.
    reserved = Array(outside.suffix(reservedCount))
    let rest = Array(outside.dropLast(reserved.count).prefix(Self.largestTestCount))
    testsOnNonMembers = rest.count < Self.smallestTestCount && !nonMembers.isEmpty
    test = testsOnNonMembers ? nonMembers : rest
    self.pool = pool
    self.inclusion = inclusion
    self.isMember = isMember
    memberCount = isUnitMember.count(where: \.self)
  }

  /// How many records each unit has that is a member, and each that is not, in the order of the pool; nil where each has one.
  public var sizesOfUnits: (members: [Int], nonMembers: [Int])? {
    guard let recordsOfUnits else { return nil }
    let sizes = zip(recordsOfUnits.map(\.count), isUnitMember)
    return (sizes.filter(\.1).map(\.0), sizes.filter { !$0.1 }.map(\.0))
  }

  /// The first record of each unit of the pool.
  public var firstRecords: [Int] { recordsOfUnits.map { $0.map { pool[$0.lowerBound] } } ?? pool }

  /// What holds of each unit of the pool, said of each record of it.
  public func spread<Value>(_ values: [Value]) -> [Value] {
    guard let recordsOfUnits else { return values }
    return zip(values, recordsOfUnits).flatMap { value, records in records.map { _ in value } }
  }

  /// In the order of the pool.
  public var members: [Int] { zip(pool, isMember).filter(\.1).map(\.0) }

  /// In the order of the pool.
  public var nonMembers: [Int] { zip(pool, isMember).filter { !$0.1 }.map(\.0) }

  /// Units of the pool that are not.
  public var nonMemberCount: Int { isUnitMember.count - memberCount }
}

extension Dataset {
  /// The labels with a wrong one on exactly that fraction of the pool, members and non-members alike, each wrong
  /// label uniform over the other classes; the test records keep theirs.
  public func noisyLabels(
    fraction: Double, split: MembershipSplit, using root: RandomStream
  ) -> [Int] {
    // In the order of the file, so that who is a member does not decide who gets a wrong label.
    noisyLabels(fraction: fraction, among: split.pool.sorted(), using: root.split("label noise"))
  }

  /// The labels with a wrong one on exactly that fraction of those records.
  public func noisyLabels(fraction: Double, among records: [Int], using stream: RandomStream) -> [Int] {
    var stream = stream
    var noisy = labels
    let chosen = records.shuffled(using: &stream).prefix(Int((fraction * Double(records.count)).rounded()))
    for record in chosen {
      let other = Int.random(in: 0..<classCount - 1, using: &stream)
      noisy[record] = other < labels[record] ? other : other + 1
    }
    return noisy
  }
}
