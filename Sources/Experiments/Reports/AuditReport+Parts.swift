public import Auditing

// What the figures and the remarks of an audit's report are made of.

extension AuditReport {
  /// A point of the canaries' ROC.
  public struct CurvePoint: Codable, Hashable, Sendable {
    public let falsePositiveRate: Double
    public let truePositiveRate: Double
  }

  /// What so many judged guesses prove.
  public struct Climb: Codable, Hashable, Sendable {
    public let judged: Int
    public let steinke: Double
    public let fDP: Double
  }

  /// A lower bound on ε.
  public struct Bound: Codable, Hashable, Sendable {
    public let method: LowerBound.Method
    /// null where it is infinite.
    @OrNull public var epsilon: Double?
    public let confidence: Double
    public let kind: LowerBound.Kind
    /// At the level of the exit code.
    @OrNull public var epsilonAtExit: Double?

    private enum CodingKeys: String, CodingKey {
      case method, epsilon, confidence, kind
      case epsilonAtExit = "epsilon_at_exit_alpha"
    }
  }

  /// A member that the model betrays, by its place in the file alone.
  public struct AtRisk: Codable, Hashable, Sendable {
    public let index: Int
    public let scoreBy: String
    /// That it is a member, of somebody who has such a score, where half of all are.
    @OrNull public var odds: Double?
    /// Attacks that accuse it at 1 % false alarms.
    public let foundBy: [String]

    private enum CodingKeys: String, CodingKey {
      case index, odds
      case scoreBy = "score_by"
      case foundBy = "found_by"
    }
  }

  /// An audit on the way.
  public struct OnTheWay: Codable, Hashable, Sendable {
    public let step: Int
    public let right: Int
    public let guesses: Int
    public let steinke: Double
    public let fDP: Double
    @OrNull public var gaussian: Double?

    private enum CodingKeys: String, CodingKey {
      case step, right, guesses, steinke, gaussian
      case fDP = "f_dp"
    }

    init(_ audit: RegularAudit) {
      (step, right, guesses) = (audit.step, audit.rightCount, audit.guessCount)
      (steinke, fDP) = (audit.steinke, audit.fDP)
      gaussian = audit.gaussian
    }
  }
}
