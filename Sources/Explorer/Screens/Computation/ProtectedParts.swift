import Experiments
import SecureComputation
import TerminalCanvas

/// What computing on shares protects, from whom, what it does not, and who is taken to be honest.
struct ProtectedParts {
  let watched: WatchedComputation

  private var glyphs: GlyphSet { watched.glyphs }

  var content: PaneContent {
    PaneContent(
      "Who sees what", term: .computationProtects,
      otherTerms: [.reusedTriple, .smallMask, .openedLogits, .triplesUsed],
      body: .columns(TextColumns(rows: rows)),
      sentence: glyphs.spelled(
        "It protects: " + protects.joined(separator: " ") + " It does not: "
          + leaks.joined(separator: " ") + " \(honest)"))
  }

  private var rows: [[TextColumns.Text]] {
    let spelled = { (text: String, ink: Ink) in [TextColumns.Text(glyphs.spelled(text), ink)] }
    return [[TextColumns.Text("It protects", .good, isBold: true)]]
      + protects.map { spelled($0, .text) }
      + [[], [TextColumns.Text("It does not protect", .warning, isBold: true)]]
      + leaks.map { spelled($0, .text) }
      + [[], [TextColumns.Text("Who is taken to be honest", .title, isBold: true)], spelled(honest, .text)]
  }

  private var protects: [String] {
    let words = watched.prediction.map { prediction in
      " (here \(grouped((prediction.cost.bytesSent[.second] ?? 0) / 8)) words)"
    }
    return [
      "The record from the model's owner: every word it sees is uniform by itself\(words ?? ""), and it does not learn the answer.",
      "The model from the record's owner: weights are opened once, under masks, and it learns the \(watched.wanted.revealed == .label ? "class" : "logits") alone.",
      "Both from the dealer: it sends keys and corrections, and sees no message.",
    ]
  }

  private var leaks: [String] {
    let area = watched.context.subject.moment?.lossThreshold.map {
      " (\(glyphs.diagnosticMark)membership AUC \(decimal($0.areaUnderCurve)) now)"
    }
    return [
      "What the answer tells: it leaks as any answer does, and the attacks of the other screens run on it\(area ?? ""). Against those noise in training helps, and no sharing.",
      "The door of this run: knobs of answers do not reach a computation on shares. w chooses what is revealed.",
      "Sizes: rounds and bytes tell the network's shape; fractional bits and the bound on inputs are public.",
    ]
  }

  private var honest: String {
    "Two parties who follow the protocol and are curious, and a dealer who colludes with neither. A party that lies may change the answer, or learn something by how the other goes on: nothing here would notice. A dealer together with one party has the other's secret."
  }
}
