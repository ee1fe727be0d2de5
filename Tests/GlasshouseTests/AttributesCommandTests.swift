import Foundation
import Testing

struct AttributesCommandTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "attributes"] + arguments)
  }

  /// One run of the catalog's, held to the intervals of an independent implementation over five seeds, widened by the
  /// deviation of one: `Tests/ReferenceValues/attribute_findings.py` holds the means to them.
  @Test func affairsNeedNothingElse() throws {
    let outcome = try attack(["--dataset", "affairs", "--format", "json"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let object = try outcome.object()
    #expect(object["sensitive"] as? String == "affairs" && object["answers"] as? String == "full")
    func figure(_ path: String...) throws -> Double {
      var value: Any? = object
      for key in path { value = (value as? [String: Any])?[key] }
      return try #require(value as? Double, "\(path)")
    }
    for side in ["members", "non_members", "imputation"] {
      let accuracy = try figure(side, "accuracy")
      #expect(try figure(side, "accuracy_low") < accuracy && accuracy < figure(side, "accuracy_high"))
      #expect(try figure(side, "auc") > 0.5)
    }
    #expect(try (0.77...0.93).contains(figure("methods", "fredrikson", "members", "auc")))
    #expect(try (0.68...0.78).contains(figure("imputation", "accuracy")))
    #expect(try (0.02...0.13).contains(figure("member_gain", "value")))
    #expect(try (-0.10...0.03).contains(figure("non_member_gain", "value")))
    #expect(try figure("coin", "members", "accuracy_low") > 0.5)
    #expect(try figure("coin", "non_members", "accuracy_low") < 0.5)
    #expect(try figure("coin", "non_members", "accuracy_high") > 0.5)
    let methods = try #require(object["methods"] as? [String: Any])
    #expect(
      Set(methods.keys) == ["fredrikson", "yeom", "modified_entropy", "membership_times_imputation"])
    #expect((object["omitted"] as? [Any])?.isEmpty == true)
    #expect(object["epsilon"] is NSNull && object["epsilon_kind"] as? String == "infinite")
    #expect(try figure("missing_label", "members", "accuracy") == figure("train_accuracy"))
    #expect(try figure("missing_label", "by_membership", "members", "accuracy") > 0)
    // 300 of each side of the pool, give or take, twice for the column and the coin each, and once for the label.
    #expect(object["queries"] as? Int == 5 * 600)
  }

  /// A run that was written down has its own label and no coin; another of its columns may be asked for.
  @Test func aRunThatWasWrittenDown() throws {
    let folder = try ScratchFolder()
    let log = folder.url.appending(path: "run.jsonl").path
    let trained = try Program.built.run([
      "train", "--dataset", "actg175", "--train-size", "200", "--steps", "60", "--log", log,
    ])
    #expect(trained.status == 0)
    let object = try attack([
      "--replay", log, "--sensitive", "race", "--answers", "label", "--format", "json",
    ]).object()
    #expect(object["sensitive"] as? String == "race" && object["coin"] is NSNull)
    #expect(object["answers"] as? String == "label")
    let omitted = try #require(object["omitted"] as? [[String: String]])
    #expect(omitted.map { $0["name"] } == ["modified_entropy", "membership_times_imputation"])
    let text = try attack(["--replay", log])
    #expect(text.status == 0 && text.output.contains("guessing gender"))
    #expect(text.output.contains("no coin was planted in this run"))
    let other = try attack(["--replay", log, "--sensitive", "race", "--steps", "3"])
    #expect(other.status == 1 && other.complaint.contains("describes its run"))
  }

  /// Chance is called chance, and no more is said of a coin than was found.
  @Test func nothingTrainedIsNothingLearned() throws {
    let object = try attack(["--dataset", "affairs", "--steps", "0", "--format", "json"]).object()
    let gap = try #require(object["gap"] as? [String: Double])
    #expect(try #require(gap["low"]) < 0 && 0 < #require(gap["high"]))
    let text = try attack(["--dataset", "affairs", "--steps", "0"]).output
    #expect(text.contains("which may be chance") && text.contains("no more was found than chance may do"))
    #expect(!text.contains("memory"))
  }

  /// However little is shown of a model that diverged, nothing is said to be found of it.
  @Test func divergenceIsSeenBehindTheDoor() throws {
    let object = try attack([
      "--dataset", "affairs", "--network", "mlp:16", "--activation", "relu", "--optimizer", "sgd",
      "--learning-rate", "1e30", "--steps", "30", "--answers", "label", "--format", "json",
    ]).object()
    #expect(object["diverged"] as? Bool == true && object["members"] is NSNull)
  }

  @Test(arguments: [
    (
      ["--dataset", "affairs", "--label", "affairs"],
      "The column `affairs` of affairs is what the model predicts"
    ),
    (
      ["--dataset", "affairs", "--sensitive", "nosuch"],
      "The column `nosuch` of --sensitive is not in affairs."
    ),
    (["--dataset", "faces"], "The data set `faces` is no table, and has no attributes to guess."),
    (["--dataset", "alice"], "The data set `alice` is text"),
    (
      ["--dataset", "affairs", "--answers", "everything"],
      "The model's service cannot answer by `everything`."
    ),
    (["--dataset", "affairs", "--method", "guess"], "There is no attribute attack called `guess`."),
    (["--dataset", "affairs", "--inclusion", "1"], "All 300 records of the pool are members"),
  ])
  func whatCannotBeGuessedIsOneSentence(arguments: [String], beginning: String) throws {
    let outcome = try attack(arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(beginning)"), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }
}
