import DifferentialPrivacy
import Experiments
import PlainText
import Records
package import TerminalCanvas

extension AuditScreen {
  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-bug", .nextBug, "break the trainer: restart with the next bug", keys: [.character("b")],
      hint: "bug", before: .knob(.turnKnob(by: 1)), unless: needsOnePlace),
    ScreenCommand(
      "no-bug", .put(nil), "restart with a trainer that keeps its promise", keys: [.character("n")],
      hint: "none", before: .knob(.turnKnob(by: 1)),
      unless: { $0.subject.running.bug == nil ? "Nothing is broken in this trainer: b breaks it." : nil }),
    ScreenCommand(
      "audit-view", .nextView, "the next view: over steps, ROC, guesses, lights, figures, bugs",
      keys: [.character("v")], hint: "view", before: .knob(.turnKnob(by: 1))),
    ScreenCommand(
      "canary-kind", .nextCanaries,
      "restart with other canaries: own-feature, mislabelled, gradient, none (the pool itself)",
      keys: [.character("a")], hint: "plant", before: .open(.explanation), unless: needsOnePlace),
    ScreenCommand(
      "bugs", .listBugs, "choose the bug from a list", keys: [.character("s")], hint: "bugs",
      before: .open(.explanation), unless: needsOnePlace),
    ScreenCommand(
      "canary-count", .nextCanaryCount, "restart with more canaries, and after the most with few",
      keys: [.character("m")], hint: "more", before: .open(.explanation),
      unless: {
        needsOnePlace($0)
          ?? ($0.subject.running.canaries == .none ? "No canaries are planted: a plants some." : nil)
      }),
    ScreenCommand(
      "audit-every", doing: .shell(.knob(.turnOn(.auditEvery))),
      "audit every so many steps from now on, into the log, or never", keys: [.character("t")],
      hint: "every", before: .open(.explanation), unless: needsOnePlace),
    ScreenCommand(
      "audit-axes", .toggleROCScale, "the canaries' ROC with logarithmic axes, or linear ones",
      keys: [.character("g")], hint: "axes", before: .open(.explanation)),
    ScreenCommand(
      "audit-report", .writeReport, "write the audit as a report", keys: [.character("r")], hint: "report",
      before: .open(.explanation),
      unless: { WatchedAudit(in: $0.context).reasonForNoFiles }),
  ]

  private static let needsOnePlace: @Sendable (ExplorerState) -> String? = { state in
    state.subject.running.isFederated
      ? AuditObstacle.federated.description + " o has the preset audit-a-trainer." : nil
  }

  private static let kinds: [CanaryKind] = [.none, .ownFeature, .mislabelled, .gradient]
  private static let counts = [100, 200, 400, 1000, 2000]

  /// A bug, or other canaries, begin a run of their own, which pauses where it was planned to: the claim is that of its steps.
  package func request(_ action: Action, in context: ScreenContext) -> Explorer.Action? {
    let running = context.subject.running
    switch action {
    case .nextBug:
      let next = BugList.row(of: running.bug) + 1
      return put(BugList.bugs[next % BugList.bugs.count], in: context)
    case .put(let bug): return put(bug, in: context)
    case .nextCanaries: return nextCanaries(in: context)
    case .nextCanaryCount:
      let count = Self.counts.first { $0 > running.canaryCount } ?? Self.counts[0]
      return begin(
        in: context,
        saying: "\(grouped(count)) canaries, each in or out by a coin: the more, the more can be proven.",
        turning: .canaryCount, to: "\(count)")
    case .listBugs, .nextView, .show, .toggleROCScale, .writeReport: return nil
    }
  }

  private func put(_ bug: TrainerBug?, in context: ScreenContext) -> Explorer.Action {
    begin(
      in: context,
      saying: bug.map { "BROKEN on purpose: \($0.effect). What its settings claim stays the same." }
        ?? "A trainer that does what its settings say: no bound should come above the claim.",
      turning: .bug, to: bug?.rawValue ?? "none")
  }

  /// The next kind that this run can have.
  private func nextCanaries(in context: ScreenContext) -> Explorer.Action {
    var running = context.subject.running
    let place = Self.kinds.firstIndex(of: running.canaries) ?? 0
    let others = (1...Self.kinds.count).map { Self.kinds[(place + $0) % Self.kinds.count] }
    let kind = others.first { (try? running.setting(.canaries, to: .text($0.rawValue))) != nil } ?? .none
    if kind == .mislabelled, let data = context.subject.snapshot?.data {
      // They are made of records outside the pool, of which some are to be left to test with.
      let outside = data.dataset.count - data.split.pool.count
      running.canaryCount = max(1, min(running.canaryCount, outside * 7 / 10))
    }
    return begin(
      in: context,
      saying: kind == .none
        ? "No canaries: the records of the pool are guessed at, each by its own coin, and say little."
        : "Planted: \(grouped(running.canaryCount)) canaries, \(kind.rawValue), each in or out by a coin of its own.",
      turning: .canaries, to: kind.rawValue, count: running.canaryCount)
  }

  /// A run with one knob elsewhere, at the sampling rate that there is, so that the claim stays the same.
  private func begin(
    in context: ScreenContext, saying said: String, turning knob: Knob, to text: String, count: Int? = nil
  ) -> Explorer.Action {
    var settings = context.subject.snapshot?.settings ?? context.subject.running
    settings.planted = context.planted
    if let count { settings.canaryCount = count }
    guard let value = try? knob.value(parsing: text), var next = try? settings.setting(knob, to: value) else {
      // Which says why it cannot be.
      return .run(.restartTurning(knob, to: text))
    }
    if next.expectedMemberCount != settings.expectedMemberCount {
      next.expectedBatchSize = max(1, (settings.samplingRate * next.expectedMemberCount).rounded())
    }
    return .run(.begin(next, saying: context.glyphs.spelled(said)))
  }

  // MARK: The list of faults takes the keys while it was asked for

  package mutating func press(_ key: Key, in context: ScreenContext) -> ScreenReply? {
    guard let row = listed else { return nil }
    let last = BugList.bugs.count - 1
    switch key {
    case .down, .character("j"): listed = min(last, row + 1)
    case .up, .character("k"): listed = max(0, row - 1)
    case .home: listed = 0
    case .end: listed = last
    case .enter, .character(" "):
      listed = nil
      return ScreenReply(request: request(.put(BugList.bugs[row]), in: context))
    case .escape, .character("s"), .character("q"): listed = nil
    default:
      listed = nil
      return nil
    }
    return ScreenReply()
  }

  package func enteredKeys(in context: ScreenContext) -> [KeyHint]? {
    guard listed != nil else { return nil }
    return [
      KeyHint(.escape, "done"), KeyHint(.down, "move", label: context.glyphs == .ascii ? "Up Down" : "↑↓"),
      KeyHint(.enter, "break it so, and restart"),
    ]
  }

  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    guard pane == .bugs, case .list(let list) = content(of: .bugs, in: context).body,
      let place = list.row(atRow: row, in: area)
    else { return nil }
    focus = .bugs
    listed = place
    return ScreenReply()
  }
}
