import Foundation
import LinearAlgebra
import SecureComputation

/// What was timed: of `bench`. What was not is absent.
package struct BenchReport: CommandReport {
  package let figures: Figures
  package let remarks: Remarks

  /// Medians.
  package struct Figures: Codable, Hashable, Sendable {
    let matrixLibrary: String
    let processor: String
    let loops: String
    let steps: [Step]?
    let noise: Double?
    let shadowsPerMinute: Double?
    let shadowSeconds: Double?
    let attackPasses: Double?
    let frame: Double?
    let firstFrame: Double?
    let aggregation: Aggregation?
    let inference: [Inference]?

    private enum CodingKeys: String, CodingKey {
      case processor, loops, steps, aggregation, inference
      case matrixLibrary = "matrix_library"
      case noise = "noise_ns_per_value"
      case shadowsPerMinute = "shadow_models_per_minute"
      case shadowSeconds = "shadow_seconds"
      case attackPasses = "attack_passes_per_second"
      case frame = "frame_ms"
      case firstFrame = "first_frame_ms"
    }
  }

  struct Step: Codable, Hashable, Sendable {
    let architecture: String
    let batch: Int
    /// In milliseconds.
    let ordinary: Double
    let `private`: Double
    /// The products by our own loops or by the library, whichever is faster.
    let floor: Double
    let isFloorByLibrary: Bool
    let library: Double
    /// Of the rounds' own ratios.
    let ordinaryOverFloor: Double
    let privateOverFloor: Double
    /// Multiplications and additions of one core, in 10^9 operations a second.
    let peak: Double
    /// Of the peak, as are the next.
    let floorShare: Double
    let ordinaryShare: Double
    let privateShare: Double

    private enum CodingKeys: String, CodingKey {
      case architecture, batch
      case ordinary = "ordinary_ms"
      case `private` = "private_ms"
      case floor = "floor_ms"
      case isFloorByLibrary = "floor_by_library"
      case library = "library_ms"
      case peak = "peak_gflops"
      case floorShare = "floor_share_of_peak"
      case ordinaryShare = "ordinary_share_of_peak"
      case privateShare = "private_share_of_peak"
      case ordinaryOverFloor = "ordinary_over_floor"
      case privateOverFloor = "private_over_floor"
    }
  }

  /// A round of secure aggregation.
  struct Aggregation: Codable, Hashable, Sendable {
    let clients: Int
    let dropped: Int
    let dimension: Int
    let seconds: Double
    /// That a client sends.
    let bytes: Int
  }

  /// A batch of predictions on shares.
  struct Inference: Codable, Hashable, Sendable {
    let records: Int
    let reveal: Revealed
    let seconds: Double
  }

  /// Between what half of the measurements lie.
  package struct Remarks: Codable, Hashable, Sendable {
    let steps: [StepQuartiles]
    let noise: Quartiles?
    let shadowCount: Int?
    let attackPasses: Quartiles?
    let frame: Quartiles?
    let firstFrame: Quartiles?
    let aggregation: Quartiles?
    let inference: [Quartiles]?

    struct StepQuartiles: Codable, Hashable, Sendable {
      let ordinaryOverFloor: Quartiles
      let privateOverFloor: Quartiles
    }
  }

  init(of timings: BenchTimings) {
    figures = Figures(
      matrixLibrary: ComputingPlatform.matrixLibrary, processor: ComputingPlatform.processorLevel,
      loops: ComputingPlatform.loopLevel,
      steps: timings.steps.isEmpty ? nil : timings.steps.map { Step(of: $0.benchmark, $0.timing) },
      noise: timings.noise?.median,
      shadowsPerMinute: timings.shadows.map { 60 * Double($0.count) / $0.seconds },
      shadowSeconds: timings.shadows?.seconds, attackPasses: timings.attackPasses?.median,
      frame: timings.frame?.median, firstFrame: timings.firstFrame?.median,
      aggregation: timings.aggregation.map { Aggregation(of: $0.benchmark, $0.timing) },
      inference: timings.inference.isEmpty
        ? nil
        : timings.inference.map {
          Inference(
            records: $0.benchmark.recordCount, reveal: $0.benchmark.revealed, seconds: $0.timing.median)
        })
    remarks = Remarks(
      steps: timings.steps.map {
        Remarks.StepQuartiles(
          ordinaryOverFloor: $0.timing.ordinaryOverFloor.quartiles,
          privateOverFloor: $0.timing.privateOverFloor.quartiles)
      }, noise: timings.noise?.quartiles, shadowCount: timings.shadows?.count,
      attackPasses: timings.attackPasses?.quartiles, frame: timings.frame?.quartiles,
      firstFrame: timings.firstFrame?.quartiles,
      aggregation: timings.aggregation?.timing.seconds.quartiles,
      inference: timings.inference.map(\.timing.quartiles))
  }
}

extension BenchReport.Step {
  fileprivate init(of benchmark: StepBenchmark, _ timing: StepBenchmark.Timing) {
    architecture = benchmark.widths.description
    batch = benchmark.batchSize
    ordinary = 1000 * timing.ordinary.median
    self.private = 1000 * timing.private.median
    floor = 1000 * timing.floor.median
    isFloorByLibrary = timing.isFloorByLibrary
    library = 1000 * timing.library.median
    ordinaryOverFloor = timing.ordinaryOverFloor.median
    privateOverFloor = timing.privateOverFloor.median
    peak = 2e-9 * timing.peak.median
    floorShare = timing.floorShare.median
    ordinaryShare = timing.ordinaryShare.median
    privateShare = timing.privateShare.median
  }
}

extension BenchReport.Aggregation {
  fileprivate init(of benchmark: AggregationBenchmark, _ timing: AggregationBenchmark.Timing) {
    (clients, dimension) = (benchmark.clients, benchmark.dimension)
    (dropped, bytes) = (timing.dropped, timing.bytes)
    seconds = timing.seconds.median
  }
}
