import DifferentialPrivacy
import Experiments
import Explorer
import Foundation
import TerminalCanvas
import Testing

/// Runs of a sitting: kept, listed, brought back, branched.
struct RunsTests {
  /// A restart leaves the run before to be undone, as it was: configuration, commands, step, pace, screen, and a knob that waited.
  @Test func undoReachesAcrossARestart() throws {
    var sitting = Sitting()
    sitting.train(10)
    sitting.play("l l")
    sitting.train(10)
    let hash = try #require(sitting.run?.weightsSHA256)
    sitting.play("+ + 2 : network <Space> linear <Enter>")
    let (pace, draft) = (sitting.state.pace, sitting.state.draft)
    let restarted = sitting.play("R").beginnings
    #expect(restarted.map(\.configuration.network) == ["linear"] && restarted[0].isFresh)
    #expect(sitting.state.runNumber == 2 && !sitting.state.isPending(.network))
    sitting.play("- - - 1 l")
    sitting.train(5)

    // First the knob of this run, then the run.
    #expect(sitting.play("u").turns == ["noise_multiplier=0.2"])
    let undone = try #require(sitting.play("u").beginnings.first)
    #expect(undone.configuration == Fixture.configuration && undone.step == 20)
    #expect(
      undone.commands == [
        RunCommand(step: 10, knob: .noiseMultiplier, value: .number(0.1)),
        RunCommand(step: 10, knob: .noiseMultiplier, value: .number(0.2)),
      ])
    #expect(sitting.run?.weightsSHA256 == hash && undone.weightsSHA256 == hash)
    #expect(sitting.state.runNumber == 1 && sitting.state.pace == pace)
    #expect(sitting.state.screen is MembershipScreen)
    #expect(sitting.state.draft == draft && sitting.state.isPending(.network))
    #expect(sitting.state.subject.history.moments.map(\.step) == [5, 10, 15, 20])
    #expect(!sitting.state.subject.isRunning)

    // And forth, to where that one was left.
    let redone = try #require(sitting.play("U").beginnings.first)
    #expect(redone.configuration.network == "linear" && redone.step == 5)
    #expect(sitting.state.runNumber == 2 && sitting.state.screen is TrainScreen)
    #expect(!sitting.state.isPending(.network))
    // The turns of the first run are still to be undone there.
    sitting.play("u")
    sitting.play("u")
    #expect(!sitting.state.isPending(.network))
    #expect(sitting.play("u u").turns == ["noise_multiplier=0.1", "noise_multiplier=0"])
    #expect(sitting.play("u").isEmpty && sitting.state.notice?.text == "No knob was turned yet.")
  }

  /// A preset sets knobs, pace and screen; undo brings all of them back.
  @Test func undoReachesAcrossAPreset() throws {
    var sitting = Sitting()
    sitting.train(5)
    let (pace, draft) = (sitting.state.pace, sitting.state.draft)
    let started = try #require(sitting.play("o / took <Enter>").beginnings.first)
    #expect(started.configuration.dataset == "actg175" && sitting.state.draft.dataset == "actg175")
    #expect(sitting.state.pace != pace && sitting.state.screen is MembershipScreen)
    let undone = try #require(sitting.play("u").beginnings.first)
    #expect(undone.configuration == Fixture.configuration && undone.step == 5)
    #expect(sitting.state.pace == pace && sitting.state.draft == draft && sitting.state.screen is TrainScreen)
    let redone = try #require(sitting.play("U").beginnings.first)
    #expect(redone.configuration == started.configuration)
    #expect(sitting.state.screen is MembershipScreen && sitting.state.pace != pace)
  }

  /// Nobody can repeat the system's noise: the run stays where it is, and why is said; the list says it too.
  @Test func aRunWithSystemNoiseIsNotBroughtBack() throws {
    var configuration = Fixture.configuration
    configuration.secureNoise = true
    var sitting = Sitting(configuration)
    sitting.train(5)
    sitting.play("R")
    sitting.train(5)
    #expect(sitting.play("u").beginnings.isEmpty)
    #expect(sitting.state.notice?.text.contains("noise of that run came from the system") == true)
    #expect(sitting.state.runNumber == 2 && sitting.state.undoable.count == 1)
    sitting.play("H <Down>")
    #expect(sitting.state.drawn().plain.contains("Its noise came from the system"))
    #expect(sitting.play("<Enter>").beginnings.isEmpty)
    sitting.play("<Esc> <Space> <PageUp>")
    #expect(sitting.state.subject.history.moments.count == 1)
  }

  /// From a step that is looked at, with other knobs, a run of its own goes on: the commands before that step and the knobs
  /// that were turned, and nothing else.
  @Test func aRunBranchesWhereItIsLookedAt() throws {
    var sitting = Sitting()
    sitting.train(10)
    sitting.play("l")
    sitting.train(10)
    sitting.play("l l j l")
    sitting.train(10)
    sitting.play("<Space> <PageUp> <PageUp>")
    #expect(sitting.state.subject.moment?.step == 20)
    // The knobs are those of that step; a turn is of there, and undone alone.
    #expect(sitting.state.shownKnobs.noiseMultiplier == 0.1 && sitting.state.draft.noiseMultiplier == 0.3)
    sitting.play("k l")
    #expect(sitting.state.shownKnobs.noiseMultiplier == 0.2 && sitting.state.draft.noiseMultiplier == 0.3)
    #expect(sitting.state.isPending(.noiseMultiplier))
    #expect(sitting.state.drawn().plain.contains("* turned at step 20: Space goes on from there"))
    sitting.play("u")
    #expect(sitting.state.branch == nil && sitting.state.shownKnobs.noiseMultiplier == 0.1)
    sitting.play(": noise <Space> 2 <Enter>")
    let branch = try #require(sitting.play("<Space>").beginnings.first)
    #expect(branch.step == 20 && branch.configuration == Fixture.configuration)
    #expect(
      branch.commands == [
        RunCommand(step: 10, knob: .noiseMultiplier, value: .number(0.1)),
        RunCommand(step: 20, knob: .noiseMultiplier, value: .number(2)),
      ])
    #expect(sitting.state.runNumber == 2 && sitting.state.draft.noiseMultiplier == 2)
    #expect(sitting.state.subject.running.clippingNorm == nil && sitting.state.subject.isRunning)
    sitting.train(10)

    // It is the run that somebody would have had who turned these knobs at these steps.
    var log = CommandLog(kind: TrainingRun.kind, configuration: Fixture.configuration)
    log.commands = branch.commands
    let fresh = try TrainingRun.replaying(log, stepCount: 30)
    #expect(sitting.run?.step == 30 && sitting.run?.weightsSHA256 == fresh.weightsSHA256)
    // And the one it left is a key away, whole.
    let left = try #require(sitting.play("u").beginnings.first)
    #expect(left.step == 30 && left.commands.count == 4)
  }

  /// A branch from before any knob was turned is given up by `u` too.
  @Test func aFirstTurnInABranchIsUndone() {
    var sitting = Sitting()
    sitting.train(10)
    sitting.play("<Space> <PageUp> l")
    #expect(sitting.state.branch != nil && sitting.state.undoable.isEmpty)
    sitting.play("u")
    #expect(sitting.state.branch == nil && sitting.state.subject.isLookingBack)
  }

  /// What waits for a restart waits on while another run begins.
  @Test func aKnobThatWaitsIsNotLostToARestart() {
    var state = Fixture.unprotected
    _ = state.play("R")
    state.selectedKnob = .network
    _ = state.play("l")
    guard let snapshot = try? Snapshot(of: TrainingRun(Fixture.configuration), generation: 2) else { return }
    _ = state.update(.trainer(.started(snapshot, logPath: nil)))
    #expect(state.draft.network == "mlp:64" && state.isPending(.network))
  }

  /// Every run of the sitting with what it was and came to, the logs of before, and what all of them have spent together.
  @Test func theListNamesEveryRun() throws {
    var sitting = Sitting()
    sitting.play(": noise <Space> 1 <Enter>")
    sitting.train(5)
    sitting.play("R : noise <Space> 2 <Enter>")
    sitting.train(10)
    let effects = sitting.play("H")
    guard case .listRuns(let beginnings)? = effects.last else {
      Issue.record("the logs of before were to be read")
      return
    }
    #expect(beginnings.map(\.step) == [10, 5] && sitting.state.drawn().plain.contains("Adding up"))
    let nowhere = RunArchive(reading: URL(filePath: "/nowhere/at/all"))
    let spent = try #require(SpentTogether(of: beginnings, onDataOf: sitting.state.subject.running))
    _ = sitting.state.update(.archived(nowhere, spentTogether: spent))
    let drawn = sitting.state.drawn().plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "at hand", "this sitting", "digits, sigma 0 to 1", "sigma 1 to 2",
      "No eps holds for these 2 runs together", "share seed 1",
    ] {
      #expect(drawn.contains(words), "\(words): \(drawn)")
    }
    #expect(sitting.play("<Enter>").beginnings.isEmpty)
    #expect(sitting.state.notice?.text == "That is the run at hand.")
    let opened = try #require(sitting.play("H <Down> <Enter>").beginnings.first)
    #expect(opened.step == 5 && sitting.state.runNumber == 1 && sitting.run?.step == 5)
    #expect(sitting.play("u").beginnings.first?.step == 10)
  }
}
