import Attacks
import DifferentialPrivacy
import Experiments
import Explorer
import PrivacyAccounting
import Statistics
import TerminalCanvas
import Testing

struct ExplanationTests {
  /// Before a run, before its first step, at its end, looking back, without noise, without a game, turned, and diverged.
  private static let states: [(name: String, state: ExplorerState)] = {
    var lookingBack = Fixture.protected
    _ = lookingBack.play("<Space> <PageUp> <PageUp>")
    var membershipBefore = Fixture.attackedProtected
    _ = membershipBefore.play("<Space> <PageUp>")
    var wholePool = Fixture.wholePool
    _ = wholePool.play("2")
    return [
      ("unread", unread), ("begun", Fixture.begun(Fixture.configuration)), ("protected", Fixture.protected),
      ("unprotected", Fixture.unprotected), ("looking back", lookingBack), ("whole pool", Fixture.wholePool),
      ("whole pool, attacked", wholePool), ("attacked", Fixture.attackedProtected),
      ("attacked without noise", Fixture.attackedUnprotected), ("attacked later", membershipBefore),
      ("guessed", Fixture.guessed), ("guessed by membership", Fixture.guessedByMembership),
      ("variants", Fixture.variantsCompared),
      ("as run", turned(budget: nil)), ("filtered", turned(budget: 50)), ("diverged", diverged),
    ]
  }()

  private static var unread: ExplorerState {
    ExplorerState(
      configuration: Fixture.configuration, installed: [], width: 80, height: 24,
      rendering: Rendering(glyphs: .ascii, hasShades: false))
  }

  /// A run whose noise was raised at step 5.
  private static func turned(budget: Double?) -> ExplorerState {
    var configuration = Fixture.configuration
    (configuration.noiseMultiplier, configuration.epsilonBudget) = (2, budget)
    return ended(configuration, steps: 10) { run in
      if run.step == 5 { try run.set(.noiseMultiplier, to: .number(3)) }
    }
  }

  private static var diverged: ExplorerState {
    var configuration = Fixture.configuration
    // Each step turns the weights over, and makes them nine times as large.
    (configuration.learningRate, configuration.weightDecay) = (10, 1)
    return ended(configuration, steps: 60) { _ in }
  }

  private static func ended(
    _ configuration: ExperimentConfiguration, steps: Int, before: (inout TrainingRun) throws -> Void
  ) -> ExplorerState {
    var state = Fixture.begun(configuration)
    do {
      var run = try TrainingRun(configuration)
      while run.step < steps {
        try before(&run)
        _ = run.advance()
      }
      let snapshot = Snapshot(of: run, generation: 1)
      _ = state.update(.trainer(.snapshot(snapshot, isRunning: false, ordersTaken: state.ordersSent)))
      _ = state.update(.examination(Examination(of: snapshot)))
    } catch {
      fatalError("the fixture trains: \(error)")
    }
    return state
  }

  private func explanation(of term: Term, in state: ExplorerState) -> Explanation {
    Explanation(of: term, in: state.context, against: state.screen.adversary)
  }

  /// Whatever there is to explain, and before there is anything.
  @Test func everyTermHasItsFourPartsInEveryState() {
    for (name, state) in Self.states {
      for term in Term.allCases {
        let whole = explanation(of: term, in: state)
        for part in [whole.name, whole.formula, whole.paper] {
          #expect(!part.isEmpty, "\(name), \(term.name)")
        }
        for sentence in [whole.plain, whole.notMeaning] + whole.details {
          #expect(sentence.hasSuffix("."), "\(name), \(term.name): \(sentence)")
        }
        for text in [whole.name, whole.formula, whole.paper] + whole.sentences {
          #expect(
            text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F },
            "\(name), \(term.name): \(text)")
          #expect(!text.contains("nan") && !text.contains("  "), "\(name), \(term.name): \(text)")
        }
      }
    }
  }

  /// Help says of every term what it is, in a sentence that needs no value, found by a word of it.
  @Test func helpHasAGlossary() {
    for term in Term.allCases { #expect(term.definition.hasSuffix("."), "\(term.name)") }
    var state = Fixture.protected.sized(80, 24)
    _ = state.play("/ shuffled")
    let drawn = state.drawn().plain
    #expect(drawn.contains("best AUC, shuffled: The best AUC") && drawn.contains("dealt out at random"))
    _ = state.play("<Enter>")
    guard case .explanation(let term, _) = state.overlay else {
      Issue.record("a chosen term was to be explained")
      return
    }
    #expect(Term.allCases.contains(term))
  }

  /// The numbers that are said are those of the moment.
  @Test func theNumbersAreThoseOfTheMoment() throws {
    let state = Fixture.protected
    let moment = try #require(state.subject.moment)
    let loss = try #require(moment.lossThreshold)
    let test = try #require(moment.test)
    let area = explanation(of: .membershipAUC, in: state)
    #expect(area.plain.contains("is right \(Int((100 * loss.areaUnderCurve).rounded())) times in 100"))
    #expect(area.formula.contains("= \(loss.areaUnderCurve.written(3))"))
    let accuracy = explanation(of: .testAccuracy, in: state)
    #expect(accuracy.plain.contains("\(Int((100 * test.accuracy).rounded())) get the right label"))
    #expect(accuracy.formula.hasSuffix("= \(test.accuracy.written(3))"))
    let epsilon = explanation(of: .epsilon, in: state)
    #expect(epsilon.formula.contains("eps is \(moment.account.epsilon.written(3)) at"))
    // e^ε is rounded up, for it is a bound.
    let words = epsilon.plain.split(separator: " ").map(String.init)
    let place = try #require(words.firstIndex(of: "e^eps"))
    let ratio = try #require(Double(words[place + 2]))
    #expect(
      ratio >= exponential(moment.account.epsilon) && ratio < exponential(moment.account.epsilon) * 1.01)
  }

  private func exponential(_ value: Double) -> Double {
    // By halving and squaring, without the library that the screen uses.
    var result = (0..<20).reversed().reduce(1.0) { 1 + value / 1024 / Double($1 + 1) * $0 }
    for _ in 0..<10 { result *= result }
    return result
  }

  /// What is found is counted among members and outsiders, on either screen, by the attack of that screen.
  @Test func ratesAreCountedInPeople() throws {
    let state = Fixture.attackedProtected
    let entry = try #require(state.subject.findings(MembershipFindings.self)?.entries[.liraOnline])
    let curve = entry.outcome.result.curve
    for (term, rate) in [(Term.foundAtTenPercent, 0.1), (.foundAtOnePercent, 0.01)] {
      let found = try curve.detection(atFalsePositiveRate: rate).found
      let whole = explanation(of: term, in: state)
      let value = Double(found) / Double(curve.memberCount)
      #expect(
        whole.formula.contains("= \(found) / \(curve.memberCount) = \(value.written(3))"), "\(whole.formula)")
      #expect(whole.plain.contains("LiRA online finds"))
    }
    #expect(explanation(of: .membershipAUC, in: Fixture.protected).plain.contains("the loss threshold"))
    let few = explanation(of: .foundAtOneInThousand, in: state)
    #expect(few.plain.contains("too few") && few.plain.contains("1,000"))
  }

  /// A bound is called by its kind: nothing is called proven that is as run, and nothing is promised without noise.
  @Test func nothingIsClaimedThatDoesNotHold() {
    let states = Dictionary(uniqueKeysWithValues: Self.states.map { ($0.name, $0.state) })
    for term in Term.allCases {
      for sentence in explanation(of: term, in: states["as run"] ?? Self.unread).sentences {
        #expect(!sentence.lowercased().contains("proven"), "\(term.name): \(sentence)")
      }
    }
    for (name, words) in [
      ("as run", "As run, eps is"), ("filtered", "at most e^50"), ("unprotected", "eps is infinite"),
      ("protected", "times as likely with a record in it as without, and delta more"),
    ] {
      #expect(explanation(of: .epsilon, in: states[name] ?? Self.unread).plain.contains(words), "\(name)")
    }
    for (name, words) in [
      ("as run", "as run, and no promise"), ("filtered", "budget of 50"), ("unprotected", "Nothing limits"),
      ("protected", "(tight)"),
    ] {
      #expect(explanation(of: .limit, in: states[name] ?? Self.unread).plain.contains(words), "\(name)")
    }
    // Of what nothing limits there is no room above a limit, whatever is on its way.
    #expect(explanation(of: .samplesRoom, in: Fixture.attackedUnprotected).plain.contains("Nothing limits"))
    #expect(states["diverged"]?.subject.moment?.isDiverged == true)
    #expect(
      explanation(of: .membershipAUC, in: states["diverged"] ?? Self.unread).plain.contains("diverged"))
    #expect(
      explanation(of: .membershipAUC, in: Fixture.wholePool).plain.contains("no membership game"))
  }

  /// The focused pane's term comes first; Right leads through all that is on the screen, and back to it.
  @Test func theWalkComesRound() throws {
    for var state in [
      Fixture.protected.sized(120, 36), Fixture.protected.sized(80, 24),
      Fixture.attackedProtected.sized(120, 36),
      Fixture.wholePool.sized(60, 16),
    ] {
      _ = state.play("x")
      let first = try #require(state.explained)
      #expect(first == (state.screen is TrainScreen ? .testAccuracy : .rocCurve))
      let counted = try #require(state.drawn().plain.firstMatch(of: /([0-9]+) of ([0-9]+)   Left Right/))
      let count = try #require(Int(counted.2))
      var seen = [first]
      for _ in 1..<count {
        _ = state.play("<Right>")
        seen.append(try #require(state.explained))
      }
      #expect(Set(seen).count == count)
      _ = state.play("<Right>")
      #expect(state.explained == first)
      _ = state.play("<Left>")
      #expect(state.explained == seen.last)
      #expect(state.play("x").isEmpty && state.overlay == nil)
    }
    var focused = Fixture.protected.sized(120, 36)
    _ = focused.play("<Tab> <Tab> <Tab> x")
    #expect(focused.explained == .epsilon)
  }

  /// The term stays the same when what is on the screen changes under it.
  @Test func theTermStaysWhenPanesChange() throws {
    var state = Fixture.protected.sized(120, 36)
    while state.explained != .forecast { _ = state.play(state.overlay == nil ? "x" : "<Right>") }
    let snapshot = try #require(state.subject.snapshot)
    _ = state.update(.trainer(.started(snapshot, logPath: nil)))
    #expect(state.explained == .forecast && state.drawn().plain.contains("Nothing has been measured yet."))
    _ = state.play("<Right>")
    #expect(state.explained != .forecast)
  }

  /// On the smallest common terminal every term but ε, which says most, is read without scrolling.
  @Test func everyTermFitsTheSmallestCommonTerminal() {
    for (name, state) in Self.states where name != "unread" {
      for term in Term.allCases where term != .epsilon {
        var state = state.sized(80, 24)
        state.overlay = .explanation(term, scroll: 0)
        let whole = explanation(of: term, in: state)
        let shown = overlay(of: state)
        for part in [whole.plain, whole.notMeaning, whole.formula, whole.paper] + whole.details {
          #expect(shown.contains(part), "\(name), \(term.name): \(part)")
        }
      }
    }
  }

  /// The overlay as one text: the frame and what lies on either side of it left out.
  private func overlay(of state: ExplorerState) -> String {
    state.drawn().plain.split(separator: "\n").compactMap { line in
      line.dropFirst().prefix(78).split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        .last.map { $0.dropLast(1).split(separator: " ").joined(separator: " ") }
    }.joined(separator: " ")
  }

  /// Two grids of a hundred people, where there is room: outsiders accused, members found, and the bound by its kind.
  @Test func peopleAreCountedInGrids() throws {
    let state = Fixture.protected.sized(120, 36)
    let people = try #require(explanation(of: .membershipAUC, in: state).people)
    let moment = try #require(state.subject.moment)
    let most = moment.account.limit.largestTruePositiveRate(atFalsePositiveRate: 0.1)
    #expect(people.members.most == min(100, Int((100 * most).rounded(.up))))
    #expect(people.outsiders.accused <= 10 && people.sentence.contains("(tight)"))
    var drawn = state
    _ = drawn.play("<Tab> <Tab> x")
    let plain = drawn.drawn().plain
    #expect(plain.contains("\(people.members.accused) of 100 members"))
    // Of a hundred marks of people in each grid as many are accused, found or possible as is said.
    let rows = plain.split(separator: "\n").compactMap {
      $0.firstMatch(of: /((?:[#+.] ){10})   ((?:[#+.] ){10})/)
    }
    #expect(rows.count == 10)
    let counts = { (mark: Character, grid: KeyPath<(Substring, Substring, Substring), Substring>) in
      rows.reduce(0) { $0 + $1.output[keyPath: grid].count { $0 == mark } }
    }
    #expect(counts("#", \.1) == people.outsiders.accused && counts("#", \.2) == people.members.accused)
    #expect(counts("+", \.2) == max(0, (people.members.most ?? 0) - people.members.accused))
    #expect(explanation(of: .epsilon, in: Fixture.unprotected).people?.members.most == nil)
    #expect(explanation(of: .epsilon, in: Fixture.wholePool).people == nil)
    // On a low screen they stand in lines of twenty.
    #expect(overlay(of: drawn.sized(80, 24)).contains("\(people.members.accused) of 100 members "))
  }
}

extension ExplorerState {
  fileprivate var explained: Term? {
    if case .explanation(let term, _) = overlay { term } else { nil }
  }
}
