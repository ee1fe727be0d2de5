import Attacks
import Experiments
import PlainText
import TerminalCanvas

/// What changed last and what it did, before and after, in one plain sentence.
struct Narration {
  let subject: Subject
  let glyphs: GlyphSet
  /// Knobs of which it says no more than that one was turned.
  var hidden: Set<Knob> = []
  /// The run that is pinned, at the same step, where that is another run.
  var pinned: Subject?

  /// The whole of it; nil while there is nothing to tell.
  var sentence: String? { sentence(fitting: .max) }

  /// As many of its figures as fit so many columns, the first one at least.
  func sentence(fitting width: Int) -> String? {
    guard let (occasion, changes) = told else { return nil }
    var text = "\(occasion): \(changes[0])"
    for change in changes.dropFirst() where text.displayWidth + change.displayWidth + 3 <= width {
      text += ", \(change)"
    }
    return glyphs.spelled(text + ".")
  }

  private var noun: String { subject.stepNoun }

  private var told: (occasion: String, changes: [String])? {
    guard let now = subject.moment, !now.isDiverged else { return nil }
    if let pinnedSubject = pinned, let before = pinnedSubject.moment {
      let ended = pinnedSubject.history.moments.last.map(\.step).map { $0 < now.step } ?? false
      return (
        ended
          ? "\(noun.capitalizedFirst) \(grouped(now.step)) beside the pinned run's last, \(grouped(before.step))"
          : "Beside the pinned run at \(noun) \(grouped(before.step))", changes(before, now)
      )
    }
    guard let change = lastChange(notAfter: now.step) else {
      guard let first = subject.history.moments.first, first.step < now.step else { return nil }
      return ("From \(noun) \(grouped(first.step)) to \(grouped(now.step))", changes(first, now))
    }
    let steps =
      change.start == change.end
      ? "at \(noun) \(grouped(change.end))"
      : "from \(noun) \(grouped(change.start)) to \(grouped(change.end))"
    guard let before = subject.history.last(notAfter: change.start), before.step < now.step,
      change.end < now.step
    else { return ("\(change.text) \(steps)", ["the next \(noun)s will show what it does"]) }
    return ("\(change.text) \(steps), and since then", changes(before, now))
  }

  /// Turns of knobs that follow each other so closely, and over so many steps at most, are one change, as when a key is held.
  private static let (longestPause, longestChange) = (40, 80)

  /// The knobs that were turned last, together, and how; turns that left all as it was are none.
  private func lastChange(notAfter step: Int) -> (text: String, start: Int, end: Int)? {
    guard let snapshot = subject.snapshot else { return nil }
    var commands = snapshot.commands.filter { $0.step <= step }
    while let end = commands.last?.step {
      var start = end
      for command in commands.reversed() {
        guard start - command.step <= Self.longestPause, end - command.step <= Self.longestChange else {
          break
        }
        start = command.step
      }
      let earlier = commands.filter { $0.step < start }
      let before = Self.settings(snapshot.startConfiguration, after: earlier)
      let after = Self.settings(before, after: commands.filter { $0.step >= start })
      // Of an audit on the way no step knows.
      let turned = Knob.live.filter { $0 != .auditEvery && before[$0] != after[$0] }
      let happened = commands.filter { $0.step >= start }.compactMap(\.told)
      if !turned.isEmpty || !happened.isEmpty {
        let all =
          turned.map {
            hidden.contains($0) ? "a hidden knob" : "\($0.title) from \(before[$0]) to \(after[$0])"
          } + happened
        let texts = all.prefix(3)
        let more = all.count > 3 ? " and \(all.count - 3) more" : ""
        return (texts.joined(separator: ", ") + more, start, end)
      }
      commands = earlier
    }
    return nil
  }

  private static func settings(
    _ start: ExperimentConfiguration, after commands: [RunCommand]
  ) -> ExperimentConfiguration {
    commands.reduce(start) { settings, command in
      guard case .set(let knob, let value) = command.action else { return settings }
      return (try? settings.setting(knob, to: value)) ?? settings
    }
  }

  private func changes(_ before: Moment, _ now: Moment) -> [String] {
    var changes: [String] = []
    let score = now.inversion.attack
    if let found = score.identifiedCount, let earlier = before.inversion.attack.identifiedCount {
      let noun = subject.snapshot?.data.classNoun ?? "classes"
      changes.append(
        found == earlier
          ? "†\(noun) recognised still \(found) of \(score.candidateCount)"
          : "†\(noun) recognised \(earlier) \(arrow) \(found) of \(score.candidateCount)")
    }
    changes += [
      change("test accuracy", before.test?.accuracy, now.test?.accuracy),
      change("†membership AUC", before.lossThreshold?.areaUnderCurve, now.lossThreshold?.areaUnderCurve),
    ].compactMap { $0 }
    if now.account.epsilon.isFinite, before.account.epsilon.isFinite, now.account.epsilon > 0 {
      let kind = now.account.qualifier.map { " \($0)" } ?? ""
      changes.append(
        "ε \(roundedUp(before.account.epsilon)) \(arrow) \(roundedUp(now.account.epsilon))\(kind)")
    }
    return changes.isEmpty ? ["nothing of it can be measured"] : changes
  }

  private var arrow: String { glyphs == .ascii ? "to" : "→" }

  private func change(_ name: String, _ before: Double?, _ now: Double?) -> String? {
    guard let before, let now, before.isFinite, now.isFinite else { return nil }
    let (old, new) = (fixed(before, 2), fixed(now, 2))
    return old == new ? "\(name) still \(new)" : "\(name) \(old) \(arrow) \(new)"
  }
}
