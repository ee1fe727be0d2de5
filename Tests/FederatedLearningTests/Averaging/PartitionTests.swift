import FederatedLearning
import Statistics
import Testing

struct PartitionTests {
  @Test(
    arguments: [
      Partition.iid, .dirichlet(concentration: 0.001), .dirichlet(concentration: 0.5),
      .dirichlet(concentration: 1e6),
    ], [(10, 3), (7, 7), (1200, 30), (1000, 999)])
  func everyRecordIsDealtOnceAndEvenly(partition: Partition, counts: (records: Int, clients: Int)) {
    let labels = (0..<counts.records).map { $0 * $0 % 5 }
    let dealing = partition.dealing(
      labels, classCount: 5, clientCount: counts.clients, using: RandomStream(seed: 3))
    #expect(dealing.count == counts.records)
    var sizes = [Int](repeating: 0, count: counts.clients)
    for client in dealing { sizes[client] += 1 }
    let fewest = counts.records / counts.clients
    #expect(sizes.allSatisfy { $0 == fewest || $0 == fewest + 1 })
    #expect(sizes.count { $0 == fewest + 1 } == counts.records % counts.clients)
  }

  /// A client's share p of a class has the mean 1/c and the variance v = (1/c)(1 − 1/c) / (ca + 1); of m records drawn by it the
  /// share has the variance v + (1/c − 1/c² − v) / m. The first clients of many find every class.
  @Test(arguments: [0.1, 0.5, 5]) func mixesHaveTheMomentsOfADirichletDistribution(concentration: Double) {
    let (classCount, clientCount, size) = (10, 40, 100)
    let labels = (0..<clientCount * size).map { $0 % classCount }
    var shares = [Double]()
    for seed in 0..<250 {
      let dealing = Partition.dirichlet(concentration: concentration).dealing(
        labels, classCount: classCount, clientCount: clientCount, using: RandomStream(seed: UInt64(seed)))
      var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: 4)
      for (record, client) in dealing.enumerated() where client < 4 { counts[client][labels[record]] += 1 }
      shares += counts.flatMap { $0 }.map { Double($0) / Double(size) }
    }
    let mean = 1 / Double(classCount)
    let spread = mean * (1 - mean) / (Double(classCount) * concentration + 1)
    let expected = spread + (mean - mean * mean - spread) / Double(size)
    let squares = shares.map { ($0 - mean) * ($0 - mean) }
    let found = squares.reduce(0, +) / Double(squares.count)
    let deviation =
      (squares.reduce(0) { $0 + ($1 - found) * ($1 - found) } / Double(squares.count * squares.count))
      .squareRoot()
    #expect(abs(found - expected) < 4 * deviation)
    // The shares of a class over all the first clients.
    let ofOne = stride(from: 0, to: shares.count, by: classCount).map { shares[$0] }
    let average = ofOne.reduce(0, +) / Double(ofOne.count)
    #expect(abs(average - mean) < 4 * (expected / Double(ofOne.count)).squareRoot())
  }

  @Test func aPartitionReadsAsItIsWritten() throws {
    for text in ["iid", "dirichlet:0.5", "dirichlet:1", "dirichlet:0.001", "dirichlet:1000000"] {
      #expect(try Partition(parsing: text).description == text)
    }
    for text in [
      "", "iid:1", "dirichlet", "dirichlet:", "dirichlet:0", "dirichlet:-1", "dirichlet:nan", "dirichlet:1:2",
    ] {
      #expect(throws: PartitionError.self) { try Partition(parsing: text) }
    }
  }
}
