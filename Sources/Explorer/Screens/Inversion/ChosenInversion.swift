import AccessControl
import Attacks
import Experiments
import Records
import TerminalCanvas

/// The inversion that is looked at, as far as it was found at the moment that is shown.
struct ChosenInversion {
  let subject: Subject
  let glyphs: GlyphSet
  let focus: InversionFocus
  /// A class of the model.
  let selectedClass: Int

  private var findings: InversionFindings? {
    guard let findings = subject.findings(InversionFindings.self), findings.focus == focus else { return nil }
    return findings
  }

  var study: InversionStudy? { subject.moment?.isDiverged == true ? nil : findings?.study }
  var step: Int? { findings?.step }

  /// What is shown of the model's confidences, as it was for what was found last.
  var answers: AnswerPolicy {
    (study?.answers ?? focus.answers(at: (subject.snapshot?.settings ?? subject.running).door)).policy
  }

  /// All that was found with these settings along the run.
  var course: [(step: Int, study: InversionStudy)] {
    subject.allFindings(InversionFindings.self).filter { $0.focus == focus }
      .compactMap { findings in findings.study.map { (findings.step, $0) } }
  }

  var data: ExperimentData? { subject.snapshot?.data }
  var noun: String { data?.classNoun ?? "classes" }

  func name(of label: Int) -> String {
    let names = data?.dataset.classNames ?? []
    return names.indices.contains(label) ? names[label] : ""
  }

  /// The drawn class that is shown: the selected one, or of those that were drawn the next after it.
  var shownClass: Int? {
    guard let classes = study?.drawn.classes else { return nil }
    return classes.first { $0 >= selectedClass } ?? classes.first
  }

  /// Why there is nothing to see.
  var reasonForNothing: String {
    guard subject.snapshot != nil else { return "No run has begun yet." }
    if subject.moment?.isDiverged == true {
      return "Training diverged: what the model answers is no longer a number."
    }
    if case .failure(let obstacle) = findings?.outcome { return "\(obstacle)" }
    if subject.isLookingBack {
      return "At this step nothing was drawn so: End goes to the newest step."
    }
    return "The adversary is drawing."
  }

  /// What contents of this were found with.
  var basis: String {
    "\(focus.method) \(focus.objective) \(answers) \(focus.queries) \(shownClass.map(name) ?? "")"
  }

  /// As little as tells what the adversary has.
  var access: String {
    switch focus.method.access {
    case .whiteBox: "the weights"
    case .confidences: "\(grouped(focus.queries)) answers for each (\(answers))"
    case .label: "\(grouped(focus.queries)) answers in all, the label alone"
    }
  }

  var notes: [[Span]] {
    guard let step, let label = shownClass, let study else { return [] }
    let count = study.drawn.classes.count
    let of = count == data?.dataset.classCount ? "of \(count)" : "one of \(count) private"
    return [
      [Span("class \(name(of: label))"), Span(" \(of)  step \(grouped(step))", .dim)],
      [Span("class \(name(of: label))"), Span("  \(grouped(step))", .dim)],
    ]
  }

  func nothing(_ title: String, term: Term) -> PaneContent {
    PaneContent(
      title, term: term, body: .text(Paragraph(text: reasonForNothing, space: 1)), sentence: reasonForNothing)
  }
}
