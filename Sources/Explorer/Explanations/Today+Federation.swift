import DifferentialPrivacy
import Experiments
import FederatedLearning
import PlainText
import Statistics

// Clients that train, as they are just now.
extension Today {
  private var federation: (state: FederationState, settings: ExperimentConfiguration)? {
    guard let snapshot = subject.snapshot, let state = snapshot.federation else { return nil }
    return (state, snapshot.settings)
  }

  func ofFederation(_ term: Term) -> Reading? {
    guard let (state, settings) = federation else { return nil }
    switch term {
    case .clientMix:
      let sizes = state.labelCounts.map { $0.reduce(0, +) }
      return Reading(
        plain:
          "The pool is dealt to \(state.clientCount) clients, \(Self.reach(sizes)) records to each, partition \(settings.federation.partition.description)."
      )
    case .noisePlacement: return ofPlacement(settings)
    case .remainingLeaks:
      let summed = state.lastRound?.participants.count(where: \.isInSum) ?? 0
      return Reading(
        plain: settings.federation.aggregation == .secure
          ? "The server sees the sum of \(summed) clients, who took part, and the model."
          : "Sums are plain: the server sees the update of each of \(summed) clients.")
    default:
      return state.lastRound.flatMap { ofRound(term, $0, state, settings.federation) }
    }
  }

  private func ofRound(
    _ term: Term, _ round: FederatedRound, _ state: FederationState, _ federation: FederationSettings
  ) -> Reading? {
    let summed = round.participants.count(where: \.isInSum)
    let isSecure = federation.aggregation == .secure
    switch term {
    case .clientUpdate:
      let norms = round.participants.compactMap(\.norm)
      guard let least = norms.min(), let most = norms.max() else { return nil }
      return Reading(
        plain:
          "In round \(grouped(round.index + 1)) the updates of clients had norms from \(significant(least)) to \(significant(most)), and the model moved by \(significant(round.norm))."
      )
    case .federatedRound:
      return Reading(
        plain:
          "Of \(grouped(state.totals.rounds)) rounds the last had \(round.participants.count) of \(state.clientCount) clients, of whom \(summed) are in the sum."
      )
    case .serversView:
      return Reading(
        plain: isSecure
          ? "Of round \(grouped(round.index + 1)) the server has the sum of \(summed) clients, and none of their updates."
          : "Of round \(grouped(round.index + 1)) the server has the update of each of \(summed) clients, as it was sent."
      )
    case .masks:
      guard isSecure else { return Reading(plain: "Nothing is masked: sums are plain.") }
      let threshold = federation.threshold(participantCount: round.participants.count)
      return Reading(
        plain:
          "Each of \(round.participants.count) clients hides its update under a mask of its own and one with each of the others; \(threshold) of them have to answer for the sum to be opened."
      )
    case .clientBytes:
      let counts = round.participants.map(\.byteCount).filter { $0 > 0 }
      guard !counts.isEmpty else { return nil }
      return Reading(
        plain:
          "In round \(grouped(round.index + 1)) a client sent \(Self.reach(counts)) bytes; all of them so far \(grouped(state.totals.byteCount))."
      )
    case .abortedRounds:
      let (aborted, dropped) = (state.totals.aborted, state.totals.dropped)
      return Reading(
        plain:
          "Of \(grouped(state.totals.rounds)) rounds \(aborted == 0 ? "none was" : "\(grouped(aborted)) were") aborted; clients dropped out \(grouped(dropped)) times."
      )
    default: return nil
    }
  }

  private func ofPlacement(_ settings: ExperimentConfiguration) -> Reading? {
    let placement = settings.federation.privacy
    guard settings.noiseMultiplier > 0 else {
      return Reading(plain: "No noise is added, and no ε holds against anybody.")
    }
    guard let row = subject.account?.placements?.rows.first(where: \.isPresent) else { return nil }
    return Reading(
      plain:
        "\(placement.noise.capitalizedFirst): ε of a client is \(roundedUp(row.againstModel)) against who sees the model alone, and \(roundedUp(row.againstServer)) against the server.",
      details: [
        "It holds against \(placement.adversary); between \(settings.federation.neighbours(with: placement)).",
        "The noise in the sum has a deviation of \(significant(row.sumDeviation)) C.",
      ])
  }

  /// What ε of rounds is made of: who adds how much noise, and how often a client takes part.
  func ingredientsOfRounds(_ settings: ExperimentConfiguration, _ snapshot: Snapshot) -> [String] {
    guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
      return [
        "No noise: each client moves the model as far as its update reaches, and nothing bounds what that tells.",
        "Turn the noise multiplier up, and restart with R: one round without noise makes ε infinite for good.",
      ]
    }
    let (placement, q) = (settings.federation.privacy, settings.federation.participation)
    let now = subject.isLookingBack ? nil : snapshot.lastClippingNorm
    return [
      "z \(significant(settings.noiseMultiplier)), C \(significant(now ?? norm)): \(placement.noise). The sum is divided by q K = \(significant(settings.federation.expectedParticipantCount)).",
      placement == .central
        ? "Each client takes part in a round by a coin of q = \(significant(q)), which who sees the model alone does not see."
        : "That a client takes part is seen, so that its share q = \(significant(q)) does not lower ε.",
    ]
  }

  private static func reach(_ counts: [Int]) -> String {
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    return least == most ? grouped(most) : "\(grouped(least)) to \(grouped(most))"
  }
}
