import DifferentialPrivacy
import Experiments
import PlainText
import TerminalCanvas

/// What a person takes home of a run, in Markdown: what it was, what was tried, what came of it with what that means, and the log
/// by which all of it can be verified.
struct LabReportText {
  let state: ExplorerState
  let snapshot: Snapshot
  /// Of the step of the snapshot.
  let moment: Moment

  /// nil where the newest figures are of an earlier step than the log's end.
  init?(state: ExplorerState, snapshot: Snapshot) {
    guard let moment = state.subject.history.moments.last, moment.step == snapshot.step else { return nil }
    (self.state, self.snapshot, self.moment) = (state, snapshot, moment)
  }

  private var context: ScreenContext {
    var subject = state.subject
    subject.scrubIndex = nil
    return ScreenContext(subject: subject, rendering: Rendering(glyphs: .braille, hasShades: false))
  }

  var markdown: String {
    ([
      "# \(LabReport.prose(snapshot.settings.dataset)): a run of \(grouped(snapshot.step)) \(noun)s", "",
      StateString(of: state).map { "State string: `\(LabReport.prose($0.text))`" } ?? "", "",
      verification,
      "",
      snapshot.settings.bug.map {
        "**BROKEN on purpose: \(LabReport.prose($0.effect)).** Every ε here is a claim, and false.\n"
      } ?? "", "## What was run", "",
    ]).map { $0 + "\n" }.joined() + LabReport.knobTable(of: snapshot.startConfiguration)
      + (["", "## What was tried", ""] + tried.map(LabReport.prose) + ["", "## Figures", ""]).map {
        $0 + "\n"
      }
      .joined()
      + moment.figures.markdown + "\n"
      + ([
        LabReport.platformHere, "", "† marks what is drawn from training data: ε does not cover it.", "",
        "## What they mean", "",
      ] + meanings.map(LabReport.prose)
      + ["", "## Charts", ""] + charts + ["", "## What ε covers", ""]
      + (coverage + comparison).map(LabReport.prose) + [
        "", "## Log", "",
      ])
      .map { $0 + "\n" }.joined() + LabReport.block(for: snapshot.finishedLog)
  }

  private var noun: String { snapshot.settings.stepNoun }

  private var verification: String {
    let count = snapshot.startConfiguration.planted.count
    return count == 0
      ? "Verify it with `glasshouse replay --verify FILE`: the run is repeated, and every figure of the table compared."
      : "\(count) planted record\(count == 1 ? " was" : "s were") trained on, beside the pool. The report does not hold \(count == 1 ? "it" : "them"), so that only the run's own log can be verified."
  }

  /// The log in words.
  private var tried: [String] {
    var settings = snapshot.startConfiguration
    var lines = ["* From \(noun) 0 the knobs stood as above."]
    for command in snapshot.commands {
      if let told = command.told {
        lines.append("* Before \(noun) \(grouped(command.step + 1)) \(told).")
      }
      guard case .set(let knob, let value) = command.action else { continue }
      lines.append(
        "* At \(noun) \(grouped(command.step)) the \(knob.sentenceTitle) went from \(settings[knob]) to \(value)."
      )
      settings = (try? settings.setting(knob, to: value)) ?? settings
    }
    lines.append("* The run was looked at last at \(noun) \(grouped(snapshot.step)).")
    if let told = Narration(subject: context.subject, glyphs: .braille).sentence { lines.append("* \(told)") }
    return lines
  }

  private static let explained: [Term] = [
    .testAccuracy, .accuracyGap, .membershipAUC, .foundAtOnePercent, .recognised, .epsilon,
  ]

  private var meanings: [String] {
    Self.explained.flatMap { term in
      let explanation = Explanation(of: term, in: context)
      return [
        "**\(explanation.name).** \(explanation.plain) \(explanation.notMeaning) (\(explanation.paper))", "",
      ]
    }
  }

  /// The charts of the Train screen, as text.
  private var charts: [String] {
    let screen = state[TrainScreen.self]
    return [TrainScreen.Pane.accuracy, .membership, .epsilon, .roc].flatMap { pane in
      let content = screen.content(of: pane, in: context)
      var canvas = Canvas(width: 76, height: 14)
      canvas.draw(content, in: canvas.bounds, rendering: context.rendering)
      return ["```text", canvas.text.trimmedAtEnd, "```", "", LabReport.prose(content.sentence), ""]
    }
  }

  private var coverage: [String] { Explanation(of: .epsilon, in: context).details }

  /// How it stands beside the pinned run, where another one is pinned.
  private var comparison: [String] {
    guard let pinned = state.pinned, pinned.number != state.runNumber else { return [] }
    let other = pinned.subject(at: moment.step)
    let told = Narration(subject: context.subject, glyphs: .braille, pinned: other).sentence ?? ""
    return ["", "## Beside the pinned run", "", told]
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
