import DifferentialPrivacy
import Experiments
import FederatedLearning
import PlainText
import Records
import TerminalCanvas

/// What a line means that was typed where there is no screen.
public enum PlainCommand: Sendable {
  case nothing
  case speak([String])
  /// So many steps, then rest.
  case advance(Int)
  /// On until something is typed.
  case run
  case perform([Effect])
  case quit
}

// The words of the palette, and a few that only make sense without a screen.
extension ExplorerState {
  public mutating func plainCommand(_ line: String) -> PlainCommand {
    notice = nil
    let line = String(line.harmless.prefix(ListOverlay.longestText))
    let words = line.split(separator: " ").map(String.init)
    guard let verb = words.first?.lowercased() else { return .nothing }
    let rest = words.dropFirst().joined(separator: " ").lowercased()
    switch verb {
    case "quit", "exit": return .quit
    case "help": return .speak(plainHelp)
    case "describe": return .speak(description(of: rest))
    case "explain": return .speak(explanation(of: rest))
    case "glossary": return .speak(glossaryItems.map(\.title).map(rendering.glyphs.spelled))
    case "runs":
      return .speak(
        listedRuns.enumerated().map {
          "\($0 + 1): \(rendering.glyphs.spelled($1.title)), \(grouped($1.beginning.step)) \($1.beginning.configuration.stepNoun)s."
        })
    case "state":
      if rest.isEmpty {
        let none = obstacleToStateString?.harmless ?? "No run has begun yet."
        return .speak([StateString(of: self)?.text ?? none])
      }
    case "run": return .run
    case "pause": return .nothing
    case "step" where words.count == 1: return .advance(1)
    case "epoch": return .advance(max(1, draft.stepsPerEpoch))
    default: break
    }
    switch reading(of: line) {
    case .action(.run(.advance(let count)), _): return .advance(count)
    case .action(.session(.quit), _): return .quit
    case .action(let action, let said):
      let effects = update(.asked(action))
      if let said, notice == nil || notice?.ink == .text {
        notice = Notice(text: [said, notice?.text].compactMap { $0 }.joined(separator: " "), ink: .good)
      }
      if let text = notice?.text { notice?.text = rendering.glyphs.spelled(text) }
      overlay = nil
      return .perform(effects)
    case .obstacle(let reason): return .speak([rendering.glyphs.spelled(reason)])
    case nil:
      if let verb = Verb.all.first(where: { $0.name == verb }) { return .speak(["Type \(verb.usage)."]) }
      return .speak([unknownCommand(line, help: "help")])
    }
  }

  private var plainHelp: [String] {
    let own = [
      "step [COUNT]: takes steps. epoch: one epoch. run: on until something is typed. pause: rests.",
      "describe [PANE]: what is shown. explain [WORD]: what it means. glossary: all words. runs: the runs there are.",
    ]
    return own + Verb.all.map { "\($0.usage): \($0.title)." }
      + ["Also: \(commands.filter(isPlain).map(\.name).joined(separator: ", ")).", "quit: leaves."]
  }

  /// Whether a command does something where there is no screen.
  private func isPlain(_ command: ExplorerCommand) -> Bool {
    switch command.action {
    case .run, .compare, .knob(.undo), .knob(.redo), .knob(.resetKnob), .screen, .view(.scrub),
      .view(.scrubToStart), .view(.scrubToEnd):
      true
    case .knob, .view, .open, .session, .onScreen: false
    }
  }

  /// Every pane's sentence, or those of the panes that are called so.
  private func description(of name: String) -> [String] {
    let contents = screen.everyContent(in: context, besides: pinnedContext)
    let named = contents.filter { name.isEmpty || $0.title.lowercased().contains(name) }
    guard !named.isEmpty else {
      return ["No pane is called `\(name)`. The panes are \(contents.map(\.title).joined(separator: ", "))."]
    }
    let told =
      name.isEmpty
      ? [
        Narration(subject: subject, glyphs: rendering.glyphs, pinned: pinnedSubject(ofAnotherRun: true))
          .sentence
      ].compactMap { $0 } : []
    return (named.map { "\($0.title): \($0.spoken)" } + told).map(rendering.glyphs.spelled)
  }

  /// What is explained on the screen shown, pane by pane.
  var shownTerms: [Term] { screen.everyContent(in: context, besides: nil).flatMap(\.terms) }

  private func explanation(of name: String) -> [String] {
    if name.isEmpty { return explained(screen.focusedContent(in: context, besides: nil).term) }
    if let knob = knob(called: name) { return [rendering.glyphs.spelled(knob.explanation(shownKnobs))] }
    guard let term = Term.named(name, among: shownTerms) else {
      return [
        rendering.glyphs.spelled(
          "Nothing that is explained is called `\(name)`. \(Spelling.advice(for: name, in: Term.names))")
      ]
    }
    return explained(term)
  }

  /// What is said first.
  public var introduction: [String] {
    guard let snapshot = subject.snapshot else { return ["No run has begun."] }
    let settings = snapshot.settings
    return [
      rendering.glyphs.spelled(
        "\(settings.dataset.harmless), \(settings.network), \(settings.federation.clientCount.map { "\($0) clients, " } ?? "")a training set of \(settings.trainSize) expected, seed \(settings.seed), at \(settings.stepNoun) \(grouped(snapshot.step)).\(settings.bug.map { " BROKEN on purpose: \($0.effect)." } ?? "") `help` lists what can be typed."
      )
    ]
  }

  /// How things stand, in a line.
  public var epochSentence: String {
    guard let moment = subject.moment else { return "Nothing has been measured yet." }
    let epoch = subject.snapshot.map { decimal($0.totals.epochs, 1) } ?? ""
    var parts = [
      subject.running.isFederated
        ? "round \(grouped(moment.step))" : "epoch \(epoch), step \(grouped(moment.step))"
    ]
    if moment.isDiverged { parts.append("training diverged") }
    if let test = moment.test {
      parts.append("test loss \(decimal(test.loss, 2)), test accuracy \(decimal(test.accuracy))")
    }
    if let loss = moment.lossThreshold, !moment.isDiverged {
      parts.append("†membership AUC \(decimal(loss.areaUnderCurve))")
    } else if moment.settings.obstacleToLosses != nil {
      parts.append("labels alone are answered, and no loss is seen")
    }
    let kind = moment.account.qualifier.map { " \($0)" } ?? ""
    let unit = moment.account.unit == .client ? " of a client" : ""
    parts.append("ε\(unit) \(roundedUp(moment.account.epsilon))\(kind)")
    return rendering.glyphs.spelled(parts.joined(separator: ", "))
  }

  /// Steps that the run has taken.
  public var step: Int { subject.snapshot?.step ?? 0 }

  /// Whether the screen shown is about to know more of what was changed on it.
  public var isAwaitingAnswer: Bool { screen.isAwaitingAnswer(in: context) }

  /// Whether something moves by itself on the screen shown.
  public var isPlaying: Bool { screen.isPlaying }

  /// What it has moved to, in words.
  public var played: [String] { [screen.focusedContent(in: context, besides: nil).sentence] }

  /// Whether the run rests, has taken every order, and was looked at where it is.
  public var isSettled: Bool {
    guard let snapshot = subject.snapshot, pendingStarts.isEmpty, replay == nil, !subject.isRunning else {
      return false
    }
    return ordersTaken >= ordersSent && subject.history.moments.last?.step == snapshot.step
  }
}

extension ExplorerState {
  private func explained(_ term: Term) -> [String] {
    let explanation = Explanation(of: term, in: context, against: screen.adversary)
    return explanation.sentences
  }
}

extension PaneContent {
  /// Its sentence, and every figure in it.
  var spoken: String {
    if case .choices(let table) = body { return "\(sentence) \(table.spoken)." }
    guard case .figures(let list) = body else { return sentence }
    let figures = list.figures.filter { !$0.value.isEmpty }.map { figure in
      let difference =
        figure.difference.map { $0 == "=" ? " (as pinned)" : " (\($0) from the pinned run)" } ?? ""
      return "\(figure.name.replacing("  ", with: "").drop { $0 == " " }) \(figure.value)\(difference)"
    }
    return "\(sentence) \(figures.joined(separator: "; "))."
  }
}
