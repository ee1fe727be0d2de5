import Experiments
import PlainText
import Records
import SecureComputation
import TerminalCanvas

/// The prediction that is looked at, as it was found at the moment that is shown, or as it stands still.
struct WatchedComputation {
  let context: ScreenContext
  let wanted: ComputationFocus
  /// What was computed last; what was refused of something else is none of it.
  let findings: ComputationFindings?
  /// Whether something else is wanted by now, and is being computed.
  let isReplaced: Bool
  /// The newest, with the mistake that is wanted, or what was found at the step that is looked back at.
  let mistaken: ComputationFindings?
  /// How many rounds of a prediction that stands still are over; nil where none does.
  let stage: Int?

  var glyphs: GlyphSet { context.glyphs }

  init(_ screen: ComputationScreen, in context: ScreenContext) {
    self.context = context
    wanted = screen.wanted
    let found = context.subject.findings(ComputationFindings.self)
    let isLookingBack = context.subject.isLookingBack
    mistaken = found.flatMap { [wanted] in isLookingBack || $0.focus == wanted ? $0 : nil }
    if let held = screen.held, screen.holds(for: context.subject) {
      (findings, stage, isReplaced) = (held.findings, held.stage, false)
    } else {
      let isOther = found.map { [wanted] in $0.focus.computation != wanted.computation } ?? false
      findings = isOther && found?.obstacle != nil ? nil : found
      (stage, isReplaced) = (nil, isOther && !isLookingBack)
    }
  }

  var prediction: SecurePrediction? { findings?.prediction }

  /// Why there is nothing to see.
  var reasonForNothing: String {
    guard let snapshot = context.subject.snapshot else { return "No run has begun yet." }
    if let obstacle = findings?.obstacle { return "\(obstacle)" }
    if context.subject.isLookingBack {
      return "At this step nothing was computed so: End goes to the newest step."
    }
    return "The parties compute a prediction of \(snapshot.settings.network) on shares."
  }

  /// What contents of this were found with.
  var basis: String {
    let plan = findings?.prediction?.plan
    return
      "\(findings?.prediction?.record.index ?? -1) \(plan?.fractionBits ?? 0) \(plan?.truncation ?? .local) \(plan?.revealed ?? .label)"
  }

  func className(_ label: Int) -> String {
    let names = context.subject.snapshot?.data.dataset.classNames ?? []
    return names.indices.contains(label) ? names[label].harmless : "\(label)"
  }

  // MARK: Words

  /// A member is training data, which ε does not cover.
  var mark: String { prediction?.record.isMember == true ? glyphs.diagnosticMark : "" }

  /// From the fullest to the shortest.
  ///
  /// - Parameters:
  ///   - stage: how many rounds are over; nil says nothing of rounds.
  ///   - count: all rounds.
  func notes(at stage: Int? = nil, of count: Int = 0) -> [[Span]] {
    guard let record = prediction?.record, let findings else { return [] }
    let kind = record.isMember ? "\(mark)member" : "held-out record"
    let ink = record.isMember ? Ink.member : .nonMember
    let standing = self.stage != nil ? ", held" : isReplaced ? ", the next is computed" : ""
    let step = "  \(context.subject.stepNoun) \(grouped(findings.step))\(standing)"
    let round = stage.map { $0 < count ? "round \($0 + 1) of \(count)" : "all \(count) rounds over" }
    let tail = round.map { [Span("  \($0)", .focus)] } ?? []
    let index = grouped(record.index)
    return [
      [Span("\(kind) \(index)", ink), Span(", class \(className(record.label))\(step)", .dim)] + tail,
      [Span("\(kind) \(index)", ink), Span(step, .dim)] + tail,
      [Span(index, ink), Span(step, .dim)] + tail,
    ] + (round.map { [[Span($0, .focus)]] } ?? [])
  }

  /// What was computed, in short.
  var sentence: String {
    guard let prediction, let findings else { return reasonForNothing }
    let record = prediction.record
    let kind = record.isMember ? "\(mark)a member" : "a held-out record"
    let batch =
      prediction.batch.map { "; \(grouped($0.agreeing)) of \(grouped($0.recordCount)) agree with the plain" }
      ?? ""
    let arithmetic = "\(prediction.plan.fractionBits) bits, \(prediction.plan.truncation.rawValue)"
    return
      "At \(context.subject.stepNoun) \(grouped(findings.step)) (\(arithmetic)) the owner of \(kind) of class \(className(record.label)) learned \(learned(prediction)), in \(grouped(prediction.cost.rounds)) rounds and \(grouped(prediction.cost.mostBytesSent)) bytes\(batch)."
  }

  /// What the record's owner learned, to stand in a sentence.
  func learned(_ prediction: SecurePrediction) -> String {
    "\(prediction.plan.revealed == .label ? "class" : "all logits, so class") \(className(prediction.label))"
  }

  /// How alike a party's words and what they hide are, from the fullest to the shortest.
  func likeness(of values: SharedValues, to side: PartySide) -> [String] {
    guard let likeness = Likeness(values[side], values.sums) else {
      return values.sums.count < Likeness.fewestValues ? ["too few to compare"] : ["any of 2^64"]
    }
    let texts = likeness.texts.map(glyphs.spelled)
    // What one party has is what the other lacks, so that its correlation is the same with the sign turned.
    return side == .first ? texts : ["\(texts[2]), sign turned", texts[2]]
  }

  func nothing(_ title: String, term: Term) -> PaneContent {
    let reason = glyphs.spelled(reasonForNothing)
    return PaneContent(
      title, term: term, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
  }
}

extension PartySide {
  var owner: String { self == .first ? "the model's owner" : "the record's owner" }
  var shortOwner: String { self == .first ? "model's owner" : "record's owner" }
  var ink: Ink { self == .first ? .bound : .nonMember }
}
