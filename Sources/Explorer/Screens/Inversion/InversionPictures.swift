import Attacks
import Experiments
import Records
import TerminalCanvas

/// The pictures of the class that is looked at: where the adversary began, what it drew, and the truth; or how the last two differ.
struct InversionPictures {
  let chosen: ChosenInversion

  private var mark: String { chosen.glyphs.diagnosticMark }

  private var pictures: ClassPictures? {
    guard let study = chosen.study, let label = chosen.shownClass, let data = chosen.data,
      let drawn = study.drawn.picture(ofClass: label)
    else { return nil }
    return ClassPictures(
      truth: data.inversionTruth, glyphs: chosen.glyphs, label: label, drawn: drawn, start: study.drawn.start)
  }

  var content: PaneContent {
    guard let pictures, let data = chosen.data else { return chosen.nothing("Inversion", term: .inversion) }
    return PaneContent(
      "Inversion", term: .inversion, otherTerms: [.publicStart, .classMean], notes: chosen.notes,
      body: pictures.body(of: data.dataset.layout), caption: caption, sentence: sentence)
  }

  var difference: PaneContent {
    guard let pictures, let data = chosen.data else {
      return chosen.nothing("Difference", term: .differenceToTruth)
    }
    guard data.inversionTruth.image != nil else {
      let reason =
        "What a table gives back is no picture: its columns stand beside each other in the pane Inversion."
      return PaneContent(
        "Difference", term: .differenceToTruth, body: .text(Paragraph(text: reason, space: 1)),
        sentence: reason)
    }
    return PaneContent(
      "Difference", term: .differenceToTruth, otherTerms: [.classMean], notes: chosen.notes,
      body: .pictures([pictures.difference, pictures.classMean]),
      caption: .init(
        texts: ["mid-grey is no difference; light is drawn lighter", "mid-grey is no difference"], ink: .dim),
      sentence:
        "Where the drawing is lighter than the mean of its class the difference is light, and dark where it is darker."
    )
  }

  private var picture: InversionJudgement.Picture? {
    chosen.shownClass.flatMap { chosen.study?.judgement.picture(ofClass: $0) }
  }

  /// Whom the two that know this class take the picture for.
  private var caption: PaneContent.Caption? {
    guard let picture, let first = picture.isRecognised else {
      return chosen.data?.inversionTruth.image == nil
        ? .init(texts: ["what a table gives back is not judged", "a table is not judged"], ink: .dim) : nil
    }
    let word = { (isRight: Bool) in isRight ? "yes" : "no" }
    let second = picture.isNamedRightly.map { ", by a network: \(word($0))" } ?? ""
    let begun = chosen.shownClass.flatMap {
      chosen.study?.control.picture(ofClass: $0)?.similarityToClassMean
    }
    let alike =
      picture.similarityToClassMean.map { own in
        "; SSIM \(decimal(own, 2))" + (begun.map { ", begun with \(decimal($0, 2))" } ?? "")
      } ?? ""
    let missed = chosen.shownClass.map { chosen.study?.drawn.missed.contains($0) == true } ?? false
    guard !missed else {
      return .init(
        texts: ["no answer was ever this class: drawn is where it began", "no answer was this class"],
        ink: .warning)
    }
    return .init(
      texts: [
        "\(mark)recognised by the means of others' photographs: \(word(first))\(second)\(alike)",
        "\(mark)recognised by means: \(word(first))\(second)\(alike)",
        "\(mark)recognised: \(word(first))\(second)",
        "\(mark)recognised: \(word(first))",
      ], ink: .member)
  }

  private var sentence: String {
    guard let step = chosen.step, let label = chosen.shownClass else { return chosen.reasonForNothing }
    let judged =
      picture?.isRecognised.map { $0 ? ", and it is recognised" : ", and it is not recognised" } ?? ""
    return
      "At step \(grouped(step)) the adversary drew class \(chosen.name(of: label)) from \(chosen.access)\(judged)."
  }
}
