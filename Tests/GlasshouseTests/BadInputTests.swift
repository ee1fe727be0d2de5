import Foundation
import Testing

/// Bad input gets one sentence, a non-zero exit, and leaves nothing behind.
struct BadInputTests {
  @Test(arguments: [
    (
      ["--dataset", "digitz"],
      "There is no data set or file called `digitz`. Choose one of "
    ),
    (["--dataset", "alice"], "The data set `alice` is text"),
    (["--noise-multiplier", "-1"], "The noise multiplier cannot be -1."),
    (["--noise-multiplier", "nan"], "The noise multiplier cannot be nan."),
    (["--noise-multiplier", "1e-200"], "The noise multiplier cannot be 1e-200. Choose zero, or from 1e-12"),
    (["--noise-multiplier", "1e300"], "The noise multiplier cannot be 1e+300."),
    (["--clipping-norm", "0"], "The clipping norm cannot be 0."),
    (
      ["--dataset", "digits", "--expected-batch-size", "700"],
      "An expected batch of 700 is larger than the training set of 600."
    ),
    (
      ["--dataset", "digits", "--train-size", "1000"],
      "A training set of 1000 needs a pool of 2000 records and there are 1797. Choose a training set of at most 898."
    ),
    (["--network", "mlp:64-"], "The network `mlp:64-` cannot be read at character 8."),
    (["--inclusion", "0"], "The inclusion cannot be 0. Choose a probability from 1e-6 to 1."),
    (["--inclusion", "1.5"], "The inclusion cannot be 1.5."),
    (
      ["--dataset", "digits", "--inclusion", "0.25"],
      "A training set of 600 needs a pool of 2400 records and there are 1797. Choose a training set of at most 449."
    ),
    (["--delta", "1"], "The delta cannot be 1."),
    (["--expected-batch-size", "1e-20"], "The expected batch size cannot be"),
    (
      ["--dataset", "digits", "--network", "mlp:100000-100000"], "The network `mlp:100000-100000` would have"
    ),
    (
      ["--dataset", "mnist", "--downsample", "5"],
      "Images of 28 x 28 pixels cannot be divided into blocks of 5 x 5."
    ),
    (
      ["--dataset", "digits", "--clients", "30", "--aggregation", "secure", "--threshold", "12"],
      "Of the clients 9 take part in a round, and a secure sum is opened by no fewer than 12."
    ),
    (
      ["--dataset", "digits", "--clients", "5000"],
      "The pool has 1200 records, which cannot be dealt to 5000 clients. Choose at most 1200 clients"
    ),
    (
      ["--dataset", "digits", "--clients", "30", "--participation", "0.01"],
      "A participation of 0.01 picks none of 30 clients. Choose from 0.0334 to 1."
    ),
    (
      ["--dataset", "digits", "--clients", "30", "--aggregation", "secure", "--quantization-bits", "28"],
      "Sums of values of 28 bits would wrap around 2^32. Choose 21 bits: --quantization-bits 21."
    ),
    (
      ["--participation", "0.3"], "The option --participation is of federations, and this run has no clients."
    ),
    (
      ["--clients", "30", "--expected-batch-size", "5"],
      "The option --expected-batch-size is of runs without clients."
    ),
    (
      ["--clients", "30", "--privacy", "distributed"],
      "Shares of noise hide an update only inside a secure sum."
    ),
    (["--clients", "30", "--partition", "dirichlet:-1"], "The partition `dirichlet:-1` is none."),
    (["--clients", "30", "--optimizer", "adam"], "The clients and the optimizer exclude each other:"),
    (["--commands", "/nowhere/log.jsonl"], "There is no file /nowhere/log.jsonl. Check the path."),
    (["--dataset", "adult", "--label", "wage"], "The column `wage` of --label is not in"),
  ])
  func oneSentence(arguments: [String], sentence: String) throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.run(
      ["train", "--steps", "3"] + arguments + [
        "--log", folder.path("log"), "--scores", folder.path("scores"),
      ])
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: " + sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.count { $0 == "\n" } == 1)
    #expect(folder.files.isEmpty)
  }

  /// A person's own data and commands are not written over.
  @Test func inputsAreKept() throws {
    let folder = try ScratchFolder()
    let table = try folder.write("x,y\n1,a\n2,b\n3,a\n4,b\n", to: "table.csv")
    let commands = try folder.write("", to: "commands.jsonl")
    for arguments in [["--scores", table], ["--commands", commands, "--log", commands]] {
      let outcome = try Program.built.run(
        ["train", "--dataset", table, "--label", "y", "--train-size", "2", "--steps", "1"] + arguments)
      #expect(outcome.status == 1 && outcome.complaint.contains("would be written over a file that is read"))
    }
    #expect(try String(contentsOfFile: table, encoding: .utf8).hasPrefix("x,y\n1,a"))
    #expect(try String(contentsOfFile: commands, encoding: .utf8).isEmpty)
  }

  @Test func filesOfAPersonsOwn() throws {
    let folder = try ScratchFolder()
    let table = try folder.write("x,y\n1,a\n2\n", to: "table.csv")
    for (arguments, sentence) in [
      (
        ["--dataset", table],
        "The table \(table) needs to know what to predict. Name the column with --label."
      ),
      (["--dataset", table, "--label", "y"], "Line 3 of \(table) has 1 fields and the header has 2."),
      (
        ["--dataset", try folder.write("x", to: "images.idx")],
        "The file \(folder.path("images.idx")) is not an IDX file"
      ),
    ] {
      let outcome = try Program.built.run(["train"] + arguments)
      #expect(
        outcome.status == 1 && outcome.complaint.hasPrefix("Error: " + sentence), "\(outcome.complaint)")
    }
  }

  @Test func logsThatCannotBeReplayed() throws {
    let folder = try ScratchFolder()
    let other = try folder.write("hello\n", to: "other.txt")
    let outcome = try Program.built.run(["replay", other])
    #expect(
      outcome.status == 1 && outcome.complaint.hasPrefix("Error: The file \(other) is not a Glasshouse log."))
    let newer = try folder.write(#"{"format":"glasshouse-log","version":7,"configuration":{}}"#, to: "newer")
    #expect(try Program.built.run(["replay", newer]).complaint.contains("is of version 7"))
    let older = try folder.write(#"{"format":"glasshouse-log","version":1,"configuration":{}}"#, to: "older")
    for arguments in [["replay", older], ["attack", "membership", "--replay", older]] {
      let refused = try Program.built.run(arguments)
      #expect(refused.status == 1 && refused.complaint.contains("is of version 1, and since version 2 each"))
    }
  }

  @Test func outputsThatCannotBeWritten() throws {
    let outcome = try Program.built.run([
      "train", "--dataset", "digits", "--train-size", "50", "--steps", "1", "--scores", "/nowhere/scores.csv",
    ])
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.hasPrefix(
        "Error: The file /nowhere/scores.csv cannot be written, for there is no folder /nowhere."))
  }

  @Test func withoutATerminalTheWayWithoutAScreenIsNamed() throws {
    let outcome = try Program.built.run(["explore"])
    #expect(outcome.status == 1 && outcome.complaint.contains("glasshouse train"))
  }

  @Test func wrongCommandLinesAreTheParsers() throws {
    #expect(try Program.built.run(["train", "--sigma", "1"]).status == 64)
    #expect(try Program.built.run(["explore", "--preset", "nothing"]).complaint.contains("Choose one of"))
  }
}
