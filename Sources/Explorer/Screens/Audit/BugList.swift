import DifferentialPrivacy
import Experiments
import TerminalCanvas

/// Faults to put into the trainer, of which one is there, or none.
struct BugList {
  let watched: WatchedAudit
  /// The row that the arrows are at; nil where the list does not take the keys.
  let listed: Int?

  /// In the order of the list.
  static let bugs: [TrainerBug?] = [nil] + TrainerBug.allCases

  static func row(of bug: TrainerBug?) -> Int { bugs.firstIndex(of: bug) ?? 0 }

  private var glyphs: GlyphSet { watched.glyphs }

  var content: PaneContent {
    let now = Self.row(of: watched.bug)
    let chosen = listed ?? now
    let effect = Self.bugs[chosen]?.effect ?? "the trainer does what its settings say"
    return PaneContent(
      "Break it on purpose", term: .knob(.bug),
      notes: [
        watched.bug == nil ? [Span("nothing is broken", .dim)] : [Span("BROKEN", .danger)]
      ],
      body: .list(
        ChoiceList(
          rows: Self.bugs.enumerated().map { place, bug in
            ChoiceList.Row(
              title: bug?.rawValue ?? "none", ink: place == now && bug != nil ? .danger : .text,
              value: place == now ? "now" : "", valueInk: bug == nil ? .dim : .danger)
          }, chosen: chosen)),
      caption: .init(
        texts: [" \(glyphs.spelled(effect))", " \(glyphs.shortened(glyphs.spelled(effect), to: 40))"],
        ink: .dim),
      sentence: glyphs.spelled(
        watched.bug.map { "The trainer is broken on purpose: \($0.effect)." }
          ?? "Nothing is broken in this trainer; one of \(TrainerBug.allCases.count) faults can be put into it."
      ))
  }
}
