import Auditing
import DifferentialPrivacy
import Experiments
import Foundation
import Records
import Testing
import glasshouse

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an audit says to people, made from real ones.
struct AuditReportTests {
  /// A few steps of a small run; trained once for all tests, as are those of broken trainers.
  private static let sound = Result { try report() }
  private static let noiseless = Result { try report(bug: .noiseDividedByBatch) }
  private static let repeated = Result { try report(bug: .repeatedNoise) }

  private static func report(bug: TrainerBug? = nil, claim: Double? = nil, dataset: String = "digits") throws
    -> AuditReport
  {
    var configuration = ExperimentConfiguration(auditing: DatasetReference(name: dataset))
    (configuration.trainSize, configuration.canaryCount, configuration.steps) = (100, 150, 20)
    (configuration.bug, configuration.auditInterval) = (bug, 10)
    try configuration.completeAudit(given: [:], claim: claim)
    var run = try TrainingRun(configuration)
    var study = ConformanceStudy(watching: &run)
    while run.step < configuration.steps {
      _ = run.advance()
      study.look(at: run)
    }
    return AuditReport(
      of: try run.audit(guessCount: 60), claim: claim,
      subject: AuditedRun(
        run, conformance: study.checks(of: run), pool: try AskedPool(asking: run), isScheduleFixed: true),
      seconds: 1.5)
  }

  /// Of a file with that name, in which so many of twenty guesses would be right.
  private func report(of path: String, right: Int, claim: Double?) -> AuditReport {
    let wrong = 20 - right
    let isIncluded = (0..<20).map { ($0 < 10) != ($0 % 10 < ($0 < 10 ? (wrong + 1) / 2 : wrong / 2)) }
    return AuditReport(
      of: Audit(
        of: CanaryScores(scores: (0..<20).map { Double(20 - $0) }, isIncluded: isIncluded), kind: .file,
        guessCount: 20, delta: 1e-5), claim: claim, subject: nil, path: path, seconds: 0)
  }

  /// At a δ of zero normal distributions have no ε, and where proofs alone refute the ceiling is theirs: nothing is said of f-DP.
  @Test func theCeilingIsOfTheBoundsThatThereAre() {
    let scores = CanaryScores(
      scores: (0..<40).map(Double.init), isIncluded: (0..<40).map { $0 >= 20 })
    let report = { (delta: Double, isProofNeeded: Bool) in
      AuditReport(
        of: Audit(of: scores, kind: .file, guessCount: 40, delta: delta), claim: 50,
        isProofNeeded: isProofNeeded, subject: nil, path: "a file", seconds: 0)
    }
    let pure = report(0, false)
    #expect(pure.figures.lower.map(\.method) == [.steinke] && pure.figures.ceiling.isFinite)
    #expect(!pure.text.contains("f-DP") && !pure.text.contains("∞"))
    let (both, proofs) = (report(1e-5, false), report(1e-5, true))
    #expect(both.text.contains("f-DP"))
    #expect(proofs.figures.ceilingAtExit < both.figures.ceilingAtExit)
    #expect(proofs.figures.ceilingAtExit == proofs.figures.lower[0].epsilonAtExit)
  }

  @Test func whatIsNotRefutedIsNotProven() throws {
    let report = try Self.sound.get()
    let lines = report.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0].hasPrefix("not refuted: ") && lines[0].hasSuffix("which is no proof that the claim holds"))
    #expect(lines.count <= 48 && !report.text.contains("FAILED"))
    for method in [LowerBound.Method.steinke, .fDP, .gaussian] {
      #expect(lines.contains { $0.hasPrefix(method.title) && $0.hasSuffix(method.kind.rawValue) })
    }
    #expect(report.text.contains("each holds at 95 % by itself"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let written = try encoder.encode(report)
    let again = try JSONDecoder().decode(AuditReport.self, from: written)
    #expect(again.text == report.text && again.page == report.page)
    #expect(try encoder.encode(again) == written)
  }

  @Test func aBrokenTrainerIsNeverCalledPrivate() throws {
    let (noiseless, repeated) = (try Self.noiseless.get(), try Self.repeated.get())
    #expect(noiseless.figures.exit == 2 && repeated.figures.exit == 0)
    for report in [noiseless, repeated] {
      let forms = try AuditReportForm.allCases.filter { $0 != .json }.map { try report.text(as: $0) }
      for text in forms + [report.text] {
        #expect(text.contains("THE TRAINER IS BROKEN ON PURPOSE") && text.contains("FAILED: "))
        #expect(!text.contains("no proof that the claim holds"))
        #expect(!text.lowercased().contains(#/\bprivate\b/#))
      }
      #expect(report.verdicts.allSatisfy { $0.isAlarm })
      #expect(report.text.contains("to be refuted: what the accountant says of the settings"))
    }
    #expect(noiseless.text.contains("REFUTED: ε is at least") && !repeated.text.contains("REFUTED"))
  }

  /// A bound that is printed is no more than what was proven.
  @Test func boundsAreRoundedDown() {
    #expect(Double?(0.3169).asLowerBound == "0.316" && Double?(2).asLowerBound == "2.000")
    #expect(Double?(0).asLowerBound == "0.000" && Double?.none.asLowerBound == "∞")
  }

  @Test func whatIsProvenRisesToTheBounds() throws {
    let report = try Self.noiseless.get()
    let climb = report.remarks.climb
    let last = try #require(climb.last)
    #expect(climb[0].judged == 0 && climb[0].fDP == 0 && last.judged == 60 && last.fDP > 1)
    #expect(last.steinke == report.figures.lower.first { $0.method == .steinke }?.epsilon)
    #expect(last.fDP == report.figures.lower.first { $0.method == .fDP }?.epsilon)
    #expect(zip(climb, climb.dropFirst()).allSatisfy { $0.steinke <= $1.steinke && $0.fDP <= $1.fDP })
  }

  @Test func anAuditThatIsTooSmallSaysSo() {
    #expect(report(of: "scores.csv", right: 15, claim: 8).figures.right == 15)
    let small = report(of: "scores.csv", right: 20, claim: 8)
    #expect(small.text.contains("could not have refuted it, whatever was guessed"))
    #expect(!report(of: "scores.csv", right: 20, claim: 0.1).text.contains("could not have refuted it"))
    #expect(report(of: "scores.csv", right: 20, claim: nil).text.hasPrefix("no claim was given"))
    #expect(report(of: "scores.csv", right: 20, claim: 0.1).text.hasPrefix("REFUTED: "))
  }

  @Test func thePageNeedsNothingFromOutside() throws {
    for report in [
      try Self.sound.get(), try Self.noiseless.get(), report(of: "s.csv", right: 15, claim: nil),
    ] {
      let page = try PageReading(of: report.page.html)
      #expect(
        page.elements.isDisjoint(with: ["script", "link", "img", "iframe", "object", "image", "use", "a"]))
      #expect(page.attributes.allSatisfy { !["href", "src", "style"].contains($0) && !$0.hasPrefix("on") })
      #expect(!page.style.isEmpty && !page.style.contains("url(") && !page.style.contains("@import"))
      #expect(page.pictureCount >= 2 && page.describedCount == page.pictureCount)
      let isOfRun = report.figures.settings != nil
      #expect(page.pictureCount == (isOfRun ? 4 : 3))
      for method in report.figures.lower.map(\.method) { #expect(page.text.contains(method.title)) }
    }
  }

  /// Whatever a file is called.
  @Test func namesAreShownAsTheyStand() throws {
    let name = #"<script>x</script>|![a](http://x/b.png)|[c](d) *e* `f` & "g".csv"#
    let report = report(of: name, right: 15, claim: 1)
    let page = try PageReading(of: report.page.html)
    #expect(!page.elements.contains("script") && page.text.contains(name))
    let markdown = report.page.markdown
    let heading = try #require(markdown.split(separator: "\n").first)
    for mark in ["<script", "|", "![", "](", "*e*", "`"] { #expect(!heading.contains(mark), "\(mark)") }
    #expect(heading.contains("&lt;script>x&lt;/script>&#124;"))
  }

  /// Each row of a table has as many cells as its head.
  @Test func tablesInMarkdownAreWhole() throws {
    let markdown = try Self.sound.get().page.markdown
    var (head, tables) = (Int?.none, 0)
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        head = nil
        continue
      }
      let count = line.count { $0 == "|" }
      if head == nil { tables += 1 }
      #expect(count == head ?? count, "\(line)")
      head = count
    }
    #expect(tables >= 8)
  }

  /// Of members at risk a report has places and figures, and nothing of what they are.
  @Test func recordsAreNamedByTheirPlaces() throws {
    let report = try Self.sound.get()
    let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(report.figures.atRisk))
    let listed = try #require(object as? [[String: Any]])
    #expect(listed.count == AuditedRun.listedCount)
    for member in listed { #expect(Set(member.keys) == ["index", "score_by", "odds", "found_by"]) }
    let rows = report.figures.atRisk.map { "\($0.index)" }.joined(separator: ", ")
    #expect(report.text.contains("at risk: rows \(rows) by"))
  }

  @Test func whatBecameWorse() throws {
    let baseline = try Self.sound.get().figures
    var same = try Self.sound.get()
    try same.compare(with: baseline, at: "a.json")
    #expect(same.figures.exit == 0 && same.text.contains("no worse than the baseline, beyond noise"))
    var looser = try Self.report(claim: 4)
    try looser.compare(with: baseline, at: "a.json")
    #expect(looser.figures.exit == 3 && looser.text.contains("WORSE than the baseline"))
    #expect(looser.text.contains("the claimed ε rose from 2.000 to 4.000"))
    #expect(looser.page.markdown.contains("- the claimed ε rose from 2.000 to 4.000"))
    var broken = try Self.noiseless.get()
    try broken.compare(with: baseline, at: "a.json")
    #expect(
      broken.figures.exit == 2
        && broken.regressions.contains { $0.hasPrefix("a check that was passed fails") })
    #expect(broken.regressions.contains { $0.hasPrefix("the share of right guesses rose") })
    #expect(throws: AuditBaselineError.otherData(path: "a.json", found: "digits", expected: nil)) {
      var other = report(of: "s.csv", right: 15, claim: 1)
      try other.compare(with: baseline, at: "a.json")
    }
  }

  /// What is written is what is printed, and what a later audit reads.
  @Test func aReportIsABaseline() throws {
    let folder = try ScratchFolder()
    let run = ["audit", "--dataset", "digits", "--train-size", "60", "--canary-count", "40", "--steps", "4"]
    let path = folder.path("a.json")
    let first = try Program.built.run(run + ["--format", "json", "--report", path])
    #expect(first.status == 0)
    let written = try String(contentsOfFile: path, encoding: .utf8)
    #expect(written == first.output)
    let second = try Program.built.run(run + ["--baseline", path])
    #expect(second.status == 0 && second.output.contains("no worse than the baseline"))
    let newer = try folder.write(written.replacing(#""version" : 1"#, with: #""version" : 2"#), to: "b.json")
    let refused = try Program.built.run(run + ["--baseline", newer])
    #expect(refused.status == 1 && refused.complaint.contains("is of version 2"))
    #expect(refused.complaint.split(separator: "\n").count == 1)
  }
}

/// A page of HTML, read as XML.
private final class PageReading: NSObject, XMLParserDelegate {
  private(set) var elements = Set<String>()
  private(set) var attributes = Set<String>()
  private(set) var text = ""
  private(set) var style = ""
  private(set) var pictureCount = 0
  /// Pictures that begin with a title and a description.
  private(set) var describedCount = 0
  private var open: [String] = []
  private var described = Set<String>()

  init(of html: String) throws {
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    let isRead = parser.parse()
    try #require(isRead, "\(String(describing: parser.parserError)), line \(parser.lineNumber)")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String] = [:]
  ) {
    elements.insert(name)
    attributes.formUnion(found.keys.map { $0.lowercased() })
    if name == "svg" {
      pictureCount += 1
      described = []
    }
    open.append(name)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
    if name == "svg", described == ["title", "desc"] { describedCount += 1 }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if open.last == "style" { style += characters } else { text += characters }
    if open.dropLast().last == "svg", let name = open.last, name == "title" || name == "desc" {
      described.insert(name)
    }
  }
}
