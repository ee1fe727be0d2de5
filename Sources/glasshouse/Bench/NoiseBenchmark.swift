import LinearAlgebra
import Statistics

/// Times the Gaussian noise of a private step on one thread, for a gradient that fits the second cache.
enum NoiseBenchmark {
  private static let count = 16_384
  private static let repetitions = 200

  static func nanosecondsPerValue() -> Spread {
    var noise = GaussianNoise(RandomStream(seed: 1))
    var values = [Float](repeating: 0, count: count)
    return Spread(
      (0..<51).map { _ in
        let seconds = Stopwatch.seconds {
          for _ in 0..<repetitions { noise.add(to: &values, standardDeviation: 1) }
        }
        return 1e9 * seconds / Double(repetitions * count)
      })
  }
}
