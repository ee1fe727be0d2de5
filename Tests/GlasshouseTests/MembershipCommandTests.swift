import Foundation
import Testing

struct MembershipCommandTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "membership"] + arguments)
  }

  private func methods(_ outcome: Program.Outcome) throws -> [String: [String: Any]] {
    let object = try outcome.object()
    let methods = try #require(object["methods"] as? [[String: Any]])
    return Dictionary(uniqueKeysWithValues: methods.map { ($0["name"] as? String ?? "", $0) })
  }

  /// Twelve candidates of whom six are members; every second model saw each.
  private func matrices(in folder: ScratchFolder) throws -> [String] {
    let margins = (0..<4).map { model in
      (0..<12).map { "\(Double($0 % 5) + (($0 + model) % 2 == 0 ? 2 : 0) + 0.1 * Double(model))" }
        .joined(separator: ",")
    }
    let inclusion = (0..<4).map { model in
      (0..<12).map { ($0 + model) % 2 == 0 ? "1" : "0" }.joined(separator: ",")
    }
    let scores = (0..<12).map { "\(Double($0 % 5) + ($0 < 6 ? 2 : 0)),\($0 < 6 ? 1 : 0)" }
    return [
      "--scores", try folder.write("margin,member\n" + scores.joined(separator: "\n"), to: "scores.csv"),
      "--reference-margins", try folder.write(margins.joined(separator: "\n"), to: "margins.csv"),
      "--reference-inclusion", try folder.write(inclusion.joined(separator: "\n"), to: "inclusion.csv"),
    ]
  }

  @Test func answersOfAModelTrainedAnywhere() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write(
      "margin,member\n3,1\n2,1\n-1,1\n1,0\n-2,0\n-3,0\n", to: "scores.csv")
    let outcome = try attack(["--scores", scores, "--prior", "0.1", "--format", "json"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let object = try outcome.object()
    for key in ["train_accuracy", "test_accuracy", "epsilon"] { #expect(object[key] is NSNull, "\(key)") }
    let found = try methods(outcome)
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
      names.isSuperset(of: ["lira_online", "quantile", "entropy", "gradient_norm", "label_only_noise"]))
    #expect(names.isDisjoint(with: found.keys) && names.count + found.count >= 22)
  }

  /// A half without non-members has no balanced accuracy, and nobody accused no precision: both are there, as null.
  @Test func whatCannotBeHadIsNull() throws {
    let folder = try ScratchFolder()
    let few = try folder.write("margin,member\n3,1\n2,1\n-1,1\n1,0\n", to: "few.csv")
    let loss = try #require(
      try methods(attack(["--scores", few, "--format", "json"]))["loss_threshold"])
    #expect(loss["balanced_accuracy"] is NSNull)
    let text = try attack(["--scores", few])
    #expect(text.status == 0 && text.output.contains(/Loss +loss +none +0\.\d+ \[0\.\d+, 0\.\d+\] +–/))

    let lines = (0..<100).map { "\($0 < 50 ? 1 : -1),1\n\($0 < 50 ? 1 : -1),0\n" }
    let equal = try folder.write("margin,member\n" + lines.joined(), to: "equal.csv")
    let gap = try #require(try methods(attack(["--scores", equal, "--format", "json"]))["gap"])
    let precisions = try #require(gap["precision_at_fpr"] as? [String: Any])
    #expect(precisions["0.01"] is NSNull)
    let rates = try #require(gap["tpr_at_fpr"] as? [String: Any])
    let rate = try #require(rates["0.01"] as? [String: Double])
    #expect(rate["value"] == 0 && (rate["high"] ?? 0) > 0)
  }

  @Test func matricesOfReferenceModels() throws {
    let folder = try ScratchFolder()
    let files = try matrices(in: folder)
    let candidates = folder.path("candidates.csv")
    let outcome = try attack(files + ["--candidates", candidates, "--format", "json"])
    let found = try methods(outcome)
    for name in ["lira_offline", "lira_online_per_example", "rmia_online", "calibration", "reference"] {
      #expect(found[name]?["shadows"] as? Int == 4, "\(name)")
    }
    let table = try String(contentsOfFile: candidates, encoding: .utf8).split(separator: "\n")
    #expect(table.count == 13 && table[0].hasPrefix("index,member,gap,loss_threshold,"))
    // The same matrices with one row a candidate are the same matrices.
    func turned(_ path: String) throws -> String {
      let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .map { $0.split(separator: ",") }
      return (0..<12).map { column in rows.map { $0[column] }.joined(separator: ",") }
        .joined(separator: "\n")
    }
    let other = try attack([
      "--scores", files[1], "--reference-margins", try folder.write(try turned(files[3]), to: "m.csv"),
      "--reference-inclusion", try folder.write("a,b,c,d\n" + (try turned(files[5])), to: "i.csv"),
      "--method", "lira_online", "--format", "json",
    ])
    #expect(try methods(other)["lira_online"]?["auc"] as? Double == found["lira_online"]?["auc"] as? Double)
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
    let found = try methods(outcome)
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
    let found = try methods(outcome)
    let omitted = try #require(try outcome.object()["omitted"] as? [Any])
    #expect(found.count >= 22 && omitted.isEmpty)
    #expect((found["lira_online"]?["auc"] as? Double ?? 0) > 0.7)
    #expect(found["lira_online"]?["shadows"] as? Int == 4 && found["gap"]?["shadows"] as? Int == 0)
    let blind = (try outcome.object()["controls"] as? [String: Any])?["blind"] as? [String: Double]
    #expect((blind?["auc_low"] ?? 1) < 0.5 && (blind?["auc_high"] ?? 0) > 0.5)
    // The same words, the same numbers.
    let again = try methods(attack(arguments))
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
      try methods(fresh)["rmia_offline"]?["auc"] as? Double == methods(replayed)["rmia_offline"]?["auc"]
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
    for (name, method) in try methods(outcome) {
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
    let found = try methods(all)
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

  /// The target taken out of models that each candidate is in half of: as many are used of each candidate, and said to be.
  @Test func unequalNumbersOfModelsAreLevelledAloud() throws {
    let folder = try ScratchFolder()
    // Candidate c is in models c, c + 1 and c + 2 of six, in a ring; the first is the target.
    func isIn(_ candidate: Int, _ model: Int) -> Bool { (model - candidate % 6 + 6) % 6 < 3 }
    func margin(_ candidate: Int, _ model: Int) -> Double {
      Double((candidate * 7 + model * 11) % 13) + (isIn(candidate, model) ? 3 : 0)
    }
    let scores = (0..<24).map { "\(margin($0, 0)),\(isIn($0, 0) ? 1 : 0)" }.joined(separator: "\n")
    let rows = (1..<6).map { model in
      (0..<24).map { "\(margin($0, model))" }.joined(separator: ",")
    }
    let inclusion = (1..<6).map { model in (0..<24).map { isIn($0, model) ? "1" : "0" }.joined(separator: ",")
    }
    let files = [
      "--scores", try folder.write("margin,member\n" + scores, to: "scores.csv"),
      "--reference-margins", try folder.write(rows.joined(separator: "\n"), to: "margins.csv"),
      "--reference-inclusion", try folder.write(inclusion.joined(separator: "\n"), to: "inclusion.csv"),
    ]
    let outcome = try attack(files + ["--format", "json"])
    let object = try outcome.object()
    #expect(object["levelled_shadows"] as? [String: Int] == ["with": 2, "without": 2])
    let lira = try #require(try methods(outcome)["lira_online"])
    #expect(lira["shadows"] as? Int == 4)
    #expect((lira["threat_model"] as? [String: Any])?["references_from"] as? String == "files")
    let text = try attack(files).output
    #expect(text.contains("models come from: files"))
    #expect(
      text.contains(
        "candidates have 2 to 3 models with them and 2 to 3 without, which may betray who was a member; of each 2 and 2 are used, drawn at random"
      ))
  }

  @Test func theTableNamesWhatWasNotRun() throws {
    let folder = try ScratchFolder()
    let outcome = try attack(try matrices(in: folder))
    #expect(
      outcome.output.contains("LiRA online ") && outcome.output.contains("12 reference models") == false)
    #expect(
      outcome.output.contains(
        "\nnot run: Population, Quantile regression, Boundary distance, Noise robustness need the model to ask, and there are only margins\n"
      ))
    #expect(
      outcome.output.contains(
        "–: a false positive rate of 10 % needs at least 10 non-members, and there are 6\n"))
  }

  @Test func oneNonMemberIsOne() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write("margin,member\n3,1\n2,1\n1,0\n", to: "scores.csv")
    #expect(
      try attack(["--scores", scores]).output.contains(
        "–: a false positive rate of 10 % needs at least 10 non-members, and there is 1\n"))
  }

  /// One model on each side is enough for some attacks, and the others are listed, not failed.
  @Test func attacksThatNeedMoreModelsAreNotRun() throws {
    let folder = try ScratchFolder()
    let files = [
      "--scores", try folder.write("margin,member\n1,1\n2,1\n-1,0\n0.5,0\n", to: "scores.csv"),
      "--reference-margins", try folder.write("1,2,3,4\n4,1,2,3\n", to: "margins.csv"),
      "--reference-inclusion", try folder.write("1,0,1,0\n0,1,0,1\n", to: "inclusion.csv"),
    ]
    let outcome = try attack(files + ["--format", "json"])
    #expect(outcome.status == 0)
    #expect(try methods(outcome).keys.contains("rmia_online"))
    let omitted = try #require(try outcome.object()["omitted"] as? [[String: String]])
    #expect(omitted.contains { $0["name"] == "lira_offline" })
    let text = try attack(files + ["--method", "all"]).output
    #expect(
      text.contains(
        /\nnot run: LiRA offline, LiRA online, .+ need 2 or more reference models without each candidate, and candidate 1 has 1\n/
      ))
  }

  /// Of twenty models each attack says how many it learned from: all, but where a few are enough.
  @Test func attacksSayHowManyModelsTheyUse() throws {
    let outcome = try attack([
      "--dataset", "digits", "--train-size", "60", "--steps", "20", "--shadows", "20", "--format", "json",
      "--method", "confidence,gradient_features,lira_online,rmia_online,rmia_offline",
    ])
    let counts = try methods(outcome).mapValues { $0["shadows"] as? Int }
    #expect(
      counts == [
        "confidence": 16, "gradient_features": 8, "lira_online": 20, "rmia_online": 20, "rmia_offline": 20,
      ])
  }
}
