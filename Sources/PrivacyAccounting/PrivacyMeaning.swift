import Foundation

/// What a limit on attacks means to a person, in numbers of people: which of the ways to say it was understood best
/// (Nanayakkara et al., _What Are the Chances? Explaining the Epsilon Parameter in Differential Privacy_, USENIX Security
/// 2023).
public struct PrivacyMeaning: Hashable, Sendable {
  public let limit: TradeOffLimit

  public init(limit: TradeOffLimit) { self.limit = limit }

  /// At two rates of false accusations; at the smaller alone where that finds all.
  public var sentences: [String] {
    let frequent = sentence(rate: 0.1, accused: "10 of 100")
    let rare = sentence(rate: 0.01, accused: "1 of 100")
    return findsAll(at: 0.01) ? [rare] : [frequent, rare]
  }

  private func findsAll(at rate: Double) -> Bool {
    limit.largestTruePositiveRate(atFalsePositiveRate: rate) >= 0.99
  }

  private func sentence(rate: Double, accused: String) -> String {
    let opening = "Of people who were not in, the best conceivable adversary accuses \(accused)"
    let found = 100 * limit.largestTruePositiveRate(atFalsePositiveRate: rate)
    // Rounded up, and where that says nothing it is not said.
    guard !findsAll(at: rate) else {
      return "\(opening); of those who were in, nothing keeps it from finding them all."
    }
    let people =
      found < 10 ? String(format: "%.1f", (found * 10).rounded(.up) / 10) : "\(Int(found.rounded(.up)))"
    return "\(opening); then of 100 who were in, it finds at most \(people)."
  }
}
