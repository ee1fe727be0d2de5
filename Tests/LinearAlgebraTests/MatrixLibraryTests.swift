import LinearAlgebra
import Testing

/// A library that multiplies wrongly is found out, and is not asked again.
struct MatrixLibraryTests {
  @Test func theLibraryHereMultipliesRight() {
    #expect(ComputingPlatform.libraryFault == nil)
  }

  /// Whether sums lack their last term, or one element of a large product is off, or products turned over are.
  @Test func aWrongLibraryIsFound() {
    #expect(MatrixLibrary.agrees(float: Self.right, double: Self.right))
    #expect(
      !MatrixLibrary.agrees(
        float: {
          Self.right($0, $1)
          $0.c[0] += 1
        }, double: Self.right))
    #expect(
      !MatrixLibrary.agrees(
        float: Self.right,
        double: {
          Self.right($0, $1)
          if $0.rows * $0.columns > 600 { $0.c[$0.rows * $0.columns - 1] = 0 }
        }))
    #expect(
      !MatrixLibrary.agrees(
        float: { if !($0.isATransposed && $0.isBTransposed) { Self.right($0, $1) } }, double: Self.right))
  }

  /// A kernel for an older processor is named, with the variable that chose it where one did; what is not known is not guessed.
  @Test func whatHoldsTheLibraryBackIsNamed() throws {
    let held = { ComputingPlatform.hindrance(kernel: $0, level: $1, chosen: $2) }
    #expect(
      try #require(held("Haswell", "x86-64-v4", "Haswell")).hasPrefix("OPENBLAS_CORETYPE=Haswell holds"))
    #expect(try #require(held("Prescott", "x86-64-v3", "")).contains("does not know this processor"))
    for (kernel, level) in [
      ("Prescott", "x86-64"), ("Sandybridge", "x86-64-v2"), ("Zen", "x86-64-v3"), ("SkylakeX", "x86-64-v4"),
      ("NewLake", "x86-64-v4"), ("NEOVERSEN1", "arm64"),
    ] {
      #expect(held(kernel, level, "") == nil, "\(kernel)")
    }
  }

  /// Where the library is wrong, products of doubles are computed in four loops.
  @Test func thePlainProductIsThatOfTheLibrary() {
    for turned in 0..<4 {
      let a = (0..<6 * 7).map { Double($0 * 5 % 11) - 5 }
      let b = (0..<7 * 4).map { Double($0 * 3 % 5) - 2 }
      let results = [Self.plain, Self.byLibrary].map { compute in
        MatrixLibrary.product(a, b, 6, 4, 7, turned & 1 != 0, turned & 2 != 0, compute)
      }
      #expect(results[0] == results[1] && Set(results[0]).count > 3)
    }
  }

  private static func plain(_ product: MatrixProduct<Double>) { product.computePlainly() }
  private static func byLibrary(_ product: MatrixProduct<Double>) { Double.multiplyByLibrary(product) }

  private static func right<Scalar: MatrixScalar>(
    _ product: MatrixProduct<Scalar>, _ b: UnsafePointer<Scalar>
  ) {
    product.computePlainly()
  }
}
