import Foundation
import Testing

/// How a model answers, on the command line: one door for every attack, and no part of training.
struct AnswersTests {
  private static let run = [
    "--dataset", "digits", "--train-size", "100", "--network", "mlp:8", "--steps", "40",
  ]
  private static let attack = ["attack", "membership", "--format", "json", "--shadows", "4", "--method"]

  /// A log is attacked at whatever door, and the run behind it is trained as it was.
  @Test func aLogIsAttackedAtAnotherDoor() throws {
    let folder = try ScratchFolder()
    let log = folder.url.appending(path: "run.jsonl").path
    let trained = try Program.built.run(
      ["train", "--format", "json", "--answers", "decimals:2", "--log", log] + Self.run)
    #expect(trained.status == 0)
    let object = try trained.object()
    #expect(object["answers"] as? String == "rounded:0.01" && object["temperature"] as? Double == 1)
    #expect(object["queries_per_record"] as? Int == 1 && object["membership_hidden"] == nil)
    let kept = try Program.built.run(Self.attack + ["lira_online", "--replay", log]).object()
    #expect(kept["answers"] as? String == "rounded:0.01")
    let labels = try Program.built.run(
      Self.attack + ["all", "--replay", log, "--answers", "label", "--queries-per-record", "3"]
    ).object()
    #expect(labels["answers"] as? String == "label" && labels["queries_per_record"] as? Int == 3)
    #expect(labels["test_accuracy"] as? Double == object["test_accuracy"] as? Double)
    // 200 of the pool and what is outside of it, thrice; and those attacks that ask questions of their own.
    #expect(try #require(labels["queries"] as? Int) > 3 * 200 + 200 * 65)
    let methods = try #require(labels["methods"] as? [[String: Any]])
    let lira = try #require(methods.first { $0["name"] as? String == "lira_online" })
    let threat = try #require(lira["threat_model"] as? [String: Any])
    #expect(threat["losses_from"] as? String == "labels" && threat["answers_per_record"] as? Int == 3)
    #expect(threat["observes"] as? String == "label")
    let omitted = try #require(labels["omitted"] as? [[String: String]])
    #expect(
      Set(omitted.compactMap { $0["name"] }) == ["entropy", "modified_entropy", "shadow_classifier"])
    #expect(
      omitted.allSatisfy { $0["needs"]?.contains("the model's service does not grant them") == true })
    let text = try Program.built.run(
      ["attack", "membership", "--replay", log, "--answers", "label", "--method", "loss_threshold"])
    #expect(text.output.contains("losses are estimated from labels alone, of one question a record"))
    #expect(text.output.contains("the target answers label, up to 1 time a record"))
  }

  /// A run that shows labels alone says why it has no figure of membership.
  @Test func aRunSaysWhatItDoesNotShow() throws {
    let arguments = ["train", "--answers", "label"] + Self.run
    let object = try Program.built.run(arguments + ["--format", "json"]).object()
    #expect(object["membership"] is NSNull)
    let sentence = try #require(object["membership_hidden"] as? String)
    #expect(sentence.hasPrefix("The model answers with labels alone"))
    #expect(try Program.built.run(arguments).output.contains("membership: \(sentence)"))
  }

  @Test(arguments: [
    (["--answers", "some"], "The model's service cannot answer by `some`."),
    (["--answers", "decimals:99"], "Confidences cannot be rounded to `99` decimals."),
    (["--temperature", "0"], "The temperature cannot be 0."),
    (["--memguard", "3"], "The MemGuard distance cannot be 3."),
    (["--answer-noise", "-1"], "The answer noise cannot be -1."),
    (["--queries-per-record", "0"], "The query limit of a record cannot be 0."),
    (["--queries-per-record", "5000"], "The query limit of a record cannot be 5000."),
  ])
  func noOtherDoor(arguments: [String], beginning: String) throws {
    let outcome = try Program.built.run(["train"] + Self.run + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(beginning)"), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }
}
