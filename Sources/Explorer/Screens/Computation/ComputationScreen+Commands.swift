import Experiments
import SecureComputation
import TerminalCanvas

extension ComputationScreen {
  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "computation-view", .nextView,
      "the next view: record, layers, wire, transcript, answers, costs, mistakes, what it protects",
      keys: [.character("v")], hint: "view", before: .knob(.turnKnob(by: 1))),
    ScreenCommand(
      "next-mistake", .nextMistake,
      "what a careless step shows: a triple used twice, a mask of too few bits, opened logits",
      keys: [.character("m")], hint: "mistake", before: .knob(.turnKnob(by: 1))),
    ScreenCommand(
      "next-round", .moveRound(by: 1),
      "the next round of the prediction, which stands still until c, or until another is wanted",
      keys: [.character("n")], hint: "r round", before: .open(.explanation), unless: needsPrediction),
    ScreenCommand(
      "round-before", .moveRound(by: -1), "the round before", keys: [.character("r")],
      before: .open(.explanation), unless: needsPrediction),
    ScreenCommand(
      "play-rounds", .playRounds, "play the prediction round by round, or stop there",
      keys: [.character("g")], hint: "play", before: .open(.explanation), unless: needsPrediction),
    ScreenCommand(
      "next-record", .moveRecord(by: 1), "predict the next record", keys: [.character("a")],
      hint: "b record", before: .open(.explanation)),
    ScreenCommand(
      "previous-record", .moveRecord(by: -1), "predict the record before", keys: [.character("b")],
      before: .open(.explanation)),
    ScreenCommand(
      "record-side", .otherSide, "predict a member, or a held-out record again", keys: [.character("s")],
      hint: "side", before: .open(.explanation)),
    ScreenCommand(
      "revealed", .otherRevealed, "reveal all logits to the record's owner, or the class alone",
      keys: [.character("w")], hint: "reveal", before: .open(.explanation)),
    ScreenCommand(
      "more-fraction-bits", .moveFractionBits(by: 1), "two fractional bits more", keys: [.character("f")],
      hint: "d bits", before: .open(.explanation)),
    ScreenCommand(
      "fewer-fraction-bits", .moveFractionBits(by: -1), "two fractional bits fewer", keys: [.character("d")],
      before: .open(.explanation)),
    ScreenCommand(
      "truncation", .otherTruncation, "truncate exactly, or locally without a message",
      keys: [.character("t")], hint: "truncation", before: .open(.explanation)),
    ScreenCommand(
      "mask-bits", .nextMask,
      "one bit more for the mask that is too small, from the fractional bits to eight beyond",
      keys: [.character("i")], hint: "mask", before: .open(.explanation),
      unless: { state in
        state[ComputationScreen.self].wanted.mistake == .smallMask
          ? nil : "A mask's bits can be chosen where it is too small: m goes on to that mistake."
      }),
    ScreenCommand(
      "newest-prediction", .newest, "the newest prediction again", keys: [.character("c")], hint: "newest",
      before: .open(.explanation),
      unless: { state in
        state[ComputationScreen.self].held == nil ? "No prediction stands still: n holds one." : nil
      }),
  ]

  private static let needsPrediction: @Sendable (ExplorerState) -> String? = { state in
    if state.subject.isLookingBack {
      return "A prediction is gone through at the newest \(state.subject.stepNoun) alone: End goes there."
    }
    let watched = WatchedComputation(state[ComputationScreen.self], in: state.context)
    if watched.isReplaced { return "The prediction is being computed." }
    return watched.prediction == nil ? watched.reasonForNothing : nil
  }
}
