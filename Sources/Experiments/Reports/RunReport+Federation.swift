public import FederatedLearning
public import Records

extension RunReport {
  /// What the clients of a federation did; written beside the settings, under keys of its own.
  public struct Federation: Codable, Hashable, Sendable {
    /// Steps taken.
    public let rounds: Int
    /// What ε is of.
    public let unit: PrivacyUnit
    /// Against whom it holds.
    public let adversary: String
    /// Which two runs it holds between.
    public let neighbours: String
    /// ε against others, by who might have added the noise: what central, distributed and local noise would promise.
    public let placements: [Placement]
    /// Of test records after each round; null where it was not looked at.
    @OrNull public var accuracyByRound: [Double]?
    public let aggregation: Aggregation

    private enum CodingKeys: String, CodingKey {
      case rounds, unit, adversary, neighbours, aggregation
      case placements = "noise_placements"
      case accuracyByRound = "accuracy_by_round"
    }

    public struct Placement: Codable, Hashable, Sendable {
      public let placement: NoisePlacement
      /// null is infinite, here and below.
      @OrNull public var againstModel: Double?
      @OrNull public var againstServer: Double?

      private enum CodingKeys: String, CodingKey {
        case placement = "noise_by"
        case againstModel = "epsilon_against_model"
        case againstServer = "epsilon_against_server"
      }
    }

    /// How updates became sums, over all rounds.
    public struct Aggregation: Codable, Hashable, Sendable {
      public let method: FederationSettings.Aggregation
      /// That a client of a round sent on average; null where no client took part.
      @OrNull public var bytesPerClient: Double?
      /// Rounds that ended without a sum.
      public let aborted: Int
      /// Clients that left a round before its end.
      public let dropped: Int
      /// Whether every sum that was opened was that of what went into it; null where nothing was masked.
      @OrNull public var isExact: Bool?
      /// Updates that were cut to the clipping norm.
      public let clipped: Int
      /// Updates that were not finite and counted as zero, and those of zeros.
      public let nonFinite: Int
      public let zero: Int
      /// Values that were cut off.
      public let saturated: Int

      private enum CodingKeys: String, CodingKey {
        case method, aborted, clipped, dropped, saturated, zero
        case bytesPerClient = "bytes_per_client"
        case isExact = "exact"
        case nonFinite = "non_finite"
      }
    }

    init?(of run: TrainingRun, account: RunAccount, accuracyByRound: [Double]?) {
      guard let federation = run.federation else { return nil }
      let totals = federation.totals
      rounds = run.step
      unit = account.unit
      adversary = run.settings.federation.privacy.adversary
      neighbours = run.settings.federation.neighbours()
      placements = (account.placements?.rows ?? []).map {
        Placement(
          placement: $0.placement, againstModel: $0.againstModel,
          againstServer: $0.againstServer)
      }
      self.accuracyByRound = accuracyByRound
      aggregation = Aggregation(
        method: run.settings.federation.aggregation,
        bytesPerClient: totals.participants > 0
          ? Double(totals.byteCount) / Double(totals.participants) : nil,
        aborted: totals.aborted, dropped: totals.dropped, isExact: totals.isExact, clipped: totals.clipped,
        nonFinite: totals.nonFinite, zero: totals.zero, saturated: totals.saturated)
    }
  }
}
