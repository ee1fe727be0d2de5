import Attacks
import DifferentialPrivacy
import Experiments
import Explorer
import Statistics
import TerminalCanvas
import Testing

/// What changed last and what it did, in the line at the bottom.
struct NarrationTests {
  /// Twenty steps, then turns of knobs, then twenty steps.
  private static let turned: Sitting = {
    var configuration = Fixture.configuration
    configuration.noiseMultiplier = 0.5
    var sitting = Sitting(configuration)
    sitting.train(20)
    sitting.play(": noise <Space> 1 <Enter>")
    sitting.train(2)
    sitting.play(": noise <Space> 2 <Enter> : momentum <Space> 0.5 <Enter>")
    sitting.train(23)
    return sitting
  }()

  private func narration(_ state: ExplorerState) -> String {
    var state = state
    guard case .speak(let sentences) = state.plainCommand("describe") else { return "" }
    return sentences.last ?? ""
  }

  /// Turns that follow each other are one change; its figures are those of the moment before it and of now.
  @Test func theFiguresAreThoseOfBeforeAndNow() throws {
    let state = Self.turned.state
    let moments = state.subject.history.moments
    let before = try #require(moments.last { $0.step <= 20 })
    let now = try #require(moments.last)
    let told = narration(state)
    #expect(
      told.hasPrefix(
        "momentum from 0.9 to 0.5, noise multiplier from 0.5 to 2 from step 20 to 22, and since then: "),
      "\(told)")
    let (old, new) = (try #require(before.test), try #require(now.test))
    let attacks = (try #require(before.lossThreshold), try #require(now.lossThreshold))
    let figures = [
      ("test accuracy", old.accuracy.written(2), new.accuracy.written(2)),
      ("membership AUC", attacks.0.areaUnderCurve.written(2), attacks.1.areaUnderCurve.written(2)),
      (
        "recognised", String(before.inversion.attack.identifiedCount ?? -1),
        String(now.inversion.attack.identifiedCount ?? -1)
      ),
    ]
    for (name, before, now) in figures {
      let words = before == now ? "\(name) still \(now)" : "\(name) \(before) to \(now)"
      #expect(told.contains(words), "\(words): \(told)")
    }
    #expect(told.hasSuffix("."))
    // Looked at earlier, it tells of then.
    var earlier = state
    _ = earlier.play("<Space> <PageUp>")
    let then = try #require(earlier.subject.moment)
    #expect(then.step == 40 && narration(earlier).contains(then.test?.accuracy.written(2) ?? "none"))
  }

  /// A turn of long before is not part of the last change, and one that nothing was measured after says so.
  @Test func onlyWhatFollowsAtOnceIsOneChange() {
    var sitting = Self.turned
    sitting.train(40)
    sitting.play(": noise <Space> 3 <Enter>")
    #expect(
      narration(sitting.state)
        == "noise multiplier from 2 to 3 at step 85: the next steps will show what it does.")
    sitting.train(5)
    #expect(narration(sitting.state).hasPrefix("noise multiplier from 2 to 3 at step 85, and since then: "))
    var untouched = Sitting()
    untouched.train(10)
    #expect(narration(untouched.state).hasPrefix("From step 5 to 10: "))
  }

  /// While training runs it stands at the bottom of every size, whole, and lies over no pane.
  @Test(arguments: [(60, 16), (80, 24), (100, 30), (120, 36), (160, 50)])
  func itFitsItsLines(width: Int, height: Int) {
    var state = Self.turned.state.sized(width, height)
    state.notice = nil
    let lines = state.lines
    let told = lines[(height - 3)..<(height - 1)].map { $0.trimmingPrefix(" ") }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(told.hasPrefix("momentum from 0.9 to 0.5") && told.hasSuffix("."), "\(told)")
    // The line above belongs to a pane: without anything to tell it is the same.
    state.isKnobAsked = true
    state.selectedKnob = .seed
    #expect(state.lines[height - 4].dropFirst(31) == lines[height - 4].dropFirst(31))
  }

  /// With the keys alone every pane that Tab comes to is explained, on every screen and at every size.
  @Test(arguments: ["", "2"], [(60, 16), (80, 24), (120, 36), (160, 50)])
  func everyPaneIsExplained(screen: String, size: (Int, Int)) {
    var state = Fixture.attackedProtected.sized(size.0, size.1)
    _ = state.play("1 \(screen)")
    var names: [String] = []
    for _ in state.screen.everyContent(in: state.context, besides: nil) {
      let focused = state.shownContents
      _ = state.play("x")
      guard case .explanation(let term, _) = state.overlay else {
        Issue.record("x explains")
        return
      }
      #expect(focused.contains { $0.term == term }, "\(term.name)")
      #expect(state.drawn().plain.contains("What it does not mean"))
      names.append(term.name)
      _ = state.play("<Esc> <Tab>")
    }
    #expect(Set(names).count >= 5, "\(names)")
  }
}
