public import Statistics

/// Who is in the training set, who could have been, and who tests the result.
///
/// A random half of a pool of 2n records are the members; the other half are the non-members, drawn from the same
/// pool, so that nothing but membership tells them apart. Records outside the pool are the test set, at most 4,000
/// of them; where fewer than 200 are left, the non-members take their place.
public struct MembershipSplit: Hashable, Sendable {
  public let members: [Int]
  public let nonMembers: [Int]
  public let test: [Int]

  static let largestTestCount = 4000
  static let smallestTestCount = 200

  /// - Throws: `DatasetError.trainSizeTooLarge` when the pool would need more records than there are.
  public init(recordCount: Int, trainSize: Int, using root: RandomStream) throws(DatasetError) {
    guard trainSize > 0, 2 * trainSize <= recordCount else {
      throw .trainSizeTooLarge(trainSize: trainSize, records: recordCount)
    }
    var pool = root.split("pool")
    var membership = root.split("members")
    let order = (0..<recordCount).shuffled(using: &pool)
    let candidates = order[..<(2 * trainSize)].shuffled(using: &membership)
    members = Array(candidates[..<trainSize])
    nonMembers = Array(candidates[trainSize...])
    let rest = Array(order[(2 * trainSize)...].prefix(Self.largestTestCount))
    test = rest.count < Self.smallestTestCount ? nonMembers : rest
  }
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
    let pool = (split.members + split.nonMembers).sorted()
    let chosen = pool.shuffled(using: &stream).prefix(Int((fraction * Double(pool.count)).rounded()))
    for record in chosen {
      let other = Int.random(in: 0..<classCount - 1, using: &stream)
      noisy[record] = other < labels[record] ? other : other + 1
    }
    return noisy
  }
}
