import Experiments
package import FederatedLearning
package import TerminalCanvas

/// The Federation screen: the clients, what each has and sends, what the server sees of it, mask after mask, and against whom the noise
/// protects.
package struct FederationScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case moveClient(by: Int)
    case choose(client: Int)
    case nextView
    case show(View)
    case dropOrReturn
    case nextLie
    case otherAggregation
    case moveMask(by: Int)
    case playMasks
    case newestRound
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case clients, accuracy, round, views, masks, noise, leaks, readouts
  }

  /// What may be asked for by its name.
  package enum View: String, CaseIterable, Sendable {
    case clients, server, masks, noise, leaks

    var pane: Pane {
      switch self {
      case .clients: .clients
      case .server: .views
      case .masks: .masks
      case .noise: .noise
      case .leaks: .leaks
      }
    }

    var title: String {
      switch self {
      case .clients: "the clients and their last round"
      case .server: "what the server sees beside what the client has"
      case .masks: "mask after mask"
      case .noise: "whose noise, against whom"
      case .leaks: "what still leaks"
      }
    }
  }

  package static let title = "Federation"
  package static let purpose = "who trains, and what does the server see?"
  package static let focusable: [Pane] = [
    .clients, .accuracy, .round, .views, .masks, .noise, .leaks, .readouts,
  ]
  package static let readouts = Pane.readouts
  package static let choices = View.allCases.map {
    ScreenChoice(verb: "federation", name: $0.rawValue, title: $0.title, action: Action.show($0))
  }

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-client", .moveClient(by: 1), "watch the next client", keys: [.character("a")], hint: "b client",
      before: .knob(.turnKnob(by: 1)), unless: needsClients),
    ScreenCommand(
      "previous-client", .moveClient(by: -1), "watch the client before", keys: [.character("b")],
      before: .knob(.turnKnob(by: 1)), unless: needsClients),
    ScreenCommand(
      "federation-view", .nextView,
      "the next view: clients, what the server sees, masks, whose noise, what still leaks",
      keys: [.character("v")], hint: "view", before: .knob(.turnKnob(by: 1))),
    ScreenCommand(
      "next-mask", .moveMask(by: 1), "the next mask of the round, which stands still until c",
      keys: [.character("n")], hint: "m mask", before: .knob(.turnKnob(by: 1)), unless: needsTranscript),
    ScreenCommand(
      "previous-mask", .moveMask(by: -1), "the mask before", keys: [.character("m")],
      before: .knob(.turnKnob(by: 1)), unless: needsTranscript),
    ScreenCommand(
      "play-masks", .playMasks, "play the round mask by mask, or stop there", keys: [.character("g")],
      hint: "play", before: .knob(.turnKnob(by: 1)), unless: needsTranscript),
    ScreenCommand(
      "drop-client", .dropOrReturn, "drop the client out, from the next round on, or let it come back",
      keys: [.character("d")], hint: "drop", before: .knob(.selectKnob(by: 1)), unless: actsOnNextRound),
    ScreenCommand(
      "client-lies", .nextLie, "let the client lie (huge, no numbers, zeros), or tell the truth again",
      keys: [.character("t")], hint: "lie", before: .knob(.selectKnob(by: 1)), unless: actsOnNextRound),
    ScreenCommand(
      "other-aggregation", .otherAggregation,
      "restart with secure sums, or plain ones; without clients begin a federation",
      keys: [.character("s")], hint: "secure", before: .knob(.selectKnob(by: 1))),
    ScreenCommand(
      "newest-round", .newestRound, "the newest round again, and whoever sends an update first",
      keys: [.character("c")], hint: "newest", before: .knob(.selectKnob(by: 1)), unless: needsClients),
  ]

  static let needsClients: @Sendable (ExplorerState) -> String? = { state in
    state.subject.snapshot?.federation == nil ? "This run has no clients: s begins a federation." : nil
  }

  static let needsTranscript: @Sendable (ExplorerState) -> String? = { state in
    if let obstacle = needsClients(state) { return obstacle }
    return WatchedUpdate(state[FederationScreen.self], in: state.context).obstacleToMasks
  }

  static let actsOnNextRound: @Sendable (ExplorerState) -> String? = { state in
    if let obstacle = needsClients(state) { return obstacle }
    if state.replay != nil { return "A run is being replayed: Esc stops there." }
    return state.subject.isLookingBack
      ? "What happens to a client happens in the next round: End goes to the newest one." : nil
  }

  package var focus = Pane.clients {
    didSet { if Self.details.contains(focus) { detail = focus } }
  }
  /// Which of the large panes has their place.
  private(set) var detail = Pane.views
  static let details: [Pane] = [.views, .masks, .noise, .leaks]

  /// Who is watched; nil is whoever sends an update first.
  package private(set) var chosen: Int?
  /// The run that all below is of.
  private var generation: Int?
  /// The last round in which the watched client sent an update.
  private(set) var watched: WatchedRound?
  /// The round that is gone through mask by mask, and how far it is.
  package private(set) var frozen: (round: WatchedRound, stage: Int)?
  package private(set) var isPlaying = false

  package init() {}

  package var watch: ClientWatch { chosen.map { .client($0) } ?? .anybody }

  /// The client under the cursor.
  package func client(in context: ScreenContext) -> Int {
    let count = context.subject.snapshot?.federation?.clientCount ?? 1
    return max(0, min(count - 1, chosen ?? frozen?.round.watched.client ?? watched?.watched.client ?? 0))
  }

  /// Whether what is remembered is of that run.
  func isOf(_ subject: Subject) -> Bool { generation != nil && subject.snapshot?.generation == generation }

  package mutating func follow(_ context: ScreenContext) {
    guard let snapshot = context.subject.snapshot else { return }
    if snapshot.generation != generation {
      (generation, watched, frozen, isPlaying) = (snapshot.generation, nil, nil, false)
      if let client = chosen, client >= snapshot.federation?.clientCount ?? 0 { chosen = nil }
    }
    guard let round = snapshot.federation?.lastRound, let client = round.watched,
      chosen == nil || chosen == client.client
    else { return }
    watched = WatchedRound(round: round, watched: client, settings: snapshot.settings.federation)
  }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .moveClient(let offset):
      let count = context.subject.snapshot?.federation?.clientCount ?? 1
      choose((client(in: context) + offset + count) % count)
    case .choose(let client): choose(client)
    case .nextView:
      let views = View.allCases
      let place = views.firstIndex { $0.pane == focus } ?? -1
      focus = views[(place + 1) % views.count].pane
    case .show(let view): focus = view.pane
    case .moveMask(let offset):
      isPlaying = false
      moveMask(by: offset)
    case .playMasks:
      guard !isPlaying else {
        isPlaying = false
        break
      }
      // Once it has come to its end it begins anew.
      if let frozen, frozen.stage >= frozen.round.stageCount - 1 { self.frozen = nil }
      if frozen == nil { moveMask(by: 0) }
      isPlaying = frozen != nil
      focus = .masks
    case .newestRound: (frozen, isPlaying, chosen) = (nil, false, nil)
    // Another press is meant for the same client, whoever sends first by then.
    case .dropOrReturn, .nextLie: chosen = client(in: context)
    case .otherAggregation: break
    }
    return []
  }

  private mutating func choose(_ client: Int) {
    chosen = client
    (frozen, isPlaying) = (nil, false)
    if watched?.watched.client != client { watched = nil }
  }

  /// The first key holds the round that is shown.
  private mutating func moveMask(by offset: Int) {
    focus = .masks
    guard let held = frozen else {
      if let watched, watched.stageCount > 0 { frozen = (watched, 0) }
      return
    }
    frozen = (held.round, max(0, min(held.round.stageCount - 1, held.stage + offset)))
  }

  package mutating func tick() {
    guard isPlaying, let frozen else { return }
    // However many masks there are, they are seen in some twenty seconds.
    moveMask(by: max(1, frozen.round.stageCount / 50))
    if self.frozen?.stage == frozen.round.stageCount - 1 { isPlaying = false }
  }

  package func request(_ action: Action, in context: ScreenContext) -> Explorer.Action? {
    let federation = context.subject.snapshot?.federation
    switch action {
    case .dropOrReturn:
      return federation.map { state in
        let client = client(in: context)
        var conduct = ClientConduct(of: client, in: state)
        conduct.isAbsent.toggle()
        return .run(.happen(client: client, conduct))
      }
    case .nextLie:
      return federation.map { state in
        let client = client(in: context)
        var conduct = ClientConduct(of: client, in: state)
        let lies = Lie.allCases
        let place = conduct.lie.flatMap { lies.firstIndex(of: $0) } ?? -1
        conduct.lie = place + 1 < lies.count ? lies[place + 1] : nil
        return .run(.happen(client: client, conduct))
      }
    case .otherAggregation:
      guard let settings = context.subject.snapshot?.settings, settings.isFederated else {
        return .run(.start(preset: "federation"))
      }
      let other: FederationSettings.Aggregation =
        settings.federation.aggregation == .plain ? .secure : .plain
      return .run(.restartTurning(.aggregation, to: other.rawValue))
    case .moveClient, .choose, .nextView, .show, .moveMask, .playMasks, .newestRound: return nil
    }
  }

  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    guard pane == .clients, case .clients(let tiles) = content(of: .clients, in: context).body,
      let client = tiles.tile(atColumn: column, row: row, in: area)
    else { return nil }
    choose(client)
    focus = .clients
    return ScreenReply()
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    if pane == .accuracy {
      return RunCurves(subject: context.subject, glyphs: context.glyphs).accuracy
    }
    if pane == .readouts { return Readouts(context: context).content }
    guard let state = context.subject.snapshot?.federation else { return noClients(pane, in: context) }
    switch pane {
    case .clients:
      return ClientMixes(state: state, screen: self, context: context).content
    case .round: return RoundFigures(state: state, screen: self, context: context).content
    case .views: return ServerView(update: WatchedUpdate(self, in: context)).content
    case .masks: return MaskView(update: WatchedUpdate(self, in: context)).content
    case .noise: return NoiseView(context: context).content
    case .leaks: return RemainingLeaks(state: state, context: context).content
    case .accuracy, .readouts: preconditionFailure("they need no clients")
    }
  }

  private func noClients(_ pane: Pane, in context: ScreenContext) -> PaneContent {
    let (title, term): (String, Term) =
      switch pane {
      case .round: ("Last round", .federatedRound)
      case .views: ("The server's view", .serversView)
      case .masks: ("Masks", .masks)
      case .noise: ("Whose noise", .noisePlacement)
      case .leaks: ("What still leaks", .remainingLeaks)
      case .clients, .accuracy, .readouts: ("Clients", .clientMix)
      }
    let reason =
      context.subject.snapshot == nil
      ? "No run has begun yet."
      : pane != .clients
        ? "This run has no clients: s begins a federation."
        : "This run has no clients: all records are trained on in one place. In a federation the records stay with their clients, who train on them, and a server adds up what their models moved by. s begins one: digits, dealt to 30 clients. The knob clients makes one of these data, from a restart on."
    return PaneContent(
      title, term: term, body: .text(Paragraph(text: context.glyphs.spelled(reason), space: 1)),
      sentence: context.glyphs.spelled(reason))
  }

  package var tellsOfSteps: Bool { true }

  package func sentence(in context: ScreenContext) -> String? {
    guard let state = context.subject.snapshot?.federation else { return nil }
    return context.glyphs.spelled(RoundFigures(state: state, screen: self, context: context).sentence)
  }
}
