import Attacks
import Experiments
import Explorer
import Statistics
import TerminalCanvas
import Testing

struct PaneContentTests {
  /// Whoever hears the Train screen hears the number that each pane is about.
  @Test func thePanesOfTrainAreSpokenWithTheirMainNumbers() throws {
    let state = Fixture.protected
    let moment = try #require(state.subject.moment)
    let test = try #require(moment.test)
    let attack = try #require(moment.lossThreshold)
    let epsilon = "is \(((moment.account.epsilon * 100).rounded(.up) / 100).written(2)) (tight)"
    let numbers: [TrainScreen.Pane: String] = [
      .accuracy: test.accuracy.written(2), .loss: test.loss.written(2),
      .membership: attack.areaUnderCurve.written(3),
      .epsilon: epsilon,
      .roc: try #require(attack.truePositiveRateAt1Percent).written(3),
      .inversion: "\(try #require(moment.inversion.attack.identifiedCount)) are recognised",
      .readouts: epsilon,
    ]
    for pane in TrainScreen.Pane.allCases {
      let sentence = state[TrainScreen.self].content(of: pane, in: state.context).sentence
      #expect(sentence.contains(try #require(numbers[pane])), "\(pane): \(sentence)")
    }
    let unbounded = Fixture.unprotected
    let infinite = unbounded[TrainScreen.self].content(of: .epsilon, in: unbounded.context).sentence
    #expect(infinite.contains("eps = inf"))
  }

  @Test func thePanesOfMembershipAreSpokenWithTheirMainNumbers() throws {
    let state = Fixture.attackedProtected
    let findings = try #require(state.subject.findings(MembershipFindings.self))
    let entry = try #require(findings.entries[state[MembershipScreen.self].attack.method])
    let curve = entry.outcome.result.curve
    let shares = entry.histogram.shares
    let common = zip(shares[0], shares[1]).map { min($0, $1) }.reduce(0, +)
    let highest = findings.entries.values.map(\.outcome.result.curve.areaUnderCurve).max() ?? 0
    let found = try curve.detection(atFalsePositiveRate: 0.01).value
    let numbers: [MembershipScreen.Pane: String] = [
      .roc: curve.areaUnderCurve.written(3), .scores: "\(Int((100 * common).rounded())) %",
      .attacks: highest.written(3), .numbers: "\((100 * found).written(1)) %",
      .readouts:
        "is \(((try #require(state.subject.moment).account.epsilon * 100).rounded(.up) / 100).written(2)) (tight)",
      .overlap: "\(Int((found * Double(curve.memberCount)).rounded())) members are found",
    ]
    for pane in MembershipScreen.Pane.allCases {
      let sentence = state[MembershipScreen.self].content(of: pane, in: state.context).sentence
      #expect(sentence.contains(try #require(numbers[pane])), "\(pane): \(sentence)")
    }
  }

  /// Whatever there is to say, and before there is anything.
  @Test func everyPaneOfEveryScreenIsSpoken() {
    let unread = ExplorerState(
      configuration: Fixture.configuration, installed: [], width: 80, height: 24,
      rendering: Rendering(glyphs: .ascii, hasShades: false))
    let states = [
      unread, Fixture.protected, Fixture.unprotected, Fixture.wholePool, Fixture.attackedProtected,
      Fixture.attackedUnprotected, Fixture.variantsCompared,
    ]
    for state in states {
      for screen in state.screens {
        let contents = screen.contents(in: state.context)
        #expect(!contents.isEmpty)
        for content in contents {
          #expect(!content.title.isEmpty && content.sentence.hasSuffix("."), "\(content.title)")
          #expect(content.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
        }
      }
    }
  }

  /// Another run can stand beside the one at hand: nothing of a pane comes from elsewhere.
  @Test func aPaneShowsTheSubjectItIsGiven() {
    var (one, other) = (Fixture.attackedProtected, Fixture.attackedUnprotected)
    one[TrainScreen.self].choice.selected = 3
    other[TrainScreen.self].choice.selected = 3
    for (screen, own) in zip(one.screens, other.screens) {
      #expect(screen.contents(in: other.context) == own.contents(in: other.context))
      #expect(screen.contents(in: one.context) != own.contents(in: other.context))
    }
  }
}
