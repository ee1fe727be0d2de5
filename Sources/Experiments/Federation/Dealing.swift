import FederatedLearning
import Records
import Statistics

/// Which client of a federation has which records. All of the pool is dealt, whoever is a member, so that no coin moves anybody
/// else's record; so are what persons planted, and canaries, by lots of their own.
struct Dealing: Sendable {
  let clientCount: Int
  /// Of each unit of the pool.
  let clients: [Int]
  /// Of each class and client how many records of the pool, [clients][classes], as they are labelled.
  let labelCounts: [[Int]]
  private let root: RandomStream

  init(
    split: MembershipSplit, labels: [Int], classCount: Int, clientCount: Int, by partition: Partition,
    using root: RandomStream
  ) {
    self.clientCount = clientCount
    self.root = root.split("clients")
    let firsts = split.firstRecords.map { labels[$0] }
    clients = partition.dealing(firsts, classCount: classCount, clientCount: clientCount, using: self.root)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: clientCount)
    for (record, client) in zip(split.pool, split.spread(clients)) { counts[client][labels[record]] += 1 }
    labelCounts = counts
  }

  /// - Parameter all: what the run plants, of which `planted` are some.
  func clients(of planted: [PlantedRecord], among all: [PlantedRecord]) -> [Int] {
    let lots = lots("planted", count: all.count)
    return planted.map { record in all.firstIndex(of: record).map { lots[$0] } ?? 0 }
  }

  func clients(ofCanaries count: Int) -> [Int] { lots("canaries", count: count) }

  private func lots(_ name: String, count: Int) -> [Int] {
    var stream = root.split(name)
    return (0..<count).map { _ in Int(stream.next() % UInt64(clientCount)) }
  }
}
