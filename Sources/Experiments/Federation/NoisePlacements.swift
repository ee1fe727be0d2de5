import DifferentialPrivacy
public import FederatedLearning
import PrivacyAccounting

/// What the noise of a federation would promise wherever it was added, by the rounds that were taken: whom ε protects from is
/// decided by who adds the noise, and one number says nothing of another adversary.
public struct NoisePlacements: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let placement: NoisePlacement
    /// Whether it is the run's own.
    public let isPresent: Bool
    /// ε of a client against whoever sees the model alone.
    public let againstModel: Double
    /// ε of a client against the server, if no client colludes with it; infinite where the server sees what the noise is added to.
    public let againstServer: Double
    /// The standard deviation of the noise in the sum of the clients that a round expects, as a multiple of C.
    public let sumDeviation: Double
  }

  /// In the order of `NoisePlacement`.
  public let rows: [Row]

  /// - Parameters:
  ///   - own: ε of the run.
  ///   - price: ε of a series of events, for one client more or fewer.
  init(
    of beginning: RunBeginning, at settings: ExperimentConfiguration, own: Double,
    price: ([PrivacyEvent]) -> Double
  ) {
    let epsilons = NoisePlacement.allCases.map { placement in
      placement == settings.federation.privacy
        ? own : price(beginning.ledger { $0.federation.event(of: $0.step, placement: placement) }.events)
    }
    let federation = settings.federation
    let count = max(1, federation.expectedParticipantCount)
    rows = zip(NoisePlacement.allCases, epsilons).map { placement, epsilon in
      let deviation =
        switch placement {
        case .central: 1.0
        // What more survive than must is noise beyond what is accounted for.
        case .distributed:
          (count / Double(federation.threshold(participantCount: Int(count.rounded())))).squareRoot()
        case .local: 2 * count.squareRoot()
        }
      return Row(
        placement: placement, isPresent: placement == federation.privacy,
        againstModel: epsilon, againstServer: placement == .central ? .infinity : epsilon,
        sumDeviation: settings.noiseMultiplier * deviation)
    }
  }
}
