import DifferentialPrivacy
import Experiments
import FederatedLearning
import Statistics

extension RunReport {
  /// Who the clients were, whom ε protects from whom, and what the sums cost.
  func text(of federation: Federation) -> [String] {
    let (settings, totals) = (figures.settings, federation.aggregation)
    let (terms, isNoisy) = (settings.federation, settings.noiseMultiplier > 0)
    var lines = [
      "clients    \(terms.clientCount ?? 0), \(terms.partition), \(isNoisy ? "each in a round with probability \(terms.participation.brief)" : "\(terms.participantCount) a round"), \(terms.localEpochs) local epoch\(terms.localEpochs == 1 ? "" : "s") in batches of \(terms.localBatchSize.map(String.init) ?? "all")"
    ]
    if isNoisy {
      lines.append(
        "ε is for   \(federation.neighbours), and holds against \(federation.adversary)"
          + (figures.privacy.epsilonPerRecord.map {
            "; of one record replaced by another, against whoever sees the model, it is \($0.written(3))"
          } ?? ""))
      for row in federation.placements {
        lines.append(
          "  noise by \(row.placement.rawValue.padded(to: 12)) ε \(Self.epsilon(row.againstModel)) against whoever sees the model, \(Self.epsilon(row.againstServer)) against the server, for \(terms.neighbours(with: row.placement))\(row.placement == terms.privacy ? " <" : "")"
        )
      }
    }
    let bytes =
      totals.bytesPerClient.map { "\(Int($0.rounded())) bytes a client and round" } ?? "no client took part"
    lines.append(
      "sums       \(totals.method.rawValue), \(bytes), \(totals.dropped) dropped out, \(totals.aborted) of \(federation.rounds) aborted"
        + (totals.isExact.map { $0 ? ", every sum exact" : ", SOME SUM WRONG" } ?? "")
        + (totals.nonFinite > 0 ? ", \(totals.nonFinite) updates not finite" : "")
        + (totals.zero > 0 ? ", \(totals.zero) updates of zeros" : "")
        + (totals.clipped > 0 ? ", \(totals.clipped) updates cut to the clipping norm" : "")
        + (totals.saturated > 0 ? ", \(totals.saturated) values cut off" : ""))
    if let last = federation.accuracyByRound?.suffix(5), !last.isEmpty {
      lines.append("rounds     accuracy of the last \(last.map { $0.written(3) }.joined(separator: " "))")
    }
    return lines
  }

  private static func epsilon(_ value: Double?) -> String { value.map { $0.written(3) } ?? "∞" }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
