import Attacks
import Experiments
import LinearAlgebra
import Records
import TerminalCanvas

/// What an adversary with the weights draws of one class, beside where it began and the mean of the class.
struct InversionPane {
  let subject: Subject
  let glyphs: GlyphSet
  let selectedClass: Int

  var content: PaneContent {
    guard let snapshot = subject.snapshot, let moment = subject.moment,
      moment.prototypes.rowCount > selectedClass
    else {
      return PaneContent(
        "Inversion", term: .inversion, notes: [note], body: .nothing, sentence: "Nothing has been drawn yet.")
    }
    let truth = snapshot.data.inversionTruth
    let body = ClassPictures(
      truth: truth, glyphs: glyphs, label: selectedClass, drawn: Array(moment.prototypes.row(selectedClass)),
      start: truth.publicMean
    ).body(of: snapshot.data.dataset.layout)
    return PaneContent(
      "Inversion", term: .inversion, otherTerms: [.classMean, .recognised], notes: [note], body: body,
      caption: .init(texts: captions(moment.inversion, noun: snapshot.data.classNoun), ink: .member),
      sentence: sentence(moment, snapshot))
  }

  private func className(_ snapshot: Snapshot) -> String? {
    let names = snapshot.data.dataset.classNames
    return names.indices.contains(selectedClass) ? names[selectedClass] : nil
  }

  private func sentence(_ moment: Moment, _ snapshot: Snapshot) -> String {
    let drawn =
      "At \(subject.stepNoun) \(grouped(moment.step)) the adversary drew class \(className(snapshot) ?? "") from the model"
    guard let found = moment.inversion.attack.identifiedCount,
      let guessed = moment.inversion.control.identifiedCount
    else { return "\(drawn); what a table gives back is not judged." }
    let count = moment.inversion.attack.candidateCount
    return
      "\(drawn); of \(count) \(snapshot.data.classNoun) \(found) are recognised, and guessing finds \(guessed)."
  }

  private var note: [Span] {
    guard let snapshot = subject.snapshot, let moment = subject.moment, let name = className(snapshot) else {
      return []
    }
    return [
      Span("class \(name)"), Span(" of \(snapshot.data.dataset.classNames.count)", .dim),
      Span("  \(subject.stepNoun) \(grouped(moment.step))", .dim),
    ]
  }

  private func captions(_ result: InversionResult, noun: String) -> [String] {
    var texts = ["what a table gives back is not judged", "a table is not judged"]
    if let found = result.attack.identifiedCount, let guessed = result.control.identifiedCount {
      let share = "\(found) of \(result.attack.candidateCount)"
      texts = [
        "\(glyphs.diagnosticMark)\(share) \(noun) recognised; guessing finds \(guessed)",
        "\(glyphs.diagnosticMark)\(share) \(noun) recognised, \(guessed) guessed",
        "\(glyphs.diagnosticMark)\(share) found, \(guessed) guessed",
      ]
    }
    return ["\(texts[0]): prototypes, and no proof of membership"] + texts
  }
}
