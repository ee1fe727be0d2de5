import Attacks
import Experiments
import Explorer
import TerminalCanvas
import Testing

struct MembershipScreenTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// The investigation goes on for the Membership screen and rests when it is left; its keys say what it is to look at.
  @Test func theMembershipScreenIsInvestigated() {
    var state = Fixture.unprotected
    let opened = state.play("2")
    #expect(opened.investigations == [.init(method: .liraOnline, shadowCount: 16)])
    #expect(state.play("2").isEmpty)
    #expect(state.play("a").investigations == [.init(method: .liraOfflineSquashed, shadowCount: 16)])
    #expect(state.play("b b").investigations.last == .init(method: .liraOffline, shadowCount: 16))
    #expect(state.play("s s s").investigations.map { $0?.shadowCount } == [32, 64, 4])
    #expect(state.play("w").isEmpty && state[MembershipScreen.self].prior == 0.1)
    #expect(state[MembershipScreen.self].isROCLogarithmic)
    #expect(state.play("g").isEmpty && !state[MembershipScreen.self].isROCLogarithmic)
    #expect(!state[TrainScreen.self].isROCLogarithmic)
    // The letters of the Train screen mean nothing here.
    let chosen = state[TrainScreen.self].choice.selected
    _ = state.play("c")
    #expect(state[TrainScreen.self].choice.selected == chosen)
    #expect(state.play("1").investigations == [nil])
  }

  /// The chosen attack's members, counted again candidate by candidate.
  @Test func othersFindThemTooOrNot() throws {
    let state = Fixture.attackedUnprotected
    let entries = try #require(state.subject.findings(MembershipFindings.self)?.entries)
    let chosen = try #require(entries[.liraOnline]?.found)
    let candidates = entries[.liraOnline]?.outcome.scores.indices ?? 0..<0
    let found = candidates.filter(chosen.contains)
    let shared = found.filter { candidate in
      entries.contains { $0.key != .liraOnline && $0.value.found.contains(candidate) }
    }
    #expect(!found.isEmpty && found.count == chosen.count)
    var zoomed = state.sized(80, 60)
    _ = zoomed.play("<Tab> <Tab> <Tab>")
    let drawn = zoomed.drawn().plain
    #expect(drawn.contains("\(found.count) found"))
    let alone = found.count - shared.count
    #expect(
      drawn.contains(
        alone == 0 ? "each of them by another attack" : "\(alone) of them by no other attack"))
    for (method, entry) in entries where method != .liraOnline {
      let both = found.count(where: entry.found.contains)
      let start = "  \(method.title.replacing("σ", with: "sigma"))  "
      let line = try #require(drawn.split(separator: "\n").first { $0.hasPrefix(start) }, "\(method)")
      #expect(line.dropFirst(start.count).split(separator: " ").first == "\(both)", "\(method)")
    }
  }

  /// Who looks back sees what attacks had found by then, and goes on to what they find now.
  @Test func lookingBackMovesTheMembershipScreen() throws {
    var state = Fixture.attackedUnprotected
    let newest = try #require(state.subject.findings(MembershipFindings.self)?.entries[.liraOnline])
    #expect(newest.step == 40)
    _ = state.play("<Space> <PageUp>")
    #expect(state.screen is MembershipScreen)
    #expect(state.subject.moment?.step == 35 && state.subject.findings(MembershipFindings.self) == nil)
    let earlier = state.drawn().plain
    #expect(earlier.contains("looking back at step 35") && earlier.contains("not yet"))
    #expect(earlier.contains("It was not run up to this step."))
    _ = state.play("<End>")
    #expect(state.subject.findings(MembershipFindings.self)?.entries[.liraOnline]?.step == 40)
    #expect(!state.drawn().plain.contains("not yet"))
    // What is kept of a step is drawn as it was.
    let kept = try #require(state.subject.findings(MembershipFindings.self)).kept
    #expect(kept.entries[.liraOnline]?.outcome.scores == [])
    let before = state.drawn()
    _ = state.update(.found(kept))
    #expect(state.drawn().cells == before.cells)
  }
}

extension [Effect] {
  /// What the investigation is asked to look at; nil is a rest.
  fileprivate var investigations: [MembershipFocus?] {
    compactMap { effect -> MembershipFocus?? in
      if case .investigate(let request) = effect { .some(request?.request as? MembershipFocus) } else { nil }
    }
  }
}
