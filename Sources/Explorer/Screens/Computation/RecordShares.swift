import Experiments
import PlainText
import Records
import SecureComputation
import TerminalCanvas

/// The record as each party has it, which is noise, and both together.
struct RecordShares {
  let watched: WatchedComputation

  private static let title = "The record, shared"

  var content: PaneContent {
    guard let prediction = watched.prediction, let values = prediction.values.first,
      let layout = watched.context.subject.snapshot?.data.dataset.layout
    else { return watched.nothing(Self.title, term: .secureShares) }
    return PaneContent(
      Self.title, term: .secureShares, otherTerms: [.computationProtects], notes: watched.notes(),
      body: body(values, of: prediction, layout),
      caption: .init(texts: captions(prediction, layout), ink: .dim),
      sentence: watched.glyphs.spelled(sentence(values, of: prediction)))
  }

  private func body(
    _ values: SharedValues, of prediction: SecurePrediction, _ layout: Dataset.Layout
  ) -> PaneContent.Body {
    guard case .table(let columns) = layout, columns.count == values.sums.count else {
      let shape = ValueShape(count: values.sums.count, layout: layout)
      return .units(
        UnitPictures(
          parts: PartySide.allCases.map { side in
            let likeness = watched.likeness(of: values, to: side)
            return UnitPictures.Part(
              titles: ["\(side.owner) has", side.shortOwner], ink: side.ink,
              mosaic: shape.mosaic(values[side]), note: likeness[0],
              shorterNotes: Array(likeness.dropFirst()))
          } + [
            UnitPictures.Part(
              titles: ["\(watched.mark)both together", "\(watched.mark)together"],
              ink: prediction.record.isMember ? .member : .text, mosaic: shape.mosaic(values.sums),
              note: "their sum modulo 2^64",
              shorterNotes: ["the sum"])
          ]))
    }
    return .table(
      TextTable(
        headers: PartySide.allCases.map(\.shortOwner) + ["\(watched.mark)sum"],
        rows: columns.indices.map { place in
          TextTable.Row(
            cells: [columns[place].title.harmless] + PartySide.allCases.map { hexadecimal(values[$0][place]) }
              + [significant(values.sums[place])], ink: .text)
        }, isFitted: true))
  }

  private func captions(_ prediction: SecurePrediction, _ layout: Dataset.Layout) -> [String] {
    let bound = significant(prediction.inputBound)
    let way = if case .image = layout { "r: correlation with it" } else { "words of 64 bits" }
    let more =
      if case .image = layout { "\(way), of noise 95 of 100 are within ±" } else { way }
    return [
      "public: values of at most \(bound) in magnitude, \(prediction.plan.fractionBits) fractional bits; \(more)",
      "public: at most \(bound), \(prediction.plan.fractionBits) bits; \(more)",
      "public: at most \(bound), \(prediction.plan.fractionBits) fractional bits; \(way)",
      "public: at most \(bound)",
    ].map(watched.glyphs.spelled)
  }

  private func sentence(_ values: SharedValues, of prediction: SecurePrediction) -> String {
    let alike = PartySide.allCases.map { side in
      Likeness(values[side], values.sums).map { fixed($0.correlation, 2) }
    }
    let correlations = alike.compactMap(\.self)
    let likeness =
      correlations.count == 2
      ? ", whose correlation with the record is \(correlations[0]) and \(correlations[1])" : ""
    return
      "\(prediction.record.isMember ? "A member" : "A held-out record") of class \(watched.className(prediction.record.label)) in two shares: each party has \(grouped(values.sums.count)) words of noise\(likeness), and together they are the record."
  }
}
