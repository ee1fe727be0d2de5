public import Attacks
import Foundation
import Statistics

/// The members that a model betrays most, by one attack, with what is known of each.
///
/// LiRA online ranks where it ran. Otherwise, for want of reference models, it is the attack with the largest AUC of those that
/// need none and take no time: a maximum over a few, and so a little better than it would be on other records.
public struct ExposedRecords: Sendable {
  /// The attack whose scores rank.
  public let ranking: MembershipMethod
  /// Its scores, one for each candidate; the lowest there is where one is NaN.
  public let scores: [Double]
  /// Members, the most exposed first.
  public let records: [ExposedRecord]

  /// - Parameters:
  ///   - count: how many are listed, or all members where these are fewer.
  ///   - outcomes: what attacks found on `evidence`.
  ///   - indices: the row of each candidate in its file, from 0.
  ///   - prior: the share of members among all whom an attack might be asked about, for odds.
  ///   - surroundings: of the pool that the candidates are; nil where only answers are known.
  /// - Returns: nil where no attack ran, where answers are not finite, or where a unit has several records, for then a score is of
  ///   no single one.
  public init?(
    _ count: Int, by outcomes: [MembershipStudy.Outcome], on evidence: MembershipEvidence, isMember: [Bool],
    indices: [Int], prior: Double, surroundings: RecordSurroundings?
  ) {
    guard evidence.unitCount == evidence.candidateCount, evidence.margins.count == evidence.candidateCount,
      evidence.margins.allSatisfy(\.isFinite), isMember.contains(true), isMember.contains(false),
      let ranking = Self.ranking(among: outcomes)
    else { return nil }
    self.ranking = ranking.method
    let scores = ranking.scores.map { $0.isNaN ? -.infinity : $0 }
    self.scores = scores
    let outsiders = scores.indices.filter { !isMember[$0] }.map { scores[$0] }.sorted()
    let found = outcomes.map { ($0.method, $0.foundMembers(of: isMember)) }
    let chosen = scores.indices.filter { isMember[$0] }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(count)
    let observed = ObservedOdds(scores: scores, isPositive: isMember)
    records = chosen.map { candidate in
      let margins = { (side: Bool) in
        evidence.references.filter { $0.includes[candidate] == side }.map { $0.margins[candidate] }
      }
      let nearest = surroundings?.nearest(to: candidate, count: RecordSurroundings.neighborCount) ?? []
      let rarest = surroundings?.rarest(of: candidate) ?? []
      return ExposedRecord(
        candidate: candidate, index: indices[candidate], label: evidence.labels?[candidate], isMember: true,
        score: scores[candidate], odds: observed.odds(at: scores[candidate], prior: prior),
        loss: -logConfidence(margin: evidence.margins[candidate]), margin: evidence.margins[candidate],
        marginsWith: margins(true), marginsWithout: margins(false),
        foundBy: found.filter { $0.1.contains(candidate) }.map(\.0),
        outsidersAbove: outsiders.count { $0 > scores[candidate] },
        reasons: surroundings?.reasons(of: candidate, nearest: nearest, rarest: rarest), rarest: rarest,
        nearest: nearest)
    }
  }

  /// The outcome that ranks; nil of none.
  static func ranking(among outcomes: [MembershipStudy.Outcome]) -> MembershipStudy.Outcome? {
    if let online = outcomes.first(where: { $0.method == .liraOnline }) { return online }
    let live = outcomes.filter { $0.method.isAlwaysLive }
    return (live.isEmpty ? outcomes : live)
      .max { $0.result.curve.areaUnderCurve < $1.result.curve.areaUnderCurve }
  }
}
