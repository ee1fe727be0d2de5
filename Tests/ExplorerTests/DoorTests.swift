import Attacks
import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

/// The door of the run on the screens.
struct DoorTests {
  /// A run that answers with labels alone from its fifth step on.
  private static func sitting(_ commands: String...) -> Sitting {
    var sitting = Sitting()
    sitting.train(5)
    for command in commands {
      sitting.play(":")
      sitting.type(command)
      sitting.play("<Enter>")
    }
    sitting.train(10)
    sitting.state = sitting.state.sized(120, 36)
    return sitting
  }

  /// Nothing stays empty without a sentence, nor line by line.
  @Test func aScreenSaysWhyItSeesNoLoss() {
    var sitting = Self.sitting("set answers label")
    #expect(sitting.run?.settings[.answers] == .text("label"))
    let train = sitting.state.drawn().plain
    #expect(
      train.contains("labels alone, no loss seen") && train.contains("The model answers with labels alone,"))
    #expect(!train.contains("membership AUC "))
    #expect(sitting.state.epochSentence.contains("labels alone are answered"))
    sitting.play("x")
    #expect(sitting.state.drawn().plain.contains("test accuracy"))
    // Turned back, the figures are there again.
    sitting.play("<Esc> :")
    sitting.type("set answers decimals:2")
    sitting.play("<Enter>")
    sitting.train(5)
    #expect(sitting.run?.settings[.answers] == .text("rounded:0.01"))
    #expect(sitting.state.epochSentence.contains("membership AUC"))
    #expect(sitting.state.drawn().plain.contains("rounded:0.01"))
  }

  /// What has no place on the screen is turned by its name, offered by the palette, and mentioned by the line of the run.
  @Test func knobsOffTheScreenAreTurnedByName() {
    var sitting = Self.sitting("set temperature 5", "set queries_per_record 20", "set memguard 3")
    #expect(sitting.run?.settings[.temperature] == .number(5))
    #expect(sitting.run?.settings[.queriesPerRecord] == .number(20))
    #expect(sitting.run?.settings[.memGuard] == .number(0))
    #expect(sitting.state.drawn().plain.contains("The MemGuard distance cannot be 3."))
    sitting.play("<Esc> <Esc>")
    sitting.state = sitting.state.sized(160, 50)
    let text = sitting.state.drawn().plain
    #expect(text.contains("temperature 5") && text.contains("20 queries a record"))
    sitting.play(":")
    sitting.type("set answer no")
    #expect(sitting.state.drawn().plain.contains("answer noise"))
    sitting.play("<Enter>")
    sitting.type("0.2")
    sitting.play("<Enter>")
    #expect(sitting.run?.settings[.answerNoise] == .number(0.2))
    // The knob at hand is one that can be seen.
    #expect(sitting.state.visibleKnobs.contains(sitting.state.selectedKnob))
  }

  /// What cannot be drawn is said where it would stand, and what to do.
  @Test func anInversionSaysWhatItIsNotShown() {
    var sitting = Self.sitting("set answers label")
    sitting.play("4")
    sitting.state[InversionScreen.self].inversion = InversionFocus(method: .evolution)
    sitting.state.draw(by: sitting.state[InversionScreen.self].inversion)
    let text = sitting.state.drawn().plain
    #expect(text.contains("answers of `label` do not show") && text.contains("--access"))
  }
}
