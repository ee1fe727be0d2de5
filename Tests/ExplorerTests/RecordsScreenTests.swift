import Experiments
import Explorer
import Foundation
import PlainText
import Records
import Statistics
import TerminalCanvas
import Testing

struct RecordsScreenTests {
  private static func configuration(_ dataset: String) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
    (configuration.trainSize, configuration.network) = (150, "mlp:32")
    return configuration
  }

  private static let (digits, table) = (
    Sitting.looking(configuration("digits")), Sitting.looking(configuration("actg175"))
  )

  @Test(arguments: [
    ("records-digits-80x24", 80, 24, GlyphSet.braille, false, "i <Up> <ShiftRight> 9 c"),
    ("records-digits-80x24-ascii", 80, 24, .ascii, false, "n"),
    ("records-digits-120x36", 120, 36, .braille, false, "m"),
    ("records-table-80x24", 80, 24, .ascii, true, "i <Down> <Down> 3 1"),
    ("records-table-120x36", 120, 36, .braille, true, "m"),
    ("records-table-120x36-nearest", 120, 36, .ascii, true, "<Tab> <Tab> <Tab>"),
    ("records-table-160x50", 160, 50, .ascii, true, "n"),
    ("records-digits-60x16", 60, 16, .ascii, false, ""),
  ])
  func theRecordsScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, isTable: Bool, script: String
  ) throws {
    var sitting = isTable ? Self.table : Self.digits
    sitting.play(script)
    sitting.ask()
    try expectRecorded(
      sitting.state.sized(width, height, glyphs: glyphs).drawn().plain + "\n", as: name)
  }

  private static let keys: [Key] =
    [
      .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .enter, .backspace, .delete,
      .pageUp, .pageDown, .home, .end, .control("r"),
    ] + " uUcvhjkl0123456789.-+=anmtszR".map(Key.character)

  /// Whatever is pressed, what is typed in is a record of the data, and Esc gives the keys back.
  @Test(arguments: [true, false]) func noKeysLeaveAnInvalidRecord(isTable: Bool) throws {
    var state = (isTable ? Self.table : Self.digits).state
    let dataset = try #require(state.subject.snapshot?.data.dataset)
    var stream = RandomStream(seed: 7)
    var changes = 0
    for round in 0..<60 {
      _ = state.play("i")
      for _ in 0..<60 {
        let before = state[RecordsScreen.self].record
        let key = Self.keys[Int(stream.uniform() * Double(Self.keys.count))]
        #expect(state.update(.key(key)).allSatisfy { if case .order = $0 { false } else { true } })
        let record = try #require(state[RecordsScreen.self].record)
        #expect(record.obstacle(in: dataset) == nil, "round \(round), \(key.label)")
        #expect(state[RecordsScreen.self].isEntered)
        if record != before { changes += 1 }
      }
      _ = state.play("<Esc>")
      #expect(!state[RecordsScreen.self].isEntered)
      let knob = state.selectedKnob
      _ = state.play(knob == state.visibleKnobs.last ? "<Up>" : "<Down>")
      #expect(state.selectedKnob != knob)
    }
    #expect(changes > 500)
    // Every change can be taken back, as far as changes are kept.
    _ = state.play("i")
    let last = state[RecordsScreen.self].record
    _ = state.play(String(repeating: "u ", count: 20) + String(repeating: "U ", count: 20))
    #expect(state[RecordsScreen.self].record == last)
    // Tab leaves with the keys it takes.
    _ = state.play("<Tab>")
    #expect(!state[RecordsScreen.self].isEntered && state[RecordsScreen.self].focus == .answer)
  }

  /// The keys are those of the footer.
  @Test func theFooterShowsTheKeysAsTheyAre() {
    var state = Self.table.state.sized(120, 36)
    #expect(state.lines.last?.contains("i edit") == true)
    _ = state.play("<Enter>")
    #expect(state[RecordsScreen.self].isEntered && state.overlay == nil)
    #expect(state.lines.last?.contains("Esc done") == true && state.lines.last?.contains("quit") == false)
    _ = state.play("w")
    #expect(state.notice?.text.contains("Esc gives the keys back") == true)
    _ = state.play("<Esc>")
    #expect(state.lines.last?.contains("i edit") == true)
  }

  /// A number is typed within what the column has, and what is not within stays to be mended.
  @Test func aFieldIsTypedAndTurned() throws {
    var state = Self.table.state.sized(120, 36)
    let fields = RecordField.fields(of: try #require(state.subject.snapshot?.data.dataset))
    let age = try #require(fields.firstIndex { $0.name == "age" })
    let value = { (state: ExplorerState) in
      state[RecordsScreen.self].record?.values[fields[age].columns.lowerBound]
    }
    _ = state.play("i" + String(repeating: " <Down>", count: age + 1))
    _ = state.play("4 1 <Enter>")
    #expect(value(state) == 41)
    _ = state.play("<Right> <Right> <Left>")
    #expect(value(state) == 42)
    _ = state.play("9 9 9 <Enter>")
    #expect(value(state) == 42 && state.notice?.text.contains("cannot be 999") == true)
    _ = state.play("<Backspace> <Backspace> <Backspace> <Backspace> u u u u")
    #expect(value(state) == 41 || value(state) != 42)
    _ = state.play("<Delete>")
    let median = value(state)
    _ = state.play("<Esc> a")
    #expect(value(state) == median)
  }

  /// Until the changed record was asked about, an answer is awaited.
  @Test func anEditIsAskedAbout() {
    var sitting = Self.table
    sitting.ask()
    #expect(!sitting.state.isAwaitingAnswer)
    sitting.play("i <Down> <Right> <Esc>")
    #expect(sitting.state.isAwaitingAnswer)
    sitting.ask()
    #expect(!sitting.state.isAwaitingAnswer)
    sitting.play("i <Right> <Esc> 1")
    #expect(!sitting.state.isAwaitingAnswer)
  }

  /// Margins below zero are ends of an axis too: their sign takes a place of its own.
  @Test(arguments: [
    (0.0, "0"), (-0.12345, "-0.123"), (-1.23456, "-1.23"), (-9.2e30, "-9.2e30"),
    (123456, "1.2e5"),
    (99.999, "100"), (1234.6, "1235"),
  ])
  func anAxisEndsWithANumber(value: Double, label: String) {
    #expect(axisLabel(value) == label)
  }

  /// A click on a field enters it there, and on a pixel.
  @Test func aClickEntersTheRecord() throws {
    var state = Self.table.state.sized(120, 36)
    let row = try #require(state.lines.firstIndex { $0.contains("  age  ") })
    _ = state.update(.pointer(PointerEvent(.click, column: 40, row: row)))
    #expect(state[RecordsScreen.self].isEntered)
    _ = state.play("3 3 <Enter> <Esc>")
    #expect(state.lines[row].contains(" 33 "))
    var picture = Self.digits.state.sized(80, 24)
    _ = picture.update(.pointer(PointerEvent(.click, column: 1, row: 4)))
    _ = picture.play("<Space>")
    #expect(picture[RecordsScreen.self].record?.values[0] == 16)
    let footer = try #require(picture.lines.last)
    let done = footer.distance(
      from: footer.startIndex, to: try #require(footer.firstRange(of: "Esc done")).lowerBound)
    _ = picture.update(.pointer(PointerEvent(.click, column: done, row: 23)))
    #expect(!picture[RecordsScreen.self].isEntered)
  }

  /// A key plants the record from the next restart on; the run that begins has it, and the screen has both runs side by side.
  @Test func aPlantedRecordIsSeenBeforeAndAfter() throws {
    var sitting = Self.digits
    sitting.play("i <ShiftRight> <ShiftDown> <ShiftLeft> <ShiftUp> c <Esc>")
    sitting.ask()
    let record = try #require(sitting.state[RecordsScreen.self].record)
    #expect(sitting.play("t").isEmpty)
    #expect(sitting.state.draft.planted == [record] && sitting.state.hasPending)
    #expect(sitting.state.drawn().plain.contains("planted with R"))
    // A second time takes it out again.
    sitting.play("t")
    #expect(sitting.state.draft.planted.isEmpty && !sitting.state.hasPending)
    sitting.play("t")
    let begun = sitting.play("R").beginnings
    #expect(begun.map(\.configuration.planted) == [[record]])
    #expect(sitting.state[RecordsScreen.self].record == record)
    sitting.train(60)
    sitting.ask()
    let drawn = sitting.state.sized(120, 36).drawn().plain
    #expect(drawn.contains("since this run") && drawn.contains("not planted, step 60"))
    #expect(drawn.contains("1 planted"))
    var after = sitting.state.sized(120, 36)
    _ = after.play("<Space> <Tab> <Tab> <Tab> <Tab>")
    #expect(after.drawn().plain.contains("now planted, before not planted"))
    let spoken = after[RecordsScreen.self].content(of: .overSteps, in: after.context).sentence
    #expect(
      spoken.contains("in this run, where it is planted")
        && spoken.contains("in the run before, where it was not planted"))
    #expect(after.screen.sentence(in: after.context)?.contains("the run's log holds it") == true)
    // It is asked for by its number again, and taken out.
    _ = after.play("a c")
    #expect(after[RecordsScreen.self].record == record)
    _ = after.play("t")
    #expect(after.draft.planted.isEmpty && after.hasPending)
    // A knob that is turned back leaves it as it is.
    after.draft.planted = [record]
    _ = after.play(": set <Space> seed <Space> 3 <Enter> u")
    #expect(after.draft.planted == [record])
  }

  /// Nine are too many, in a sentence.
  @Test func asManyAsAClassMay() {
    var state = Self.digits.state
    for shade in 1...8 { _ = state.play("i \(shade) <Esc> t") }
    #expect(state.draft.planted.count == 8)
    _ = state.play("i 9 <Esc> t")
    #expect(state.draft.planted.count == 8)
    #expect(state.notice?.text == "9 records cannot be planted in one run. Plant 8 at most.")
  }

  /// No file but the log holds it.
  @Test func nothingButTheLogHoldsThePlantedRecord() throws {
    var sitting = Self.digits
    sitting.play("i <Space> <Esc> t R")
    sitting.train(20)
    sitting.play("<Space>")
    let copied = sitting.play("y")
    #expect(copied.copied.isEmpty)
    #expect(
      sitting.state.notice?.text.hasPrefix(
        "A state string cannot hold the record that was planted in this run")
        == true)
    for kind in ["text", "svg", "ansi"] {
      sitting.play(": export <Space> \(kind) <Enter>")
      #expect(sitting.state.notice?.text.contains("no file is to hold but the log") == true)
    }
    let record = try #require(sitting.state[RecordsScreen.self].record)
    let values = record.values.map { "\(Int($0))" }.joined(separator: ",")
    for kind in ["json", "report"] {
      let files = sitting.play(": export <Space> \(kind) <Enter>").files
      let text = files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
      #expect(!text.isEmpty && !text.contains(values), "\(kind)")
      #expect(text.contains(kind == "json" ? #""planted" : 1"# : "1 planted record was trained on"))
    }
    #expect(sitting.run?.finishedLog.text.contains(values) == true)
    guard case .speak(let spoken) = sitting.state.plainCommand("state") else {
      Issue.record("a state is spoken")
      return
    }
    #expect(spoken.first?.hasPrefix("A state string cannot hold") == true)
  }

  /// The record stays over restarts of the same data set, and gives way to another's.
  @Test func theRecordStaysWithItsData() throws {
    var sitting = Self.digits
    sitting.play("i <Space> <Esc>")
    let record = try #require(sitting.state[RecordsScreen.self].record)
    sitting.play("R")
    #expect(sitting.state[RecordsScreen.self].record == record)
    sitting.play("t : preset <Space> actg175 <Enter>")
    #expect(sitting.state[RecordsScreen.self].record?.values.count != 64)
    #expect(sitting.state.draft.planted.isEmpty)
  }

  /// Whoever hears the screen hears what it shows.
  @Test func everyPaneIsSpoken() {
    var state = Self.table.state
    guard case .speak(let lines) = state.plainCommand("describe") else { return }
    let said = lines.joined(separator: "\n")
    for word in ["Record: A record with the label", "Answer: At step", "of 100 outsiders", "Nearest members"]
    {
      #expect(said.contains(word), "\(word)")
    }
    _ = state.plainCommand("field age 44")
    guard case .speak(let changed) = state.plainCommand("describe record") else { return }
    #expect(changed.first?.contains("age 44") == true)
    guard case .speak(let refused) = state.plainCommand("field age 999") else {
      Issue.record("it is refused")
      return
    }
    #expect(refused.first?.contains("cannot be 999") == true)
  }
}

extension Sitting {
  /// A run of 60 steps with the Records screen, at rest.
  fileprivate static func looking(_ configuration: ExperimentConfiguration) -> Sitting {
    var sitting = Sitting(configuration)
    sitting.train(60)
    sitting.play("<Space> 3")
    sitting.ask()
    return sitting
  }

  /// What the investigation of the record finds.
  fileprivate mutating func ask() {
    guard let record = state[RecordsScreen.self].record, let snapshot = state.subject.snapshot else { return }
    var investigation = RecordInvestigation()
    if let found = investigation.findings(of: record, in: snapshot) { _ = state.update(.found(found)) }
  }
}
