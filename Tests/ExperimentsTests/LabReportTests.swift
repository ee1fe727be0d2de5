import DifferentialPrivacy
import Experiments
import Foundation
import PlainText
import Records
import Testing

/// Reports made from a real run, as an author would write them, and what becomes of them when they are altered.
struct LabReportTests {
  /// 60 private steps on digits whose noise was turned, and what they come to; once, for all tests.
  private static let made = Result {
    () throws -> (run: TrainingRun, figures: ReportedFigures, text: String) in
    var log = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    log.commands = [RunCommand(step: 40, knob: .noiseMultiplier, value: .number(2))]
    let run = try TrainingRun.replaying(log, stepCount: 60)
    let snapshot = Snapshot(of: run, generation: 1)
    let figures = ReportedFigures(of: Examination(of: snapshot))
    return (run, figures, text(figures, snapshot.finishedLog))
  }

  static func text(_ figures: ReportedFigures, _ log: CommandLog, platform: String = LabReport.platformHere)
    -> String
  {
    """
    # What I tried

    | knob | at the start |
    |---|---:|
    | noise multiplier | 2 |

    ```text
    | figure | value | 95 % interval |
    ```

    \(figures.markdown)
    \(platform)

    \(LabReport.block(for: log))
    The end.
    """
  }

  private func verification(of text: String) throws -> VerificationReport {
    let made = try Self.made.get()
    let report = try LabReport(text: Array(text.utf8), path: "r.md")
    let run = try TrainingRun.replaying(report.log)
    let figures = ReportedFigures(
      of: Finding(of: run), account: RunAccount(of: run, isScheduleFixed: false))
    #expect(report.log.configuration == made.run.log.configuration)
    return VerificationReport(of: report, at: "r.md", run: run, found: figures)
  }

  @Test func aReportOfARunIsVerified() throws {
    let (run, figures, text) = try Self.made.get()
    let report = try LabReport(text: Array(text.utf8), path: "r.md")
    #expect(report.log == run.finishedLog && report.isOfThisPlatform)
    #expect(report.figures.rows.map(\.title) == figures.figures.map(\.title))
    for (row, figure) in zip(report.figures.rows, figures.figures) {
      #expect(row.value == figure.valueText && row.interval == figure.intervalText)
      #expect(abs(try #require(row.number) - (try #require(figure.value))) < 1e-3)
    }
    let verification = try verification(of: text)
    #expect(verification.figures.isVerified && verification.figures.isSameRun)
    #expect(verification.figures.isWithinTolerances)
    #expect(verification.figures.comparisons.allSatisfy { $0.agrees && $0.tolerance == nil })
    #expect(verification.remarks.tableLines == 11...20 && verification.remarks.logLines == 25...27)
    #expect(verification.figures.commands.map(\.action) == ["noise_multiplier 2"])
    let settings = verification.figures.settings.map { "\($0.key) \($0.value)" }
    #expect(settings.contains("noise_multiplier 1") && !settings.contains { $0.hasPrefix("dataset") })
    // As an editor of Windows saves it.
    #expect(try self.verification(of: text.replacing("\n", with: "\r\n")).figures.isVerified)
  }

  /// What people read: a row for each figure, with names that say what they are.
  @Test func theTableIsForPeople() throws {
    let lines = try Self.made.get().figures.markdown.split(separator: "\n")
    #expect(lines.count == 10 && lines[0] == "| figure | value | 95 % interval |")
    #expect(lines[2].contains(/^\| test accuracy \| 0\.\d{3} \|  \|$/))
    #expect(lines[4].contains(/AUC \| 0\.\d{3} \| \[0\.\d{3}, 0\.\d{3}\] \|$/))
    #expect(lines[7].contains(/^\| †recognised by inversion \| \d+ of 10 \|/))
    #expect(lines[8].contains(/^\| ε \| \d+\.\d{3}, as run \|/) && lines[9] == "| δ | 1e-05 |  |")
  }

  /// Every number of the table, one after another, with another last digit.
  @Test func noNumberMayBeAltered() throws {
    let text = try Self.made.get().text
    let numbers = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(/\| [0-9]/) }
      .filter { !$0.hasPrefix("| noise") }
      .flatMap { line in line.matches(of: /\d\.\d+|\d+ of \d+|\de-\d+/).map { (line, $0.range) } }
    #expect(numbers.count == 12)
    for (line, range) in numbers {
      let last = line.index(before: range.upperBound)
      let digit = line[last] == "9" ? "8" : "9"
      let other = line[..<last] + digit + line[range.upperBound...]
      let altered = text.replacing(line, with: other)
      try #require(altered != text)
      let verification = try verification(of: altered)
      #expect(!verification.figures.isVerified, "\(other)")
      #expect(verification.figures.isSameRun)
      #expect(verification.figures.comparisons.count { !$0.agrees } == 1, "\(other)")
    }
  }

  /// With a command changed the weights are others, here, and the figures are those of another run.
  @Test(arguments: [
    (#"{"noise_multiplier":2}"#, #"{"noise_multiplier":3}"#), (#""step":40"#, #""step":41"#),
    (#""end":60"#, #""end":61"#),
  ])
  func theLogMayNotBeAltered(part: String, other: String) throws {
    let text = try Self.made.get().text
    try #require(text.contains(part))
    let verification = try verification(of: text.replacing(part, with: other))
    #expect(!verification.figures.isVerified && !verification.figures.isSameRun)
  }

  /// On another processor figures may be a little off, but not ε, and are never verified: nothing proves which it was. A report
  /// that does not say where it was made is of this one.
  @Test func anotherProcessorIsGivenTolerances() throws {
    let (run, figures, text) = try Self.made.get()
    var log = run.finishedLog
    log.end?.weightsSHA256 = "0123"
    let elsewhere = "Computed on: OpenBLAS 9.9, Abacus; processor bead"
    let other = Self.text(figures, log, platform: elsewhere)
    let near = try verification(of: other)
    #expect(near.figures.isWithinTolerances && near.figures.platform == elsewhere)
    #expect(!near.figures.isVerified && !near.figures.isSameRun)
    for (title, offset, isNear) in [
      ("test accuracy", 0.019, true), ("test accuracy", 0.03, false),
      ("†membership by loss threshold: TPR at 1 % FPR", 0.04, true),
      ("†membership by loss threshold: AUC", -0.03, false), ("†recognised by inversion", 1, true),
      ("†recognised by inversion", 2, false), ("ε", 0.001, false),
    ] {
      let figure = try #require(figures.figures.first { $0.title == title })
      let value = try #require(figure.value)
      let moved =
        title.hasPrefix("†recognised")
        ? "\(Int(value + offset)) of 10"
        : String(format: "%.3f", value + offset) + (title == "ε" ? ", as run" : "")
      let text = other.replacing("| \(title) | \(figure.valueText) |", with: "| \(title) | \(moved) |")
      try #require(text != other)
      let verification = try verification(of: text).figures
      #expect(verification.isWithinTolerances == isNear && !verification.isVerified, "\(title) \(moved)")
    }
    for here in [LabReport.platformHere, ""] {
      let verification = try verification(of: Self.text(figures, log, platform: here)).figures
      #expect(!verification.isVerified && !verification.isWithinTolerances)
    }
    // Where the weights are the same it does not matter where it was made.
    let same = try verification(of: text.replacing(LabReport.platformHere, with: elsewhere))
    #expect(same.figures.isVerified && same.figures.isSameRun)
  }

  /// What a log says beyond the step where its budget stops the run was not run, wherever it was made.
  @Test func theReplayMustBeAsLong() throws {
    let (run, figures, _) = try Self.made.get()
    var log = run.finishedLog
    log.configuration.epsilonBudget = 1e-3
    let report = try LabReport(
      text: Array(Self.text(figures, log, platform: "Computed on: an abacus").utf8), path: "r.md")
    let short = try TrainingRun.replaying(report.log)
    #expect(short.step < 60)
    let verification = VerificationReport(of: report, at: "r.md", run: run, found: figures)
    #expect(verification.figures.isVerified && verification.remarks.hasBudgetAndCommands)
    let stopped = VerificationReport(of: report, at: "r.md", run: short, found: figures)
    #expect(!stopped.figures.isWithinTolerances && !stopped.figures.isVerified)
  }

  /// A sentence each, with where it is.
  @Test(arguments: [
    ("```glasshouse-log", "```text", "The report r.md holds no log"),
    ("The end.", "```glasshouse-log\n{}\n```", "The report r.md holds a second log, at line 30"),
    ("\"}\n```\n", "\"}\n", "The log at line 24 of r.md was cut"),
    ("{\"end\"", "{\"fin\"", "Line 27 of r.md is in the report's log"),
    ("glasshouse-log\n{", "glasshouse-log\nmine\n{", "Line 25 of r.md is in the report's log"),
    (
      "| figure | value | 95 % interval |\n|---|---:", "| f | v |\n|---|---:",
      "The report r.md has no table of figures"
    ),
    ("| test accuracy |", "| accuracy |", "Line 13 of r.md is no figure"),
    ("| test accuracy |", "| †train accuracy |", "Line 14 of r.md is no figure"),
    ("| test accuracy | 0", "| test accuracy | all", "Line 13 of r.md is no figure"),
    ("| δ | 1e-05 |  |\n", "", "The table at line 11 of r.md has no row `δ`"),
    (
      "The end.", "| figure | value | 95 % interval |",
      "The report r.md has a second table of figures, at line 30"
    ),
  ])
  func whatCannotBeVerifiedIsSaid(part: String, other: String, sentence: String) throws {
    let text = try Self.made.get().text
    try #require(text.contains(part))
    let error = #expect(throws: (any Error).self) {
      try LabReport(text: Array(text.replacing(part, with: other, maxReplacements: 1).utf8), path: "r.md")
    }
    #expect("\(error!)".hasPrefix(sentence), "\(error!)")
  }

  /// Every way to show another table than the one that is verified, a sentence and a line each.
  @Test(arguments: Forgery.allCases) func noOtherTableMayBeShown(forgery: Forgery) throws {
    let (_, figures, text) = try Self.made.get()
    let forged = forgery.applied(to: text, table: figures.markdown)
    try #require(forged.text != text)
    let error = #expect(throws: (any Error).self, "\(forgery)") {
      try LabReport(text: Array(forged.text.utf8), path: "r.md")
    }
    #expect("\(error!)".hasPrefix(forged.sentence), "\(forgery): \(error!)")
  }

  /// What students write between is theirs.
  @Test func ownParagraphsAreFine() throws {
    let text = try Self.made.get().text
    let own = """
      I turned the *noise* up, as [Abadi et al.](https://arxiv.org/abs/1607.00133) do: ε < 3, and 2 <3.

      1. First: `step 40`.
         More of it, from 10:30 - 12:00.

      > It was slow.

      Two
      ---

      ```text
         <b> | what a block holds | is shown as it is
      ```
      """
    #expect(try verification(of: text.replacing("The end.", with: own)).figures.isVerified)
    #expect(LabReport.prose("a|b <c>") == "a&#124;b &lt;c>")
  }

  /// A log is a log, and a report one whatever it is called; a file by the name of a report that is none is told what it lacks.
  @Test func filesAreToldApart() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (run, _, text) = try Self.made.get()
    func recorded(_ text: String, _ name: String) throws -> RecordedRun {
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      return try RecordedRun(reading: file.path)
    }
    for (text, name, isReport) in [
      (run.finishedLog.text, "log.jsonl", false), (run.finishedLog.text, "log.md", false),
      (text, "report.md", true), (text, "report", true),
    ] {
      let file = try recorded(text, name)
      #expect(file.log == run.finishedLog)
      if case .report = file { #expect(isReport) } else { #expect(!isReport) }
    }
    #expect(throws: LabReportError.noLog(path: folder.appending(path: "notes.md").path)) {
      try recorded("# Notes\n", "notes.md")
    }
    #expect(throws: CommandLogError.notALog(path: folder.appending(path: "notes").path)) {
      try recorded("# Notes\n", "notes")
    }
  }

  /// What there is not is said in the table too, and agrees with itself alone.
  @Test func figuresThatThereAreNot() throws {
    var log = CommandLog(
      kind: TrainingRun.kind,
      configuration: ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175")))
    (log.configuration.trainSize, log.configuration.inclusion, log.configuration.network) = (100, 1, "linear")
    let run = try TrainingRun.replaying(log, stepCount: 5)
    let figures = ReportedFigures(
      of: Finding(of: run), account: RunAccount(of: run, isScheduleFixed: false))
    let text = Self.text(figures, run.finishedLog)
    #expect(text.contains("AUC | – |  |") && text.contains("| ε | ∞ |  |"))
    for (text, isTrue) in [(text, true), (text.replacing("AUC | – |", with: "AUC | 0.500 |"), false)] {
      let report = try LabReport(text: Array(text.utf8), path: "r.md")
      #expect(
        VerificationReport(of: report, at: "r.md", run: run, found: figures).figures.isVerified == isTrue)
    }
  }
}
