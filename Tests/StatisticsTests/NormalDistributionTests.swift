import Statistics
import Testing

struct NormalDistributionTests {
  /// `scipy.stats.norm.logcdf` and `.cdf`, SciPy 1.17.1; one value each side of where the series takes over.
  @Test(arguments: [
    (-37, -689.0305855768908, 5.7255712225239266e-300), (-31, -484.8539636271794, 2.6952500812001938e-211),
    (-29.5, -439.4294746091503, 1.4394745522290974e-191), (-5, -15.064998393988727, 2.866515718791933e-07),
    (-1.3, -2.335103278662442, 0.09680048458561036), (0.7, -0.2770239422771313, 0.758036347776927),
  ])
  func theDistributionIsSciPys(x: Double, logarithm: Double, value: Double) {
    #expect(abs(NormalDistribution.logCumulative(x) / logarithm - 1) < 1e-11)
    #expect(abs(NormalDistribution.cumulative(x) - value) <= 1e-11 * value)
  }

  /// `scipy.stats.norm.ppf`.
  @Test(arguments: [
    (1e-300, -37.0470962993612), (1e-100, -21.273453560965322),
    (1e-20, -9.262340089798409), (1e-05, -4.264890793922825), (0.025, -1.9599639845400545),
    (0.3, -0.5244005127080409), (0.499999, -2.5066282745665593e-06), (0.75, 0.6744897501960817),
    (0.95, 1.6448536269514722), (0.999999, 4.753424308817087),
  ])
  func quantilesAreSciPys(probability: Double, quantile: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - quantile) <= 2e-14 * abs(quantile))
  }

  @Test func theEndsAreInfinite() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(0.5) == 0)
  }
}
