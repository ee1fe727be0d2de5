import Dispatch
import Foundation
import Synchronization
import Testing

/// Every option that a command's help lists, with extreme values: each command line ends by itself, and what is refused is refused
/// in one sentence. `Tests/Fuzzing/options.py` tries more values, and pairs.
struct OptionSweepTests {
  private static let run = [
    "--dataset", "digits", "--train-size", "20", "--network", "linear", "--expected-batch-size", "4",
    "--steps",
    "2",
  ]

  @Test(arguments: [
    (["train"], run), (["attack", "membership"], run + ["--method", "loss_threshold"]),
    (["account"], ["--noise-multiplier", "1", "--sampling-rate", "0.1", "--steps", "10"]),
    (["bench"], ["--step", "mlp 4-2", "--only", "steps"]), (["replay"], ["/nowhere"]), (["datasets"], []),
    (["themes"], []), (["doctor"], []), (["explore"], run),
    (["federate", "serve"], ["--clients", "2", "--listen", "unix:/nowhere/s"]),
    (["federate", "join"], ["--connect", "8.8.8.8:1", "--dimension", "2"]),
    (["federate", "keys"], ["--clients", "2", "--output", "keys"]),
    (["party", "run"], ["--role", "data", "--listen", "unix:/nowhere/s", "--key-file", "nowhere"]),
  ])
  func extremesAreRefusedInASentence(command: [String], base: [String]) throws {
    let help = try Program.built.run(command + ["--help"]).output
    let options = Set(help.matches(of: /(--[a-z-]+) </).map { String($0.1) }).sorted()
    #expect(!options.isEmpty)
    let values = ["", "-1", "nan", "1e39", "1e-320", "4611686018427387904", "\u{1B}[31m\n\u{202E}"]
    let tries = options.flatMap { option in values.map { [option, $0] } }
    let wrong = Mutex<[String]>([])
    let scratch = try ScratchFolder()
    let folder = scratch.url
    DispatchQueue.concurrentPerform(iterations: tries.count) { index in
      let extra = tries[index]
      guard let outcome = try? Program.built.run(command + base + extra, in: folder) else {
        return wrong.withLock { $0.append("\(extra): not run") }
      }
      let complaint = outcome.complaint
      let isSentence =
        outcome.status != 1
        || outcome.output.isEmpty && complaint.hasPrefix("Error: ") && complaint.count { $0 == "\n" } <= 2
      let isRaw = (outcome.output + complaint).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }
      if ![0, 1, 64].contains(outcome.status) || outcome.isKilled || !isSentence || isRaw {
        wrong.withLock { $0.append("\(extra): \(outcome.status) \(complaint)") }
      }
    }
    #expect(wrong.withLock { $0 }.isEmpty)
  }

  /// What a number may be stands in the help and in the sentence that refuses it.
  @Test func limitsAreSaidWhereTheyAreAskedFor() throws {
    let help = try Program.built.run(["train", "--help"]).output.replacing(#/\s+/#, with: " ")
    for (option, value) in [
      ("--train-size", "2000000000"), ("--learning-rate", "1e31"), ("--dropout", "1"),
      ("--clipping-norm", "1e300"), ("--steps", "9000000000000"), ("--downsample", "0"),
      ("--epsilon-budget", "1e10"), ("--delta", "0"), ("--inclusion", "1e-9"), ("--weight-decay", "1e7"),
    ] {
      let sentence = try Program.built.run(["train", option, value]).complaint
      let allowed = try #require(
        sentence.firstMatch(of: #/Choose (?:a number )?(.*?[0-9])(?:[ ,.][^0-9].*)?\n/#)?.1)
      #expect(help.contains(allowed), "\(sentence)")
    }
    // A thousand million steps are allowed.
    let folder = try ScratchFolder()
    let path = try folder.write("x,y\n1,a\n2,b\n", to: "t.csv")
    let outcome = try Program.built.run([
      "train", "--dataset", path, "--label", "y", "--steps", "1000000000", "--train-size", "9",
    ])
    #expect(outcome.complaint.contains("needs a pool of 18 records"))
  }

  /// What would take more memory than there is, is refused with the figure.
  @Test(arguments: [
    ["train", "--dataset", "digits", "--network", "mlp:100000-600"],
    [
      "attack", "membership", "--dataset", "digits", "--train-size", "600", "--steps", "1", "--network",
      "mlp:30000", "--shadows", "10000",
    ],
    ["bench", "--step", "mlp 9000000-9000000-10"],
  ])
  func memoryIsForeseen(arguments: [String]) throws {
    let outcome = try Program.built.run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains(/[0-9.]+ [GT]i?B/), "\(outcome.complaint)")
  }
}
