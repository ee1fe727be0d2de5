import Attacks
public import Statistics

/// The members that an attack accuses while it accuses no more than a share of the non-members: which candidates they are, and
/// nothing of their records.
public struct FoundMembers: Hashable, Sendable {
  /// The false positive rate allowed.
  public let limit: Double
  public let count: Int
  /// A bit for each candidate, in the order of the evidence.
  private let words: [UInt64]

  private static let bitCount = 64

  /// Those whom the curve's detection counts: everybody at or above the lowest threshold whose observed false positive rate is
  /// at most the limit. Equal scores are accused together.
  ///
  /// - Parameters:
  ///   - scores: one a candidate; one that is NaN counts as the lowest.
  ///   - curve: of these scores.
  ///   - limit: at least one of the non-members.
  /// - Throws: `TooFewNonMembers` where the limit is below that.
  public init(
    scores: [Double], isMember: [Bool], curve: ROCCurve, atFalsePositiveRate limit: Double
  ) throws(ROCCurve.TooFewNonMembers) {
    let detection = try curve.detection(atFalsePositiveRate: limit)
    let accusedCount = detection.found + detection.falseAlarms
    let scores = scores.map { $0.isNaN ? -.infinity : $0 }
    let threshold = accusedCount == 0 ? nil : scores.sorted(by: >)[accusedCount - 1]
    var words = [UInt64](repeating: 0, count: (scores.count + Self.bitCount - 1) / Self.bitCount)
    for candidate in scores.indices where isMember[candidate] {
      guard let threshold, scores[candidate] >= threshold else { continue }
      words[candidate / Self.bitCount] |= 1 << UInt64(candidate % Self.bitCount)
    }
    self.init(limit: limit, words: words)
  }

  private init(limit: Double, words: [UInt64]) {
    self.limit = limit
    self.words = words
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// 1 %, or one of the non-members where so few cannot show that.
  public static func limit(nonMemberCount: Int) -> Double { max(0.01, 1 / Double(nonMemberCount)) }

  /// Those found by both.
  public func intersection(_ other: FoundMembers) -> FoundMembers { combined(with: other, &) }

  /// Those found by one or the other.
  public func union(_ other: FoundMembers) -> FoundMembers { combined(with: other, |) }

  private func combined(with other: FoundMembers, _ operation: (UInt64, UInt64) -> UInt64) -> FoundMembers {
    precondition(words.count == other.words.count)
    return FoundMembers(limit: limit, words: zip(words, other.words).map(operation))
  }

  public func contains(_ candidate: Int) -> Bool {
    words[candidate / Self.bitCount] >> UInt64(candidate % Self.bitCount) & 1 == 1
  }
}

extension MembershipStudy.Outcome {
  /// Whom it finds at the rate of `FoundMembers.limit`.
  func foundMembers(of isMember: [Bool]) -> FoundMembers {
    do {
      return try FoundMembers(
        scores: scores, isMember: isMember, curve: result.curve,
        atFalsePositiveRate: FoundMembers.limit(nonMemberCount: result.curve.nonMemberCount))
    } catch {
      preconditionFailure("one of the non-members can be shown: \(error)")
    }
  }
}
