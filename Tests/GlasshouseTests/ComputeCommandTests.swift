import Experiments
import Foundation
import LinearAlgebra
import Records
import Testing

/// Predictions and training on shares, from the command line.
struct ComputeCommandTests {
  private static let small = [
    "--dataset", "digits", "--network", "mlp:64", "--steps", "200", "--format", "json",
  ]

  @Test(arguments: [("label", 48, 16_372), ("logits", 12, 14_424)])
  func anInferenceReportsWhatItCost(reveal: String, rounds: Int, bytes: Int) throws {
    let one = try Program.built.run(
      ["compute", "inference", "--records", "1", "--reveal", reveal] + Self.small
    ).object()
    #expect(one["rounds"] as? Int == rounds && one["bytes_sent_per_party"] as? Int == bytes)
    #expect(one["setup_bytes"] as? Int == 37_888 && one["fraction_bits"] as? Int == 16)
    let many = try Program.built.run(
      ["compute", "inference", "--records", "500", "--reveal", reveal] + Self.small
    ).object()
    #expect(try #require(many["agreement"] as? Double) >= 0.996)
    #expect(try #require(many["max_logit_error"] as? Double) <= 1e-3)
    #expect(many["accuracy"] as? Double == many["plain_accuracy"] as? Double)
    let triples = try #require(many["triples"] as? [String: Int])
    #expect(triples.values.reduce(0, +) == many["triples_used"] as? Int)
    #expect(triples["matrix_products"] == 2)
  }

  @Test func aSlowLineIsReallySlow() throws {
    let report = try Program.built.run(
      ["compute", "inference", "--records", "1", "--reveal", "logits", "--latency", "20"] + Self.small
    ).object()
    #expect(try #require(report["seconds"] as? Double) >= 12 * 0.02)
    #expect(report["seconds_at_latency"] as? Double == report["seconds"] as? Double)
  }

  @Test(arguments: ["vertical", "horizontal"])
  func trainingReportsHowNearItIsToPlainTraining(split: String) throws {
    let report = try Program.built.run([
      "compute", "training", "--dataset", "actg175", "--steps", "100", "--split", split, "--format", "json",
    ]).object()
    let accuracy = try #require(report["accuracy"] as? Double)
    #expect(abs(accuracy - (try #require(report["plain_accuracy"] as? Double))) <= 0.01)
    #expect(try #require(report["weight_error"] as? Double) < 1e-3)
    #expect(report["rounds"] as? Int == 1100)
    #expect(report["bytes_sent_per_party"] as? Int == 100 * (8 * 24 + 128 * 424 + 32))
  }

  /// The bound is public, and so none of those who are held out.
  @Test func recordsBeyondThePublicBoundArePassedOver() throws {
    let report = try Program.built.run([
      "compute", "inference", "--dataset", "adult", "--train-size", "20", "--steps", "5", "--records", "1000",
      "--format", "json",
    ]).object()
    let bound = try #require(report["input_bound"] as? Double)
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "adult"))
    configuration.trainSize = 20
    let data = try ExperimentData(configuration)
    let rows = (0..<data.testInputs.rowCount).map { data.testInputs.row($0).map { abs(Double($0)) }.max()! }
    let passedOver = try #require(report["records_passed_over"] as? Int)
    #expect(passedOver > 0 && report["records"] as? Int == 1000)
    #expect(rows.prefix(1000 + passedOver).count { $0 > bound } == passedOver)
    #expect(data.candidateInputs.elements.allSatisfy { abs(Double($0)) <= bound })
  }

  /// Less than half a row is one, too.
  @Test func aStepHasARowAtLeast() throws {
    let outcome = try Program.built.run([
      "compute", "training", "--dataset", "actg175", "--expected-batch-size", "0.01", "--steps", "3",
      "--learning-rate", "0.1",
    ])
    #expect(outcome.status == 0 && outcome.output.contains("3 steps of 1,"), "\(outcome)")
  }

  @Test(arguments: [
    (["inference", "--network", "mlp:8", "--activation", "tanh"], "`tanh` cannot be computed"),
    (["inference", "--network", "mlp:8-norm"], "`norm` cannot be computed"),
    (["inference", "--fraction-bits", "21"], "does not bear 21"),
    (["inference", "--fraction-bits", "29", "--truncation", "exact"], "29 fractional bits"),
    (["inference", "--records", "0"], "--records from 1 to"),
    (["inference", "--records", "100000"], "100000 were asked for"),
    (["inference", "--latency", "-1"], "latency of -1"),
    (["training", "--dataset", "digits"], "these records have 10"),
    (["training", "--steps", "1000000000000"], "Give --steps up to 16384"),
    (["training", "--steps", "200000", "--expected-batch-size", "1"], "Give --steps up to 131072"),
    (["inference", "--answers", "label"], "--answers has no part"),
    (["inference", "--fraction-bits", "0"], "Numbers need fractional bits"),
    (
      ["training", "--dataset", "actg175", "--train-size", "2139", "--inclusion", "1"],
      "No record is held out"
    ),
    (["training", "--learning-rate", "0.0001"], "Raise the rate"),
  ])
  func whatIsNotComputedIsSaid(arguments: [String], sentence: String) throws {
    let steps = arguments.contains("--steps") ? [] : ["--steps", "3"]
    let outcome = try Program.built.run(["compute"] + arguments + steps)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }
}
