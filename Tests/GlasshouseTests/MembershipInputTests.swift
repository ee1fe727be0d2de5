import Foundation
import Testing

/// Answers that cannot be judged get one sentence that says what, where, and what to do.
struct MembershipInputTests {
  private static let good = "margin,member\n1,1\n2,1\n-1,0\n0.5,0\n"

  private func complaint(
    scores: String, margins: String? = nil, inclusion: String? = nil, _ arguments: [String] = []
  ) throws -> String {
    let folder = try ScratchFolder()
    var all = ["attack", "membership", "--scores", try folder.write(scores, to: "scores.csv")]
    if let margins { all += ["--reference-margins", try folder.write(margins, to: "margins.csv")] }
    if let inclusion { all += ["--reference-inclusion", try folder.write(inclusion, to: "inclusion.csv")] }
    let outcome = try Program.built.run(all + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.count { $0 == "\n" } == 1)
    return outcome.complaint.replacing(folder.url.path + "/", with: "")
  }

  @Test(arguments: [
    ("margin,member\n1,1\n2,1\n", "All 2 records of scores.csv are members, and an attack needs both."),
    ("margin,member\n1,0\n", "The only record of scores.csv is a non-member, and"),
    (
      "margin,member\n1,1\nnan,0\n2,0\nNaN,1\n",
      "2 margins of scores.csv are not finite numbers, the first in line 3."
    ),
    ("margin,member\n1,1\ninf,0\n", "1 margin of scores.csv is not a finite number, the first in line 3."),
    ("margin,member\n1,1\nx,0\n", "Line 3 of scores.csv has no number in column `margin`."),
    ("margin,member\n1,1\n2,maybe\n", "Line 3 of scores.csv has neither 1 nor 0 in column `member`."),
    ("score,member\n1,1\n2,0\n", "The file scores.csv has no column `margin` but score, member."),
    ("margin,member\n1,1\n2\n", "Line 3 of scores.csv has 1 fields and the header has 2."),
    ("margin,member\n", "The file scores.csv holds no records."),
  ])
  func scores(text: String, sentence: String) throws {
    let complaint = try complaint(scores: text)
    #expect(complaint.hasPrefix("Error: " + sentence), "\(complaint)")
  }

  @Test(arguments: [
    (
      "1,2,3,4\n1,2,3,4\n", "1,0,1,0\n",
      "The matrix of --reference-margins is 2 x 4 and that of --reference-inclusion 1 x 4."
    ),
    (
      "1,2,3\n1,2,3\n", "1,0,1\n0,1,0\n",
      "The matrix margins.csv is 2 x 3 and the scores are of 4 candidates, so it must be models x 4."
    ),
    ("1,2,3,4\n1,2\n", "1,0,1,0\n0,1,0,1\n", "Line 2 of margins.csv has 2 values and the line before it 4."),
    (
      "1,2,3,4\n1,nan,3,4\n", "1,0,1,0\n0,1,0,1\n",
      "1 margin of margins.csv is not a finite number, the first in line 2."
    ),
    ("1,2,3,4\n1,2,3,4\n", "1,0,1,0\n0,1,0,5\n", "Line 2 of inclusion.csv has neither 1 nor 0 in column 4."),
    ("", "1,0,1,0\n", "The file margins.csv holds no values."),
    // Each candidate has one model without it.
    (
      "1,2,3,4\n1,2,3,4\n", "1,0,1,0\n0,1,0,1\n",
      "The attack lira_offline needs 2 or more reference models without each candidate, and candidate 1 has 1. Give more models in --reference-margins and --reference-inclusion."
    ),
    // Candidate 3 has one model without it, the others two.
    (
      "1,2,3,4\n1,2,3,4\n5,6,7,8\n1,2,3,4\n", "1,0,1,0\n0,1,1,1\n1,0,1,0\n0,1,0,1\n",
      "Candidates have 2 to 3 reference models with them and 1 to 2 without. Such numbers may betray who was a member, so of each only 2 with it and 1 without it can be used. That is too few for the attack “LiRA offline”. Give as many models with each candidate, and as many without."
    ),
    (
      "1,2,3,4\n1,2,-1,0.5\n", "1,0,1,0\n0,1,0,1\n",
      "Model 2 of margins.csv answers every candidate as the target does, so who was a member could be read and not guessed. Leave the target out of both matrices."
    ),
  ])
  func matrices(margins: String, inclusion: String, sentence: String) throws {
    let complaint = try complaint(
      scores: Self.good, margins: margins, inclusion: inclusion, ["--method", "gap,lira_offline"])
    #expect(complaint.hasPrefix("Error: " + sentence), "\(complaint)")
  }

  @Test(arguments: [
    (
      ["--method", "lira"],
      "There is no membership attack called `lira`. Choose all, or from gap, loss_threshold, confidence,"
    ),
    (["--method", "gap,gap,all"], "In --method, all stands alone and means every attack there is."),
    (["--method", "gap,"], "There is no membership attack called ``."),
    (
      ["--method", "lira_online"],
      "The attack lira_online needs reference models, and there are none. Give more models in --reference-margins"
    ),
    (
      ["--method", "gradient_norm"],
      "The attack gradient_norm needs the model's weights, and there are only margins."
    ),
    (["--prior", "1"], "A prior of 1.0 is no share of members."),
    (["--steps", "3"], "The answers of --scores belong to a model that is trained already."),
  ])
  func choices(arguments: [String], sentence: String) throws {
    let complaint = try complaint(scores: Self.good, arguments)
    #expect(complaint.hasPrefix("Error: " + sentence), "\(complaint)")
  }

  @Test(arguments: [
    (["--shadows", "1"], "Reference attacks cannot work with --shadows 1"),
    (["--shadows", "7"], "7 shadow models cannot be paired"),
    (
      ["--shadows", "2", "--method", "gap,lira_offline"],
      "The attack lira_offline needs 2 or more reference models on each side of a candidate, and --shadows 2 gives 1. Give --shadows 4 or more."
    ),
    (
      ["--dataset", "digits", "--train-size", "100", "--inclusion", "1"],
      "All 100 records of the pool are members, for the inclusion is 1: there is no membership game."
    ),
    // Seed 3 tosses two tails.
    (
      [
        "--dataset", "digits", "--train-size", "1", "--expected-batch-size", "1", "--steps", "1", "--seed",
        "3",
        "--shadows", "2", "--method", "gap",
      ],
      "By their coins none of the 2 records of the pool is a member: there is no membership game."
    ),
    (["--reference-margins", "x.csv"], "Margins of reference models belong to a file of scores."),
    (["--replay", "x.jsonl", "--steps", "3"], "The log of --replay describes its run."),
    (["--replay", "/nowhere.jsonl"], "There is no file /nowhere.jsonl."),
    (["--scores", "/nowhere.csv"], "There is no file /nowhere.csv."),
    (
      ["--candidates", "/nowhere/x.csv"], "The file /nowhere/x.csv cannot be written, for there is no folder"
    ),
    (
      ["--dataset", "digits", "--train-size", "898", "--method", "quantile", "--steps", "1"],
      "The attack quantile needs 50 or more records outside the pool, and there is 1. Give a smaller --train-size,"
    ),
  ])
  func runs(arguments: [String], sentence: String) throws {
    let outcome = try Program.built.run(["attack", "membership"] + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: " + sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.count { $0 == "\n" } == 1)
  }

  /// Nobody's answers are written over, by whatever way their file is named.
  @Test(arguments: ["scores.csv", "link.csv", "folder/../scores.csv", "linked/scores.csv"])
  func anInputIsNeverWrittenOver(candidates: String) throws {
    let folder = try ScratchFolder()
    let scores = try folder.write(Self.good, to: "scores.csv")
    let files = FileManager.default
    try files.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder.path("link.csv"), withDestinationPath: scores)
    try files.createSymbolicLink(atPath: folder.path("linked"), withDestinationPath: folder.url.path)
    let path = folder.url.path + "/" + candidates
    let outcome = try Program.built.run([
      "attack", "membership", "--scores", scores, "--candidates", path,
    ])
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.complaint.hasPrefix("Error: The output ")
        && outcome.complaint.contains(
          "\(candidates) would be written over a file that is read. Give it a file of its own."),
      "\(outcome.complaint)")
    #expect(try String(contentsOfFile: scores, encoding: .utf8) == Self.good)
  }

  /// The log of a run names the file it was trained on.
  @Test func theDataOfALogIsNotWrittenOver() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\($0 % 7),\($0 % 5),\($0 % 2)" }.joined(separator: "\n")
    let data = try folder.write("a,b,label\n" + rows + "\n", to: "data.csv")
    let log = folder.path("run.jsonl")
    let trained = try Program.built.run([
      "train", "--dataset", data, "--label", "label", "--steps", "2", "--expected-batch-size", "5", "--log",
      log,
    ])
    #expect(trained.status == 0, "\(trained.complaint)")
    for file in [data, log] {
      let before = try Data(contentsOf: URL(filePath: file))
      let outcome = try Program.built.run([
        "attack", "membership", "--replay", log, "--method", "gap", "--candidates", file,
      ])
      #expect(outcome.status == 1 && outcome.complaint.contains("would be written over a file that is read"))
      #expect(try Data(contentsOf: URL(filePath: file)) == before)
    }
  }
}
