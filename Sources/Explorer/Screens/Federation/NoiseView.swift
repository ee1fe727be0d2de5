import DifferentialPrivacy
import Experiments
import FederatedLearning
import PlainText
import Records
import TerminalCanvas

/// The three places of the noise beside each other: who adds how much, and against whom each ε holds.
struct NoiseView {
  let context: ScreenContext

  private var glyphs: GlyphSet { context.glyphs }
  private var settings: ExperimentConfiguration {
    context.subject.moment?.settings ?? context.subject.snapshot?.settings ?? context.subject.running
  }
  private var account: RunAccount? { context.subject.account }

  var content: PaneContent {
    let rows = account?.placements?.rows ?? []
    let present = settings.federation.privacy
    return PaneContent(
      "Whose noise", term: .noisePlacement, otherTerms: [.epsilon],
      notes: note, body: .columns(columns(rows, present)),
      caption: .init(texts: captions, ink: settings.noiseMultiplier > 0 ? .dim : .warning),
      sentence: glyphs.spelled(sentence(rows)))
  }

  private var note: [[Span]] {
    guard let account else { return [[Span("no round was priced yet", .dim)]] }
    let z = significant(settings.noiseMultiplier)
    return [
      [
        Span(
          glyphs.spelled(
            "z \(z), \(grouped(account.step)) rounds, δ \(significant(account.delta)), as if in each place"),
          .dim)
      ], [Span(glyphs.spelled("z \(z), \(grouped(account.step)) rounds"), .dim)],
    ]
  }

  private var captions: [String] {
    guard settings.noiseMultiplier > 0 else {
      return [
        "No noise is added, and no \(glyphs.epsilon) holds: turn the noise multiplier up, then R restarts.",
        "No noise, no \(glyphs.epsilon): the knob noise multiplier, then R",
      ]
    }
    return [
      "that clients are drawn by lot counts for central noise in plain sums alone; `place of noise` moves it (R)",
      "drawing clients counts in central and plain alone; `place of noise` moves it",
      "the knob `place of noise` moves it (R)",
    ]
  }

  private func columns(_ rows: [NoisePlacements.Row], _ present: NoisePlacement) -> TextColumns {
    let all = NoisePlacement.allCases
    let of = { (placement: NoisePlacement) in rows.first { $0.placement == placement } }
    let figure = { (value: Double?) in
      self.glyphs.spelled(value.map { roundedUp($0) } ?? "–")
    }
    let line = { (text: (NoisePlacement) -> TextColumns.Text) in all.map(text) }
    return TextColumns(
      rows: [
        line { placement in
          TextColumns.Text(
            placement == present
              ? "\(placement.rawValue.uppercased()), as now" : placement.rawValue.uppercased(),
            placement == present ? .focus : .title, isBold: true)
        },
        line { TextColumns.Text(glyphs.spelled($0.noise), .text) },
        [],
        line { _ in TextColumns.Text("\(glyphs.epsilon) of a client, against", .dim) },
        line { placement in
          TextColumns.Text(
            "who sees the model: \(placement == .central ? "" : "at most ")\(figure(of(placement)?.againstModel))",
            ink(of(placement)?.againstModel), isBold: true)
        },
        line { placement in
          TextColumns.Text(
            "the server: \(figure(of(placement)?.againstServer))",
            ink(of(placement)?.againstServer), isBold: true)
        },
        line { placement in
          TextColumns.Text(
            of(placement).map { "noise in the sum \(significant($0.sumDeviation)) C" } ?? "", .text)
        },
        [],
        line { TextColumns.Text("between: \(settings.federation.neighbours(with: $0))", .dim) },
      ], chosen: all.firstIndex(of: present))
  }

  private func ink(_ epsilon: Double?) -> Ink {
    epsilon.map { $0.isFinite ? .bound : .danger } ?? .dim
  }

  private func sentence(_ rows: [NoisePlacements.Row]) -> String {
    guard settings.noiseMultiplier > 0 else {
      return
        "No noise is added, and no ε holds against anybody. Turn the noise multiplier up and restart; then this says what it promises where the server adds it, where each client adds a share, and where each adds all of it."
    }
    guard !rows.isEmpty else { return "No round has been priced yet." }
    return rows.map { row in
      let placement = row.placement
      let now = row.isPresent ? " (as now)" : ""
      return
        "\(placement.rawValue.capitalizedFirst)\(now): \(placement.noise); ε \(roundedUp(row.againstModel)) against whoever sees the model, \(roundedUp(row.againstServer)) against the server; between \(settings.federation.neighbours(with: placement))."
    }.joined(separator: " ")
  }
}
