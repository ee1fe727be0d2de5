import DifferentialPrivacy
import Experiments
import Explorer
import Records
import TerminalCanvas
import Testing

struct KnobTests {
  private var state: ExplorerState { Fixture.unprotected }

  @Test func turningALiveKnobSendsItAtOnce() {
    var state = state
    #expect(state.play("l l").turns == ["noise_multiplier=0.1", "noise_multiplier=0.2"])
    #expect(state.play("<ShiftRight>").turns == ["noise_multiplier=0.7"])
    #expect(state.draft.noiseMultiplier == 0.7)
    // With noise the norm is 1 where none is set, and turned from there.
    #expect(state.play("j l l l").turns == ["clipping_norm=1.5", "clipping_norm=2", "clipping_norm=3"])
    #expect(
      state.play("h h h h").turns == [
        "clipping_norm=2", "clipping_norm=1.5", "clipping_norm=1", "clipping_norm=0.7",
      ])
  }

  @Test func undoAndRedoWalkTheTurns() {
    var state = state
    _ = state.play("l l j l")
    #expect(state.play("u u").turns == ["clipping_norm=off", "noise_multiplier=0.1"])
    #expect(state.play("U").turns == ["noise_multiplier=0.2"])
    #expect(state.play("u u").turns == ["noise_multiplier=0.1", "noise_multiplier=0"])
    #expect(state.play("u").turns.isEmpty)
    #expect(state.notice?.text == "No knob was turned yet.")
  }

  @Test func typedValuesAreReadOrRefused() {
    var state = state
    #expect(state.play("<Enter> 2.5 <Enter>").turns == ["noise_multiplier=2.5"])
    #expect(state.play("<Enter> -1 <Enter>").turns.isEmpty)
    #expect(state.drawn().plain.contains("cannot be -1"))
    #expect(state.play("<Esc> <Delete>").turns == ["noise_multiplier=0"])
  }

  @Test func otherKnobsWaitForARestartAndSaySo() {
    var state = state
    state.selectedKnob = .network
    #expect(state.play("l").turns.isEmpty)
    #expect(state.isPending(.network))
    #expect(state.drawn().plain.contains("mlp:64*"))
    #expect(state.drawn().plain.contains("waits for a restart"))
    let effects = state.play("R")
    guard case .order(.start(let beginning, let generation, _)) = effects.first else {
      Issue.record("a restart was expected")
      return
    }
    #expect(beginning.configuration.network == "mlp:64" && generation == 2)
  }

  /// A batch is judged by the training set there is, not by the one that waits.
  @Test func liveKnobsAreJudgedByTheRunAtHand() {
    var state = state
    state.selectedKnob = .trainSize
    _ = state.play("<Enter> 400 <Enter>")
    state.selectedKnob = .expectedBatchSize
    #expect(state.play("<Enter> 200 <Enter>").turns.isEmpty)
    #expect(state.drawn().plain.contains("larger than the training set of 150"))
  }

  /// What a data set does not come with stays where it was; its size, network and unit are its own.
  @Test func anotherDataSetKeepsWhatIsNotItsOwn() throws {
    var state = state
    let turned: [(Knob, KnobValue)] = [
      (.epsilonBudget, .number(2)), (.optimizer, .text("adam")), (.rateDecay, .text("linear")),
      (.activation, .text("tanh")), (.inclusion, .number(0.4)), (.labelNoise, .number(0.1)),
      (.statistics, .text("members")), (.seed, .text("9")), (.momentum, .number(0.5)),
    ]
    for (knob, value) in turned { state.draft = try state.draft.setting(knob, to: value) }
    state.selectedKnob = .dataset
    _ = state.play("l")
    #expect(state.draft.dataset != "digits")
    for (knob, value) in turned { #expect(state.draft[knob] == value, "\(knob.key)") }
    let own = ExperimentConfiguration(defaultsFor: DatasetReference(name: state.draft.dataset))
    for knob in Knob.all where knob.comesWithData { #expect(state.draft[knob] == own[knob], "\(knob.key)") }
  }

  /// Typed or stepped to, another data set brings its own unit, and the next run a batch of its units.
  @Test func anotherDataSetMayHaveOtherUnits() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration = try configuration.putting([.unit: .text("person")])
    for keys in [
      ": s e t <Space> d a t a s e t <Space> d i g i t s <Enter>", "<Enter> d i g i t s <Enter>", "l",
    ] {
      var state = Fixture.begun(configuration)
      state.selectedKnob = .dataset
      #expect(state.draft.expectedBatchSize == 8 && state.drawn().plain.contains("by halves"))
      _ = state.play(keys)
      #expect(state.draft.dataset == "digits" && state.draft.unit == .record, "\(keys)")
      guard case .order(.start(let next, _, _)) = state.play("R").first else {
        Issue.record("a restart was expected")
        return
      }
      #expect(next.configuration.trainSize == 600 && next.configuration.expectedBatchSize == 32)
    }
  }

  /// What has no say, or another than its value says, is said beside it.
  @Test func whatIsNotAsUsualIsSaid() throws {
    let configuration = try Fixture.configuration.putting([
      .optimizer: .text("adam"), .rateDecay: .text("linear"), .activation: .text("tanh"),
      .adaptiveClipping: .number(0.5),
    ])
    let drawn = Fixture.begun(configuration).drawn().plain
    for words in ["Adam's own", "0.1, falling", "from 1 on", "  tanh  adam"] {
      #expect(drawn.contains(words), "\(words)")
    }
  }

  @Test func aDataSetIsUndoneWhole() {
    var state = state
    state.selectedKnob = .dataset
    _ = state.play("l")
    #expect(state.draft.dataset != "digits" && state.draft.trainSize != 150)
    _ = state.play("u")
    #expect(state.draft == state.subject.running)
    _ = state.play("U")
    #expect(state.isPending(.dataset))
  }

  /// Beyond its last rung a knob stays where it is.
  @Test(arguments: [
    ("0.00001", Knob.learningRate, "h", "1e-05"), ("0.995", .momentum, "l", "0.995"),
    ("0.4", .momentum, "l", "0.5"), ("0.4", .momentum, "h", "0.3"),
  ])
  func laddersEnd(typed: String, knob: Knob, key: String, expected: String) {
    var state = state
    state.selectedKnob = knob
    _ = state.play("<Enter> \(typed) <Enter> \(key)")
    #expect(state.draft[knob].description == expected)
  }
}
