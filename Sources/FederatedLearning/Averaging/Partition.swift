public import PlainText
public import Statistics

/// How the records are dealt to the clients of a federation: as many to each, or one more.
public enum Partition: Hashable, Sendable {
  /// At random, so that every client's mix of labels is that of all.
  case iid
  /// Each client's mix of labels is a draw from Dir(a, …, a), and its records are taken by it without replacement.
  ///
  /// Reference: Hsu, Qi and Brown, _Measuring the Effects of Non-Identical Data Distribution for Federated Visual
  /// Classification_, arXiv:1909.06335, section 3, whose concentration is a
  /// times the number of classes, where these are even. The last clients get what is left.
  case dirichlet(concentration: Double)

  /// The concentrations that mean anything.
  public static let concentrations = 1e-3...1e6
}

extension Partition: CustomStringConvertible {
  /// As `init(parsing:)` reads it.
  public var description: String {
    switch self {
    case .iid: "iid"
    case .dirichlet(let concentration):
      "dirichlet:"
        + (concentration == concentration.rounded() ? String(Int(concentration)) : String(concentration))
    }
  }
}

/// A text that is no partition.
public struct PartitionError: ExplainedError, Hashable {
  public let text: String

  public var sentence: Sentence {
    "The partition `\(text)` is none. Write iid, or dirichlet:A with a concentration A from 0.001 to 1000000, as in dirichlet:0.5."
  }
}

extension Partition {
  /// Reads `iid` or `dirichlet:0.5`.
  public init(parsing text: String) throws(PartitionError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("iid", 1): self = .iid
    case ("dirichlet", 2):
      guard let concentration = Double(parts[1]), Self.concentrations.contains(concentration) else {
        throw PartitionError(text: text)
      }
      self = .dirichlet(concentration: concentration)
    default: throw PartitionError(text: text)
    }
  }

  /// Whose each of these is.
  ///
  /// - Parameters:
  ///   - labels: the class of each, from 0.
  ///   - clientCount: K, at least one.
  /// - Returns: for each a client, from 0; each client has ⌊n / K⌋ or one more.
  public func dealing(
    _ labels: [Int], classCount: Int, clientCount: Int, using root: RandomStream
  ) -> [Int] {
    precondition(clientCount > 0)
    var stream = root.split("partition")
    var order = Array(labels.indices)
    order.shuffle(using: &stream)
    var clients = [Int](repeating: 0, count: labels.count)
    switch self {
    case .iid:
      for (turn, place) in order.enumerated() { clients[place] = turn % clientCount }
    case .dirichlet(let concentration):
      let mix = DirichletDistribution(concentration: concentration, count: classCount)
      let mixes = (0..<clientCount).map { _ in mix.draw(using: &stream) }
      var piles = [[Int]](repeating: [], count: classCount)
      for place in order { piles[labels[place]].append(place) }
      for client in 0..<clientCount {
        for _ in stride(from: client, to: order.count, by: clientCount) {
          let label = Self.choice(of: mixes[client], among: piles, using: &stream)
          if let place = piles[label].popLast() { clients[place] = client }
        }
      }
    }
    return clients
  }

  /// A class that still has records, by the shares of a client; where it wants none of those by how many are left of each.
  private static func choice(
    of shares: [Double], among piles: [[Int]], using stream: inout RandomStream
  ) -> Int {
    var weights = zip(shares, piles).map { $1.isEmpty ? 0 : $0 }
    if weights.reduce(0, +) <= 0 { weights = piles.map { Double($0.count) } }
    var lot = stream.uniform() * weights.reduce(0, +)
    for (label, weight) in weights.enumerated() where weight > 0 {
      lot -= weight
      if lot < 0 { return label }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
