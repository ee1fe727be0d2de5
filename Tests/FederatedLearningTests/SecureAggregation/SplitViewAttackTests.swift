import FederatedLearning
import Testing

struct SplitViewAttackTests {
  private static func inputs(_ count: Int) -> [ClientID: [UInt32]] {
    let ids = (0..<UInt16(count)).map { ClientID($0) }
    return Dictionary(
      uniqueKeysWithValues: ids.map { id in
        (id, (0..<9).map { 7 &* $0 &+ 1_000_003 &* UInt32(id.number &+ 1) })
      })
  }

  /// All thresholds and numbers of colluders, of an even and of an odd number of clients.
  @Test(arguments: [7, 10])
  func withoutTheCheckItTakesHalfOfClientsAndColluders(count: Int) throws {
    let inputs = Self.inputs(count)
    for threshold in 2...count {
      for colluderCount in 0...count - 2 {
        let attack = try SplitViewAttack(
          on: 1, inputs: inputs, threshold: threshold, colluders: Self.colluders(colluderCount),
          checksConsistency: false)
        let succeeds = 2 * threshold <= count + colluderCount
        #expect(attack.recovered == (succeeds ? inputs[1] : nil), "t \(threshold), c \(colluderCount)")
        #expect(attack.selfMaskShares + attack.maskKeyShares == count + colluderCount || threshold == count)
      }
    }
  }

  /// With it nothing at all unless more than a third collude, and no round is held whose threshold is lower.
  @Test(arguments: [7, 10])
  func withTheCheckItTakesMoreThanAThirdColluding(count: Int) throws {
    let inputs = Self.inputs(count)
    let least = RoundSettings.defaultThreshold(clientCount: count)
    for threshold in 2..<least {
      #expect(throws: AggregationError.thresholdOfLiars(threshold, least: least)) {
        try SplitViewAttack(on: 1, inputs: inputs, threshold: threshold, checksConsistency: true)
      }
    }
    for threshold in least...count {
      for colluderCount in 0...count - 2 {
        let attack = try SplitViewAttack(
          on: 1, inputs: inputs, threshold: threshold, colluders: Self.colluders(colluderCount),
          checksConsistency: true)
        // Colluders as many as the threshold need nobody else.
        let succeeds = 2 * threshold <= count + colluderCount || colluderCount >= threshold
        #expect(attack.recovered == (succeeds ? inputs[1] : nil), "t \(threshold), c \(colluderCount)")
        if colluderCount < threshold, 3 * colluderCount <= count {
          #expect(attack.recovered == nil && !attack.refusals.isEmpty)
        }
      }
    }
  }

  private static func colluders(_ count: Int) -> Set<ClientID> {
    Set((0..<count).map { ClientID(UInt16($0 + 2)) })
  }

  @Test func theVictimCannotCollude() {
    #expect(throws: AggregationError.stranger(1)) {
      try SplitViewAttack(
        on: 1, inputs: Self.inputs(4), threshold: 3, colluders: [1], checksConsistency: false)
    }
  }
}
