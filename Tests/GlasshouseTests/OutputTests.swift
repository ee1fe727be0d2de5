import Foundation
import Testing

/// What is written goes where it was pointed at, is said where it cannot, and loses nothing.
struct OutputTests {
  private static let run =
    "\"$GLASSHOUSE\" train --dataset digits --train-size 40 --network linear --steps 20"

  @Test(arguments: [
    run, run + " --format json", "\"$GLASSHOUSE\" datasets", "\"$GLASSHOUSE\" --help",
    "\"$GLASSHOUSE\" train --help",
    "\"$GLASSHOUSE\" account --noise-multiplier 1 --sampling-rate 0.1 --steps 10",
    "\"$GLASSHOUSE\" bench --only noise",
    run.replacing("train --dataset", with: "attack membership --method gap --dataset"),
  ])
  func aFullStandardOutputIsSaid(line: String) throws {
    let outcome = try Program.built.shell(line + " > /dev/full")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.hasPrefix(
        "Error: The result could not be written to standard output: no space is left on its disk."),
      "\(outcome.complaint)")
    #expect(try Program.built.shell(line + " >&-").status == 1)
  }

  @Test func whoReadsNoFurtherEndsItAsElsewhere() throws {
    let outcome = try Program.built.shell(
      "\"$GLASSHOUSE\" datasets | true; \"$GLASSHOUSE\" datasets 2> /dev/full | head -1")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("faces ") && outcome.complaint.isEmpty)
  }

  @Test func outputsGoIntoPipes() throws {
    let folder = try ScratchFolder()
    let pipe = folder.path("pipe")
    let outcome = try Program.built.shell(
      "mkfifo \(pipe); head -1 \(pipe) & \(Self.run) --scores \(pipe) --log /dev/null > /dev/null; echo $?; wait; test -p \(pipe)"
    )
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(Set(outcome.output.split(separator: "\n")) == ["0", "index,label,member,loss,margin,predicted"])
  }

  /// Standard output is written on wherever it goes, and no file of ours takes the place of a closed descriptor.
  @Test func standardOutputStaysWhatItIs() throws {
    let folder = try ScratchFolder()
    let file = folder.path("out")
    let outcome = try Program.built.shell(
      """
      echo first > \(file); \(Self.run) --scores /dev/stdout >> \(file) && ls -l /dev/stdout; \
      \(Self.run) --scores \(file) >> \(file); \(Self.run) --log \(folder.path("log")) >&-; \
      bash -c '\(Self.run) --scores >(head -1 > \(folder.path("head"))) > /dev/null'; sleep 0.2
      """)
    #expect(outcome.output.hasPrefix("l"), "\(outcome.output)")
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "first" && lines.count { $0.hasPrefix("index,label") } == 2)
    #expect(lines.count { $0.hasPrefix("accuracy") } == 2)
    #expect(outcome.complaint.hasPrefix("Error: The result could not be written to standard output"))
    #expect(try Program.built.run(["replay", folder.path("log"), "--verify"]).status == 0)
    #expect(try String(contentsOfFile: folder.path("head"), encoding: .utf8).hasPrefix("index,label"))
  }

  /// Paths are those of the system: a tilde is a name, and two points lead above what a link leads to.
  @Test func pathsAreReadAsTheyAreWritten() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.shell(
      """
      cd \(folder.url.path); mkdir -p '~' sub/deep other; ln -s ../sub/deep other/lnk; \
      \(Self.run) --scores '~/s.csv' > /dev/null && cp '~/s.csv' sub/s.csv && cp sub/s.csv other/s.csv && cd other && \
      "$GLASSHOUSE" attack membership --scores lnk/../s.csv --candidates s.csv --method gap > /dev/null && \
      "$GLASSHOUSE" attack membership --scores '../~/s.csv' --candidates lnk/../s.csv --method gap > /dev/null && \
      "$GLASSHOUSE" attack membership --scores lnk/../s.csv --candidates ../sub/s.csv --method gap
      """)
    // Only the last would write over what it reads.
    #expect(
      outcome.status == 1 && outcome.complaint.contains("The output ../sub/s.csv would be written over"))
    #expect(
      try String(contentsOfFile: folder.path("other/s.csv"), encoding: .utf8).hasPrefix("index,member,gap"))
    #expect(
      try String(contentsOfFile: folder.path("sub/s.csv"), encoding: .utf8).hasPrefix("index,member,gap"))
  }

  @Test func noNameBreaksALine() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.shell(
      """
      cd \(folder.url.path); f=$(printf 'q\\n\\033[31m.csv'); printf 'x,y\\n1,a\\n2,b\\n3,a\\n4,b\\n5,b\\n' > "$f"; \
      "$GLASSHOUSE" train --dataset "$f" --label y --steps 1; "$GLASSHOUSE" train --steps="$(printf '1\\nError: mine')"
      """)
    #expect(outcome.output.hasPrefix("/") && outcome.output.contains(#"q\u{A}\u{1B}[31m.csv, mlp:64"#))
    #expect(outcome.complaint.contains(#"'1\u{A}Error: mine' is invalid"#))
  }

  /// Scores, logs and models are about people.
  @Test func whatIsWrittenIsItsOwnersAlone() throws {
    let folder = try ScratchFolder()
    let paths = ["scores", "log", "model"].map { folder.path($0) }
    let outcome = try Program.built.shell(
      "\(Self.run) --scores \(paths[0]) --log \(paths[1]) --model \(paths[2])")
    #expect(outcome.status == 0)
    for path in paths {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
  }

  /// One file that cannot be written keeps neither the report nor the others from being.
  @Test func aFullDiskLosesNothingElse() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.shell(
      "\(Self.run) --scores /dev/full --model \(folder.path("model")) --log \(folder.path("log"))")
    #expect(outcome.status == 1 && outcome.output.contains("accuracy"))
    #expect(outcome.complaint.hasPrefix("Error: The file /dev/full cannot be written: no space is left"))
    #expect(folder.files.sorted() == ["log", "model"])
    #expect(try Program.built.run(["replay", folder.path("log"), "--verify"]).status == 0)
    let unheard = try Program.built.shell("\(Self.run) --scores \(folder.path("scores")) > /dev/full")
    #expect(unheard.status == 1 && folder.files.contains("scores"))
  }

  /// A file that may not grow, as on a full disk: what is cut is taken back, and the log is read as far as it goes.
  @Test func aLogThatCannotGrowStaysWhole() throws {
    let folder = try ScratchFolder()
    let log = folder.path("log")
    // Knobs that are turned often make a log of some kilobytes, of which two blocks are allowed.
    let turns = (1..<60).map { "{\"step\":10,\"set\":{\"dropout\":0.\($0)}}\n" }.joined()
    let commands = try folder.write(turns, to: "commands")
    let outcome = try Program.built.shell("ulimit -f 2; \(Self.run) --commands \(commands) --log \(log)")
    #expect(outcome.status == 1 && outcome.complaint.contains("it would be larger than files may be here"))
    let text = try String(contentsOfFile: log, encoding: .utf8)
    #expect(text.hasSuffix("}\n") && text.utf8.count <= 2048 && text.hasPrefix("{\"configuration\""))
    #expect(try Program.built.run(["replay", log]).status == 0)
  }

  /// As it goes: what was trained when the program was killed can be repeated.
  @Test func aKilledRunLeavesItsLog() throws {
    let folder = try ScratchFolder()
    let log = folder.path("log")
    let process = Process()
    process.executableURL = Program.built.url
    process.arguments = [
      "train", "--dataset", "digits", "--train-size", "40", "--network", "linear", "--steps", "1000000000",
      "--log",
      log,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(30) {
      let ends = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").count ?? 0
      if ends > 2 { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let replayed = try Program.built.run(["replay", log, "--verify"])
    #expect(
      replayed.status == 0 && replayed.output.contains("are the same to the bit"), "\(replayed.complaint)")
  }
}
