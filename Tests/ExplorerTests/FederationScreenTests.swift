import DifferentialPrivacy
import Experiments
import Explorer
import FederatedLearning
import PlainText
import Records
import Statistics
import TerminalCanvas
import Testing

struct FederationScreenTests {
  /// Thirty clients of a small model.
  private static func configuration(
    clients: Int = 30, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (300, "mlp:16")
    configuration.federation.clientCount = clients
    configuration.federation.localEpochs = 2
    configuration.adoptPaces()
    change(&configuration)
    return configuration
  }

  /// On the screen from the first round on.
  private static func sitting(
    rounds: Int, clients: Int = 30, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) -> Sitting {
    var sitting = Sitting(configuration(clients: clients, change))
    sitting.play("7")
    sitting.train(rounds)
    sitting.play("<Space>")
    return sitting
  }

  private static let plain = sitting(rounds: 10)
  private static let many = sitting(rounds: 5, clients: 100)
  private static let secure = sitting(rounds: 5) {
    ($0.federation.aggregation, $0.federation.dropouts) = (.secure, 0.2)
  }
  private static let noisy = sitting(rounds: 5) {
    ($0.noiseMultiplier, $0.clippingNorm, $0.federation.aggregation) = (1, 0.5, .secure)
  }

  /// The whole screen as a person sees it. What is masked looks different every time, and is not among them.
  @Test(arguments: [
    ("federation-80x24-ascii", 80, 24, GlyphSet.ascii, ""), ("federation-120x36-ascii", 120, 36, .ascii, ""),
    ("federation-120x36-braille", 120, 36, .braille, "a a"),
    ("federation-160x50-braille", 160, 50, .braille, ""), ("federation-60x16-ascii", 60, 16, .ascii, ""),
    ("federation-80x24-server", 80, 24, .ascii, "v"), ("federation-80x24-masks", 80, 24, .ascii, "v v"),
    ("federation-80x24-leaks", 80, 24, .ascii, "v v v v"),
    ("federation-80x24-presenter", 80, 24, .blocks, "P"),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, script: String
  ) throws {
    var state = Self.plain.state.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  @Test func otherFederationsAreAsRecorded() throws {
    try expectRecorded(Self.many.state.sized(80, 24).drawn().plain, as: "federation-100-80x24")
    var state = Self.noisy.state.sized(80, 24, glyphs: .braille)
    _ = state.play("v v v")
    try expectRecorded(state.drawn().plain, as: "federation-80x24-noise")
    state = Fixture.unprotected.sized(80, 24)
    _ = state.play("7")
    try expectRecorded(state.drawn().plain, as: "federation-80x24-none")
  }

  /// Every client is on the smallest screen that has tabs, however many there are.
  @Test func everyClientHasATile() {
    for (sitting, count) in [(Self.plain, 30), (Self.many, 100)] {
      for glyphs in GlyphSet.allCases {
        let lines = sitting.state.sized(80, 24, glyphs: glyphs).lines.prefix(16)
        // Behind its number stands how it fared, and not the point of a norm.
        let numbers = lines.flatMap { $0.split { " >▸".contains($0) } }.compactMap { word -> Int? in
          let digits = word.prefix { $0.isASCII && $0.isNumber }
          return word.dropFirst(digits.count).first == "." ? nil : Int(digits)
        }
        #expect(Set(numbers).isSuperset(of: 0..<count), "\(count) \(glyphs)")
      }
    }
  }

  /// Whoever comes sees the offer, and one key takes it: at two rounds a second, on this screen.
  @Test func withoutClientsAFederationIsOffered() throws {
    var sitting = Sitting()
    sitting.play("7")
    #expect(sitting.state.drawn().plain.contains("This run has no clients"))
    sitting.play("a d n")
    #expect(sitting.state.notice?.text == "This run has no clients: s begins a federation.")
    let begun = try #require(sitting.play("s").beginnings.first).configuration
    #expect(begun.federation.clientCount == 30 && begun.learningRate == 0.1 && begun.steps == 80)
    #expect(sitting.state.screen is FederationScreen && sitting.state.pace.stepsPerSecond == 2)
    // Undo brings back the run that had none, and its pace.
    sitting.play("u")
    #expect(!sitting.state.subject.running.isFederated && sitting.state.pace == .initial)
  }

  /// Rounds keep what a client does while the screen is shown, and no longer.
  @Test func whoIsWatchedIsAsked() {
    var state = Self.plain.state
    let watched = { (effects: [Effect]) in
      effects.compactMap { if case .order(.watch(let watch)) = $0 { watch } else { nil } }
    }
    #expect(watched(state.play("1")) == [.nobody] && watched(state.play("7")) == [.anybody])
    let client = state[FederationScreen.self].client(in: state.context)
    #expect(watched(state.play("a")) == [.client((client + 1) % 30)])
    #expect(watched(state.play("c")) == [.anybody])
  }

  /// From the next round on, told, in the log, and undone.
  @Test func aClientDropsOutAndComesBack() throws {
    var sitting = Self.sitting(rounds: 5) { $0.federation.participation = 1 }
    sitting.play("c a b")
    let client = sitting.state[FederationScreen.self].client(in: sitting.state.context)
    sitting.play("d")
    #expect(sitting.state.notice?.text.hasPrefix("Client \(client) drops out") == true)
    sitting.train(5)
    // Any key takes away what was said.
    sitting.play("G")
    let federation = try #require(sitting.state.subject.snapshot?.federation)
    #expect(federation.absent == [client])
    #expect(federation.lastRound?.participants[client].droppedBefore == .mask)
    #expect(
      sitting.state.subject.snapshot?.commands.map(\.action) == [
        .happen(FederationEvent.dropOut(client: client).event)
      ])
    let drawn = sitting.state.sized(120, 36).drawn().plain
    #expect(drawn.contains("client \(client) drops out at round 5"))
    sitting.play("u")
    #expect(sitting.state.subject.snapshot?.federation?.absent == [])
    sitting.play("U")
    #expect(sitting.state.subject.snapshot?.federation?.absent == [client])
    // What the run came to is what its state string says.
    let text = try #require(sitting.play("y").copied.first)
    let opened = try OpenedState(parsing: text)
    #expect(opened.beginning.commands == sitting.state.subject.snapshot?.commands)
  }

  /// Huge, no numbers, zeros, the truth; whoever is away stays away all the while.
  @Test func aClientLiesInTurn() throws {
    var sitting = Self.sitting(rounds: 5) { $0.federation.participation = 1 }
    sitting.play("a d")
    let client = sitting.state[FederationScreen.self].client(in: sitting.state.context)
    for lie in [Lie.huge, .nan, .zero, nil] {
      sitting.play("t")
      let federation = try #require(sitting.state.subject.snapshot?.federation)
      #expect(federation.lies[client] == lie && federation.absent == [client], "\(String(describing: lie))")
    }
    sitting.play("d t")
    sitting.train(5)
    let federation = try #require(sitting.state.subject.snapshot?.federation)
    #expect(federation.absent.isEmpty && federation.lastRound?.participants[client].lie == .huge)
    #expect(sitting.state.sized(120, 36).drawn().plain.contains("! lies"))
  }

  private func said(_ state: ExplorerState) -> String {
    state[FederationScreen.self].content(of: .masks, in: state.context).sentence
  }

  /// The correlation with the raw vector that the pane speaks of.
  private func likeness(_ sentence: String) -> Double? {
    guard let said = sentence.split(separator: "correlation with the raw vector is ").dropFirst().last else {
      return nil
    }
    let figure = said.prefix { $0.isNumber || $0 == "-" || $0 == "." }
    return Double(figure.last == "." ? figure.dropLast() : figure)
  }

  /// Raw, it is itself; under one mask and all that follow it is like nothing; the sum is not noise again before the last mask goes.
  @Test func theSumAppearsWithTheLastMaskAlone() throws {
    var state = Self.secure.state
    let federation = try #require(state.subject.snapshot?.federation)
    let watched = try #require(federation.lastRound?.watched ?? nil)
    let transcript = try #require(watched.transcript)
    let count = transcript.maskings.count + transcript.unmaskings.count
    _ = state.play("n")
    #expect(said(state).contains("Stage 1 of \(count)") && said(state).contains("as it is, in whole numbers"))
    #expect(likeness(said(state)) == 1)
    for stage in 2..<count {
      _ = state.play("n")
      #expect(said(state).contains("Stage \(stage) of \(count)"))
      let alike = try #require(likeness(said(state)))
      // Of 1,024 weights of noise it is 0 with a deviation of 1 / 32.
      #expect(abs(alike) < 0.2, "\(said(state))")
    }
    _ = state.play("n n n")
    #expect(said(state).contains("the last mask goes, and the sum of"))
    // The sum is held in few of all values.
    let drawn = state.sized(120, 36).drawn().plain
    #expect(drawn.contains("all of 2^32") && drawn.split(separator: "of 2^32").count == 3)
    _ = state.play("m")
    #expect(said(state).contains("Stage \(count - 1) of \(count)"))
  }

  /// What is gone through stands still while rounds go on, until it is let go.
  @Test func aHeldRoundStandsStill() throws {
    var sitting = Self.secure
    sitting.play("n n")
    let held = said(sitting.state)
    sitting.train(5)
    #expect(said(sitting.state) == held)
    sitting.play("c")
    sitting.train(5)
    #expect(said(sitting.state) != held)
  }

  /// It plays by itself to the end, and stops where a key says so.
  @Test func aRoundIsPlayed() {
    var state = Self.secure.state
    #expect(!state.isPlaying)
    _ = state.play("g")
    var stages: [String] = []
    while state.isPlaying, stages.count < 100 {
      stages.append(said(state))
      _ = state.update(.tick)
    }
    #expect(Set(stages).count == stages.count && stages.count > 10)
    #expect(said(state).contains("the last mask goes"))
    _ = state.play("g g")
    #expect(!state.isPlaying && said(state).contains("Stage 1 of"))
  }

  /// Where nothing is masked a key says which one masks.
  @Test func plainSumsHaveNoMasks() {
    var sitting = Self.plain
    sitting.play("n")
    #expect(sitting.state.notice?.text.contains("s restarts with secure sums") == true)
    let begun = sitting.play("s").beginnings
    #expect(begun.map(\.configuration.federation.aggregation) == [.secure])
    #expect(begun.first?.configuration.federation.clientCount == 30)
  }

  /// Each ε of the three is that of the account, and the present one is marked.
  @Test func thePlacementsAreThoseOfTheAccount() throws {
    let state = Self.noisy.state
    let rows = try #require(state.subject.account?.placements?.rows)
    let said = state[FederationScreen.self].content(of: .noise, in: state.context).sentence
    #expect(rows.count == 3 && rows.map(\.isPresent) == [true, false, false])
    for row in rows where row.againstModel.isFinite {
      #expect(said.contains("eps \(row.againstModel.roundedUp(2)) against whoever sees the model"))
    }
    #expect(said.hasPrefix("Central (as now)") && said.contains("inf against the server"))
    let plain = Self.plain.state
    let none = plain[FederationScreen.self].content(of: .noise, in: plain.context).sentence
    #expect(none.hasPrefix("No noise is added, and no eps holds against anybody."))
  }

  /// A click on a tile chooses its client.
  @Test func aTileIsClicked() {
    var state = Self.plain.state.sized(80, 24)
    let lines = state.lines
    guard let row = lines.firstIndex(where: { $0.contains(" 17") }),
      let column = lines[row].firstRange(of: " 17").map({
        lines[row].distance(from: lines[row].startIndex, to: $0.lowerBound)
      })
    else {
      Issue.record("client 17 has a tile")
      return
    }
    _ = state.update(.pointer(PointerEvent(.click, column: column + 2, row: row)))
    #expect(state[FederationScreen.self].chosen == 17)
  }
}
