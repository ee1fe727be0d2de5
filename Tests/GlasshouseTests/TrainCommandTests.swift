import Foundation
import Testing

struct TrainCommandTests {
  private let short = ["--dataset", "digits", "--train-size", "100", "--steps", "30", "--network", "mlp:8"]

  @Test func jsonHoldsWhatScriptsRelyOn() throws {
    let outcome = try Program.built.run(
      ["train"] + short + ["--noise-multiplier", "1", "--seed", "3", "--format", "json"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let object = try outcome.object()
    #expect(object["dataset"] as? String == "digits" && object["seed"] as? Int == 3)
    #expect(object["steps"] as? Int == 30 && object["train_size"] as? Int == 100)
    #expect(object["noise_multiplier"] as? Double == 1 && object["clipping_norm"] as? Double == 1)
    #expect(object["sampling_rate"] as? Double == 0.32 && object["delta"] as? Double == 1e-5)
    for key in ["train_accuracy", "test_accuracy", "epsilon", "seconds"] {
      #expect((object[key] as? Double).map { $0 >= 0 } == true, "\(key)")
    }
    let membership = try #require(object["membership"] as? [String: [String: Double]])
    for attack in ["loss_threshold", "modified_entropy"] {
      let result = try #require(membership[attack])
      #expect(
        Set(result.keys) == ["auc", "auc_low", "auc_high", "balanced_accuracy", "tpr_at_1_percent_fpr"])
      #expect(result["auc_low"]! <= result["auc"]! && result["auc"]! <= result["auc_high"]!)
    }
    let inversion = try #require(object["inversion"] as? [String: Any])
    let control = try #require(inversion["control"] as? [String: Double])
    #expect(Set(inversion.keys) == ["identification_top1", "ssim_class_mean", "control"])
    #expect(Set(control.keys) == ["identification_top1", "ssim_class_mean"])
  }

  @Test func whatIsInfiniteOrOffIsNull() throws {
    let object = try Program.built.run(["train"] + short + ["--format", "json"]).object()
    #expect(object["epsilon"] is NSNull && object["clipping_norm"] is NSNull)
    #expect(object["first_unprotected_step"] as? Int == 0)
    let clipped = try Program.built.run(["train"] + short + ["--clipping-norm", "1", "--format", "json"])
      .object()
    #expect(clipped["epsilon"] is NSNull && clipped["clipping_norm"] as? Double == 1)
  }

  @Test func sameCommandSameNumbersTimeApart() throws {
    let runs = try (0..<2).map { _ in
      var object = try Program.built.run(["train"] + short + ["--format", "json"]).object()
      object["seconds"] = nil
      return try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
    }
    #expect(runs[0] == runs[1])
    var other = try Program.built.run(["train"] + short + ["--seed", "2", "--format", "json"]).object()
    other["seconds"] = nil
    #expect(try JSONSerialization.data(withJSONObject: other, options: .sortedKeys) != runs[0])
  }

  /// Noise from 1 to 2 at step 20 and from 0 to 2: two phases, or ε infinite since step 0; both replay to the bit.
  @Test(arguments: ["1", "0"])
  func commandsAreTakenAndReplayed(sigma: String) throws {
    let folder = try ScratchFolder()
    let commands = try folder.write(
      try header(of: folder) + #"{"step":20,"set":{"noise_multiplier":2}}"# + "\n", to: "commands.jsonl")
    let log = folder.path("log.jsonl")
    let trained = try Program.built.run(
      ["train"] + short + [
        "--noise-multiplier", sigma, "--commands", commands, "--log", log, "--format", "json",
      ]
    ).object()
    #expect(trained["noise_multiplier"] as? Double == 2)
    #expect((trained["epsilon"] is NSNull) == (sigma == "0"))
    let replayed = try Program.built.run(["replay", log, "--verify", "--format", "json"])
    #expect(replayed.status == 0)
    #expect(try replayed.object()["epsilon"] as? Double == trained["epsilon"] as? Double)
    #expect(try replayed.object()["weights_sha256"] as? String == trained["weights_sha256"] as? String)
    let text = try String(contentsOfFile: log, encoding: .utf8)
    let forged = try folder.write(
      text.replacing(#""seed":1"#, with: #""seed":2"#), to: "forged.jsonl")
    let refused = try Program.built.run(["replay", forged, "--verify"])
    #expect(refused.status == 1 && refused.complaint.contains("ends in other weights"))
  }

  /// A log's first line, as another run wrote it.
  private func header(of folder: ScratchFolder) throws -> String {
    let log = folder.path("other.jsonl")
    _ = try Program.built.run(["train"] + short + ["--steps", "1", "--log", log])
    return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").first.map { $0 + "\n" }
      ?? ""
  }

  @Test func scoresAndModelAreWritten() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.run(
      ["train"] + short + [
        "--scores", folder.path("scores.csv"), "--model", folder.path("model.safetensors"),
      ])
    #expect(outcome.status == 0)
    let scores = try String(contentsOfFile: folder.path("scores.csv"), encoding: .utf8).split(separator: "\n")
    #expect(scores[0] == "index,label,member,loss,margin,predicted" && scores.count == 201)
    #expect(folder.files.sorted() == ["model.safetensors", "scores.csv"])
  }

  @Test func dataSetsAreListed() throws {
    let object = try Program.built.run(["datasets", "--format", "json"]).object()
    let sets = try #require(object["datasets"] as? [[String: Any]])
    #expect(
      sets.compactMap { $0["name"] as? String }
        == ["faces", "digits", "mnist", "fashion", "adult", "affairs", "actg175", "names", "alice"])
    #expect(sets.count { $0["is_default"] as? Bool == true } == 1)
  }
}
