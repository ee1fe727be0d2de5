import Foundation
import Statistics

/// Finds the target among its reference models, where its row would say who was a member and nothing would have to be
/// guessed: by whom a model was trained on, and by how it answers, however its margins were rounded.
public struct TargetAmongReferences: Sendable {
  let margins: [Double]
  let isMember: [Bool]

  /// What gives a model away.
  public enum Sign: Hashable, Sendable {
    /// It was trained on the target's members and on no other candidate.
    case members
    /// It answers as the target does, but for rounding.
    case margins
    /// Its answers follow the target's as no other model's do.
    case correlation(Double)
  }

  /// Margins of two models that are equal to so many parts are the same number, computed or printed in single precision.
  private static let tolerance = 1e-5
  /// A rounded row that spans fewer units of its last decimal is like many others.
  private static let fewestUnits = 10.0
  /// The probability above which a model may have the target's members by chance.
  private static let chance = 0.01
  /// Candidates below which a correlation says little.
  private static let fewestCandidates = 20
  /// Linear models trained for 300 steps on different halves of `actg175` correlate by 0.94 at most, of eight; networks less.
  private static let smallestCorrelation = 0.9999
  /// How many times nearer to 1 than that of the median other model a correlation must be: models that have hardly been
  /// trained, or that are all but linear, all correlate with the target.
  private static let nearness = 10.0

  /// - Parameters:
  ///   - margins: of each model, candidate by candidate.
  ///   - includes: for each model, whether it was trained on each candidate.
  /// - Returns: the first model, from 0, that is the target or betrays it as much; nil where there is none.
  func first(inMargins margins: [[Double]], includes: [[Bool]]) -> (model: Int, sign: Sign)? {
    if let model = margins.firstIndex(where: isSame) { return (model, .margins) }
    if Double(includes.count) < Self.chance * waysToChooseMembers,
      let model = includes.firstIndex(of: isMember)
    {
      return (model, .members)
    }
    guard isMember.count >= Self.fewestCandidates else { return nil }
    let correlations = margins.map { pearsonCorrelation($0, self.margins) ?? 0 }
    return correlations.indices.lazy.filter { isTooNear($0, in: correlations) }.first.map {
      ($0, .correlation(correlations[$0]))
    }
  }

  /// Sets of candidates that are as many as the target's members, infinite where they are too many to count.
  private var waysToChooseMembers: Double {
    let memberCount = isMember.count(where: \.self)
    return (0..<min(memberCount, isMember.count - memberCount)).reduce(1.0) { ways, chosen in
      ways * Double(isMember.count - chosen) / Double(chosen + 1)
    }
  }

  private func isSame(_ row: [Double]) -> Bool {
    let (decimals, ownDecimals) = (Self.decimals(of: row), Self.decimals(of: margins))
    var step = 0.0
    if decimals != ownDecimals {
      let (coarser, fewest) =
        decimals < ownDecimals ? (row, decimals) : (margins, ownDecimals)
      let unit = pow(10, -Double(fewest))
      let span = (coarser.max() ?? 0) - (coarser.min() ?? 0)
      // Half a unit of the coarser for rounding, half of the finer where that was rounded too.
      if span >= Self.fewestUnits * unit { step = (unit + pow(10, -Double(max(decimals, ownDecimals)))) / 2 }
    }
    return zip(row, margins).allSatisfy { abs($0 - $1) <= step + Self.tolerance * max(abs($0), abs($1)) }
  }

  /// The fewest decimals that write every number of the row as it is.
  private static func decimals(of row: [Double]) -> Int {
    var decimals = 0
    for value in row {
      while decimals < mostDecimals {
        let scale = pow(10, Double(decimals))
        if (value * scale).rounded() / scale == value { break }
        decimals += 1
      }
    }
    return decimals
  }

  /// Decimals of numbers that were not rounded.
  private static let mostDecimals = 17

  /// Whether a model is far nearer to the target than the median of the others.
  private func isTooNear(_ model: Int, in correlations: [Double]) -> Bool {
    guard correlations[model] > Self.smallestCorrelation else { return false }
    let others = correlations.indices.filter { $0 != model }
      .map { correlations[$0] }.sorted()
    guard !others.isEmpty else { return true }
    return Self.nearness * (1 - correlations[model]) < 1 - others[others.count / 2]
  }
}

extension TargetAmongReferences.Sign: CustomStringConvertible {
  /// What goes after the model.
  public var description: String {
    switch self {
    case .members: "was trained on exactly the members of the target"
    case .margins: "answers every candidate as the target does"
    case .correlation(let correlation):
      "answers as the target does, with a correlation of \(String(format: "%.6f", correlation)) that no other model comes near"
    }
  }
}
