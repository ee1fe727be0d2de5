package import Experiments
import Records
import Statistics
import TerminalCanvas

/// The Records screen: a record of one's own, typed or drawn, what the model says of it, and how much like a member's that looks;
/// and the record put into the training set.
package struct RecordsScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case edit
    case beginWithUsual, beginWithOutsider, beginWithMember, nextPlanted
    case togglePlanted
    case nextScore
    case listAtRisk, nextSlicing, delete
    /// Of a table, as a person types it.
    case set(field: String, to: String)
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case record, answer, score, nearest, overSteps, atRisk, slices, numbers, readouts
  }

  package static let title = "Records"
  package static let purpose = "type yourself in: would you be found?"
  package static let focusable: [Pane] = [
    .record, .answer, .score, .nearest, .overSteps, .atRisk, .slices, .numbers, .readouts,
  ]
  package static let readouts = Pane.readouts

  package static let commands: [ScreenCommand<Action>] =
    [
      ScreenCommand(
        "edit-record", .edit,
        "enter the record: arrows move and change, digits type or shade, Space inks, u undoes, Esc gives the keys back",
        keys: [.character("i")], hint: "edit", before: .knob(.turnKnob(by: 1))),
      ScreenCommand(
        "plant-record", .togglePlanted,
        "put the record into the training set from a restart on, or take it out",
        keys: [.character("t")], hint: "plant", before: .knob(.turnKnob(by: 1))),
      ScreenCommand(
        "usual-record", .beginWithUsual, "begin with the median person, or an empty picture",
        keys: [.character("a")], hint: "n m begin with", before: .view(.focusPane(by: 1))),
      ScreenCommand(
        "outsider-record", .beginWithOutsider, "begin with somebody the model was not trained on",
        keys: [.character("n")], before: .view(.focusPane(by: 1))),
      ScreenCommand(
        "member-record", .beginWithMember, "begin with somebody the model was trained on",
        keys: [.character("m")], before: .view(.focusPane(by: 1))),
      ScreenCommand(
        "record-score", .nextScore,
        "score the record by its margin, by LiRA, or by models with it and without",
        keys: [.character("s")], hint: "score", before: .view(.zoom)),
      ScreenCommand(
        "planted-record", .nextPlanted, "begin with the next record that is planted", keys: [.character("c")],
        before: .view(.zoom)),
    ] + riskCommands

  package var focus = Pane.record {
    didSet { (isEntered, risk.isEntered) = (false, false) }
  }
  /// Whether the record takes the keys.
  package internal(set) var isEntered = false
  /// By which the record is ranked.
  var score = RecordScore.margin
  /// nil until the data are there.
  var editor: RecordEditor?
  /// The record's margin over the steps of this run, and of the run looked at before.
  var trails = RecordTrails()
  /// The members most exposed: which of them is looked at, and what is asked of them.
  package internal(set) var risk = RiskChoice()
  private var formGeneration: Int?
  private var references: RecordFocus.References?
  /// How often somebody was drawn to begin with.
  private var drawCount = 0

  package init() {}

  /// What is typed in; nil until the data are there.
  package var record: PlantedRecord? { editor?.record }

  package var investigation: InvestigationRequest? {
    editor.map {
      InvestigationRequest(RecordInvestigation.self, RecordFocus(record: $0.record, references: references))
        .together(with: isListing ? risk.investigations : [])
    }
  }

  package var showsTypedRecord: Bool { true }

  package func isAwaitingAnswer(in context: ScreenContext) -> Bool {
    let subject = context.subject
    guard let record, let data = subject.snapshot?.data, !subject.isLookingBack,
      record.obstacle(in: data.dataset) == nil
    else { return false }
    return subject.findings(RecordFindings.self)?.record != record
  }

  package func isWorking(in context: ScreenContext) -> Bool {
    guard isListing, context.subject.obstacleToMembership == nil else { return false }
    let exposure = context.subject.findings(ExposureFindings.self)
    guard exposure?.obstacle == nil else { return false }
    let shadows = context.subject.findings(MembershipFindings.self)?.shadows
    return exposure?.progress != nil || shadows.map { $0.finished < $0.count } ?? true
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    let asked = AskedRecord(screen: self, context: context)
    guard let margin = asked.findings?.margin, margin.otherCount > 0 else {
      return Headline.usual(in: context)
    }
    return [
      Headline(name: "above outsiders, of 100", value: "\(margin.hundredOutsiders)", ink: .nonMember),
      Headline(
        name: "\(context.glyphs.diagnosticMark)above members, of 100", value: "\(margin.hundredMembers)",
        ink: .member),
    ] + Headline.usual(in: context).filter { $0.ink != .member && $0.ink != .test }
  }

  package mutating func follow(_ context: ScreenContext) {
    let subject = context.subject
    if let snapshot = subject.snapshot, formGeneration != snapshot.generation {
      formGeneration = snapshot.generation
      let form = RecordForm(of: snapshot.data)
      if editor?.form.isOfSameData(as: form) == true {
        editor?.form = form
      } else {
        editor = RecordEditor(form)
        isEntered = false
      }
    }
    risk.follow(subject)
    references = subject.findings(MembershipFindings.self).map {
      RecordFocus.References(step: $0.step, count: $0.shadows.finished)
    }
    if let findings = subject.findings(RecordFindings.self), findings.record == record {
      trails.take(findings)
    }
  }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    guard let data = context.subject.snapshot?.data, let form = editor?.form else { return [] }
    switch action {
    case .edit:
      focus = .record
      isEntered = true
    case .beginWithUsual: editor?.begin(with: form.usual, from: .usual)
    case .beginWithOutsider: draw(from: data.split.nonMembers, .outsider, data)
    case .beginWithMember: draw(from: data.split.members, .member, data)
    case .nextPlanted:
      guard !context.planted.isEmpty else { break }
      let place = record.flatMap { context.planted.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      let next = context.planted[place % context.planted.count]
      guard next.obstacle(in: data.dataset) == nil else { break }
      editor?.begin(with: next, from: .planted(place % context.planted.count))
    case .nextScore: score = score.next
    case .listAtRisk: toggleList()
    case .nextSlicing: turnSlicing(in: context)
    case .delete: delete(in: context)
    case .set(let field, let text): _ = editor?.set(field, to: text)
    case .togglePlanted: break
    }
    return []
  }

  private mutating func draw(from rows: [Int], _ origin: RecordEditor.Origin, _ data: ExperimentData) {
    guard !rows.isEmpty, let form = editor?.form else { return }
    drawCount += 1
    var stream = RandomStream(seed: 0).split("records screen").split("\(drawCount)")
    let row = rows[Int(stream.uniform() * Double(rows.count))]
    editor?.begin(with: form.record(at: row, of: data), from: origin)
  }

  package func request(_ action: Action, in context: ScreenContext) -> Explorer.Action? {
    guard action == .togglePlanted, let record else { return nil }
    return .run(
      .plant(
        context.planted.contains(record)
          ? context.planted.filter { $0 != record } : context.planted + [record]))
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    if pane == .readouts { return Readouts(context: context).content }
    let asked = AskedRecord(screen: self, context: context)
    var content =
      switch pane {
      case .record: RecordPane(asked: asked).content
      case .answer: asked.answer
      case .score: RecordScorePane(asked: asked).content
      case .nearest: NearestMembers(asked: asked).content
      case .overSteps: asked.overSteps
      case .atRisk: RiskList(asked: asked).content
      case .slices: SliceTable(asked: asked).content
      case .numbers, .readouts: RecordFigures(asked: asked).content
      }
    content.basis = asked.basis
    return content
  }

  package func sentence(in context: ScreenContext) -> String? {
    AskedRecord(screen: self, context: context).sentence
  }
}
