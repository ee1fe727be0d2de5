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
  /// For each of the pool, whether it is a member.
  public let isMember: [Bool]
  public let memberCount: Int
  /// Records outside the pool, or its non-members: indices into the data set, as are those of the pool.
  public let test: [Int]
  /// Whether the test records are the pool's non-members.
  public let testsOnNonMembers: Bool
  /// The probability that a record of the pool is a member.
  public let inclusion: Double

  static let largestTestCount = 4000
  static let smallestTestCount = 200

  /// - Parameters:
  ///   - trainSize: n, the expected number of members; the pool is round(n / p) records.
  ///   - inclusion: p, in (0, 1].
  /// - Throws: `DatasetError.trainSizeTooLarge` when the pool would need more records than there are.
  public init(
    recordCount: Int, trainSize: Int, inclusion: Double, using root: RandomStream
  ) throws(DatasetError) {
    let poolSize = (Double(trainSize) / inclusion).rounded()
    guard trainSize > 0, poolSize <= Double(recordCount) else {
      throw .trainSizeTooLarge(trainSize: trainSize, inclusion: inclusion, records: recordCount)
    }
    var order = Array(0..<recordCount)
    var stream = root.split("pool")
    order.shuffle(using: &stream)
    // Tossed for every record of the file in its order, so that a coin depends on no other record's, nor on the pool.
    var coins = root.split("members")
    let isHeads = (0..<recordCount).map { _ in coins.uniform() < inclusion }
    let pool = Array(order[..<Int(poolSize)])
    let nonMembers = pool.filter { !isHeads[$0] }
    let rest = Array(order[Int(poolSize)...].prefix(Self.largestTestCount))
    testsOnNonMembers = rest.count < Self.smallestTestCount && !nonMembers.isEmpty
    test = testsOnNonMembers ? nonMembers : rest
    self.pool = pool
    self.inclusion = inclusion
    isMember = pool.map { isHeads[$0] }
    memberCount = pool.count - nonMembers.count
  }

  /// In the order of the pool.
  public var members: [Int] { zip(pool, isMember).filter(\.1).map(\.0) }

  /// In the order of the pool.
  public var nonMembers: [Int] { zip(pool, isMember).filter { !$0.1 }.map(\.0) }

  public var nonMemberCount: Int { pool.count - memberCount }
}

extension Dataset {
  /// The labels with a wrong one on exactly that fraction of the pool, members and non-members alike, each wrong
  /// label uniform over the other classes; the test records keep theirs.
  public func noisyLabels(
    fraction: Double, split: MembershipSplit, using root: RandomStream
  ) -> [Int] {
    var stream = root.split("label noise")
    var noisy = labels
    // In the order of the file, so that who is a member does not decide who gets a wrong label.
    let pool = split.pool.sorted()
    let chosen = pool.shuffled(using: &stream).prefix(Int((fraction * Double(pool.count)).rounded()))
    for record in chosen {
      let other = Int.random(in: 0..<classCount - 1, using: &stream)
      noisy[record] = other < labels[record] ? other : other + 1
    }
    return noisy
  }
}
