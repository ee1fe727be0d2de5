import DifferentialPrivacy
import Experiments
import Explorer
import Foundation
import TerminalCanvas
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What is taken home is what is shown.
struct ExportTests {
  private static let states: [ExplorerState] = {
    var membership = Fixture.compared.sized(120, 36, glyphs: .braille)
    _ = membership.play("2")
    return [
      Fixture.protected.sized(120, 36), Fixture.compared.sized(160, 50, glyphs: .blocks, hasShades: true),
      membership,
      Fixture.attackedUnprotected.sized(80, 24),
    ]
  }()

  private func exported(_ kind: String, _ state: ExplorerState, to path: String = "") -> [ExportedFile] {
    var state = state
    _ = state.play(":")
    _ = state.type("export \(kind)\(path.isEmpty ? "" : " \(path)")")
    return state.play("<Enter>").files
  }

  private func text(_ file: ExportedFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

  /// The screen without what lies over it, and without blanks at the ends of lines.
  @Test func textIsTheScreen() throws {
    for state in Self.states {
      let files = exported("text", state)
      let lines = try text(#require(files.first)).split(separator: "\n", omittingEmptySubsequences: false)
      let shown = state.lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      #expect(files.count == 1 && lines.map(String.init) == shown)
      #expect(files[0].path == "glasshouse-digits-1-step40-screen.txt")
      // In colours it is the same text.
      let colored = try text(#require(exported("ansi", state).first))
      let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(colored.contains("\u{1B}[") && !plain.contains("\u{1B}"))
      let bare = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        String(line.reversed().drop { $0 == " " }.reversed())
      }
      #expect(bare == shown)
    }
  }

  /// A drawing that a parser of XML reads, with every word of the screen.
  @Test func svgIsWellFormed() throws {
    for state in Self.states {
      let file = try #require(exported("svg", state).first)
      let words = Words()
      let parser = XMLParser(data: Data(file.bytes))
      parser.delegate = words
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(words.root == "svg" && words.text.contains("glasshouse") && words.text.contains("digits"))
    }
  }

  private final class Words: NSObject, XMLParserDelegate {
    var root: String?
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      root = root ?? name
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
  }

  /// A file for each chart of the screen, a row for each point, those of the pinned run among them.
  @Test func csvHasARowForEachPoint() throws {
    for state in Self.states {
      let charts = state.shownContents.compactMap { content -> LineChart? in
        if case .chart(let chart, _) = content.body { chart } else { nil }
      }
      let files = exported("csv", state, to: "out/class.csv")
      #expect(files.count == charts.count && !charts.isEmpty && Set(files.map(\.path)).count == files.count)
      for (file, chart) in zip(files, charts) {
        #expect(file.path.hasPrefix("out/class-") && file.path.hasSuffix(".csv"))
        let lines = text(file).split(separator: "\n")
        let points = chart.series.flatMap(\.points)
        #expect(lines.first == "series,x,y" && lines.count == points.count + 1)
        for (line, point) in zip(lines.dropFirst(), points) {
          let cells = line.split(separator: ",").suffix(2).map { Double($0) }
          #expect(cells == [point.x, point.y])
        }
        if state.pinned != nil { #expect(text(file).contains("pinned")) }
      }
    }
  }

  /// Binary greymaps with their size, a byte a pixel.
  @Test func pgmHasItsHeader() throws {
    for state in Self.states.prefix(2) {
      let files = exported("pgm", state)
      #expect(files.count == (state.pinned == nil ? 3 : 4))
      for file in files {
        let header = Array("P5\n8 8\n255\n".utf8)
        #expect(
          file.bytes.prefix(header.count).elementsEqual(header) && file.bytes.count == header.count + 64)
        #expect(file.path.hasSuffix(".pgm"))
      }
    }
    var state = Self.states[2]
    #expect(exported("pgm", state).isEmpty)
    _ = state.play(": export <Space> pgm <Enter>")
    #expect(state.notice?.text.hasPrefix("There is no picture on this screen") == true)
  }

  @Test func jsonHasTheRun() throws {
    let state = Fixture.protected
    let file = try #require(exported("json", state, to: "run.json").first)
    #expect(file.path == "run.json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
    #expect(Set(object.keys) == ["configuration", "step", "commands", "history", "not_covered_by_epsilon"])
    #expect(object["step"] as? Int == 40)
    let history = try #require(object["history"] as? [[String: Any]])
    #expect(history.count == state.subject.history.moments.count)
    #expect(
      Set(try #require(history.last).keys) == [
        "step", "auc", "recognised", "epsilon", "train_accuracy", "test_accuracy", "train_loss", "test_loss",
        "tpr_at_1_percent_fpr", "epsilon_kind",
      ])
    for (row, moment) in zip(history, state.subject.history.moments) {
      #expect(row["step"] as? Int == moment.step && isSame(row["epsilon"], moment.account.epsilon))
      #expect(isSame(row["test_accuracy"], moment.test?.accuracy))
      #expect(isSame(row["auc"], moment.lossThreshold?.areaUnderCurve))
    }
    let configuration = try #require(object["configuration"] as? [String: Any])
    #expect(configuration["noise_multiplier"] as? Double == 2)
    // What cannot be had or is no number is null.
    let diverged = try #require(exported("json", Fixture.unprotected).first)
    #expect(text(diverged).contains("\"epsilon\" : null"))
  }

  /// To a bit or two, which the reader of JSON loses.
  private func isSame(_ read: Any?, _ value: Double?) -> Bool {
    abs((read as? Double ?? .nan) - (value ?? .infinity)) < 1e-12
  }

  /// The report embeds its log, and the run that the log gives has the figures that the report prints, to the letter.
  @Test func aReportIsVerified() throws {
    var sitting = Sitting()
    sitting.train(20)
    sitting.play("l l l")
    sitting.train(20)
    sitting.play("<Space>")
    let file = try #require(exported("report", sitting.state).first)
    #expect(file.path == "glasshouse-digits-1-step40-report.md")
    let report = try LabReport(text: file.bytes, path: file.path)
    #expect(report.log == sitting.state.subject.snapshot?.finishedLog)
    let run = try TrainingRun.replaying(report.log)
    let found = ReportedFigures(of: Finding(of: run), account: RunAccount(of: run, isScheduleFixed: false))
    let verification = VerificationReport(of: report, at: file.path, run: run, found: found)
    #expect(verification.figures.isVerified && verification.figures.isSameRun)
    #expect(verification.figures.comparisons.count == found.figures.count)
    let whole = text(file)
    for words in [
      "# digits: a run of 40 steps", "State string: `gh1:digits:", "## What was run", "## What was tried",
      "* At step 20 the noise multiplier went from 0 to 0.1.",
      "* At step 20 the noise multiplier went from 0.2 to 0.3.",
      "## Figures", "## What they mean", "## Charts", "## What ε covers", "## Log",
    ] {
      #expect(whole.contains(words), "\(words)")
    }
    // The state string that it names is of the run.
    let state = try #require(whole.firstMatch(of: /State string: `(.+)`/)).1
    #expect(try OpenedState(parsing: String(state)).beginning.step == 40)
  }

  /// While training goes on the newest figures are of an earlier step than the log: a report would be of neither.
  @Test func aReportIsOfOneStep() throws {
    var state = Fixture.protected
    var run = try TrainingRun(try #require(state.subject.snapshot).startConfiguration)
    while run.step < 42 { _ = run.advance() }
    let newer = Snapshot(of: run, generation: 1)
    _ = state.update(.trainer(.snapshot(newer, isRunning: true, ordersTaken: state.ordersSent)))
    _ = state.play(": export <Space> report <Enter>")
    #expect(exported("report", state).isEmpty)
    #expect(state.notice?.text == "A report is of one step: pause first, with Space, and export it then.")
  }

  /// By the list as well; and what came of it is said.
  @Test func theListExports() {
    var state = Fixture.protected
    _ = state.play("e")
    for kind in Export.Kind.allCases { #expect(state.drawn().plain.contains("\(kind.rawValue): ")) }
    #expect(state.play("<Down> <Enter>").files.map(\.path) == ["glasshouse-digits-1-step40-screen.txt"])
    _ = state.update(.written(paths: ["a.txt"]))
    #expect(state.notice?.text == "Written: a.txt")
    _ = state.update(.refused("The folder x cannot be written."))
    #expect(state.drawn().plain.contains("The folder x cannot be written."))
  }
}
