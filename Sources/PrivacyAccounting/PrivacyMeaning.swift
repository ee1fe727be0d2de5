import Foundation

/// What a limit on attacks means to a person, in numbers of people: which of the ways to say it was understood best
/// (Nanayakkara et al., _What Are the Chances? Explaining the Epsilon Parameter in Differential Privacy_, USENIX Security
/// 2023).
public struct PrivacyMeaning: Hashable, Sendable {
  /// The largest true positive rates at false positive rates of 0.01 and 0.1.
  private let rare: Double
  private let frequent: Double

  public init(limit: TradeOffLimit) {
    rare = limit.largestTruePositiveRate(atFalsePositiveRate: 0.01)
    frequent = limit.largestTruePositiveRate(atFalsePositiveRate: 0.1)
  }

  /// - Parameter largestRates: the largest true positive rates by the false positive rates as JSON has them.
  /// - Returns: nil where those at `0.01` and `0.1` are not among them.
  public init?(largestRates: [String: Double]) {
    guard let rare = largestRates["0.01"], let frequent = largestRates["0.1"] else { return nil }
    (self.rare, self.frequent) = (rare, frequent)
  }

  /// At two rates of false accusations; at the smaller alone where that finds all.
  ///
  /// - Parameter units: what is in or not, and limited: records, which speak of people where nothing else is said.
  public func sentences(about units: String = "records") -> [String] {
    let noun = units == "records" ? "people" : units
    let rareSentence = sentence(of: rare, accused: "1 of 100", noun)
    return findsAll(rare)
      ? [rareSentence] : [sentence(of: frequent, accused: "10 of 100", noun), rareSentence]
  }

  private func findsAll(_ rate: Double) -> Bool { rate >= 0.99 }

  private func sentence(of rate: Double, accused: String, _ noun: String) -> String {
    let opening = "Of \(noun) who were not in, the best conceivable adversary accuses \(accused)"
    let found = 100 * rate
    // Rounded up, and where that says nothing it is not said.
    guard !findsAll(rate) else {
      return "\(opening); of those who were in, nothing keeps it from finding them all."
    }
    let people =
      found < 10 ? String(format: "%.1f", (found * 10).rounded(.up) / 10) : "\(Int(found.rounded(.up)))"
    return "\(opening); then of 100 who were in, it finds at most \(people)."
  }
}
