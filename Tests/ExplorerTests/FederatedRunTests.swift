import DifferentialPrivacy
import Experiments
import Explorer
import FederatedLearning
import PlainText
import Records
import TerminalCanvas
import Testing

/// A run by clients, everywhere but on the screen that is its own: words, knobs, reports.
struct FederatedRunTests {
  private static func sitting(
    rounds: Int, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) -> Sitting {
    var configuration = Fixture.configuration
    configuration.federation.clientCount = 10
    configuration.federation.localEpochs = 1
    configuration.adoptPaces()
    change(&configuration)
    var sitting = Sitting(configuration)
    sitting.train(rounds)
    sitting.play("<Space>")
    return sitting
  }

  /// Knobs that say nothing of a run are neither on the screen, nor turned by their names.
  @Test func knobsAreThoseOfTheRun() {
    let federated = Set(Knob.federationKnobs).subtracting([.clients])
    let alone = Fixture.unprotected
    #expect(federated.isDisjoint(with: alone.visibleKnobs) && alone.visibleKnobs.contains(.clients))
    #expect(alone.visibleKnobs.contains(.expectedBatchSize))
    var state = Self.sitting(rounds: 0).state
    #expect(federated.intersection(Knob.onScreen).isSubset(of: state.visibleKnobs))
    #expect(!state.visibleKnobs.contains(.expectedBatchSize))
    for (line, words) in [
      ("set expected_batch_size 16", "says nothing of a run by clients"), ("set participation 0.5", ""),
    ] {
      switch state.plainCommand(line) {
      case .speak(let sentences): #expect(!words.isEmpty && sentences.joined().contains(words), "\(line)")
      case .perform(let effects): #expect(words.isEmpty && effects.turns == ["participation=0.5"])
      default: Issue.record("\(line) is answered")
      }
    }
    var other = alone
    guard case .speak(let sentences) = other.plainCommand("set participation 0.5") else {
      Issue.record("the knob is of federations")
      return
    }
    #expect(sentences == ["The participation is of federations: set clients first, and restart with R."])
  }

  /// Clients take rates and a pace of their own, and who trains alone again those of before.
  @Test func clientsComeWithRates() throws {
    var sitting = Sitting()
    sitting.train(5)
    sitting.type(":")
    sitting.type("set clients 10")
    sitting.play("<Enter>")
    #expect(sitting.state.hasPending && sitting.state.visibleKnobs.contains(.partition))
    let begun = try #require(sitting.play("R").beginnings.first).configuration
    #expect(begun.federation.clientCount == 10 && begun.learningRate == 0.1 && begun.momentum == 0)
    #expect(
      sitting.state.pace.stepsPerSecond == 2 && !sitting.state.visibleKnobs.contains(.expectedBatchSize))
    sitting.train(5)
    sitting.type(":")
    sitting.type("set clients off")
    let again = try #require(sitting.play("<Enter> R").beginnings.first).configuration
    let defaults = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    #expect(!again.isFederated && again.learningRate == defaults.learningRate)
    #expect(again.momentum == defaults.momentum && sitting.state.pace == .initial)
  }

  /// A line of the board brings back rates that are those of nobody's default.
  @Test func aStateStringHoldsAFederation() throws {
    for rate in [0.03, 0.1, 0.5] {
      var sitting = Self.sitting(rounds: 5) { $0.learningRate = rate }
      let text = try #require(sitting.play("y").copied.first)
      #expect(!text.contains("expected-batch-size"))
      let opened = try OpenedState(parsing: text)
      #expect(opened.settings == sitting.state.subject.running, "\(text)")
    }
    for part in ["drop-out=1", "drop-out=@1", "lie=1@2", "lie=1-huge", "come-back=x@1", "drop-out=1-huge@2"] {
      #expect(throws: (any Error).self, "\(part)") {
        try OpenedState(parsing: "gh1:digits:\(part):at=3:aaaa")
      }
    }
  }

  /// ε is said to be of a client, and against whom.
  @Test func epsilonIsOfAClient() {
    let sitting = Self.sitting(rounds: 5) { ($0.noiseMultiplier, $0.clippingNorm) = (2, 1) }
    let explanation = Explanation(of: .epsilon, in: sitting.state.context)
    let said = explanation.sentences.joined(separator: " ")
    for words in [
      "with a client in it as without", "the server adds z C to the sum", "one client more or fewer",
      "not against the server", "that of one record of a client's, replaced by another",
      "of one client, who may have many records",
    ] {
      #expect(said.contains(words), "\(words): \(said)")
    }
    for words in ["B / n", "sum of clipped gradients", "photograph", "Neighbours differ by one record"] {
      #expect(!said.contains(words), "\(words): \(said)")
    }
    let drawn = sitting.state.sized(120, 36).drawn().plain
    for words in ["round 5", "client eps", "eps against the server", "eps per record replaced", "2 rounds/s"]
    {
      #expect(drawn.contains(words) || words == "2 rounds/s", "\(words)")
    }
    #expect(!drawn.contains("step 5") && !drawn.contains("steps/s"))
  }

  /// What happened to clients is in a report, with the knobs that say something.
  @Test func aReportTellsWhatHappened() throws {
    var sitting = Self.sitting(rounds: 5)
    sitting.play("7 a d t 1")
    sitting.train(5)
    sitting.play("<Space>")
    sitting.type(":")
    sitting.type("export report")
    let report = String(decoding: try #require(sitting.play("<Enter>").files.first).bytes, as: UTF8.self)
    #expect(
      report.contains("a run of 10 rounds") && report.contains("drops out.")
        && report.contains("lies (huge)."))
    #expect(report.contains("| participation | 0.3 |") && !report.contains("| expected batch size |"))
    sitting.type(":")
    sitting.type("export json")
    let json = String(decoding: try #require(sitting.play("<Enter>").files.first).bytes, as: UTF8.self)
    #expect(json.contains("drop_out") && json.contains("huge"))
  }

  /// Line by line every pane is told, and a round that plays is told stage by stage.
  @Test func everythingIsToldInWords() throws {
    var state = Self.sitting(rounds: 5) { $0.federation.aggregation = .secure }.state
    _ = state.plainCommand("goto federation")
    guard case .speak(let sentences) = state.plainCommand("describe") else {
      Issue.record("panes are described")
      return
    }
    let told = sentences.joined(separator: " ")
    for words in [
      "10 clients: The pool is dealt", "the server saw the sum alone", "Masks:", "What still leaks:",
    ] {
      #expect(told.contains(words), "\(words): \(told)")
    }
    #expect(!told.contains { !$0.isASCII })
  }
}
