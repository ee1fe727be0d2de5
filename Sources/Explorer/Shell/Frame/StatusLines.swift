import Experiments
import FederatedLearning
import PlainText
import PrivacyAccounting
import TerminalCanvas

/// The lines around the panes: tabs, the run, the keys.
struct StatusLines {
  let state: ExplorerState

  var subject: Subject { state.subject }
  var glyphs: GlyphSet { state.rendering.glyphs }

  /// The tabs, each in its columns; where there is no room for all titles whole, which go before the program's name, the first
  /// letters of those not shown.
  func tabs(in line: Rect) -> [(text: String, place: Int, columns: Range<Int>)] {
    let titles = state.screens.map { type(of: $0).title }
    let keys = titles.indices.map { place in
      state.commandTable.key(for: .view(.showScreen(place)), on: place == 0 ? min(1, titles.count - 1) : 0)
        .map { "\($0.label) " } ?? ""
    }
    let texts = { (letters: Int) in
      titles.indices.map {
        " \(keys[$0])\($0 == state.shown ? titles[$0] : String(titles[$0].prefix(letters))) "
      }
    }
    let fitting =
      ([20] + (1...8).reversed()).map(texts).first { $0.reduce(0) { $0 + $1.displayWidth } <= line.width }
      ?? texts(1)
    var column = line.column
    return fitting.enumerated().map { place, text in
      defer { column += text.displayWidth }
      return (text, place, column..<column + text.displayWidth)
    }
  }

  private static let name = "glasshouse "

  func drawTabs(on canvas: inout Canvas, in line: Rect) {
    let tabs = tabs(in: line)
    for (text, place, columns) in tabs {
      let isShown = place == state.shown
      canvas.write(
        text, column: columns.lowerBound, row: line.row, ink: isShown ? .selection : .dim, isBold: isShown,
        isReversed: isShown, in: line)
    }
    // Whole titles are worth more than the program's own name.
    guard (tabs.last?.columns.upperBound ?? 0) + Self.name.displayWidth <= line.column + line.width else {
      return
    }
    canvas.writeTrailing(Self.name, row: line.row, ink: .title, in: line)
  }

  func drawRun(on canvas: inout Canvas, in line: Rect) {
    let (mark, ink): (String, Ink) =
      state.replay != nil
      ? (" \(glyphs.runningMark) REPLAY ", .warning)
      : subject.isRunning
        ? (" \(glyphs.runningMark) RUN ", .good) : (" \(glyphs.pausedMark) PAUSED ", .warning)
    var column = canvas.write(mark, column: line.column, row: line.row, ink: ink, isBold: true, in: line)
    for (text, ink) in watermark + runParts {
      // What comes after what does not fit matters less than that.
      guard column + 2 + text.displayWidth <= line.column + line.width else { break }
      column = canvas.write("  \(text)", column: column, row: line.row, ink: ink, in: line)
    }
  }

  /// That the trainer is broken on purpose: before all else, so that no line is too short for it.
  private var watermark: [(String, Ink)] {
    Knob.bug.mention(subject.running).map { [($0, .danger)] } ?? []
  }

  private var runParts: [(String, Ink)] {
    guard let snapshot = subject.snapshot else { return [("reading \(state.draft.dataset.harmless)", .text)] }
    if let replay = state.replay { return replayParts(replay, snapshot) }
    let isLookingBack = subject.isLookingBack
    let settings = isLookingBack ? subject.moment?.settings ?? snapshot.settings : snapshot.settings
    let step = isLookingBack ? subject.moment?.step ?? 0 : snapshot.step
    let noun = settings.stepNoun
    var parts: [(String, Ink)] = [("\(noun) \(grouped(step))", .text)]
    if isLookingBack { parts[0] = ("looking back at \(noun) \(grouped(step))", .warning) }
    parts.append(epsilon(at: step, snapshot))
    if let pinned = state.pinnedMention { parts.append(("\(glyphs.pinnedMark)\(pinned)", .pinned)) }
    if !isLookingBack {
      parts.append((progress(of: snapshot), .text))
    }
    let speed =
      state.pace.stepsPerSecond == nil && subject.isRunning
      ? ", \(grouped(Int(snapshot.stepsPerSecond))) \(noun)s/s" : ""
    parts.append((state.pace.title(of: noun) + speed, .text))
    let named: [(Knob, String)] = [
      (.dataset, settings.dataset.harmless), (.network, settings.network),
      (.trainSize, "n \(settings.trainSize)"),
    ]
    let told = named.filter { !state.hiddenKnobs.contains($0.0) }.map(\.1).joined(separator: " ")
    if !told.isEmpty { parts.append((told, .text)) }
    if !settings.planted.isEmpty { parts.append(("\(settings.planted.count) planted", .warning)) }
    parts += Knob.all.filter { $0 != .bug }.compactMap { $0.mention(settings) }.map { ($0, .warning) }
    if !state.hiddenKnobs.contains(.seed) { parts.append(("seed \(settings.seed)", .dim)) }
    if state.width >= 110 {
      parts.append((settings.secureNoise ? "system noise" : "seeded, not private", .dim))
    }
    return parts
  }

  /// How often everybody took part, or of a federation who did in the last round.
  private func progress(of snapshot: Snapshot) -> String {
    guard let federation = snapshot.federation else { return "epoch \(decimal(snapshot.totals.epochs, 1))" }
    let sums = snapshot.settings.federation.aggregation == .secure ? ", secure" : ""
    return federation.lastRound.map {
      "\($0.participants.count) of \(federation.clientCount) clients\(sums)"
    } ?? "\(federation.clientCount) clients\(sums)"
  }

  /// How far it is, and when it will be there.
  private func replayParts(_ replay: Trainer.ReplayProgress, _ snapshot: Snapshot) -> [(String, Ink)] {
    var parts: [(String, Ink)] = [
      ("\(snapshot.settings.stepNoun) \(grouped(replay.step)) of \(grouped(replay.end))", .text)
    ]
    if replay.step > 0, snapshot.seconds > 0 {
      let left = snapshot.seconds / Double(replay.step) * Double(replay.end - replay.step)
      parts.append(("\(Int(left.rounded(.up))) s left", .text))
    }
    return parts + [("Esc stops there", .dim), (snapshot.settings.dataset.harmless, .text)]
  }

  /// The one figure of ε there is, with its step where that is an earlier one; while there is none yet, what the filter says,
  /// under its name.
  private func epsilon(at step: Int, _ snapshot: Snapshot) -> (String, Ink) {
    guard let account = subject.account else {
      let spent = snapshot.filter.epsilon
      return (glyphs.spelled("ε \(decimal(spent, 2)) by Rényi"), spent.isFinite ? .bound : .danger)
    }
    let kind = account.qualifier.map { " \($0)" } ?? ""
    let at = account.step < step ? " at \(grouped(account.step))" : ""
    return (
      glyphs.spelled("ε \(roundedUp(account.epsilon))\(kind)\(at)"),
      account.epsilon.isFinite ? .bound : .danger
    )
  }

  /// The keys that fit, each with its word, in its columns.
  func hints(in line: Rect) -> [(
    command: ExplorerCommand, text: (key: String, word: String), columns: Range<Int>
  )] {
    var column = line.column + 1
    return state.commands.compactMap { command in
      guard let text = hint(of: command) else { return nil }
      let width = text.key.displayWidth + 1 + text.word.count + 2
      guard column + width <= line.column + line.width + 2 else { return nil }
      defer { column += width }
      return (command, text, column..<column + width)
    }
  }

  /// Keys that go two ways are shown together.
  private func hint(of command: ExplorerCommand) -> (key: String, word: String)? {
    guard let word = command.hint, let key = command.keys.first else { return nil }
    switch (command.action, key) {
    case (.knob(.turnKnob), .right): return (glyphs == .ascii ? "Left Right" : "←→", word)
    case (.knob(.selectKnob), .down): return (glyphs == .ascii ? "Up Down" : "↑↓", word)
    case (.run(.togglePause), _): return (key.label, subject.isRunning ? word : "go on")
    default: return (key.label, word)
    }
  }

  /// The keys of what was entered on the screen, as far as they fit, in their columns; nil where commands have the keys.
  func enteredHints(in line: Rect) -> [(hint: KeyHint, columns: Range<Int>)]? {
    var column = line.column + 1
    return state.screen.enteredKeys(in: state.context)?.compactMap { hint in
      let width = hint.label.displayWidth + 1 + hint.word.count + 2
      guard column + width <= line.column + line.width + 2 else { return nil }
      defer { column += width }
      return (hint, column..<column + width)
    }
  }

  func drawFooter(on canvas: inout Canvas, in line: Rect) {
    if let entered = enteredHints(in: line) {
      for (hint, columns) in entered {
        let column = canvas.write(
          hint.label, column: columns.lowerBound, row: line.row, ink: .focus, isBold: true, in: line)
        canvas.write(" \(hint.word)  ", column: column, row: line.row, ink: .dim, in: line)
      }
      return
    }
    for (command, text, columns) in hints(in: line) {
      let isPossible = command.obstacle(state) == nil
      let column = canvas.write(
        text.key, column: columns.lowerBound, row: line.row, ink: isPossible ? .focus : .dim,
        isBold: isPossible, in: line)
      canvas.write(" \(text.word)  ", column: column, row: line.row, ink: .dim, in: line)
    }
  }
}
