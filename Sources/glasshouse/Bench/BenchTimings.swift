/// What was timed, as far as it was asked for.
struct BenchTimings {
  enum Part: String, CaseIterable {
    case steps, noise, shadows, attacks, screen, aggregation, inference
  }

  var steps: [(benchmark: StepBenchmark, timing: StepBenchmark.Timing)] = []
  /// Nanoseconds a value.
  var noise: Spread?
  var shadows: (count: Int, seconds: Double)?
  /// A second.
  var attackPasses: Spread?
  /// Milliseconds, as is the next.
  var frame: Spread?
  var firstFrame: Spread?
  var inference: [(benchmark: InferenceBenchmark, timing: Spread)] = []
  var aggregation: (benchmark: AggregationBenchmark, timing: AggregationBenchmark.Timing)?
}
