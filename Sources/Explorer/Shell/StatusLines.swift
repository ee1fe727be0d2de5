import Experiments
import PlainText
import PrivacyAccounting
import TerminalCanvas

/// The lines around the panes: tabs, the run, the sentence of the moment, the keys.
struct StatusLines {
  let state: ExplorerState

  private var subject: Subject { state.subject }

  func drawTabs(on canvas: inout Canvas, in line: Rect) {
    var column = line.column
    for (place, screen) in state.screens.enumerated() {
      let isShown = place == state.shown
      let key = CommandTable.key(ofScreen: place).map { "\($0.label) " } ?? ""
      column = canvas.write(
        " \(key)\(type(of: screen).title) ", column: column,
        row: line.row,
        ink: isShown ? .selection : .dim, isBold: isShown, isReversed: isShown, in: line)
    }
    canvas.writeTrailing("glasshouse ", row: line.row, ink: .title, in: line)
  }

  func drawRun(on canvas: inout Canvas, in line: Rect) {
    let glyphs = state.rendering.glyphs
    var column = canvas.write(
      subject.isRunning ? " \(glyphs.runningMark) RUN " : " \(glyphs.pausedMark) PAUSED ",
      column: line.column,
      row: line.row,
      ink: subject.isRunning ? .good : .warning, isBold: true, in: line)
    guard let snapshot = subject.snapshot else {
      canvas.write(" reading \(state.draft.dataset)", column: column, row: line.row, in: line)
      return
    }
    let isLookingBack = subject.isLookingBack
    let settings = isLookingBack ? subject.moment?.settings ?? snapshot.settings : snapshot.settings
    let step = isLookingBack ? subject.moment?.step ?? 0 : snapshot.step
    var parts: [(String, Ink)] = [("step \(grouped(step))", .text)]
    if isLookingBack { parts[0] = ("looking back at step \(grouped(step))", .warning) }
    parts.append(epsilon(at: step, snapshot))
    if !isLookingBack { parts.append(("epoch \(decimal(snapshot.totals.epochs, 1))", .text)) }
    let speed =
      state.pace.stepsPerSecond == nil && subject.isRunning
      ? ", \(grouped(Int(snapshot.stepsPerSecond))) steps/s" : ""
    parts.append((state.pace.title + speed, .text))
    parts.append(("\(settings.dataset) \(settings.network) n \(settings.trainSize)", .text))
    parts += Knob.all.compactMap { $0.mention(settings) }.map { ($0, .warning) }
    parts.append(("seed \(settings.seed)", .dim))
    if line.width >= 110 {
      parts.append((settings.secureNoise ? "system noise" : "seeded, not private", .dim))
    }
    for (text, ink) in parts {
      // What comes after what does not fit matters less than that.
      guard column + 2 + text.displayWidth <= line.column + line.width else { break }
      column = canvas.write("  \(text)", column: column, row: line.row, ink: ink, in: line)
    }
  }

  /// The one figure of ε there is, with its step where that is an earlier one; while there is none yet, what the filter says,
  /// under its name.
  private func epsilon(at step: Int, _ snapshot: Snapshot) -> (String, Ink) {
    let glyphs = state.rendering.glyphs
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

  /// What went wrong, what stands in the way of a finite ε, or what there is to say otherwise.
  ///
  /// A sentence longer than `area` grows upwards, over what is there.
  func drawSentence(_ standing: String, on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    var text = standing
    var ink = Ink.text
    if let notice = state.notice {
      (text, ink) = (notice.text, notice.ink)
    } else if subject.moment?.isDiverged == true {
      text =
        "Training diverged: losses are no longer finite, and attacks say nothing. Lower the learning rate, then R."
      ink = .danger
    } else if let step = state.spoiltSince {
      text =
        "\(glyphs.epsilon) is \(glyphs.infinity) since step \(grouped(step)), which had no noise, and stays so. R restarts with the present knobs."
      ink = .danger
    } else if state.hasPending {
      text = "* waits for a restart: R starts anew with the present knobs."
      ink = .warning
    }
    let lines = wrapped(text, width: area.width - 2)
    let bottom = area.row + area.height
    let top = min(area.row, bottom - lines.count)
    let grown = Rect(column: area.column, row: top, width: area.width, height: bottom - top)
    canvas.fill(grown)
    for (offset, line) in lines.enumerated() {
      canvas.write(line, column: grown.column + 1, row: grown.row + offset, ink: ink, in: grown)
    }
  }

  func drawFooter(on canvas: inout Canvas, in line: Rect) {
    var column = line.column + 1
    for command in CommandTable.commands(on: state.shown) {
      guard let hint = command.hint, let key = command.keys.first else { continue }
      let isPossible = command.obstacle(state) == nil
      let width = key.label.count + 1 + hint.count + 2
      guard column + width <= line.column + line.width else { continue }
      column = canvas.write(
        key.label, column: column, row: line.row, ink: isPossible ? .focus : .dim, isBold: isPossible,
        in: line)
      column = canvas.write(" \(hint)  ", column: column, row: line.row, ink: .dim, in: line)
    }
  }
}
