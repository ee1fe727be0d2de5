package import LinearAlgebra

/// A matrix that takes part in products with a mask of its own: what is open of it, and this party's share of the mask.
package struct KeptOperand: Sendable {
  package let mask: KeptMask
  /// The matrix less its mask, which both know.
  fileprivate let difference: Matrix<UInt64>
  fileprivate let maskShare: Matrix<UInt64>
}

/// One side of a product.
package enum Operand {
  /// A share that is masked for this product alone.
  case fresh(Matrix<UInt64>)
  /// Of a kept matrix those rows, all unless given, as they stand or turned over.
  case kept(KeptOperand, rows: [Int]? = nil, isTransposed: Bool = false)

  fileprivate var mask: OperandMask {
    switch self {
    case .fresh(let share): .fresh(rowCount: share.rowCount, columnCount: share.columnCount)
    case .kept(let kept, let rows, let isTransposed): .kept(kept.mask, rows: rows, isTransposed: isTransposed)
    }
  }
}

extension ComputingParty {
  /// Opens a matrix under a mask that is kept, for products with it and nothing else: its only opening, a round.
  ///
  /// - Throws: `SecureComputationError.keptTwice`, or what ended the link.
  package mutating func keep(_ share: Matrix<UInt64>, under mask: KeptMask) throws -> KeptOperand {
    let maskShare = try supply.keep(mask)
    let opened = try open((share - maskShare).elements, for: .openMasked)
    return KeptOperand(
      mask: mask,
      difference: Matrix(rowCount: share.rowCount, columnCount: share.columnCount, elements: opened),
      maskShare: maskShare)
  }

  /// The share of a product of matrices: a round, in which what is not kept is opened under a fresh mask.
  ///
  /// - Returns: numbers of as many fractional bits as both have together.
  package mutating func product(_ left: Operand, _ right: Operand) throws -> Matrix<UInt64> {
    let demand = Demand.matrixProduct(left: left.mask, right: right.mask)
    let (masks, made) = try supply.next(demand)
    let leftCount = left.mask.freshCount
    let a = maskShare(of: left, masks.prefix(leftCount))
    var b = maskShare(of: right, masks.dropFirst(leftCount))
    var closed = closed(left, a)
    closed += self.closed(right, b)
    let opened = try open(closed, for: .openMasked)
    let d = left.difference(opened.prefix(leftCount))
    let e = right.difference(opened.dropFirst(leftCount))
    var product = Matrix(rowCount: a.rowCount, columnCount: b.columnCount, elements: made)
    // One party adds d e, which is public: as (b + e) in place of b.
    if side == .first { b = b + e }
    product.addProduct(d, b)
    product.addProduct(a, e)
    return product
  }

  private func maskShare(of operand: Operand, _ fresh: ArraySlice<UInt64>) -> Matrix<UInt64> {
    switch operand {
    case .fresh(let share):
      Matrix(rowCount: share.rowCount, columnCount: share.columnCount, elements: Array(fresh))
    case .kept(let kept, let rows, let isTransposed):
      kept.maskShare.part(rows: rows, isTransposed: isTransposed)
    }
  }

  /// What is to be opened; nothing of what was before.
  private func closed(_ operand: Operand, _ mask: Matrix<UInt64>) -> [UInt64] {
    if case .fresh(let share) = operand { (share - mask).elements } else { [] }
  }

  /// The share of products of numbers, one by one, in a round: sixteen bytes for each.
  package mutating func products(_ x: [UInt64], _ y: [UInt64]) throws -> [UInt64] {
    let (masks, made) = try supply.next(.products(x.count))
    let opened = try open(.closing(x, y, under: masks), for: .select)
    return .products(made: made, masks: masks, opened: opened, addsPublic: side == .first)
  }

  /// Products of numbers have twice their fractional bits; this gives them the usual number of them.
  ///
  /// - Parameter bits: that are cut off, where it is another number.
  package mutating func truncate(_ words: [UInt64], bits: Int? = nil) throws -> [UInt64] {
    let bits = UInt64(bits ?? fixedPoint.fractionBits)
    switch truncation {
    case .local: return Truncation.local(words, bits: bits, side: side)
    case .exact:
      let (masks, made) = try supply.next(.truncations(words.count, bits: Int(bits)))
      let offset = share(ofPublic: Truncation.offset)
      var closed = words.map { $0 &+ offset }
      closed.addWrapping(masks)
      let opened = try open(closed, for: .truncate)
      return Truncation.exact(opened: opened, made: made, bits: bits, side: side)
    }
  }
}

extension Operand {
  /// The matrix less its mask, which is open.
  fileprivate func difference(_ opened: ArraySlice<UInt64>) -> Matrix<UInt64> {
    switch self {
    case .fresh(let share):
      Matrix(rowCount: share.rowCount, columnCount: share.columnCount, elements: Array(opened))
    case .kept(let kept, let rows, let isTransposed):
      kept.difference.part(rows: rows, isTransposed: isTransposed)
    }
  }
}
