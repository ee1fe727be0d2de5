import Experiments
import FederatedLearning
import PlainText

/// What a client took part in: of `federate join`.
package struct JoinReport: CommandReport {
  let client: UInt16
  let rounds: [Round]

  struct Round: Codable, Hashable, Sendable {
    let number: Int
    /// Values that were clipped.
    let saturated: Int
    /// Values that became zero.
    let notFinite: Int
    /// That this client sent in messages of the round.
    var bytes = 0
    /// How many clients' values are in the sum.
    var inSum = 0
    /// Why there is no sum.
    @OrNull var aborted: String?

    init(number: Int, saturated: Int, notFinite: Int) {
      (self.number, self.saturated, self.notFinite) = (number, saturated, notFinite)
    }

    private enum CodingKeys: String, CodingKey {
      case saturated, aborted
      case number = "round"
      case notFinite = "not_finite"
      case bytes = "bytes_sent"
      case inSum = "in_sum"
    }
  }

  init(client: ClientID, rounds: [Round]) {
    self.client = client.number
    self.rounds = rounds
  }

  package var figures: JoinReport { self }

  /// What is left to say after the rounds.
  package var text: String {
    guard !rounds.isEmpty else { return "client \(client): took part in no round to its end" }
    return
      "client \(client): took part in \(rounds.count) round\(rounds.count == 1 ? " to its end" : "s to their end")"
  }
}

extension JoinReport.Round {
  /// Said when the round ends.
  func text(client: ClientID) -> String {
    let values = [
      saturated > 0 ? ", \(saturated) of its values clipped" : "",
      notFinite > 0 ? ", \(notFinite) that were no numbers sent as zero" : "",
    ].joined()
    let end = aborted.map { "no sum. \($0.harmless)" } ?? "a sum over \(inSum) clients was made"
    return "round \(number), client \(client): \(bytes) bytes sent\(values); \(end)"
  }
}
