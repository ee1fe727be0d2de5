import Attacks
import Experiments
import PlainText
import Records
import SecureComputation
import TerminalCanvas

/// What one careless step shows, beside what the computation does in its place.
struct CarelessStep {
  let watched: WatchedComputation
  let mistake: ComputationFocus.Mistake

  private var glyphs: GlyphSet { watched.glyphs }
  private var layout: Dataset.Layout? { watched.context.subject.snapshot?.data.dataset.layout }

  private var title: String {
    switch mistake {
    case .reusedTriple: "Mistake 1 of 3: a triple used twice"
    case .smallMask: "Mistake 2 of 3: a mask of too few bits"
    case .openedLogits: "Mistake 3 of 3: opened logits"
    }
  }

  private var term: Term {
    switch mistake {
    case .reusedTriple: .reusedTriple
    case .smallMask: .smallMask
    case .openedLogits: .openedLogits
    }
  }

  var content: PaneContent {
    guard let findings = watched.mistaken, let prediction = findings.prediction,
      let found = prediction.mistake, found.mistake == mistake
    else {
      let reason = glyphs.spelled(reasonForNothing)
      return PaneContent(
        title, term: term, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    switch found {
    case .reusedTriple(let other, let reused): return ofTriple(reused, prediction.record, other)
    case .smallMask(let mask): return ofMask(mask, prediction)
    case .openedLogits(let opened): return ofLogits(opened, prediction)
    case .refused(_, let reason):
      let text = glyphs.spelled(reason)
      return PaneContent(title, term: term, body: .text(Paragraph(text: text, space: 1)), sentence: text)
    }
  }

  private var reasonForNothing: String {
    guard watched.mistaken?.obstacle == nil, watched.prediction != nil else {
      return watched.reasonForNothing
    }
    return watched.wanted.mistake == nil
      ? "No mistake is made while nobody looks: next-mistake, m, makes one."
      : watched.context.subject.isLookingBack
        ? "At this step the mistake was not made: End goes to the newest step." : "The mistake is being made."
  }

  /// Something that is seen beside others.
  private struct Shown {
    /// From the longest to the shortest, as the notes are.
    let titles: [String]
    let values: [Double]
    let ink: Ink
    let notes: [String]

    init(_ titles: [String], _ values: [Double], ink: Ink, notes: [String]) {
      (self.titles, self.values, self.ink, self.notes) = (titles, values, ink, notes)
    }
  }

  private func content(
    _ shown: [Shown], text: String, captions: [String], sentence: String
  ) -> PaneContent {
    var pictures = UnitPictures(parts: shown.map(part), text: glyphs.spelled(text))
    if case .table(let columns) = layout, columns.count == shown[0].values.count {
      pictures.table = table(shown, of: columns.map(\.title.harmless))
    }
    return PaneContent(
      title, term: term, otherTerms: [.computationProtects], body: .units(pictures),
      caption: .init(texts: captions.map(glyphs.spelled), ink: .dim), sentence: glyphs.spelled(sentence))
  }

  private func part(_ shown: Shown) -> UnitPictures.Part {
    UnitPictures.Part(
      titles: shown.titles, ink: shown.ink,
      mosaic: ValueShape(count: shown.values.count, layout: layout).mosaic(shown.values),
      note: glyphs.spelled(shown.notes[0]), shorterNotes: shown.notes.dropFirst().map(glyphs.spelled))
  }

  /// A row for each column of the data, under one of notes.
  private func table(_ shown: [Shown], of names: [String]) -> TextTable {
    let notes = shown.map { glyphs.spelled($0.notes[$0.notes.count - 1]) }
    let rows = names.enumerated().map { place, name in
      [name] + shown.map { $0.values.indices.contains(place) ? significant($0.values[place]) : "" }
    }
    return TextTable(
      headers: shown.map { $0.titles[$0.titles.count - 1] },
      rows: [TextTable.Row(cells: [""] + notes, ink: .dim)]
        + rows.map { TextTable.Row(cells: $0, ink: .text) },
      isFitted: true)
  }

  // MARK: A triple used twice

  private func ofTriple(
    _ reused: ReusedTriple, _ record: ComputedRecord, _ other: ComputedRecord
  ) -> PaneContent {
    let mark = record.isMember ? glyphs.diagnosticMark : ""
    let (one, second) = (record.inputs.map { Double($0) }, other.inputs.map { Double($0) })
    let truth = zip(one, second).map { $0 - $1 }
    let error = zip(truth, reused.difference).map { abs($0 - $1) }.max() ?? 0
    let seen = Shown(
      ["the model's owner would see", "would be seen"], reused.difference, ink: .danger,
      notes: ["exact to \(significant(error))", "exact"])
    let classed = { (record: ComputedRecord) in ["class \(watched.className(record.label))"] }
    return content(
      [
        Shown(["\(mark)the record", "\(mark)record"], one, ink: .nonMember, notes: classed(record)),
        Shown(["\(mark)another, later", "\(mark)another"], second, ink: .nonMember, notes: classed(other)),
        seen,
      ],
      text:
        "Under one mask twice, what is opened of x less what is opened of x' is x - x': who knows one has both. Here the count of used triples, from 0 on, refuses: \(reused.refusal)",
      captions: ["m the next mistake; a another record", "m the next mistake"],
      sentence:
        "Two records under one triple: the model's owner would see the first less the second, exact to \(significant(error)). Here it is refused: \(reused.refusal)"
    )
  }

  // MARK: A mask of too few bits

  private func ofMask(_ mask: SmallMask, _ prediction: SecurePrediction) -> PaneContent {
    let mark = prediction.record.isMember ? glyphs.diagnosticMark : ""
    let truth = prediction.record.inputs.map { Double($0) }
    let full = prediction.exchanges.first?.opened.map { Double(Int64(bitPattern: $0)) } ?? []
    let whole = full.count == truth.count ? full : []
    let (once, mean) = (Likeness(mask.opened, truth), Likeness(mask.average, truth))
    let few = ["too few to compare"]
    return content(
      [
        Shown(
          ["\(mark)the record", "\(mark)record"], truth, ink: .nonMember,
          notes: ["class \(watched.className(prediction.record.label))"]),
        Shown(
          ["mask of \(mask.bits) bits", "\(mask.bits) bits"], mask.opened, ink: .danger,
          notes: once?.texts ?? few),
        Shown(
          ["mean of \(SmallMask.sharingCount) such", "mean of \(SmallMask.sharingCount)"], mask.average,
          ink: .danger, notes: mean?.texts ?? few),
        Shown(
          ["mask of 64 bits", "64 bits"], whole, ink: .good, notes: Likeness(whole, truth)?.texts ?? few),
      ],
      text:
        "What both see of the record is x less a mask. \(said(of: mask, once, mean)) Of 64 bits, all words are equally likely, however often.",
      captions: [
        "i one bit more; m the next mistake; r: correlation with the record, of noise 95 of 100 are within ±",
        "i bits; m the next mistake; r: correlation with it, of noise 95% are in ±",
        "i bits, m the next mistake",
      ],
      sentence: "\(said(of: mask, once, mean)) Under 64 bits it is noise, however often."
    )
  }

  /// What a mask leaves to see, by how alike that is and how alike noise is.
  private func said(of mask: SmallMask, _ once: Likeness?, _ mean: Likeness?) -> String {
    let many = "\(grouped(SmallMask.sharingCount)) predictions"
    let fraction = watched.wanted.fractionBits
    guard let once, let mean else {
      return
        "A mask of \(mask.bits) bits, where values have \(fraction) behind the point, hides too few values here to say by their correlation what is left of them."
    }
    let (one, all) = (fixed(once.correlation, 2), fixed(mean.correlation, 2))
    switch (once.isBeyondChance, mean.isBeyondChance) {
    case (true, _):
      return
        "A mask of \(mask.bits) bits leaves the record to be seen (r \(one)), and the mean of \(many) of the same record \(mean.correlation > once.correlation ? "still more of it" : "too") (r \(all))."
    case (false, true):
      return
        "Under a mask of \(mask.bits) bits one prediction shows no more than chance (r \(one)), but the mean of \(many) of the same record does (r \(all))."
    case (false, false):
      return
        "Under a mask of \(mask.bits) bits neither one prediction (r \(one)) nor the mean of \(many) (r \(all)) shows more than chance here; with fewer bits, or more predictions, they would."
    }
  }

  // MARK: Opened logits

  private func ofLogits(_ opened: OpenedLogits, _ prediction: SecurePrediction) -> PaneContent {
    let mark = glyphs.diagnosticMark
    let name = watched.className(opened.label)
    let (logits, labels) = (opened.fromLogits, opened.fromLabels)
    let own = watched.className(prediction.record.label)
    let drawn =
      opened.label == prediction.record.label
      ? "Who asks may draw class \(name) from what is revealed."
      : "Who asks may draw class \(name) from what is revealed; class \(own) is among those of which records are public."
    let isJudged = opened.judgedCount > 0
    return content(
      [
        Shown(
          ["begun from", "begun"], opened.start.map { Double($0) }, ink: .dim, notes: ["mean of others"]),
        Shown(
          ["from all logits", "logits"], logits.picture.map { Double($0) }, ink: .danger,
          notes: notes(logits)),
        Shown(
          ["from labels alone", "labels"], labels.picture.map { Double($0) }, ink: .member,
          notes: notes(labels)),
        Shown(
          ["\(mark)mean of class \(name)", "\(mark)class mean"], (opened.classMean ?? []).map { Double($0) },
          ink: .dim, notes: opened.classMean == nil ? ["no member"] : ["the truth"]),
      ],
      text:
        "\(drawn) \(compared(opened)) Logits save \(prediction.plan.roundsForLabelAlone) rounds a prediction.",
      captions: isJudged
        ? [
          "black-box inversion of the Inversion screen; SSIM: likeness to the class mean; m the next mistake",
          "SSIM: likeness to the class mean; m the next mistake", "m the next mistake",
        ] : ["black-box inversion of the Inversion screen; m the next mistake", "m the next mistake"],
      sentence:
        "Class \(name), drawn from \(grouped(opened.queryCount)) predictions: from all logits\(said(logits)), and from labels alone\(said(labels)). \(compared(opened)) Logits save \(prediction.plan.roundsForLabelAlone) rounds a prediction."
    )
  }

  /// Which of the two tells more, as the figures have it.
  private func compared(_ opened: OpenedLogits) -> String {
    let queries = grouped(opened.queryCount)
    let (count, logits) = (opened.judgedCount, opened.nearerFromLogits)
    guard count > 0 else {
      return "Each took \(queries) predictions; how near it comes is judged of images alone."
    }
    guard count > 1 else {
      return
        "Of \(queries) predictions each, \(logits == 1 ? "logits come nearer to the class mean than labels." : "labels come as near to the class mean: no logits are needed.")"
    }
    return
      "Of \(queries) predictions for each class, logits come nearer to the mean of \(logits) of \(count) classes, and labels to that of \(count - logits)\(2 * logits > count ? "." : ": here the class alone tells as much.")"
  }

  private func notes(_ drawing: OpenedLogits.Drawing) -> [String] {
    drawing.isMissed
      ? ["no answer was this class", "never answered"]
      : [drawing.similarity.map { "SSIM \(decimal($0, 2))" } ?? "not judged"]
  }

  private func said(_ drawing: OpenedLogits.Drawing) -> String {
    drawing.isMissed
      ? " nothing was found, for no answer was this class"
      : drawing.similarity.map { " it has SSIM \(decimal($0, 2)) to the class mean" } ?? " it is not judged"
  }
}
