import Dispatch
import LinearAlgebra
import Synchronization

/// Who makes what the two parties need beforehand, and sees no data: it knows both keys, so all masks and triples, and no opened value.
///
/// From their keys both parties draw shares of the masks; the shares of what is made of the masks (a product of two, say) the first
/// draws too, and the second is told what is missing: the *corrections*.
package struct Dealer: Sendable {
  private let streams: [PartySide: DealtStream]
  private var nextSerial: UInt64 = 0
  private var kept: [KeptMask: Matrix<UInt64>] = [:]
  /// Bytes of corrections, in all.
  package private(set) var correctionBytes = 0

  package init(_ keys: DealerKeys, maskBits: Int = 64) {
    streams = [
      .first: DealtStream(key: keys.first, maskBits: maskBits),
      .second: DealtStream(key: keys.second, maskBits: maskBits),
    ]
  }

  /// The second party's corrections for the next operations, in their order; made by all cores where they are many.
  package mutating func corrections(for demands: [Demand]) -> [UInt64] {
    for mask in Set(demands.flatMap(\.keptMasks)) where kept[mask] == nil {
      kept[mask] = streams[.first]!.mask(mask) + streams[.second]!.mask(mask)
    }
    let firstSerial = nextSerial
    nextSerial += UInt64(demands.count)
    let parts = Mutex([[UInt64]](repeating: [], count: demands.count))
    let dealer = self
    let make = { @Sendable (index: Int) in
      let correction = dealer.correction(for: demands[index], firstSerial + UInt64(index))
      parts.withLock { $0[index] = correction }
    }
    if demands.reduce(0, { $0 + $1.freeWordCount }) < Self.fewWords {
      demands.indices.forEach(make)
    } else {
      DispatchQueue.concurrentPerform(iterations: demands.count, execute: make)
    }
    let corrections = parts.withLock { $0.flatMap(\.self) }
    correctionBytes += 8 * corrections.count
    return corrections
  }

  /// Below, other cores are not worth waking.
  private static let fewWords = 1 << 15

  /// Begins again where it began, as one that was restored from a copy: all it deals from here on was dealt before.
  package mutating func dealAgain() { nextSerial = 0 }

  private func correction(for demand: Demand, _ serial: UInt64) -> [UInt64] {
    let (first, second) = (streams[.first]!, streams[.second]!)
    var masks = first.masks(for: demand, serial)
    let others = second.masks(for: demand, serial)
    switch demand {
    case .conjunctions, .bits: masks.formExclusiveOr(others)
    default: masks.addWrapping(others)
    }
    var wanted = wanted(for: demand, masks: masks)
    let drawn = first.made(for: demand, serial)
    // Shares of bits of words add up without carry; all others modulo 2⁶⁴.
    if case .conjunctions = demand { wanted.formExclusiveOr(drawn) } else { wanted.subtractWrapping(drawn) }
    return wanted
  }

  /// What both shares of the corrected words make together.
  private func wanted(for demand: Demand, masks: [UInt64]) -> [UInt64] {
    switch demand {
    case .matrixProduct(let left, let right):
      let a = operand(left, of: masks.prefix(left.freshCount))
      let b = operand(right, of: masks.dropFirst(left.freshCount))
      var product = Matrix<UInt64>(rowCount: a.rowCount, columnCount: b.columnCount)
      product.addProduct(a, b)
      return product.elements
    case .conjunctions(let count):
      var words = Array(masks.prefix(count))
      words.formAnd(Array(masks.dropFirst(count)))
      return words
    case .products(let count):
      var words = Array(masks.prefix(count))
      words.multiplyWrapping(by: Array(masks.dropFirst(count)))
      return words
    case .bits(let count): return (0..<count).map { masks[$0 / 64] >> UInt64($0 % 64) & 1 }
    case .truncations(_, let bits): return masks.map { $0 >> UInt64(bits) } + masks.map { $0 >> 63 }
    }
  }

  private func operand(_ mask: OperandMask, of fresh: ArraySlice<UInt64>) -> Matrix<UInt64> {
    switch mask {
    case .fresh(let rows, let columns):
      return Matrix(rowCount: rows, columnCount: columns, elements: Array(fresh))
    case .kept(let mask, let rows, let isTransposed):
      return kept[mask]!.part(rows: rows, isTransposed: isTransposed)
    }
  }
}

extension Matrix<UInt64> {
  /// Those rows, all unless given, as they stand or turned over.
  func part(rows: [Int]?, isTransposed: Bool) -> Matrix {
    let part = rows.map { gatheringRows($0) } ?? self
    return isTransposed ? part.transposed : part
  }
}
