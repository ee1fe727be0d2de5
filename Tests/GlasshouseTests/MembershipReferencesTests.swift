import Foundation
import Testing

/// Reference models: somebody's files of them, and how many each attack uses.
struct MembershipReferencesTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "membership"] + arguments)
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

  @Test func matricesOfReferenceModels() throws {
    let folder = try ScratchFolder()
    let files = try matrices(in: folder)
    let candidates = folder.path("candidates.csv")
    let outcome = try attack(files + ["--candidates", candidates, "--format", "json"])
    let found = try outcome.methods()
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
    #expect(try other.methods()["lira_online"]?["auc"] as? Double == found["lira_online"]?["auc"] as? Double)
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
    let lira = try #require(try outcome.methods()["lira_online"])
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
    #expect(try outcome.methods().keys.contains("rmia_online"))
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
    let counts = try outcome.methods().mapValues { $0["shadows"] as? Int }
    #expect(
      counts == [
        "confidence": 16, "gradient_features": 8, "lira_online": 20, "rmia_online": 20, "rmia_offline": 20,
      ])
  }
}
