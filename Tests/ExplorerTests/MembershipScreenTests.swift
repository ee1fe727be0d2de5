import Attacks
import Experiments
import Explorer
import Testing

struct MembershipScreenTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// The laboratory works for the Membership screen and rests when it is left; its keys say what it is to look at.
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
    let chosen = state[TrainScreen.self].selectedClass
    _ = state.play("c")
    #expect(state[TrainScreen.self].selectedClass == chosen)
    #expect(state.play("1").investigations == [nil])
  }
}

extension [Effect] {
  /// What the laboratory is asked to look at; nil is a rest.
  fileprivate var investigations: [MembershipLaboratory.Focus?] {
    compactMap { effect -> MembershipLaboratory.Focus?? in
      if case .investigate(let focus) = effect { .some(focus) } else { nil }
    }
  }
}
