package import LinearAlgebra

/// Numbers as whole multiples of 2⁻ᶠ modulo 2⁶⁴, in two's complement: what is shared.
///
/// A product of two has 2f fractional bits, and is truncated back to f. All that is computed must stay below 2⁶² in magnitude: shares
/// wrap around, and nobody who holds one of them would see it.
public struct FixedPoint: Hashable, Sendable {
  /// Where nothing else is said.
  public static let usualFractionBits = 16
  /// More of them, and a product has no place for its whole part.
  public static let mostFractionBits = 28
  /// More of them, and local truncation fails too often: at 26, one prediction in fifty is wrong.
  public static let mostForLocalTruncation = 20
  /// Magnitudes of words that comparison and truncation bear.
  public static let limit = 0x1p62

  /// f.
  public let fractionBits: Int

  /// - Throws: `SecureComputationError.fractionBits`.
  public init(fractionBits: Int = usualFractionBits, truncation: Truncation = .local)
    throws(SecureComputationError)
  {
    let most = truncation == .local ? Self.mostForLocalTruncation : Self.mostFractionBits
    guard (1...most).contains(fractionBits) else {
      throw .fractionBits(fractionBits, truncation, most: most)
    }
    self.fractionBits = fractionBits
  }

  /// What two neighbouring numbers are apart.
  public var unit: Double { 1 / scale }
  /// 2ᶠ.
  var scale: Double { Double(UInt64(1) << fractionBits) }

  /// The nearest multiple.
  ///
  /// - Precondition: the value is finite and below 2⁶² units; whoever takes values in has checked them.
  package func encode(_ value: Double) -> UInt64 { UInt64(bitPattern: Int64((value * scale).rounded())) }

  /// - Parameter factors: how many fixed-point numbers were multiplied: their fractional bits add up.
  package func decode(_ word: UInt64, factors: Int = 1) -> Double {
    var value = Double(Int64(bitPattern: word))
    for _ in 0..<factors { value *= unit }
    return value
  }

  /// Records in units.
  ///
  /// - Parameter largest: the largest magnitude allowed.
  /// - Throws: `SecureComputationError.notANumber` or `valueTooLarge`, which count records from 1.
  package func encode(_ records: Matrix<Float>, largest: Double) throws(SecureComputationError)
    -> Matrix<UInt64>
  {
    let width = max(1, records.columnCount)
    if let place = records.elements.firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(record: place / width + 1)
    }
    if let place = records.elements.firstIndex(where: { Double(abs($0)) > largest }) {
      throw .valueTooLarge(record: place / width + 1, most: largest)
    }
    return Matrix(
      rowCount: records.rowCount, columnCount: records.columnCount,
      elements: records.elements.map { encode(Double($0)) })
  }
}
