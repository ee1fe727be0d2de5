import Experiments
import FederatedLearning
import PlainText
import TerminalCanvas

/// What an adversary still gets where sums are secure and the model is all that is given away.
struct RemainingLeaks {
  let state: FederationState
  let context: ScreenContext

  private var glyphs: GlyphSet { context.glyphs }
  private var settings: FederationSettings {
    context.subject.snapshot?.settings.federation ?? FederationSettings()
  }

  var content: PaneContent {
    PaneContent(
      "What still leaks", term: .remainingLeaks, otherTerms: [.masks, .noisePlacement],
      body: .columns(
        TextColumns(
          rows: leaks.map { leak in
            [TextColumns.Text(glyphs.spelled("\(leak.name): \(leak.text)"), leak.isHere ? .text : .dim)]
          })),
      sentence: glyphs.spelled(
        leaks.map { "\($0.name.capitalizedFirst): \($0.text)" }.joined(separator: " ")))
  }

  /// Whether the usual round has so high a threshold that signatures keep a server from lying.
  private var refusesLies: Bool {
    let count = settings.participantCount
    return settings.threshold(participantCount: count) >= RoundSettings.defaultThreshold(clientCount: count)
  }

  /// Each with whether it is so in this run.
  private var leaks: [(name: String, text: String, isHere: Bool)] {
    let isSecure = settings.aggregation == .secure
    let summed = state.lastRound?.participants.count(where: \.isInSum) ?? 0
    let area = context.subject.moment?.lossThreshold.map {
      " (\(glyphs.diagnosticMark)AUC \(decimal($0.areaUnderCurve)) now)"
    }
    return [
      (
        "each update",
        isSecure
          ? summed > 0
            ? "hidden in a sum of \(summed); what follows is left."
            : "no sum was opened in the last round; of one that is, what follows is left."
          : "sums are plain, and the server sees all of them. What follows is left where they are secure.",
        true
      ),
      ("a sum of two", "whoever sent one takes it off, and has the other exactly.", isSecure),
      (
        "all but one colluding",
        "the same of any sum\(summed > 0 ? ": of the \(summed) in this one, \(summed - 1) would have to" : ""); the threshold does not count them.",
        isSecure
      ),
      (
        "an update of one record",
        "is that record's gradient, which gives its input back (Zhu et al. 2019, arXiv:1906.08935); a sum hides whose it is.",
        true
      ),
      (
        "label mix over rounds",
        "who takes part is seen, and sums of other clients every round can be solved for each one's part (Lam et al. 2021, arXiv:2106.06089).",
        true
      ),
      (
        "a server that tells two stories",
        "half the clients that one dropped out, the others that it lives: it gets both secrets where 2t is at most n plus the colluders. \(refusesLies ? "Here clients sign who is in the sum, and refuse" : "With a threshold below two thirds nobody refuses") (Bonawitz et al. 2017, CCS).",
        isSecure
      ),
      (
        "the final model",
        "says who trained it, whoever added it up: the Membership screen attacks it\(area ?? "").", true
      ),
      (
        "liars",
        "hide in a sum too: the server cannot cut what it does not see (Bagdasaryan et al. 2020, arXiv:1807.00459). d and t try it.",
        true
      ),
    ]
  }
}
