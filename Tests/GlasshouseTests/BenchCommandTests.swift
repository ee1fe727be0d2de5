import LinearAlgebra
import Testing

struct BenchCommandTests {
  /// What is timed is there and makes sense; how fast it is is for people to look at.
  @Test func figuresAreReported() throws {
    let outcome = try Program.built.run([
      "bench", "--step", "mlp 20-8-3", "--batch", "16", "--only", "steps", "--only", "noise", "--only",
      "shadows", "--shadows", "2", "--format", "json",
    ])
    #expect(outcome.status == 0)
    let report = try outcome.object()
    let steps = try #require(report["steps"] as? [[String: Any]])
    #expect(steps.count == 1)
    #expect(steps[0]["architecture"] as? String == "mlp 20-8-3" && steps[0]["batch"] as? Int == 16)
    for key in ["ordinary_ms", "private_ms", "floor_ms", "library_ms", "peak_gflops"] {
      #expect(try #require(steps[0][key] as? Double) > 0, "\(key)")
    }
    // Nothing is faster than what a core can do; a share is of the multiplications of a step, 16 (3 (20 x 8 + 8 x 3) - 20 x 8).
    for (share, time) in [("private_share_of_peak", "private_ms"), ("ordinary_share_of_peak", "ordinary_ms")]
    {
      let (share, time) = (
        try #require(steps[0][share] as? Double), try #require(steps[0][time] as? Double)
      )
      let peak = try #require(steps[0]["peak_gflops"] as? Double)
      #expect(share > 0 && share < 1)
      #expect(abs(share / (2 * 6272 / (time * 1e6) / peak) - 1) < 0.5)
    }
    #expect(report["matrix_library"] as? String == ComputingPlatform.matrixLibrary)
    #expect(report["processor"] as? String == ComputingPlatform.processorLevel)
    #expect(report["loops"] as? String == ComputingPlatform.loopLevel)
    for key in ["noise_ns_per_value", "shadow_models_per_minute"] {
      #expect(try #require(report[key] as? Double) > 0, "\(key)")
    }
    #expect(report["frame_ms"] == nil)
  }

  @Test func theScreenIsTimed() throws {
    let outcome = try Program.built.run([
      "bench", "--only", "screen", "--only", "attacks", "--format", "json",
    ])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let report = try outcome.object()
    for key in ["frame_ms", "first_frame_ms", "attack_passes_per_second"] {
      #expect(try #require(report[key] as? Double) > 0, "\(key)")
    }
  }

  @Test func aRoundOfSecureAggregationIsTimed() throws {
    let outcome = try Program.built.run([
      "bench", "--only", "aggregation", "--clients", "10", "--dimension", "50", "--format", "json",
    ])
    let report = try outcome.object()
    let round = try #require(report["aggregation"] as? [String: Any])
    #expect(round["dropped"] as? Int == 1 && round["clients"] as? Int == 10)
    // 64 + 110 k + 4 d + 40 (k + 1), what five messages begin with, and two signatures.
    #expect(round["bytes"] as? Int == 64 + 110 * 9 + 4 * 50 + 40 * 10 + 50 + 128)
    #expect(try #require(round["seconds"] as? Double) > 0)
  }

  @Test func predictionsOnSharesAreTimed() throws {
    let report = try Program.built.run(["bench", "--only", "inference", "--format", "json"]).object()
    let batches = try #require(report["inference"] as? [[String: Any]])
    #expect(batches.map { $0["records"] as? Int } == [1, 1, 1000, 1000])
    for batch in batches { #expect(try #require(batch["seconds"] as? Double) > 0) }
  }

  @Test(arguments: [
    (["--step", "mlp 784-2x6-10"], "cannot be read at character 9"),
    (["--step", "784-256-10"], "cannot be read at character 1"), (["--step", "mlp 784"], "character 8"),
    (["--step", "mlp 9000000-9000000-10"], "TiB of memory"),
    (["--step", "mlp 4-2", "--batch", "0"], "--batch from 1 to 1000000"), (["--batch", "8"], "Give both"),
    (["--step", "mlp 784-10", "--batch", "9223372036854775807"], "--batch from 1 to 1000000"),
    (["--only", "shadows", "--shadows", "1"], "--shadows 1"),
    (["--only", "shadows", "--shadows", "7"], "--shadows 6 or 8"),
    (["--only", "aggregation", "--clients", "1"], "--clients cannot be 1"),
    (["--only", "aggregation", "--dimension", "0"], "--dimension cannot be 0"),
    (["--only", "aggregation", "--clients", "10000", "--dimension", "10000000"], "TiB of memory"),
  ])
  func whatCannotBeTimedIsSaid(arguments: [String], sentence: String) throws {
    let outcome = try Program.built.run(["bench"] + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }
}
