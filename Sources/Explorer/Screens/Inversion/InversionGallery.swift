import Attacks
import Experiments
import LinearAlgebra
import Records
import TerminalCanvas

/// All classes that were drawn, small: what was drawn of each, the truth, or the difference.
package struct InversionGallery {
  let chosen: ChosenInversion
  let shows: Shown

  /// What a tile shows.
  package enum Shown: CaseIterable, Hashable, Sendable {
    case drawn, truth, difference

    var title: String {
      switch self {
      case .drawn: "drawn"
      case .truth: "class means"
      case .difference: "differences"
      }
    }
  }

  var content: PaneContent {
    guard let study = chosen.study, let data = chosen.data, let step = chosen.step else {
      return chosen.nothing("Gallery", term: .recognised)
    }
    guard data.inversionTruth.image != nil else {
      let reason = "The records of this data set are no pictures."
      return PaneContent(
        "Gallery", term: .recognised, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let mark = shows == .drawn ? "" : chosen.glyphs.diagnosticMark
    let tiles = study.drawn.classes.map { tile(ofClass: $0, in: study, data: data) }
    let found = study.judgement.identifiedCount
    let count = study.judgement.judgedCount
    let share = found.map { "\(chosen.glyphs.diagnosticMark)\($0) of \(count) recognised" } ?? "not judged"
    return PaneContent(
      "Gallery", term: .recognised, otherTerms: [.inversion],
      notes: [
        [Span("\(mark)\(shows.title) (d)"), Span("  \(share)  step \(grouped(step))", .dim)],
        [Span("\(mark)\(shows.title)"), Span("  \(share)", .dim)], [Span(share)],
      ],
      body: .gallery(
        PictureGallery(
          tiles: tiles, chosen: chosen.shownClass.flatMap { study.drawn.classes.firstIndex(of: $0) } ?? 0)),
      caption: found == nil
        ? nil
        : .init(
          texts: [
            "+ recognised, - not: first by the means of others' records, then by a network",
            "+ recognised, - not: by means, then by a network", "+ recognised, - not",
          ], ink: .dim),
      sentence: found.map { "Of \(count) \(chosen.noun) that were drawn \($0) are recognised." }
        ?? "\(study.drawn.classes.count) \(chosen.noun) were drawn, and are not judged.")
  }

  private func tile(ofClass label: Int, in study: InversionStudy, data: ExperimentData) -> PictureGallery.Tile
  {
    let pictures = ClassPictures(
      truth: data.inversionTruth, glyphs: chosen.glyphs, label: label,
      drawn: study.drawn.picture(ofClass: label) ?? [], start: study.drawn.start)
    let heatmap =
      switch shows {
      case .drawn: pictures.fromTheModel.heatmap
      case .truth: pictures.classMean.heatmap
      case .difference: pictures.difference.heatmap
      }
    let judged = study.judgement.picture(ofClass: label)
    let isRight = judged?.isRecognised == true
    let signs = [judged?.isRecognised, judged?.isNamedRightly].compactMap { $0 }.map { $0 ? "+" : "-" }
      .joined()
    return PictureGallery.Tile(
      title: "\(chosen.name(of: label)) \(signs)", ink: isRight ? .member : .dim, heatmap: heatmap)
  }
}
