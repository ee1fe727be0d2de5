import Foundation
import SecureComputation

extension BenchReport {
  package var text: String {
    var lines = [
      "matrix library: \(figures.matrixLibrary); processor \(figures.processor), our own loops for \(figures.loops)"
    ]
    if let steps = figures.steps {
      lines.append("")
      lines.append(
        "one step, ms           batch    library   products   ordinary    private   over the products")
      lines += zip(steps, remarks.steps).map(line)
      lines.append("")
      lines.append("of the peak of a core    batch        peak    products   ordinary    private")
      lines += steps.map(shares)
      lines.append("")
    }
    if let noise = spread(figures.noise, remarks.noise, "%.2f") {
      lines.append("Gaussian noise: \(noise) ns a value")
    }
    if let rate = figures.shadowsPerMinute, let seconds = figures.shadowSeconds,
      let count = remarks.shadowCount
    {
      lines.append(
        String(
          format: "shadow models of digits, mlp 64-128-10, 2,000 steps: %d in %.1f s, %.0f a minute",
          count, seconds, rate))
    }
    if let passes = spread(figures.attackPasses, remarks.attackPasses, "%.0f") {
      lines.append("attacks on the default run: \(passes) passes a second")
    }
    if let frame = spread(figures.frame, remarks.frame, "%.2f") {
      lines.append("a frame of 200 x 60: \(frame) ms")
    }
    if let firstFrame = spread(figures.firstFrame, remarks.firstFrame, "%.0f") {
      lines.append("from start to the first frame: \(firstFrame) ms")
    }
    if let round = figures.aggregation, let seconds = spread(round.seconds, remarks.aggregation, "%.2f") {
      lines.append(
        "secure aggregation of \(round.clients) clients, \(round.dropped) dropping out, \(round.dimension) parameters: \(seconds) s, \(round.bytes) bytes from each"
      )
    }
    for (batch, quartiles) in zip(figures.inference ?? [], remarks.inference ?? []) {
      let (count, range) = (batch.records, [quartiles.lower, quartiles.upper].map { 1000 * $0 })
      lines.append(
        String(
          format: "784-128-10 on shares, %d record%@ at once, %@ revealed: %.1f [%.1f, %.1f] ms", count,
          count == 1 ? "" : "s", batch.reveal.rawValue, 1000 * batch.seconds, range[0], range[1]))
    }
    return lines.joined(separator: "\n")
  }

  private func line(of step: Step, _ quartiles: Remarks.StepQuartiles) -> String {
    let name = step.architecture.padding(toLength: 20, withPad: " ", startingAt: 0)
    let figures = [step.library, step.floor, step.ordinary, step.private].map {
      String(format: "%10.4f", $0)
    }
    let ordinary = spread(step.ordinaryOverFloor, quartiles.ordinaryOverFloor, "%.2f")
    let `private` = spread(step.privateOverFloor, quartiles.privateOverFloor, "%.2f")
    return
      "\(name) \(String(format: "%7d", step.batch)) \(figures.joined(separator: " "))   ordinary \(ordinary), private \(`private`)"
  }

  private func shares(of step: Step) -> String {
    let name = step.architecture.padding(toLength: 22, withPad: " ", startingAt: 0)
    let shares = [step.floorShare, step.ordinaryShare, step.privateShare].map {
      String(format: "%9.0f %%", 100 * $0)
    }
    return
      "\(name) \(String(format: "%7d %6.0f GF/s", step.batch, step.peak)) \(shares.joined())\(step.isFloorByLibrary ? "   products by the library" : "")"
  }

  private func spread(_ median: Double?, _ quartiles: Quartiles?, _ format: String) -> String? {
    guard let median, let quartiles else { return nil }
    return spread(median, quartiles, format)
  }

  private func spread(_ median: Double, _ quartiles: Quartiles, _ format: String) -> String {
    String(format: "\(format) [\(format), \(format)]", median, quartiles.lower, quartiles.upper)
  }
}
