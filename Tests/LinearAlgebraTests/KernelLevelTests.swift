import CKernels
import LinearAlgebra
import Statistics
import Testing

/// The loops of all levels that the processor has: their products are exact, and levels with fused operations have the same bits.
struct KernelLevelTests {
  private struct Level: CustomTestStringConvertible, Sendable {
    let set: kernel_set
    var testDescription: String { String(cString: set.level) }
  }

  private static let levels: [Level] = {
    var count = 0
    let sets = kernel_sets(&count)
    return (0..<count).map { Level(set: sets[$0].pointee) }
  }()

  /// Those that do a multiplication and an addition in one, with one rounding.
  private static let fused = levels.filter { $0.testDescription != "x86-64" }

  private static func whole(_ count: Int, seed: UInt64) -> [Float] {
    var stream = RandomStream(seed: seed)
    return (0..<count).map { _ in (8 * stream.uniform()).rounded() - 4 }.map(Float.init)
  }

  private static func normal(_ count: Int, seed: UInt64, deviation: Float = 1) -> [Float] {
    var noise = GaussianNoise(RandomStream(seed: seed))
    var values = [Float](repeating: 0, count: count)
    noise.add(to: &values, standardDeviation: deviation)
    return values
  }

  private struct Shape {
    let rows: Int
    let columns: Int
    let inner: Int
    let turned: Int

    /// What a level makes of it, with everything that may go before a product and after it, or nothing.
    func product(
      _ set: kernel_set, _ a: [Float], _ b: [Float], start: [Float]? = nil, factors: [Float]? = nil,
      slope: [Float]? = nil, isRectified: Bool = false
    ) -> [Float] {
      var c = [Float](repeating: .nan, count: rows * columns)
      func pointer<R>(_ values: [Float]?, _ body: (UnsafePointer<Float>?) -> R) -> R {
        values.map { $0.withUnsafeBufferPointer { body($0.baseAddress) } } ?? body(nil)
      }
      c.withUnsafeMutableBufferPointer { c in
        pointer(start) { start in
          pointer(factors) { factors in
            pointer(slope) { slope in
              a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                  var product = kernel_product(
                    rows: rows, columns: columns, inner: inner, a: a.baseAddress!, b: b.baseAddress!,
                    is_a_transposed: Int32(turned & 1), is_b_transposed: Int32(turned & 2), start: start,
                    factors: factors, slope: slope, is_rectified: isRectified ? 1 : 0, c: c.baseAddress!)
                  set.multiply(&product)
                }
              }
            }
          }
        }
      }
      return c
    }
  }

  /// Products of whole numbers are exact in any order. All sizes up to 70, and beyond, are gone through by `Tests/Kernels/run`.
  @Test(arguments: levels) private func productsAreExact(level: Level) {
    let sizes = [1, 2, 5, 6, 7, 13, 15, 16, 17, 31, 33, 47, 70]
    for rows in sizes {
      for columns in sizes {
        for inner in [1, 8, 9, 70, 289] {
          let (a, b) = (Self.whole(rows * inner, seed: 1), Self.whole(inner * columns, seed: 2))
          let start = Self.whole(columns, seed: 3)
          let turned = (rows + columns + inner) % 4
          let product = Shape(rows: rows, columns: columns, inner: inner, turned: turned)
            .product(level.set, a, b, start: start)
          for row in 0..<rows {
            for column in 0..<columns {
              var expected = start[column]
              for k in 0..<inner {
                expected +=
                  a[turned & 1 == 0 ? row * inner + k : k * rows + row]
                  * b[turned & 2 == 0 ? k * columns + column : column * inner + k]
              }
              guard product[row * columns + column] == expected else {
                Issue.record("\(rows) x \(columns) x \(inner), turned \(turned), at \(row), \(column)")
                return
              }
            }
          }
        }
      }
    }
  }

  /// Factors, start, rectifier and slope inside a product are what they are beside it.
  @Test(arguments: levels) private func whatBelongsToAProductIsDoneInIt(level: Level) {
    let (rows, columns, inner) = (37, 45, 300)
    let shape = Shape(rows: rows, columns: columns, inner: inner, turned: 1)
    let (a, b) = (Self.whole(rows * inner, seed: 1), Self.whole(inner * columns, seed: 2))
    let (start, factors) = (Self.whole(columns, seed: 3), Self.whole(inner, seed: 4))
    let slope = Self.whole(rows * columns, seed: 5)
    let scaled = b.indices.map { factors[$0 / columns] * b[$0] }
    let plain = shape.product(level.set, a, scaled, start: start)
    let expected = plain.indices.map { slope[$0] == 0 ? 0 : max(0, plain[$0]) }
    #expect(
      shape.product(
        level.set, a, b, start: start, factors: factors, slope: slope, isRectified: true) == expected)
  }

  /// Every sum begins at its start and goes over the inner index in order, whatever the width of vectors: so levels with fused
  /// operations differ in no bit.
  @Test(arguments: 0..<4) func productsHaveTheSameBits(turned: Int) throws {
    try #require(!Self.fused.isEmpty)
    for (rows, columns, inner) in [(3, 5, 7), (64, 128, 64), (50, 10, 300), (33, 70, 1100)] {
      let shape = Shape(rows: rows, columns: columns, inner: inner, turned: turned)
      let (a, b) = (Self.normal(rows * inner, seed: 1), Self.normal(inner * columns, seed: 2))
      let (start, factors) = (Self.normal(columns, seed: 3), Self.normal(inner, seed: 4))
      let products = Self.fused.map {
        shape.product($0.set, a, b, start: start, factors: turned & 2 == 0 ? factors : nil, isRectified: true)
      }
      #expect(products.allSatisfy { $0 == products[0] })
      // In the order of the definition, fused.
      let index = columns + 1
      guard rows > 1, columns > 1 else { continue }
      var sum = start[1]
      for k in 0..<inner {
        let factor = turned & 2 == 0 ? factors[k] : 1
        let left = a[turned & 1 == 0 ? inner + k : k * rows + 1]
        let right = b[turned & 2 == 0 ? k * columns + 1 : inner + k]
        sum.addProduct(left, factor * right)
      }
      #expect(products[0][index] == max(0, sum))
    }
  }

  @Test func otherLoopsHaveTheSameBits() throws {
    try #require(!Self.fused.isEmpty)
    let (rows, columns) = (37, 43)
    let count = rows * columns
    let (values, others) = (Self.normal(count, seed: 1), Self.normal(count, seed: 2, deviation: 3))
    let labels = (0..<rows).map { $0 * 5 % columns }
    let factors = Self.normal(rows, seed: 3)
    let words = (0..<1024).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    let results = Self.fused.map { level -> [[Float]] in
      let set = level.set
      var norms = [Float](repeating: 0, count: rows)
      set.squared_row_norms(values, &norms, rows, columns)
      var (gathered, ownNorms) = (values, norms)
      set.gather_rows(values, (0..<rows).map { $0 * 7 % rows }, &gathered, &ownNorms, rows, columns)
      var sums = [Float](repeating: 0, count: columns)
      set.column_sums(values, factors, &sums, rows, columns)
      var (logits, losses) = (others, norms)
      set.cross_entropy(&logits, labels, 0.1, &losses, rows, columns)
      var (weights, velocity) = (values, others)
      set.descend(&weights, &velocity, logits, 0.3, 0.01, 0.9, 0.1, count)
      var (adam, first, second) = (values, others.map { $0 / 10 }, others.map { $0 * $0 })
      set.adam(&adam, &first, &second, logits, 0.3, 0.01, 0.1, 1.5, 2.5, count)
      var state = (0..<KERNEL_STATE_WORDS).map { words[Int($0)] }
      var noisy = [Float](repeating: 0, count: 100_003)
      set.add_noise(&state, 1.5, &noisy, noisy.count)
      var scaled = values
      set.scale_rows(&scaled, factors, rows, columns)
      set.add_scaled(&scaled, others, 0.7, count)
      return [
        norms, gathered, ownNorms, sums, logits, losses, weights, velocity, adam, first, second, noisy,
        scaled,
      ]
    }
    for result in results {
      for (loop, (left, right)) in zip(result, results[0]).enumerated() {
        #expect(left == right, "loop \(loop)")
      }
    }
  }
}
