import DifferentialPrivacy
import Dispatch
import Experiments
import Explorer
import Foundation
import LinearAlgebra
import Records
import Synchronization
import TerminalCanvas
import Testing

/// The members at risk on the Records screen: a list, slices, and a deletion.
struct RiskTests {
  private static var mislabelled: ExperimentConfiguration {
    var configuration = Fixture.configuration
    configuration.labelNoise = 0.1
    return configuration
  }
  private static let digits = Sitting.listing(of: mislabelled, at: Bench())
  private static let table = Sitting.listing(
    of: {
      var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
      (configuration.trainSize, configuration.network) = (150, "mlp:32")
      return configuration
    }(), at: Bench())
  /// The first of the list, deleted.
  private static let deleted: Sitting = {
    let bench = Bench()
    var sitting = Sitting.listing(of: mislabelled, at: bench)
    sitting.play("r <Home> <Enter> d")
    sitting.investigate(at: bench) { $0.findings(ExposureFindings.self)?.deletions.isEmpty == false }
    return sitting
  }()

  @Test(arguments: [
    ("records-risk-80x24", 80, 24, GlyphSet.ascii, false, "r <Down> <Enter>"),
    ("records-risk-80x24-chosen", 80, 24, .braille, false, "r <Down> <Enter> <Esc>"),
    ("records-risk-120x36", 120, 36, .braille, false, "r <Enter> s s s"),
    ("records-risk-160x50", 160, 50, .ascii, true, "r <Down> <Enter>"),
    ("records-slices-80x24", 80, 24, .ascii, true, "g g g g"),
    ("records-slices-120x36", 120, 36, .braille, true, "r <Enter> g g g g"),
  ])
  func theListIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, isTable: Bool, script: String
  ) throws {
    var sitting = isTable ? Self.table : Self.digits
    sitting.play(script)
    sitting.askAboutTheRecord()
    try expectRecorded(
      sitting.state.sized(width, height, glyphs: glyphs).drawn().plain + "\n", as: name)
  }

  @Test(arguments: [("records-deleted-80x24", 80, 24), ("records-deleted-120x36", 120, 36)])
  func aDeletionIsAsRecorded(name: String, width: Int, height: Int) throws {
    var sitting = Self.deleted
    sitting.play("s s s")
    sitting.askAboutTheRecord()
    try expectRecorded(sitting.state.sized(width, height).drawn().plain + "\n", as: name)
  }

  /// In the list the arrows choose a member, and elsewhere a knob; Enter looks at it, and Esc gives the keys back.
  @Test func theListTakesTheArrowsAndGivesThemBack() throws {
    var state = Self.digits.state.sized(120, 36)
    let knob = state.selectedKnob
    let before = state[RecordsScreen.self].record
    _ = state.play("r <Down> <Down> <Up>")
    #expect(state[RecordsScreen.self].risk.row == 1 && state.selectedKnob == knob)
    #expect(state[RecordsScreen.self].record == before)
    #expect(state.lines.last?.contains("Enter choose") == true)
    _ = state.play("<Enter>")
    let exposure = try #require(state.subject.findings(ExposureFindings.self))
    let data = try #require(state.subject.snapshot?.data)
    let position = data.split.pool[exposure.records[1].candidate]
    let record = try #require(state[RecordsScreen.self].record)
    #expect(record.values == Array(data.dataset.values.row(position)))
    #expect(record.label == data.labels[position])
    _ = state.play("<End> <Down>")
    #expect(state[RecordsScreen.self].risk.row == exposure.records.count - 1)
    _ = state.play("<Esc> <Down>")
    #expect(state.selectedKnob != knob && !state[RecordsScreen.self].risk.isEntered)
    #expect(state[RecordsScreen.self].record == record)
    // A second time the list is closed, and nothing more is found out for it.
    _ = state.play("r r")
    #expect(state.investigation?.companions.isEmpty == true)
  }

  /// The list asks for the reference models of the Membership screen, as many as that has, and for what they say of records.
  @Test func oneFarmServesBothScreens() throws {
    var sitting = Self.table
    sitting.play("r r")
    #expect(sitting.state.investigation?.request is RecordFocus)
    sitting.play("r")
    let companions = try #require(sitting.state.investigation?.companions.map(\.request))
    #expect(companions.count == 2)
    let models = try #require(companions.first as? MembershipFocus)
    #expect(models.shadowCount == sitting.state[MembershipScreen.self].attack.shadowCount)
    #expect((companions.last as? ExposureFocus)?.references?.count == 16)
  }

  /// Only a member of the list is deleted; what changed stands beside what chance does, and goes with the record.
  @Test func aChosenMemberIsDeleted() throws {
    var state = Self.digits.state.sized(120, 36)
    _ = state.play("d")
    #expect(state.notice?.text.contains("r lists them, Enter chooses") == true)
    let after = Self.deleted.state
    let exposure = try #require(after.subject.findings(ExposureFindings.self))
    let first = try #require(exposure.records.first)
    let deletion = try #require(exposure.deletions[first.candidate])
    #expect(deletion.deleted.before == first.margin && deletion.step == exposure.step)
    #expect(deletion.without == first.without && exposure.progress == nil)
    let spoken = Explanation(of: .deletedRecord, in: after.context).plain
    #expect(spoken.contains("With row \(first.index) deleted"))
    #expect(after.drawn().plain.contains("deleted, its margin"))
    var other = Self.deleted.state
    _ = other.play("<Down> <Enter>")
    #expect(!other.drawn().plain.contains("deleted, its margin"))
  }

  /// While models are on their way Esc stops them, and the screen says how far they are.
  ///
  /// Without reference models that arrive beside them: what they changed of the wish would begin the round anew.
  @Test func aDeletionUnderWayCanBeStopped() throws {
    var sitting = Self.digits
    sitting.play("r <Enter> d <Esc>")
    let wanted = try #require(sitting.state.investigation?.companions.last)
    #expect((wanted.request as? ExposureFocus)?.deletion != nil && sitting.state.investigation != wanted)
    sitting.investigate(wanted, at: Bench()) { $0.findings(ExposureFindings.self)?.progress != nil }
    #expect(sitting.state.screen.isWorking(in: sitting.state.context))
    #expect(sitting.state.sized(120, 36).drawn().plain.contains("deleting, Esc stops"))
    sitting.play("<Esc>")
    #expect(sitting.state.isResting && sitting.state.investigation == nil)
  }

  /// Whatever is listed is spoken and explained.
  @Test func everyFigureIsExplained() {
    let state = Self.deleted.state
    for pane in [RecordsScreen.Pane.atRisk, .slices, .numbers] {
      let content = state[RecordsScreen.self].content(of: pane, in: state.context)
      #expect(content.sentence.hasSuffix("."), "\(content.title)")
      for term in content.terms {
        let explanation = Explanation(of: term, in: state.context)
        #expect(explanation.plain.hasSuffix(".") && !explanation.plain.contains("no figure of it"))
      }
    }
  }

  /// Halves of a person's photographs are no single records, and the screen says so.
  @Test func unitsOfSeveralRecordsAreNotListed() {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration.unit = .person
    (configuration.trainSize, configuration.expectedBatchSize, configuration.network) = (40, 8, "linear")
    var sitting = Sitting(configuration)
    sitting.train(5)
    sitting.play("<Space> 3 r")
    sitting.investigate(at: Bench()) { $0.findings(ExposureFindings.self) != nil }
    let state = sitting.state
    for pane in [RecordsScreen.Pane.atRisk, .slices] {
      let content = state[RecordsScreen.self].content(of: pane, in: state.context)
      #expect(content.sentence.hasPrefix("Records at risk are told apart one by one"))
    }
  }
}

/// Where what the screen wants is found out.
private final class Bench: Sendable {
  let runner = InvestigationRunner()
  let desk: InvestigationDesk
  let news = DispatchSemaphore(value: 0)
  let box: FoundBox

  final class FoundBox: Sendable { let found = Mutex<[any Findings]>([]) }

  init() {
    let (box, news) = (FoundBox(), news)
    desk = InvestigationDesk(on: runner) { findings in
      box.found.withLock { $0.append(findings) }
      news.signal()
    }
    self.box = box
  }

  deinit { runner.stop() }
}

extension Sitting {
  /// A run of 60 steps on the Records screen, at rest, with its members at risk found out by all attacks.
  fileprivate static func listing(of configuration: ExperimentConfiguration, at bench: Bench) -> Sitting {
    var sitting = Sitting(configuration)
    sitting.train(60)
    sitting.play("<Space> 3 r")
    sitting.investigate(at: bench) { subject in
      guard let membership = subject.findings(MembershipFindings.self), membership.null != nil,
        let exposure = subject.findings(ExposureFindings.self)
      else { return false }
      return exposure.referenceCount == 16 && exposure.attackCount == membership.entries.count
    }
    sitting.play("<Esc>")
    return sitting
  }

  /// Lets the investigations that the screen wants, or one of them alone, go on until that is found.
  fileprivate mutating func investigate(
    _ wanted: InvestigationRequest? = nil, at bench: Bench, until isFound: (Subject) -> Bool
  ) {
    guard let snapshot = state.subject.snapshot else { return }
    bench.runner.examine(snapshot)
    bench.desk.look(at: wanted ?? state.investigation)
    while !isFound(state.subject) {
      guard bench.news.wait(timeout: .now() + 60) == .success else { return }
      for findings in bench.box.found.withLock({
        let new = $0
        $0 = []
        return new
      }) {
        guard !isFound(state.subject) else { break }
        _ = state.update(.found(findings))
      }
      bench.desk.look(at: wanted ?? state.investigation)
    }
    bench.desk.look(at: nil)
  }

  fileprivate mutating func askAboutTheRecord() {
    guard let record = state[RecordsScreen.self].record, let snapshot = state.subject.snapshot else { return }
    var investigation = RecordInvestigation()
    if let found = investigation.findings(of: record, in: snapshot) { _ = state.update(.found(found)) }
  }
}
