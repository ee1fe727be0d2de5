import Experiments
import FederatedLearning
import TerminalCanvas

/// The last round in a sentence and figures, and what all of them came to.
struct RoundFigures {
  let state: FederationState
  let screen: FederationScreen
  let context: ScreenContext

  private var glyphs: GlyphSet { context.glyphs }
  private var mark: String { glyphs.diagnosticMark }
  private var isSecure: Bool {
    context.subject.snapshot?.settings.federation.aggregation == .secure
  }

  var content: PaneContent {
    PaneContent(
      "Last round", term: .federatedRound, otherTerms: [.clientUpdate],
      notes: [[Span(isSecure ? "secure sum" : "plain sum", isSecure ? .good : .dim)]],
      body: .figures(FigureList(figures: figures, indent: 1)), sentence: glyphs.spelled(sentence))
  }

  /// What happened in it.
  var sentence: String {
    guard let round = state.lastRound else {
      return "No round has been held yet: \(state.clientCount) clients wait for the first."
    }
    let (chosen, summed) = (round.participants.count, round.participants.count(where: \.isInSum))
    let gone = round.participants.count { $0.droppedBefore != nil }
    let lying = round.participants.count { $0.lie != nil && $0.isInSum }
    let parts = [
      gone > 0 ? "\(gone) dropped out" : nil, lying > 0 ? "\(lying) lied" : nil,
    ].compactMap { $0 }
    let beginning = "Round \(grouped(round.index + 1)): \(chosen) client\(chosen == 1 ? "" : "s") chosen"
    guard !round.isAborted else {
      return
        "\(([beginning] + parts).joined(separator: ", ")); too few were \(gone > 0 ? "left" : "chosen"), so that the round was aborted, nobody learned anything, and the model stayed."
    }
    let seen = isSecure ? "the server saw the sum alone" : "the server saw each update"
    return
      "\(([beginning, "\(summed) in the sum"] + parts).joined(separator: ", ")); \(seen), and the model moved by \(significant(round.norm))."
  }

  private var figures: [Figure] {
    guard let round = state.lastRound else {
      return [Figure(name: "no round yet", value: "", term: .federatedRound, ink: .dim)]
    }
    let totals = state.totals
    let summed = round.participants.count(where: \.isInSum)
    var figures = [
      Figure(
        name: "in the sum of round \(grouped(round.index + 1))",
        value: round.isAborted ? "aborted" : "\(summed) of \(round.participants.count)",
        term: .federatedRound, ink: round.isAborted ? .warning : .text),
      Figure(name: "bytes a client sends", value: bytes, term: .clientBytes, ink: .text),
      Figure(
        name: "dropped out so far", value: "\(grouped(totals.dropped)) of \(grouped(totals.participants))",
        term: .federatedRound, amount: Double(totals.dropped)),
      Figure(
        name: "rounds aborted", value: "\(grouped(totals.aborted)) of \(grouped(totals.rounds))",
        term: .abortedRounds, amount: Double(totals.aborted), ink: totals.aborted > 0 ? .warning : .text),
      Figure(
        name: "the model moved by", value: significant(round.norm), term: .clientUpdate, amount: round.norm),
    ]
    if let isExact = totals.isExact {
      figures.append(
        Figure(
          name: "every sum exact, mod 2^32", value: isExact ? "yes" : "no", term: .masks,
          ink: isExact ? .good : .danger))
    }
    if totals.nonFinite > 0 {
      figures.append(
        Figure(
          name: "\(mark)updates not finite", value: grouped(totals.nonFinite), term: .gradientsNotFinite,
          ink: .warning))
    }
    if totals.zero > 0 {
      figures.append(
        Figure(name: "\(mark)updates of zeros", value: grouped(totals.zero), term: .clientUpdate))
    }
    if totals.saturated > 0 {
      figures.append(
        Figure(
          name: "\(mark)values cut off in sums", value: grouped(totals.saturated), term: .masks, ink: .warning
        ))
    }
    return figures
  }

  /// Of those who stayed in the last round.
  private var bytes: String {
    guard let round = state.lastRound else { return "" }
    let counts = round.participants.filter { $0.isInSum && $0.droppedBefore == nil }.map(\.byteCount)
    guard let least = counts.min(), let most = counts.max() else { return glyphs.spelled("–") }
    return least == most ? grouped(most) : "\(grouped(least)) to \(grouped(most))"
  }
}
