import Experiments
import LinearAlgebra
import Records
import TerminalCanvas

/// The weights from the inputs to the units of the first layer, as pictures: what a model gives away to whoever holds it, with no
/// attack at all.
struct WeightsPane {
  let subject: Subject
  let glyphs: GlyphSet
  /// The first that is shown.
  let selectedUnit: Int

  private static let mostPictures = 12

  var content: PaneContent {
    guard let snapshot = subject.snapshot,
      case .image(let width, let height, _, _) = snapshot.data.dataset.layout,
      let weights = snapshot.firstLayerWeights, weights.columnCount == width * height
    else {
      let reason =
        subject.snapshot == nil
        ? "No run has begun yet." : "The inputs of this model are no picture, so its weights are none either."
      return PaneContent(
        "Weights", term: .weights, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let names = snapshot.data.dataset.classNames
    // Without a hidden layer a unit is a class.
    let isOfClasses = weights.rowCount == names.count
    let units = (0..<min(Self.mostPictures, weights.rowCount)).map { ($0 + selectedUnit) % weights.rowCount }
    let noun = isOfClasses ? "class" : "unit"
    let pictures = units.map { unit in
      Picture(
        titles: ["\(noun) \(isOfClasses ? names[unit] : String(unit))", "\(unit)"], ink: .member,
        heatmap: Heatmap(width: width, height: height, values: Array(weights.row(unit)), scale: .symmetric))
    }
    return PaneContent(
      "Weights", term: .weights,
      notes: [
        [
          Span("of \(weights.rowCount) units", .dim),
          Span("  \(subject.stepNoun) \(grouped(snapshot.step))", .dim),
        ]
      ],
      body: .pictures(pictures),
      caption: .init(
        texts: [
          "mid-grey is a weight of 0; the newest weights, as whoever holds the model has them",
          "mid-grey is 0; the newest weights", "mid-grey is 0",
        ], ink: .dim),
      sentence:
        "The weights from the pixels to each \(noun) of the first layer are drawn as pictures, at \(subject.stepNoun) \(grouped(snapshot.step))."
    )
  }
}
