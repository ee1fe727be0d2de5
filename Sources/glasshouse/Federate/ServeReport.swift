import Experiments
import FederatedLearning
import Foundation
import PlainText

/// What a server learned: of `federate serve`.
package struct ServeReport: CommandReport {
  let clients: Int
  let threshold: Int
  let dimension: Int
  let bits: Int
  let clip: Double
  /// active, or honest-but-curious.
  let adversary: String
  let seconds: Double
  let rounds: [Round]

  struct Round: Codable, Hashable, Sendable {
    let number: Int
    /// Who was asked.
    let joined: Int
    var survivors: [ClientID] = []
    /// The message that a client did not send.
    var dropped: [ClientID: RoundPhase] = [:]
    /// What went wrong, a sentence each.
    var incidents: [String] = []
    @OrNull var sum: [Double]?
    /// Modulo 2³².
    @OrNull var words: [UInt32]?
    /// What came of each client, message by message.
    var bytes: [ClientID: [RoundPhase: Int]] = [:]
    /// Why there is no sum.
    @OrNull var aborted: String?

    init(number: Int, joined: Int) { (self.number, self.joined) = (number, joined) }

    private enum CodingKeys: String, CodingKey {
      case joined, survivors, dropped, incidents, sum, words, bytes, aborted
      case number = "round"
    }
  }

  init(_ plan: FederationPlan, dimension: Int, rounds: [Round], seconds: Double) {
    clients = plan.clientCount
    threshold = plan.needed
    self.dimension = dimension
    (bits, clip) = (plan.quantization.bits, plan.quantization.clip)
    adversary = plan.identities == nil ? "honest-but-curious" : "active"
    (self.rounds, self.seconds) = (rounds, seconds)
  }

  package var figures: ServeReport { self }

  /// What is left to say after the rounds.
  package var text: String {
    let opened = rounds.filter { $0.sum != nil }.map { Set($0.survivors) }
    let caution =
      Set(opened).count > 1
      ? [
        "The sums are over different clients: where these brought the same values again, what differs is theirs."
      ] : []
    let against =
      adversary == "active"
      ? "Keys and lists were signed by the identities of the roster."
      : "No roster: the values are hidden from a server that keeps to the protocol, not from one that lies."
    return (caution + [against]).joined(separator: "\n")
  }
}

extension ServeReport.Round {
  private static let shownValues = 6

  /// Said when the round ends.
  func text(dimension: Int) -> String {
    var lines = ["round \(number): \(joined) clients asked, \(survivors.count) in the sum"]
    if let aborted { lines[0] = "round \(number): \(aborted.harmless)" }
    if let sum {
      let shown = sum.prefix(Self.shownValues).map { String(format: "%.6g", $0) }.joined(separator: ", ")
      lines.append("  sum: \(shown)\(sum.count > Self.shownValues ? ", … (\(sum.count) values)" : "")")
    }
    let sent = bytes.values.map { $0.values.reduce(0, +) }
    if let most = sent.max() {
      lines.append("  bytes a client sent: \(most) at most, its bare vector takes \(4 * dimension)")
    }
    lines += incidents.map { "  \($0.harmless)" }
    lines.append("  seen: \(seen.joined(separator: ", "))")
    lines.append("  not seen: the values of any client\(sum == nil ? ", nor a sum" : "")")
    return lines.joined(separator: "\n")
  }

  static let csvHeader = "round,index,sum\n"

  /// The sum, if there is one.
  var csv: String {
    var text = ""
    for (index, value) in zip(0..., sum ?? []) { text += "\(number),\(index),\(value)\n" }
    return text
  }

  /// What reached the server.
  private var seen: [String] {
    let phases = Set(bytes.values.flatMap(\.keys))
    let messages = RoundPhase.allCases.filter(phases.contains).map { phase in
      switch phase {
      case .advertise: "public keys"
      case .share: "sealed shares"
      case .mask: "masked vectors"
      case .consistency: "signatures"
      case .unmask: "a share of one secret of each client from each other"
      }
    }
    return ["who took part"] + messages + (sum == nil ? [] : ["the sum"])
  }
}
