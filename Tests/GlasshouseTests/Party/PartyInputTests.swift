import Foundation
import Testing

/// What a party is given that it cannot use, a sentence each.
struct PartyInputTests {
  private static func refusal(_ arguments: [String]) throws -> String {
    let outcome = try Program.built.run(arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
    let lines = outcome.complaint.split(separator: "\n").filter { !$0.hasPrefix("Listening on ") }
    #expect(lines.count == 1, "\(outcome.complaint)")
    return String(lines.last ?? "")
  }

  @Test func keysAreReadAsTheyAreWritten() throws {
    let trio = try PartyTrio()
    let key = trio.folder.path("key")
    #expect(try Data(contentsOf: URL(filePath: key)).count == 65)
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try Self.refusal(["party", "keys", key]).contains("is there already, and nothing was written"))
    let common = ["party", "--role", "dealer", "--listen", trio.address("d"), "--wait", "0.1", "--key-file"]
    for (text, words) in [
      (String(repeating: "ab", count: 31), "holds a key of 31 bytes, and 32 are needed"),
      (String(repeating: "ab", count: 33), "holds a key of 33 bytes"),
      (Data(count: 16).base64EncodedString(), "holds a key of 16 bytes"),
      ("not a key", "neither in hexadecimal digits nor in base64"), ("", "neither in hexadecimal"),
      (String(repeating: "no key ", count: 5000), "neither in hexadecimal"),
      // Read as a key; nobody comes.
      (Data(count: 32).base64EncodedString(), "the model's owner and the records' owner did not come"),
      (String(repeating: "AB", count: 32) + "\r\n", "did not come within 0.1 s"),
    ] {
      #expect(try Self.refusal(common + [try trio.folder.write(text, to: "k")]).contains(words), "\(text)")
    }
    #expect(try Self.refusal(common + [trio.folder.path("none")]).contains("There is no file"))
  }

  @Test func anInputThatDoesNotFitIsRefusedBeforeAnybodyComes() throws {
    let trio = try PartyTrio()
    let (ragged, word) = (
      try trio.folder.write("1,2\n\n3\n", to: "ragged"), try trio.folder.write("1,2\nx,4\n", to: "word")
    )
    let (tanh, text) = (try PartyTrio.model("tanh"), try trio.folder.write("no model", to: "text"))
    let cases: [(role: String, options: [String], words: String)] = [
      ("model", ["--model", tanh], "A layer of `tanh` cannot be computed on shares"),
      ("model", ["--fraction-bits", "24"], "Local truncation does not bear 24 fractional bits"),
      ("model", ["--fraction-bits", "29", "--truncation", "exact"], "have no room for 29 fractional bits"),
      (
        "model", ["--input-bound", "5e8"],
        "and with 16 fractional bits 1.07e+09 is the most. Its largest weight is"
      ),
      ("model", ["--input-bound", "nan"], "--input-bound cannot be nan"),
      ("model", ["--network", "mlp:9"], "is mlp:8, and mlp:9 is asked for"),
      ("model", ["--model", text], "is no network of dense layers in the safetensors format"),
      (
        "model", ["--values", ragged],
        "The role model has no use for --values: that is for the records' owner"
      ),
      ("data", [], "The role data needs --values FILE, or --dataset NAME"),
      ("data", ["--values", ragged], "Line 3 of \(ragged) has 1 values, and the line of the first record 2"),
      ("data", ["--values", word], "Line 2 of \(word) holds something that is no number"),
      ("data", ["--values", ragged, "--dataset", "digits"], "not from both"),
      ("data", ["--values", ragged, "--records", "3"], "not from both. Give --values alone"),
      ("data", ["--dataset", "digits", "--fraction-bits", "99"], "no room for 99 fractional bits"),
      (
        "dealer", ["--fraction-bits", "16"], "no use for --fraction-bits, --truncation or --reveal: they are"
      ),
      ("dealer", ["--peer", "unix:x", "--peer", "unix:x"], "The address unix:x was given twice"),
      ("data", ["--dataset", "digits", "--records", "100000"], "records that are not trained on"),
      ("data", ["--dataset", "digits", "--records", "0"], "--records cannot be 0"),
      ("data", ["--dataset", "digits", "--peer", "127.0.0.1:1"], "3 addresses were given"),
      ("dealer", ["--model", text], "The role dealer has no use for --model"),
      ("dealer", ["--timeout", "0"], "--timeout cannot be 0.0"),
      ("dealer", ["--latency", "-1"], "--latency cannot be -1.0"),
      ("dealer", ["--listen", "192.168.0.1:80"], "is not one of this machine alone"),
    ]
    for (role, options, words) in cases {
      var arguments = try trio.usual(role)
      // What is given twice would be taken as it was given last.
      if options.contains("--model"), role == "model", let place = arguments.firstIndex(of: "--model") {
        arguments.removeSubrange(place...place + 1)
      }
      if options.contains("--listen"), let place = arguments.firstIndex(of: "--listen") {
        arguments.removeSubrange(place...place + 1)
      }
      let refusal = try Self.refusal(arguments + options)
      #expect(refusal.contains(words), "\(role) \(options): \(refusal)")
    }
  }

  @Test func aTakenPlaceIsSaid() throws {
    let trio = try PartyTrio()
    try trio.start("dealer", ["--wait", "5"])
    try trio.listens("dealer")
    let second = try Program.built.run(try trio.usual("dealer"))
    #expect(second.status == 1 && second.complaint.contains("address already in use"), "\(second.complaint)")
    trio.signal("dealer", SIGKILL)
    _ = try trio.ended("dealer")
  }

  /// One of them has another key, or the same role, or records of another width: all hear of it.
  @Test(arguments: [
    ("key", "another key"), ("role", "Both programs are the dealer"),
    ("width", "A record has 2 values, and the model takes 64"),
    ("demand", "offers to reveal the label, and logits is demanded here"),
  ])
  func allHearOfWhatDoesNotFit(what: String, words: String) throws {
    let trio = try PartyTrio()
    let other = try trio.folder.write(String(repeating: "cd", count: 32), to: "other")
    let narrow = try trio.folder.write("0.5 0.25\n", to: "narrow")
    try trio.start("dealer")
    try trio.listens("dealer")
    switch what {
    case "key", "role":
      let role = what == "key" ? "data" : "dealer"
      var arguments = ["party", "--role", role, "--peer", trio.address("d"), "--peer", trio.address("m")]
      arguments +=
        what == "key"
        ? ["--dataset", "digits", "--key-file", other] : ["--key-file", trio.folder.path("key")]
      let refusal = try Self.refusal(arguments)
      let dealer = try trio.ended("dealer")
      #expect(dealer.status == 1 && dealer.complaint.contains(words), "\(dealer.complaint)")
      #expect(refusal.contains(words), "\(refusal)")
    default:
      try trio.start("model")
      try trio.start(
        "data",
        what == "width" ? ["--values", narrow] : ["--dataset", "digits", "--reveal", "logits"])
      for role in ["dealer", "model", "data"] {
        let outcome = try trio.ended(role)
        #expect(
          outcome.status == 1 && outcome.output.isEmpty && outcome.complaint.contains(words), "\(outcome)")
      }
    }
  }
}
