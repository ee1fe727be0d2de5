public import DifferentialPrivacy
public import PrivacyAccounting

/// How a run is trained by clients rather than in one place.
public struct FederationSettings: Hashable, Sendable {
  /// K; nil where there is no federation, and nothing else here says anything.
  public var clientCount: Int?
  public var partition = Partition.dirichlet(concentration: 0.5)
  /// q, the share of the clients that take part in a round.
  public var participation = 0.3
  /// How often a client goes over its records in a round.
  public var localEpochs = 5
  /// Records in a batch of a client's; nil takes all of them at once.
  public var localBatchSize: Int? = 10
  /// What the average of the updates is multiplied by.
  public var serverRate = 1.0
  public var aggregation = Aggregation.plain
  /// The probability that a client which takes part drops out at some message.
  public var dropouts = 0.0
  /// Who adds the noise.
  public var privacy = NoisePlacement.central
  /// b, the bits of a value in a secure sum.
  public var quantizationBits = 16
  /// c, where secure sums cut each value of an update off, ±c; nil is the clipping norm, or without one `usualRange`.
  public var quantizationRange: Double?
  /// t, without so many of whom no secure sum is opened; nil is ⌊2n / 3⌋ + 1 of the n who take part.
  public var threshold: Int?

  public init() {}

  /// How updates become their sum.
  public enum Aggregation: String, CaseIterable, Hashable, Codable, Sendable {
    /// The server sees each.
    case plain
    /// The server sees the sum alone; see `AggregationServer`.
    case secure
  }

  /// No value of an update of the bundled data is as large.
  public static let usualRange = 1.0

  /// ⌈q K⌉, of a round without noise; zero without a federation.
  public var participantCount: Int {
    guard let clientCount else { return 0 }
    return min(clientCount, Int((participation * Double(clientCount) * (1 - 1e-12)).rounded(.up)))
  }

  /// q K, which a noisy sum is divided by, however many take part.
  public var expectedParticipantCount: Double { participation * Double(clientCount ?? 0) }

  /// The settings of a step of which the clients are the examples.
  public func roundSettings(of step: StepSettings) -> StepSettings {
    var step = step
    step.expectedBatchSize = expectedParticipantCount
    return step
  }
}

/// Who adds the noise of a federation, and so against whom ε holds.
public enum NoisePlacement: String, CaseIterable, Hashable, Codable, Sendable {
  /// The server, on the sum.
  case central
  /// Each client a share, inside the secure sum.
  case distributed
  /// Each client all of it, on its own update.
  case local
}

extension FederationSettings {
  /// What a round is in the ledger, for whom `privacy` protects from, whatever it draws.
  ///
  /// That a client takes part by chance hides it only where nobody sees how many did: the noise of shares grows with their number,
  /// and whether a secure sum is opened depends on it. There ε is of a client's update, or nothing in its place in the sum, whoever takes part.
  ///
  /// - Parameter placement: nil is the one that is set.
  public func event(of step: StepSettings, placement: NoisePlacement? = nil) -> PrivacyEvent {
    guard step.noiseMultiplier > 0 else { return .nonPrivate }
    let noise = PrivacyEvent.gaussian(noiseMultiplier: step.noiseMultiplier)
    return switch placement ?? privacy {
    case .central where aggregation == .plain: .poissonSampled(rate: participation, noise)
    case .central, .distributed, .local: noise
    }
  }

  /// Whom and what ε leaves out, to follow "ε leaves out".
  public var uncovered: String {
    switch privacy {
    case .central where aggregation == .plain: "the server, which sees what the noise is added to"
    case .central: "the server, which sees what the noise is added to, and whether a client takes part"
    case .distributed: "a server with whom clients collude, and whether a client takes part"
    case .local: "whether a client takes part"
    }
  }

  /// Which two runs ε holds between.
  ///
  /// - Parameter placement: nil is the one that is set.
  public func neighbours(with placement: NoisePlacement? = nil) -> String {
    switch placement ?? privacy {
    case .central where aggregation == .plain: "one client more or fewer"
    case .central, .distributed:
      "one client's update or nothing in its place (that it takes part may be seen)"
    case .local: "one client's update or any other (that it takes part may be seen)"
    }
  }

  /// What a round is for whoever sees the model alone, of one record of a client that is replaced by another: the client's update,
  /// at most C long, becomes another one.
  public func recordEvent(of step: StepSettings) -> PrivacyEvent {
    guard step.noiseMultiplier > 0 else { return .nonPrivate }
    let overTwice = PrivacyEvent.gaussian(noiseMultiplier: step.noiseMultiplier / 2)
    return switch privacy {
    case .central where aggregation == .plain: .poissonSampled(rate: participation, overTwice)
    case .central, .distributed: overTwice
    // Its noise is of 2C already.
    case .local: .gaussian(noiseMultiplier: step.noiseMultiplier)
    }
  }
}
