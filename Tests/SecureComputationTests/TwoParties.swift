import Foundation
import SecureComputation

/// Both parties in this program, who do the same with shares that a test gave them.
struct TwoParties {
  var fractionBits = 16
  var truncation = Truncation.local

  /// What each finds.
  func both<Found: Sendable>(
    preparing demands: [Demand], _ work: @escaping @Sendable (inout ComputingParty) throws -> Found
  ) throws -> (Found, Found) {
    let pair = PartyPair()
    let keys = DealerKeys()
    var dealer = Dealer(keys)
    let corrections = dealer.corrections(for: demands)
    let fixedPoint = try FixedPoint(fractionBits: fractionBits, truncation: truncation)
    let truncation = truncation
    return try pair.run {
      var party = ComputingParty(
        .first, over: pair.first, key: keys.first, fixedPoint: fixedPoint, truncation: truncation)
      return try work(&party)
    } second: {
      var party = ComputingParty(
        .second, over: pair.second, key: keys.second, fixedPoint: fixedPoint, truncation: truncation)
      party.supply.take(corrections: corrections)
      return try work(&party)
    }
  }
}

extension [UInt64] {
  /// What two shares make.
  static func + (shares: [UInt64], others: ArraySlice<UInt64>) -> [UInt64] {
    zip(shares, others).map { $0 &+ $1 }
  }
}
