import Statistics
import Testing

struct PearsonCorrelationTests {
  private static let steady: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]

  /// Anscombe's four sets (1973), each of which he gives .816; to all digits by Python's `statistics.correlation`.
  @Test(arguments: [
    (steady, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68], 0.81642051634484),
    (steady, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74], 0.8162365060002428),
    (steady, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73], 0.8162867394895981),
    (
      [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
      [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89], 0.8165214368885029
    ),
  ])
  func itIsAnscombes(first: [Double], second: [Double], published: Double) throws {
    let correlation = try #require(pearsonCorrelation(first, second))
    #expect(abs(correlation - published) < 1e-14)
    // Neither scale nor place matters, but direction does.
    let mirrored = try #require(pearsonCorrelation(first.map { 3 - 2 * $0 }, second))
    #expect(abs(mirrored + published) < 1e-14)
  }

  @Test func whatDoesNotVaryCorrelatesWithNothing() {
    #expect(pearsonCorrelation([1, 1, 1], [1, 2, 3]) == nil)
    #expect(pearsonCorrelation([1, 2, 3], [4, 4, 4]) == nil)
    #expect(pearsonCorrelation([], []) == nil && pearsonCorrelation([1], [2]) == nil)
  }
}
