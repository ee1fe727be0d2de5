import Attacks
import Experiments
import LinearAlgebra
import Records
import TerminalCanvas

/// What the adversary draws of one class, beside the mean of the class.
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
    let prototype = Array(moment.prototypes.row(selectedClass))
    let truth = snapshot.data.inversionTruth
    let body: PaneContent.Body =
      switch snapshot.data.dataset.layout {
      case .image(let width, let height, _, _):
        .pictures(pictures(prototype, truth: truth, width: width, height: height))
      case .table(let columns): comparison(prototype, truth: truth, columns: columns)
      }
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
      "At step \(grouped(moment.step)) the adversary drew class \(className(snapshot) ?? "") from the model"
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
      Span("  step \(grouped(moment.step))", .dim),
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

  private func pictures(
    _ prototype: [Float], truth: InversionResult.Truth, width: Int, height: Int
  ) -> [Picture] {
    let mark = glyphs.diagnosticMark
    let picture = { (values: [Float]) in
      values.count == width * height ? Heatmap(width: width, height: height, values: values) : nil
    }
    return [
      Picture(
        titles: ["begun from: the mean of others", "begun from", "begun"], ink: .dim,
        heatmap: picture(truth.publicMean)),
      Picture(
        titles: ["drawn from the model", "from the model", "drawn"], ink: .member, heatmap: picture(prototype)
      ),
      Picture(
        titles: ["\(mark)mean of the class", "\(mark)class mean", "\(mark)mean"], ink: .dim,
        heatmap: picture(truth.classMeans[selectedClass] ?? [])),
    ]
  }

  /// The columns in which the class itself differs most from everybody, in deviations from the mean: an order that stays.
  private func comparison(
    _ prototype: [Float], truth: InversionResult.Truth, columns: [Dataset.Column]
  ) -> PaneContent.Body {
    let mean = truth.classMeans[selectedClass] ?? []
    guard mean.count == prototype.count else { return .nothing }
    let order = prototype.indices.sorted {
      abs(mean[$0] - truth.publicMean[$0]) > abs(mean[$1] - truth.publicMean[$1])
    }
    return .comparison(
      ColumnComparison(
        titles: ["input, as the network sees it", "as the network sees it", "input"], found: "inverted",
        truth: "\(glyphs.diagnosticMark)class mean",
        rows: order.map {
          ColumnComparison.Row(
            title: columns[$0].title, column: columns[$0].name, category: columns[$0].category,
            found: Double(prototype[$0]), truth: Double(mean[$0]))
        }))
  }
}
