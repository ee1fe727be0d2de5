import Foundation
import Testing

struct MembershipCommandTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "membership"] + arguments)
  }

  @Test func answersOfAModelTrainedAnywhere() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write(
      "margin,member\n3,1\n2,1\n-1,1\n1,0\n-2,0\n-3,0\n", to: "scores.csv")
    let outcome = try attack(["--scores", scores, "--prior", "0.1", "--format", "json"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let object = try outcome.object()
    for key in ["train_accuracy", "test_accuracy", "epsilon"] { #expect(object[key] is NSNull, "\(key)") }
    let found = try outcome.methods()
    #expect(Set(found.keys).isSuperset(of: ["gap", "loss_threshold", "confidence"]))
    let loss = try #require(found["loss_threshold"])
    // Of nine pairs the member is above in eight.
    #expect(abs((loss["auc"] as? Double ?? 0) - 8.0 / 9) < 1e-15)
    for key in ["auc_low", "auc_high", "balanced_accuracy", "seconds"] {
      #expect(loss[key] is Double, "\(key)")
    }
    #expect(loss["shadows"] as? Int == 0)
    let rates = try #require(loss["tpr_at_fpr"] as? [String: Any])
    #expect(Set(rates.keys) == ["0.001", "0.01", "0.1"] && rates.values.allSatisfy { $0 is NSNull })
    // Of three others one is the least that can be accused: then the loss finds all three members.
    let overlap = try #require(object["overlap"] as? [String: Any])
    #expect(Set(overlap.keys) == ["fpr", "found", "pairs", "by_all", "by_none"])
    #expect(overlap["fpr"] as? Double == 1.0 / 3)
    #expect((overlap["found"] as? [String: Int])?["loss_threshold"] == 3)
    let pairs = try #require(overlap["pairs"] as? [[String: Any]])
    #expect(pairs.count == found.count * (found.count - 1) / 2)
    #expect(pairs.allSatisfy { Set($0.keys) == ["a", "b", "both", "jaccard"] })
    #expect((loss["threat_model"] as? [String: Any])?["observes"] as? String == "loss")
    let controls = try #require(object["controls"] as? [String: Any])
    #expect(controls["blind"] is NSNull)
    let null = try #require(controls["null"] as? [String: Double])
    #expect(
      (null["auc_low"] ?? 1) <= 0.5 && (null["auc_high"] ?? 0) >= 0.5
        && null["attacks"] == Double(found.count))
    #expect(object["diverged"] as? Bool == false && object["below_chance"] as? [String] == [])
    let omitted = try #require(object["omitted"] as? [[String: String]])
    let names = Set(omitted.compactMap { $0["name"] })
    #expect(
      names.isSuperset(of: [
        "lira_online", "quantile", "entropy", "gradient_norm", "label_only_noise",
        "loss_trajectory",
      ]))
    #expect(names.isDisjoint(with: found.keys) && names.count + found.count >= 22)
  }

  /// A half without non-members has no balanced accuracy, and nobody accused no precision: both are there, as null.
  @Test func whatCannotBeHadIsNull() throws {
    let folder = try ScratchFolder()
    let few = try folder.write("margin,member\n3,1\n2,1\n-1,1\n1,0\n", to: "few.csv")
    let loss = try #require(
      try attack(["--scores", few, "--format", "json"]).methods()["loss_threshold"])
    #expect(loss["balanced_accuracy"] is NSNull)
    let text = try attack(["--scores", few])
    #expect(text.status == 0 && text.output.contains(/Loss +loss +none +0\.\d+ \[0\.\d+, 0\.\d+\] +–/))

    let lines = (0..<100).map { "\($0 < 50 ? 1 : -1),1\n\($0 < 50 ? 1 : -1),0\n" }
    let equal = try folder.write("margin,member\n" + lines.joined(), to: "equal.csv")
    let gap = try #require(try attack(["--scores", equal, "--format", "json"]).methods()["gap"])
    let precisions = try #require(gap["precision_at_fpr"] as? [String: Any])
    #expect(precisions["0.01"] is NSNull)
    let rates = try #require(gap["tpr_at_fpr"] as? [String: Any])
    let rate = try #require(rates["0.01"] as? [String: Double])
    #expect(rate["value"] == 0 && (rate["high"] ?? 0) > 0)
  }

  /// What `train --scores` writes says who was predicted rightly, so the gap attack is exactly the gap.
  @Test func scoresOfARunOfOurs() throws {
    let folder = try ScratchFolder()
    let scores = folder.path("scores.csv")
    let report = try Program.built.run([
      "train", "--dataset", "digits", "--train-size", "100", "--steps", "150", "--label-noise", "0.2",
      "--scores",
      scores, "--format", "json",
    ]).object()
    let outcome = try attack(["--scores", scores, "--method", "gap,loss_threshold", "--format", "json"])
    let object = try outcome.object()
    #expect(object["train_accuracy"] as? Double == report["train_accuracy"] as? Double)
    let found = try outcome.methods()
    let (train, other) = (
      try #require(object["train_accuracy"] as? Double),
      try #require(object["non_member_accuracy"] as? Double)
    )
    #expect(abs(2 * (found["gap"]?["auc"] as? Double ?? 0) - 1 - (train - other)) < 1e-15)
    let loss = (report["membership"] as? [String: [String: Any]])?["loss_threshold"]
    #expect(found["loss_threshold"]?["auc"] as? Double == loss?["auc"] as? Double)
  }

  @Test func aFreshRunIsAttackedByAll() throws {
    let arguments = [
      "--dataset", "digits", "--train-size", "60", "--steps", "200", "--network", "mlp:8", "--shadows", "4",
      "--label-noise", "0.3", "--format", "json",
    ]
    let outcome = try attack(arguments)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let found = try outcome.methods()
    let omitted = try #require(try outcome.object()["omitted"] as? [Any])
    #expect(found.count >= 22 && omitted.isEmpty)
    #expect((found["lira_online"]?["auc"] as? Double ?? 0) > 0.7)
    #expect(found["lira_online"]?["shadows"] as? Int == 4 && found["gap"]?["shadows"] as? Int == 0)
    let blind = (try outcome.object()["controls"] as? [String: Any])?["blind"] as? [String: Double]
    #expect((blind?["auc_low"] ?? 1) < 0.5 && (blind?["auc_high"] ?? 0) > 0.5)
    // The same words, the same numbers.
    let again = try attack(arguments).methods()
    for (name, method) in found {
      #expect(again[name]?["auc"] as? Double == method["auc"] as? Double, "\(name)")
    }
  }

  /// A log's run is attacked as it was, its budget's end and its commands included.
  @Test func theRunOfALogIsAttacked() throws {
    let folder = try ScratchFolder()
    let log = folder.path("run.jsonl")
    let run = [
      "--dataset", "digits", "--train-size", "60", "--network", "mlp:8", "--steps", "60", "--seed", "7",
    ]
    let trained = try Program.built.run(["train"] + run + ["--log", log, "--format", "json"]).object()
    let fresh = try attack(run + ["--shadows", "2", "--method", "rmia_offline,gap", "--format", "json"])
    let replayed = try attack([
      "--replay", log, "--shadows", "2", "--method", "rmia_offline,gap", "--format", "json",
    ])
    #expect(
      try fresh.methods()["rmia_offline"]?["auc"] as? Double == replayed.methods()["rmia_offline"]?["auc"]
        as? Double)
    #expect(try replayed.object()["train_accuracy"] as? Double == trained["train_accuracy"] as? Double)
    #expect(try replayed.object()["seed"] as? Int == 7)
  }

  /// A whole budget of noise: no point of any curve lies above what the accountant allows.
  @Test func noAttackBeatsTheBound() throws {
    let outcome = try attack([
      "--dataset", "digits", "--train-size", "200", "--network", "linear", "--steps", "50",
      "--expected-batch-size", "50", "--learning-rate", "1", "--momentum", "0", "--noise-multiplier", "4",
      "--clipping-norm", "1", "--shadows", "8", "--format", "json",
    ])
    let object = try outcome.object()
    let epsilon = try #require(object["epsilon"] as? Double)
    #expect(epsilon > 0.5 && epsilon < 4)
    let limits = try #require(object["max_tpr_at_fpr"] as? [String: Double])
    for (name, method) in try outcome.methods() {
      for (rate, value) in try #require(method["tpr_at_fpr"] as? [String: Any]) {
        guard let value = value as? [String: Double] else { continue }
        #expect((value["low"] ?? 1) <= (limits[rate] ?? 0), "\(name) at \(rate)")
      }
    }
  }

  /// Scores the wrong way round put the areas far below one half, which is said and not mended.
  @Test func reversedScoresAreHintedAt() throws {
    let folder = try ScratchFolder()
    let lines = (0..<40).map { "\($0 < 20 ? -3 - $0 : 1 + $0),\($0 < 20 ? 1 : 0)" }
    let scores = try folder.write("margin,member\n" + lines.joined(separator: "\n"), to: "scores.csv")
    let object = try attack(["--scores", scores, "--format", "json"]).object()
    #expect(
      (object["below_chance"] as? [String])?.starts(with: ["gap", "loss_threshold", "confidence"]) == true)
    let text = try attack(["--scores", scores]).output
    #expect(text.contains("well below one half: Gap, Loss, Confidence"))
    #expect(text.contains("; chance seldom does that, so perhaps"))
    #expect(!text.contains("models come from"))
  }

  /// A model whose weights are no numbers is called what it is.
  @Test func aTargetThatDivergedIsCalledDiverged() throws {
    let run = ["--dataset", "digits", "--train-size", "60", "--steps", "60", "--learning-rate", "1e30"]
    let trained = try Program.built.run(["train"] + run + ["--format", "json"])
    #expect(try trained.object()["diverged"] as? Bool == true)
    let outcome = try attack(run + ["--method", "loss_threshold", "--format", "json"])
    #expect(outcome.status == 0)
    #expect(try outcome.object()["diverged"] as? Bool == true)
    let words = try attack(run + ["--method", "loss_threshold"]).output
    #expect(words.contains("training diverged: answers are no longer finite"))
    #expect(words.contains(/Loss +loss +none +– +– +– +– +–\n/) && !words.contains("strongest"))
    let all = try attack(run + ["--shadows", "2", "--format", "json"])
    let controls = try #require(try all.object()["controls"] as? [String: Any])
    #expect(controls["null"] is NSNull)
    let found = try all.methods()
    #expect(!found.isEmpty)
    for (name, method) in found {
      for key in ["auc", "auc_low", "auc_high", "balanced_accuracy"] {
        #expect(method[key] is NSNull, "\(key) of \(name)")
      }
      for key in ["tpr_at_fpr", "precision_at_fpr"] {
        let rates = try #require(method[key] as? [String: Any])
        #expect(rates.count == 3 && rates.values.allSatisfy { $0 is NSNull }, "\(key) of \(name)")
      }
    }
    let healthy = try Program.built.run([
      "train", "--dataset", "digits", "--train-size", "60", "--steps", "5", "--format", "json",
    ])
    #expect(try healthy.object()["diverged"] as? Bool == false)
  }

  @Test func oneNonMemberIsOne() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write("margin,member\n3,1\n2,1\n1,0\n", to: "scores.csv")
    #expect(
      try attack(["--scores", scores]).output.contains(
        "–: a false positive rate of 10 % needs at least 10 non-members, and there is 1\n"))
  }
}
