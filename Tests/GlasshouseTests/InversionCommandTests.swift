import Foundation
import Testing

struct InversionCommandTests {
  private func attack(_ arguments: [String]) throws -> Program.Outcome {
    try Program.built.run(["attack", "inversion"] + arguments)
  }

  private static let quick = [
    "--dataset", "digits", "--train-size", "150", "--network", "mlp:16", "--steps", "60",
  ]
  private static let judged = [
    "identification_top1", "identification_top5", "second_identifier_top1", "ssim_class_mean",
    "ssim_nearest_member", "ssim_nearest_non_member", "psnr_class_mean",
  ]

  /// Scripts rely on the keys, and on what stands in them.
  @Test(arguments: [
    (["--access", "white-box"], 0, 10, nil), (["--method", "mi-face"], 0, 10, nil),
    (["--access", "confidences", "--answers", "top:3"], 400, 5, "top:3"),
    (["--access", "label", "--queries", "700"], 700, 5, "label"),
  ])
  func theKeysOfTheReport(arguments: [String], queries: Int, drawn: Int, answers: String?) throws {
    let outcome = try attack(Self.quick + arguments + ["--format", "json"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let object = try outcome.object()
    let control = try #require(object["control"] as? [String: Any])
    #expect(Set(control.keys) == Set(Self.judged))
    let ceiling = try #require(object["ceiling"] as? [String: Any])
    #expect(Set(ceiling.keys) == Set(Self.judged) && ceiling["ssim_class_mean"] as? Double == 1)
    for key in Self.judged {
      #expect(object[key] is Double, "\(key)")
      #expect(control[key] is Double, "\(key)")
    }
    #expect(object["queries"] as? Int == queries && object["answers"] as? String == answers)
    #expect((object["pictures"] as? [Any])?.count == drawn)
    #expect(object["judged"] as? Int == drawn && object["candidates"] as? Int == 10)
    #expect((object["objective"] is NSNull) == (arguments != ["--access", "white-box"]))
    #expect(try #require(object["seconds"] as? Double) > 0)
    #expect(object["epsilon"] is NSNull && object["epsilon_kind"] as? String == "infinite")
  }

  /// Written as pictures that any program opens.
  @Test func picturesAreWritten() throws {
    let folder = try ScratchFolder()
    let images = folder.url.appending(path: "faces/seven").path
    let outcome = try attack(Self.quick + ["--class", "7,3", "--images", images])
    #expect(outcome.status == 0 && outcome.output.contains("2 of 10 classes drawn by"))
    let files = try FileManager.default.contentsOfDirectory(atPath: images).sorted()
    #expect(
      files == [
        "begun-from.pgm", "class-3-drawn.pgm", "class-3-mean.pgm", "class-7-drawn.pgm", "class-7-mean.pgm",
      ])
    let picture = try Data(contentsOf: URL(filePath: images).appending(path: "class-7-drawn.pgm"))
    #expect(picture.starts(with: Data("P5\n8 8\n255\n".utf8)) && picture.count == 11 + 64)
    // The grey values are the data's: of digits the corners are empty, and black.
    let mean = try Data(contentsOf: URL(filePath: images).appending(path: "class-7-mean.pgm"))
    #expect(mean[11] == 0 && mean.dropFirst(11).max() ?? 0 < 255)
  }

  /// A run that was written down is inverted as it was trained, with its account.
  @Test func aRunThatWasWrittenDown() throws {
    let folder = try ScratchFolder()
    let log = folder.url.appending(path: "run.jsonl").path
    let trained = try Program.built.run(
      ["train"] + Self.quick + ["--noise-multiplier", "1", "--clipping-norm", "1", "--log", log])
    #expect(trained.status == 0)
    let object = try attack(["--replay", log, "--format", "json"]).object()
    #expect(object["epsilon_kind"] as? String == "tight")
    #expect(try #require(object["epsilon"] as? Double) > 0)
    let text = try attack(["--replay", log])
    #expect(text.output.contains("population") && text.output.contains("control"))
  }

  /// A table has no pictures, and its columns are judged by nobody.
  @Test func aTable() throws {
    let arguments = ["--dataset", "actg175", "--steps", "20", "--train-size", "100"]
    let object = try attack(arguments + ["--format", "json"]).object()
    #expect(object["identification_top1"] is NSNull && object["ssim_class_mean"] is NSNull)
    let refused = try attack(arguments + ["--images", "nowhere"])
    #expect(refused.status == 1 && refused.complaint.contains("are no images"))
  }

  @Test(arguments: [
    (["--class", "11"], "There is no class called `11`. The classes are 0, 1, 2"),
    (["--access", "grey-box"], "There is no access called `grey-box`. Choose one of white-box, confidences"),
    (["--answers", "all", "--access", "label"], "The model's service cannot answer by `all`."),
    (["--method", "gan"], "There is no inversion called `gan`."),
    (["--method", "labels"], "The inversion labels works with --access label"),
    (
      ["--access", "confidences", "--queries", "3"],
      "3 queries are too few for the inversion evolution, which needs"
    ),
    (
      ["--access", "label", "--queries", "9"],
      "9 queries are too few for the inversion labels, which needs 10 at least"
    ),
    (["--access", "confidences", "--answers", "label"], "The inversion needs"),
    (["--queries", "100"], "Who has the weights asks no questions."),
    (["--pull", "-1"], "A part of the prior cannot weigh -1"),
    (["--pull", "nan"], "A part of the prior cannot weigh nan"),
    (["--method", "mi-face", "--objective", "logit"], "The inversion mi-face has no prior."),
    (["--access", "confidences", "--pull", "3"], "The inversion evolution has no prior."),
    (["--class", ""], "The option --class names no class."),
    (["--class", " , "], "The option --class names no"),
    (
      ["--access", "label", "--queries", "-5"],
      "-5 queries are too few for the inversion labels, which needs 10"
    ),
    (["--images", "/proc/nope"], "The folder `/proc/nope` cannot be made."),
    (["--learning-rate", "1e30"], "Training diverged, and the model's answers are no longer numbers"),
    (["--dataset", "alice"], "The data set `alice` is text"),
  ])
  func whatCannotBeDrawnIsOneSentence(arguments: [String], beginning: String) throws {
    let outcome = try attack((arguments.contains("--dataset") ? [] : Self.quick) + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(beginning)"), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }
}
