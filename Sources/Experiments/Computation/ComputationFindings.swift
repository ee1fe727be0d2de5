/// What was computed on shares of a run's weights and a record at one step.
public struct ComputationFindings: Sendable {
  public let generation: Int
  public let step: Int
  public let focus: ComputationFocus
  public package(set) var outcome: Result<SecurePrediction, ComputationObstacle>
  /// Whether nothing more of this step is to come: neither a mistake nor a batch.
  public let isWhole: Bool

  public var prediction: SecurePrediction? { try? outcome.get() }

  public var obstacle: ComputationObstacle? {
    if case .failure(let obstacle) = outcome { obstacle } else { nil }
  }
}

extension ComputationFindings: Findings {
  public var newestStep: Int { step }
  public var kept: ComputationFindings {
    var copy = self
    copy.outcome = outcome.map(\.kept)
    return copy
  }
  public static let historyCapacity = 24
}
