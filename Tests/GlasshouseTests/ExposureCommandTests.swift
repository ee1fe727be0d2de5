import Foundation
import Testing

/// `attack membership --records --slice --delete`, as a script sees them.
struct ExposureCommandTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "membership"] + arguments)
  }

  private static let run = [
    "--dataset", "actg175", "--train-size", "200", "--steps", "200", "--network", "mlp:16", "--label-noise",
    "0.1", "--method", "loss_threshold,lira_online", "--shadows", "8",
  ]

  @Test func recordsSlicesAndADeletionInJSON() throws {
    let listed = try attack(Self.run + ["--records", "20", "--slice", "arms", "--format", "json"])
    #expect(listed.status == 0, "\(listed.complaint)")
    let object = try listed.object()
    #expect(object["deletion"] == nil)
    let records = try #require(object["records"] as? [[String: Any]])
    #expect(records.count == 20)
    for record in records {
      #expect(record["member"] as? Bool == true && record["score_by"] as? String == "lira_online")
      for key in [
        "score", "odds", "loss", "margin", "in_mean", "in_sd", "out_mean", "out_sd",
      ] { #expect(record[key] is Double, "\(key)") }
      #expect(record["in_count"] as? Int == 4 && record["out_count"] as? Int == 4)
      #expect(record["found_by"] is [String] && record["reasons"] is [Any] && record["label"] is Int)
      #expect((record["neighbours"] as? [Any])?.count == 5 && (record["rarest"] as? [Any])?.count == 3)
    }
    let slices = try #require(object["slices"] as? [[String: Any]])
    #expect(Set(slices.compactMap { $0["slice"] as? String }) == ["class", "answer", "label", "arms"])
    let arms = slices.filter { $0["slice"] as? String == "arms" }
    #expect(arms.map { $0["value"] as? String } == ["0", "1", "2", "3"])
    for (key, whole) in [("members", "members"), ("non_members", "non_members")] {
      #expect(arms.compactMap { $0[key] as? Int }.reduce(0, +) == object[whole] as? Int)
    }
    for key in ["held_out", "accuracy", "accuracy_low", "accuracy_high", "auc", "auc_low", "auc_high"] {
      #expect(arms.allSatisfy { $0[key] is NSNumber }, "\(key)")
    }
    let answer = try #require(slices.first { $0["slice"] as? String == "answer" })
    #expect(answer["accuracy"] is NSNull)

    let index = try #require(records.first?["index"] as? Int)
    let deleted = try attack(Self.run + ["--delete", "\(index)", "--format", "json"])
    let deletion = try #require(try deleted.object()["deletion"] as? [String: Any])
    #expect(try deleted.object()["records"] == nil && deletion["index"] as? Int == index)
    #expect(deletion["margin_before"] as? Double == records.first?["margin"] as? Double)
    #expect(deletion["out_mean"] as? Double == records.first?["out_mean"] as? Double)
    for key in ["margin_after", "out_sd", "z", "neighbours_change"] {
      #expect(deletion[key] is Double, "\(key)")
    }
    #expect((deletion["neighbours"] as? [Any])?.count == 5 && (deletion["exposed"] as? [Any])?.count == 10)
    #expect((deletion["control"] as? [String: Any])?["retrainings"] as? Int == 6)

    let text = try attack(Self.run + ["--records", "2", "--delete", "\(index)"])
    #expect(text.output.contains("the 2 members most exposed, by LiRA online; odds of membership where 50 %"))
    #expect(text.output.contains("row \(index) deleted, and the run trained again to step 200"))
  }

  /// Without reference models a live attack ranks, and there are no distributions.
  @Test func recordsWithoutReferenceModels() throws {
    let outcome = try attack([
      "--dataset", "digits", "--train-size", "60", "--steps", "60", "--network", "mlp:8", "--method",
      "loss_threshold", "--records", "3", "--format", "json",
    ])
    let records = try #require(try outcome.object()["records"] as? [[String: Any]])
    #expect(records.count == 3)
    for record in records {
      #expect(record["score_by"] as? String == "loss_threshold" && record["score"] is Double)
      for key in ["in_mean", "in_sd", "out_mean", "out_sd"] { #expect(record[key] is NSNull) }
    }
  }

  /// Answers alone are listed as far as that goes.
  @Test func recordsOfAScoreFile() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write(
      "margin,member,label\n3,1,11\n2,1,4\n-1,1,4\n1,0,4\n-2,0,11\n-3,0,4\n", to: "scores.csv")
    let outcome = try attack(["--scores", scores, "--records", "5", "--format", "json"])
    let object = try outcome.object()
    let records = try #require(object["records"] as? [[String: Any]])
    #expect(records.map { $0["index"] as? Int } == [0, 1, 2] && object["slices"] == nil)
    #expect(records.map { $0["class"] as? String } == ["11", "4", "4"])
    #expect(records.allSatisfy { $0["reasons"] is NSNull && $0["odds"] is Double })
  }

  @Test(arguments: [
    (["--slice", "planet"], "has no column `planet` that a network sees"),
    (["--slice", "age"], "each of 12 at most"),
    (["--delete", "99999"], "There is no row 99999"),
    (["--delete", "-1"], "There is no row -1"),
    (["--records", "0"], "Give --records 1 or more."),
  ])
  func badInputIsOneSentence(arguments: [String], said: String) throws {
    let outcome = try attack(Self.run + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.contains(said), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }

  @Test func whatHasNoDataIsRefused() throws {
    let folder = try ScratchFolder()
    let scores = try folder.write("margin,member\n3,1\n1,0\n", to: "scores.csv")
    for arguments in [["--slice", "age"], ["--delete", "3"]] {
      let outcome = try attack(["--scores", scores] + arguments)
      #expect(
        outcome.status == 1 && outcome.complaint.contains("The option \(arguments[0]) needs the records"))
    }
    let pictures = try attack(["--dataset", "digits", "--slice", "age"])
    #expect(pictures.status == 1 && pictures.complaint.contains("has pictures and no columns"))
    let people = try attack(["--dataset", "faces", "--unit", "person", "--records", "3"])
    #expect(people.status == 1 && people.complaint.contains("told apart one by one"))
  }
}
