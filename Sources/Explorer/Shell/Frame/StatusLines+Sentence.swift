import Experiments
import TerminalCanvas

// The sentence of the moment, above the keys.
extension StatusLines {
  /// What went wrong, what stands in the way of a finite ε, or what waits; and below it what the run does, or the chosen knob.
  ///
  /// Sentences that `area` is too low for grow upwards, over what is there.
  func drawSentence(on canvas: inout Canvas, in area: Rect) {
    let lines = sentences(width: area.width - 2, lineCount: area.height).flatMap { sentence in
      wrapped(sentence.text, width: area.width - 2).map { ($0, sentence.ink) }
    }
    let bottom = area.row + area.height
    let top = min(area.row, bottom - lines.count)
    let grown = Rect(column: area.column, row: top, width: area.width, height: bottom - top)
    canvas.fill(grown)
    for (offset, (line, ink)) in lines.enumerated() {
      canvas.write(line, column: grown.column + 1, row: grown.row + offset, ink: ink, in: grown)
    }
  }

  private func sentences(width: Int, lineCount: Int) -> [(text: String, ink: Ink)] {
    if let notice = state.notice { return [(glyphs.spelled(notice.text), notice.ink)] }
    let warning = warning
    let taken = warning.map { wrapped($0.text, width: width).count } ?? 0
    let room = max(1, lineCount - taken)
    let standing = cut(standing(fitting: width * room), to: room, width: width)
    return [warning, (standing, .text)].compactMap { $0 }
  }

  /// As many lines of it as there is room for: charts are not covered by what stands there all the time.
  private func cut(_ text: String, to lineCount: Int, width: Int) -> String {
    let lines = wrapped(text, width: width)
    guard lines.count > lineCount else { return text }
    let kept = lines.prefix(lineCount)
    return kept.dropLast().map { $0 + " " }.joined()
      + glyphs.shortened((kept.last ?? "") + " " + lines[lineCount], to: width)
  }

  private var warning: (text: String, ink: Ink)? {
    if subject.moment?.isDiverged == true {
      return (
        "Training diverged: losses are no longer finite, and attacks say nothing. Lower the learning rate, then R.",
        .danger
      )
    }
    if state.branch != nil {
      let step = grouped(subject.moment?.step ?? 0)
      return (
        "* turned at \(subject.stepNoun) \(step): Space goes on from there as a run of its own, u or Esc leaves it as it was.",
        .warning
      )
    }
    if state.hasPending {
      return ("* waits for a restart: R starts anew with the present knobs.", .warning)
    }
    if let step = state.spoiltSince {
      return (
        "\(glyphs.epsilon) is \(glyphs.infinity) for good: \(subject.stepNoun) \(grouped(step)) had no noise. R restarts with the present knobs.",
        .danger
      )
    }
    return nil
  }

  /// What the run does while it goes on; what the screen or the chosen knob is about when it rests, and when that is asked.
  private func standing(fitting width: Int) -> String {
    let knob = KnobPane(state: state).explanation
    if state.isKnobAsked { return knob }
    if state.screen.tellsOfSteps, let said = state.screen.sentence(in: state.context) {
      // What was done goes before what came of it.
      let told = narration(fitting: width / 2)
      let isDone = subject.snapshot?.commands.isEmpty == false
      return (isDone ? [told, said] : [said, told]).compactMap { $0 }.joined(separator: " ")
    }
    if let narration = narration(fitting: width),
      subject.isRunning || state.screen.sentence(in: state.context) == nil, isTelling
    {
      return narration
    }
    return state.screen.sentence(in: state.context) ?? knob
  }

  /// Shorter by what breaking lines between words may cost.
  private func narration(fitting width: Int) -> String? {
    Narration(
      subject: subject, glyphs: glyphs, hidden: state.hiddenKnobs,
      pinned: state.pinnedSubject(ofAnotherRun: true)
    )
    .sentence(fitting: width - (width > 80 ? 12 : 0))
  }

  /// A run that rests tells what was done to it last, where anything was.
  private var isTelling: Bool {
    subject.isRunning || subject.snapshot?.commands.isEmpty == false || state.pinned != nil
  }
}
