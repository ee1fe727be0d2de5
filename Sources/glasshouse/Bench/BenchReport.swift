import Foundation

/// What was timed, for people or for programs.
struct BenchReport {
  enum Part: String, CaseIterable {
    case steps, noise, shadows, attacks, screen
  }

  var steps: [(benchmark: StepBenchmark, timing: StepBenchmark.Timing)] = []
  var noise: Spread?
  var shadows: (count: Int, seconds: Double)?
  var attackPasses: Spread?
  var frame: Spread?
  var firstFrame: Spread?

  func json() throws -> Data {
    var object: [String: Any] = [:]
    if !steps.isEmpty {
      object["steps"] = steps.map { benchmark, timing in
        [
          "architecture": benchmark.widths.description, "batch": benchmark.batchSize,
          "ordinary_ms": 1000 * timing.ordinary.median, "private_ms": 1000 * timing.private.median,
          "floor_ms": 1000 * timing.floor.median,
          "ordinary_over_floor": timing.ordinaryOverFloor.median,
          "private_over_floor": timing.privateOverFloor.median,
        ] as [String: Any]
      }
    }
    object["noise_ns_per_value"] = noise?.median
    object["shadow_models_per_minute"] = shadows.map { 60 * Double($0.count) / $0.seconds }
    object["shadow_seconds"] = shadows?.seconds
    object["attack_passes_per_second"] = attackPasses?.median
    object["first_frame_ms"] = firstFrame?.median
    object["frame_ms"] = frame?.median
    return try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  func text() -> String {
    var lines = [String]()
    if !steps.isEmpty {
      lines.append("one step, ms           batch   products   ordinary    private   over the products")
      for (benchmark, timing) in steps {
        let name = benchmark.widths.description.padding(toLength: 20, withPad: " ", startingAt: 0)
        let figures = [timing.floor, timing.ordinary, timing.private].map {
          String(format: "%10.4f", 1000 * $0.median)
        }
        lines.append(
          "\(name) \(String(format: "%7d", benchmark.batchSize)) \(figures.joined(separator: " "))   ordinary \(spread(timing.ordinaryOverFloor, "%.2f")), private \(spread(timing.privateOverFloor, "%.2f"))"
        )
      }
    }
    if let noise { lines.append("Gaussian noise: \(spread(noise, "%.2f")) ns a value") }
    if let shadows {
      let rate = 60 * Double(shadows.count) / shadows.seconds
      lines.append(
        String(
          format: "shadow models of digits, mlp 64-128-10, 2,000 steps: %d in %.1f s, %.0f a minute",
          shadows.count, shadows.seconds, rate))
    }
    if let attackPasses {
      lines.append("attacks on the default run: \(spread(attackPasses, "%.0f")) passes a second")
    }
    if let frame { lines.append("a frame of 200 x 60: \(spread(frame, "%.2f")) ms") }
    if let firstFrame { lines.append("from start to the first frame: \(spread(firstFrame, "%.0f")) ms") }
    return lines.joined(separator: "\n")
  }

  private func spread(_ value: Spread, _ format: String) -> String {
    String(
      format: "\(format) [\(format), \(format)]", value.median, value.lowerQuartile, value.upperQuartile)
  }
}
