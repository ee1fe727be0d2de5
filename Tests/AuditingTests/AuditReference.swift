import Foundation

/// Bounds by SciPy and jax_privacy, made by `Tests/ReferenceValues/audit_bounds.py`.
struct AuditReference: Decodable {
  struct OneRun: Decodable {
    let canaries: Int
    let guesses: Int
    let right: Int
    let delta: Double
    let alpha: Double
    let steinke: Double
    /// Nil at δ = 0.
    let fDP: Double?
  }

  struct ManyRuns: Decodable {
    let truePositives: Int
    let positives: Int
    let falsePositives: Int
    let negatives: Int
    let delta: Double
    let alpha: Double
    let clopperPearson: Double
    let bayesian: Double
    /// Nil at δ = 0.
    let gdp: Double?
  }

  /// Of 10,000 scores on either side, quantiles of normal distributions that far apart, at δ = 10⁻⁶.
  struct Hull: Decodable {
    let shift: Double
    let corners: Int
    let area: Double
    let steinke: Double
    let fDP: Double
  }

  let oneRun: [OneRun]
  let manyRuns: [ManyRuns]
  let hulls: [Hull]

  static let shared = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/audit_bounds.json"))
    return try JSONDecoder().decode(AuditReference.self, from: data)
  }
}
