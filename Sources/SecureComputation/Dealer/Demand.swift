/// What two parties need of the dealer for one operation. It says sizes, never values.
package enum Demand: Hashable, Sendable {
  /// A product of matrices, each under a mask.
  case matrixProduct(left: OperandMask, right: OperandMask)
  /// Conjunctions of words, bit by bit.
  case conjunctions(Int)
  /// Products of numbers, one by one.
  case products(Int)
  /// Random bits that both know shares of, modulo 2 and modulo 2⁶⁴.
  case bits(Int)
  /// Random words, and what is left of them without their last bits.
  case truncations(Int, bits: Int)

  /// The kept masks that take part in it.
  var keptMasks: [KeptMask] {
    guard case .matrixProduct(let left, let right) = self else { return [] }
    return [left, right].compactMap { if case .kept(let mask, _, _) = $0 { mask } else { nil } }
  }

  /// Words that each party draws by itself.
  var freeWordCount: Int {
    switch self {
    case .matrixProduct(let left, let right): left.freshCount + right.freshCount
    case .conjunctions(let count), .products(let count): 2 * count
    case .bits(let count): (count + 63) / 64
    case .truncations(let count, _): count
    }
  }

  /// Words of which the first party draws its share, and the second is told its own.
  var correctedWordCount: Int {
    switch self {
    case .matrixProduct(let left, let right): left.size.rows * right.size.columns
    case .conjunctions(let count), .products(let count), .bits(let count): count
    case .truncations(let count, _): 2 * count
    }
  }
}

/// The mask under which a matrix is opened.
package enum OperandMask: Hashable, Sendable {
  /// For this product alone.
  case fresh(rowCount: Int, columnCount: Int)
  /// Of a matrix that is opened once and takes part in many products, always with the same values.
  case kept(KeptMask, rows: [Int]? = nil, isTransposed: Bool = false)

  var size: (rows: Int, columns: Int) {
    switch self {
    case .fresh(let rows, let columns): (rows, columns)
    case .kept(let mask, let rows, let isTransposed):
      isTransposed
        ? (mask.columnCount, rows?.count ?? mask.rowCount) : (rows?.count ?? mask.rowCount, mask.columnCount)
    }
  }

  var freshCount: Int {
    if case .fresh(let rows, let columns) = self { rows * columns } else { 0 }
  }
}

/// A mask that is kept for a matrix that does not change: a layer's weights, or the rows of a training set.
package struct KeptMask: Hashable, Sendable {
  package let number: Int
  package let rowCount: Int
  package let columnCount: Int

  package init(_ number: Int, rowCount: Int, columnCount: Int) {
    (self.number, self.rowCount, self.columnCount) = (number, rowCount, columnCount)
  }
}
