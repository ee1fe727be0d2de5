import Foundation
import LinearAlgebra
import Synchronization

/// One party's shares of what the dealer made, each handed out once.
package struct TripleSupply: Sendable {
  private let side: PartySide
  private let stream: DealtStream
  private var nextSerial: UInt64 = 0
  private var ledger = TripleLedger()
  /// Of the second party: what it was told and has not used yet, in order.
  private var corrections: [UInt64] = []
  private var usedCorrections = 0

  init(_ side: PartySide, key: Data, maskBits: Int = 64) {
    self.side = side
    stream = DealtStream(key: key, maskBits: maskBits)
  }

  /// What has been used so far.
  package var used: TripleCount { ledger.count }

  /// Takes what the dealer sent the second party for the next operations.
  package mutating func take(corrections more: [UInt64]) {
    corrections.removeFirst(usedCorrections)
    corrections += more
    usedCorrections = 0
  }

  /// This party's share of a mask that is kept, before it is opened for the only time.
  ///
  /// - Throws: `SecureComputationError.keptTwice`.
  mutating func keep(_ mask: KeptMask) throws(SecureComputationError) -> Matrix<UInt64> {
    try ledger.keep(mask)
    return stream.mask(mask)
  }

  /// This party's shares for the next operation: of the masks, and of what is made of them.
  ///
  /// - Throws: `SecureComputationError.reused`, or `otherDemand` where the dealer prepared less.
  mutating func next(_ demand: Demand) throws(SecureComputationError) -> (masks: [UInt64], made: [UInt64]) {
    try ledger.use(nextSerial, for: demand)
    let serial = nextSerial
    nextSerial += 1
    let masks = stream.masks(for: demand, serial)
    guard side == .second else { return (masks, stream.made(for: demand, serial)) }
    let count = demand.correctedWordCount
    guard corrections.count - usedCorrections >= count else { throw .otherDemand }
    defer { usedCorrections += count }
    return (masks, Array(corrections[usedCorrections..<usedCorrections + count]))
  }

  /// Expands the key from its beginning again, as after a reconnection. The ledger remembers, unless it too is forgotten.
  package mutating func expandAgain(forgettingUse: Bool) {
    nextSerial = 0
    if forgettingUse { ledger = TripleLedger() }
  }
}

/// How much of the dealer's randomness a computation used.
public struct TripleCount: Hashable, Codable, Sendable {
  /// Products of matrices, a triple each.
  public var matrixProducts = 0
  /// Triples of words, for 64 conjunctions of bits.
  public var conjunctions = 0
  /// Triples of numbers.
  public var products = 0
  /// Bits that are shared twice.
  public var bits = 0
  /// Masks of exact truncation.
  public var truncations = 0

  private enum CodingKeys: String, CodingKey {
    case conjunctions, products, bits, truncations
    case matrixProducts = "matrix_products"
  }

  public var total: Int { matrixProducts + conjunctions + products + bits + truncations }

  public init() {}

  /// What came after an earlier moment.
  func since(_ earlier: TripleCount) -> TripleCount { combining(earlier, -) }

  package func adding(_ other: TripleCount) -> TripleCount { combining(other, +) }

  private func combining(_ other: TripleCount, _ combine: (Int, Int) -> Int) -> TripleCount {
    var result = TripleCount()
    for count in [\TripleCount.matrixProducts, \.conjunctions, \.products, \.bits, \.truncations] {
      result[keyPath: count] = combine(self[keyPath: count], other[keyPath: count])
    }
    return result
  }

  mutating func add(_ demand: Demand) {
    switch demand {
    case .matrixProduct: matrixProducts += 1
    case .conjunctions(let count): conjunctions += count
    case .products(let count): products += count
    case .bits(let count): bits += count
    case .truncations(let count, _): truncations += count
    }
  }
}

/// What was used, by its number: nothing twice, by whatever copy of a party.
final class TripleLedger: Sendable {
  private struct State {
    var serials: Set<UInt64> = []
    var keptMasks: Set<Int> = []
    var count = TripleCount()
  }

  private let state = Mutex(State())

  var count: TripleCount { state.withLock { $0.count } }

  func use(_ serial: UInt64, for demand: Demand) throws(SecureComputationError) {
    try state.withLock { state throws(SecureComputationError) in
      guard state.serials.insert(serial).inserted else { throw .reused(serial: serial) }
      state.count.add(demand)
    }
  }

  func keep(_ mask: KeptMask) throws(SecureComputationError) {
    guard state.withLock({ $0.keptMasks.insert(mask.number).inserted }) else { throw .keptTwice(mask.number) }
  }
}
