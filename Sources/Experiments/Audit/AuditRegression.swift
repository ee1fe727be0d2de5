import Auditing
import Foundation
import Statistics

/// Something that an audit finds worse than the one before, by more than the chance of either explains.
public struct AuditRegression: Codable, Hashable, Sendable {
  /// What it is: `claim`, `guesses`, `canaries`, `conformance` or `attack`.
  public let figure: String
  /// Which attack or check; null of the others.
  @OrNull public var name: String?
  @OrNull public var before: Double?
  @OrNull public var after: Double?
  /// The probability of so large a rise by chance; null of what is exact.
  @OrNull public var probability: Double?

  /// At which a rise is beyond noise, over all that is compared together.
  public static let level = 0.001

  /// Everything that became worse.
  ///
  /// - Parameters:
  ///   - figures: of the newer audit.
  ///   - path: of the older one.
  /// - Throws: `AuditBaselineError` where the two are not of the same.
  static func all(
    of figures: AuditReport.Figures, since baseline: AuditReport.Figures, at path: String
  ) throws(AuditBaselineError) -> [AuditRegression] {
    try check(figures, baseline, path)
    var regressions = [AuditRegression]()
    // No claim is an infinite one, where there is an accountant.
    let claims = [baseline, figures].map { $0.claim == nil ? nil : $0.claimedEpsilon ?? .infinity }
    if let before = claims[0], let after = claims[1], after > before * (1 + 1e-3) {
      regressions.append(AuditRegression(figure: "claim", before: before, after: after))
    }
    let attacks = figures.attacks.compactMap { attack in
      baseline.attacks.first { $0.name == attack.name }.map { (before: $0, after: attack) }
    }
    let level = level / Double(2 + attacks.count)
    // Of more guesses at as many canaries fewer are right: only equal ones are compared.
    let isAlike = figures.guesses == baseline.guesses && figures.canaries == baseline.canaries
    let chance = Self.probability(
      right: figures.right, of: figures.guesses, before: baseline.right, of: baseline.guesses)
    if isAlike, chance < level {
      regressions.append(
        AuditRegression(
          figure: "guesses", before: Double(baseline.right) / Double(max(1, baseline.guesses)),
          after: Double(figures.right) / Double(max(1, figures.guesses)), probability: chance))
    }
    let areas =
      [("canaries", String?.none, Area(baseline), Area(figures))]
      + attacks.map { ("attack", $0.after.name, Area($0.before), Area($0.after)) }
    for (figure, name, before, after) in areas {
      guard let before, let after else { continue }
      let spread = (before.error * before.error + after.error * after.error).squareRoot()
      let chance = 1 - NormalDistribution.cumulative((after.value - before.value) / max(spread, 1e-12))
      guard chance < level else { continue }
      regressions.append(
        AuditRegression(
          figure: figure, name: name, before: before.value, after: after.value, probability: chance))
    }
    for check in figures.conformance where !check.isPassed {
      guard let before = baseline.conformance.first(where: { $0.check == check.check }), before.isPassed
      else { continue }
      regressions.append(
        AuditRegression(
          figure: "conformance", name: check.check.rawValue, before: before.value, after: check.value))
    }
    return regressions
  }

  private init(
    figure: String, name: String? = nil, before: Double?, after: Double?, probability: Double? = nil
  ) {
    self.figure = figure
    self.name = name
    self.before = before
    self.after = after
    self.probability = probability
  }

  /// An area under a curve and its standard error.
  private struct Area {
    let value: Double
    let error: Double

    init?(_ figures: AuditReport.Figures) { self.init(figures.area, figures.areaLow, figures.areaHigh) }
    init?(_ method: MembershipReport.Method) { self.init(method.area, method.areaLow, method.areaHigh) }

    private init?(_ value: Double?, _ low: Double?, _ high: Double?) {
      guard let value, let low, let high else { return nil }
      self.value = value
      // Half of an interval of 95 % is 1.96 of them.
      error = (high - low) / 2 / 1.959964
    }
  }

  private static func check(
    _ figures: AuditReport.Figures, _ baseline: AuditReport.Figures, _ path: String
  ) throws(AuditBaselineError) {
    guard figures.dataset == baseline.dataset, figures.settings?.label == baseline.settings?.label else {
      throw .otherData(path: path, found: baseline.dataset, expected: figures.dataset)
    }
    guard figures.canaryKind == baseline.canaryKind else {
      throw .otherCanaries(path: path, found: baseline.canaryKind, expected: figures.canaryKind)
    }
    guard figures.delta == baseline.delta, figures.unit == baseline.unit else {
      throw .otherPromise(path: path)
    }
  }

  /// The probability that as many of the right guesses of both are among the newer ones, or more, had chance dealt them: the exact test
  /// of Fisher, one-sided.
  private static func probability(right: Int, of guesses: Int, before: Int, of earlier: Int) -> Double {
    guard guesses > 0, earlier > 0 else { return 1 }
    let logChoose = { (n: Int, k: Int) in
      lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
    }
    let (all, hits) = (guesses + earlier, right + before)
    return (right...max(right, min(guesses, hits))).reduce(0) { sum, count in
      guard hits - count <= earlier, count <= guesses, count <= hits else { return sum }
      return sum
        + exp(logChoose(guesses, count) + logChoose(earlier, hits - count) - logChoose(all, hits))
    }
  }
}
