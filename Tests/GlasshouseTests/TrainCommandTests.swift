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
    // Of 200 coins five deviations are 35.
    let members = try #require(object["members"] as? Int)
    #expect(abs(members - 100) < 36 && object["inclusion"] as? Double == 0.5)
    #expect(object["noise_multiplier"] as? Double == 1 && object["clipping_norm"] as? Double == 1)
    #expect(object["sampling_rate"] as? Double == 0.32 && object["delta"] as? Double == 1e-5)
    for key in ["train_accuracy", "test_accuracy", "epsilon", "seconds"] {
      #expect((object[key] as? Double).map { $0 >= 0 } == true, "\(key)")
    }
    let membership = try #require(object["membership"] as? [String: [String: Double]])
    for attack in ["loss_threshold", "modified_entropy"] {
      let result = try #require(membership[attack])
      #expect(
        Set(result.keys) == [
          "auc", "auc_low", "auc_high", "balanced_accuracy", "tpr_at_1_percent_fpr",
          "tpr_at_1_percent_fpr_low", "tpr_at_1_percent_fpr_high",
        ])
      #expect(result["auc_low"]! <= result["auc"]! && result["auc"]! <= result["auc_high"]!)
    }
    let inversion = try #require(object["inversion"] as? [String: Any])
    let control = try #require(inversion["control"] as? [String: Double])
    #expect(Set(inversion.keys) == ["identification_top1", "ssim_class_mean", "control"])
    #expect(Set(control.keys) == ["identification_top1", "ssim_class_mean"])
  }

  /// A pool of which all are members leaves nobody to tell them from.
  @Test func withInclusionOneThereIsNoMembershipGame() throws {
    let folder = try ScratchFolder()
    let all = short + ["--inclusion", "1"]
    let object = try Program.built.run(
      ["train"] + all + ["--format", "json", "--scores", folder.path("scores.csv")]
    ).object()
    #expect(object["members"] as? Int == 100 && object["inclusion"] as? Double == 1)
    #expect(object["membership"] is NSNull && object["test_size"] as? Int == 1697)
    #expect(object["test_accuracy"] is Double && object["sampling_rate"] as? Double == 0.32)
    let scores = try String(contentsOfFile: folder.path("scores.csv"), encoding: .utf8).split(separator: "\n")
    #expect(scores.count == 101 && scores.dropFirst().allSatisfy { $0.split(separator: ",")[2] == "1" })
    let text = try Program.built.run(["train"] + all).output
    #expect(text.contains("100 members of an expected 100"))
    #expect(text.contains("All 100 records of the pool are members, for the inclusion is 1"))
    #expect(!text.contains("AUC"))
    // Nothing is left over for a test.
    let whole = ["train", "--dataset", "digits", "--train-size", "1797", "--inclusion", "1", "--steps", "3"]
    let left = try Program.built.run(whole + ["--format", "json"]).object()
    for key in ["test_accuracy", "test_loss"] { #expect(left[key] is NSNull, "\(key)") }
    #expect(try Program.built.run(whole).output.contains("test –"))
  }

  /// A quarter of a pool four times as large, and the rate from the expected number all the same.
  @Test func rareCoinsTakeALargerPool() throws {
    let folder = try ScratchFolder()
    let object = try Program.built.run(
      ["train"] + short + ["--inclusion", "0.25", "--format", "json", "--scores", folder.path("scores.csv")]
    ).object()
    let scores = try String(contentsOfFile: folder.path("scores.csv"), encoding: .utf8).split(separator: "\n")
    #expect(scores.count == 401 && object["test_size"] as? Int == 1397)
    #expect(object["sampling_rate"] as? Double == 0.32)
    // Five deviations of 400 coins of a quarter.
    #expect(abs((object["members"] as? Int ?? 0) - 100) < 44)
  }

  /// Where the pool's non-members stand in for test records, these count with the labels of the file: no wrong ones.
  @Test func testsCountNoWrongLabels() throws {
    let noisy = [
      "train", "--dataset", "actg175", "--label-noise", "0.3", "--steps", "300", "--network", "linear",
      "--format", "json",
    ]
    let folder = try ScratchFolder()
    let scores = folder.path("scores.csv")
    let object = try Program.built.run(noisy + ["--scores", scores]).object()
    let clean = folder.path("clean.csv")
    _ = try Program.built.run([
      "train", "--dataset", "actg175", "--steps", "1", "--network", "linear", "--scores", clean,
    ])
    func rows(_ path: String) throws -> [[Substring]] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",") }
    }
    // index, label, member, loss, margin, predicted: the same pool with its labels, wrong and right.
    let (answers, truth) = (try rows(scores), try rows(clean))
    #expect(answers.map { $0[0] } == truth.map { $0[0] } && answers.map { $0[2] } == truth.map { $0[2] })
    let wrong = zip(answers, truth).count { $0[1] != $1[1] }
    #expect(wrong == 600)
    let tested = zip(answers, truth).filter { $0.0[2] == "0" }
    let accuracy = Double(tested.count { $0[5] == $1[1] }) / Double(tested.count)
    #expect(abs((object["test_accuracy"] as? Double ?? 0) - accuracy) < 1e-12)
    #expect(object["test_size"] as? Int == tested.count)
    let noisyAccuracy = Double(tested.count { $0.0[5] == $0.0[1] }) / Double(tested.count)
    #expect(accuracy > noisyAccuracy + 0.05)
  }

  @Test func whatIsInfiniteOrOffIsNull() throws {
    let object = try Program.built.run(["train"] + short + ["--format", "json"]).object()
    #expect(object["epsilon"] is NSNull && object["clipping_norm"] is NSNull)
    #expect(object["first_unprotected_step"] as? Int == 0)
    let adaptive = try Program.built.run(
      ["train"] + short + ["--adaptive-clipping", "0.5", "--format", "json"]
    ).object()
    #expect(adaptive["clipping_norm"] as? Double == 1 && adaptive["adaptive_clipping"] as? Double == 0.5)
    let last = try #require(adaptive["clipping_norm_last"] as? Double)
    #expect(last != 1 && last > 0.1 && last < 10)
    let clipped = try Program.built.run(["train"] + short + ["--clipping-norm", "1", "--format", "json"])
      .object()
    #expect(clipped["epsilon"] is NSNull && clipped["clipping_norm"] as? Double == 1)
    #expect(clipped["clipping_norm_last"] == nil)
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
    #expect(replayed.output.contains("\"verified\" : true"))
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

  /// Whoever asked for more steps than the budget allows is told.
  @Test func aSpentBudgetIsSaid() throws {
    let arguments = [
      "train", "--dataset", "digits", "--noise-multiplier", "1", "--epsilon-budget", "3", "--steps", "400",
    ]
    let text = try Program.built.run(arguments).output
    let object = try Program.built.run(arguments + ["--format", "json"]).object()
    let steps = try #require(object["steps"] as? Int)
    #expect(steps < 400 && text.contains("stopped after \(steps) step"))
    #expect(object["budget_exhausted"] as? Bool == true)
    #expect((object["epsilon_filter"] as? Double).map { $0 <= 3 } == true)
  }
}
