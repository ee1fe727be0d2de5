import AccessControl
import Attacks
import Experiments
import Records
import TerminalCanvas

/// How much was given away, over all classes drawn, beside what the control gives away.
struct InversionFigures {
  let chosen: ChosenInversion

  static let width = 38

  private var mark: String { chosen.glyphs.diagnosticMark }

  var content: PaneContent {
    guard let study = chosen.study, let step = chosen.step else {
      return chosen.nothing(chosen.focus.title, term: .recognised)
    }
    return PaneContent(
      chosen.focus.title, term: .recognised, notes: [[Span("step \(grouped(step))", .dim)]],
      body: .figures(FigureList(figures: figures(of: study), indent: 1)), sentence: sentence(study))
  }

  private func sentence(_ study: InversionStudy) -> String {
    guard let found = study.judgement.identifiedCount else {
      return "What a table gives back is not judged: a column says too little."
    }
    let second = study.judgement.secondIdentifierTop1.map {
      ", and a network \(Int(($0 * Double(study.judgement.judgedCount)).rounded()))"
    }
    let guessed = study.control.identifiedCount ?? 0
    return
      "Of \(study.judgement.judgedCount) \(chosen.noun) the means of held-out records recognise \(found)\(second ?? ""); of the public mean in their place \(guessed)."
  }

  private func figures(of study: InversionStudy) -> [Figure] {
    let (drawn, control) = (study.judgement, study.control)
    var figures: [Figure] = []
    if drawn.identifiedCount != nil {
      figures.append(Figure(name: "of the pictures", value: "control", term: .publicStart, ink: .dim))
      let rows: [(String, Term, KeyPath<InversionJudgement, Double?>, Unit)] = [
        ("recognised, means", .recognised, \.identificationTop1, .share),
        ("recognised, network", .secondIdentifier, \.secondIdentifierTop1, .share),
        ("SSIM, class mean", .classMean, \.similarityToClassMean, .similarity),
        ("means, nearest 5", .recognisedInFive, \.identificationTop5, .share),
        ("SSIM, nearest member", .nearestRecord, \.similarityToNearestMember, .similarity),
        ("SSIM, nearest other", .nearestOther, \.similarityToNearestNonMember, .similarity),
        ("PSNR, class mean, dB", .noiseRatio, \.noiseRatioToClassMean, .decibels),
      ]
      figures += rows.map { name, term, path, unit in
        figure(name, drawn[keyPath: path], control[keyPath: path], term, unit)
      }
    } else {
      figures.append(Figure(name: "a table is not judged", value: "", term: .recognised, ink: .dim))
    }
    if let accuracy = chosen.subject.moment?.test?.accuracy {
      figures.append(
        Figure(
          name: "test accuracy", value: decimal(accuracy), term: .testAccuracy, amount: accuracy, ink: .test))
    }
    if chosen.focus.method.access.searchesPublicSpace {
      figures.append(
        Figure(
          name: chosen.focus.method == .labels ? "queries in all (m)" : "queries a class (m)",
          value: grouped(study.drawn.queryCount), term: .queries))
      figures.append(Figure(name: "answers (n)", value: "\(chosen.answers)", term: .queries))
    }
    return figures
  }

  private enum Unit {
    case share, similarity, decibels

    func written(_ value: Double) -> String {
      switch self {
      case .share: "\(Int(amount(value))) %"
      case .similarity: decimal(value, 2)
      case .decibels: fixed(value, 1)
      }
    }

    /// Shares are in per cent, and so is how two differ.
    func amount(_ value: Double) -> Double { self == .share ? (100 * value).rounded() : value }
  }

  private func figure(_ name: String, _ value: Double?, _ control: Double?, _ term: Term, _ unit: Unit)
    -> Figure
  {
    let none = chosen.glyphs.spelled("–")
    let beside = control.map(unit.written) ?? none
    return Figure(
      name: "\(mark)\(name)",
      value: (value.map(unit.written) ?? none) + String(repeating: " ", count: max(1, 8 - beside.count))
        + beside, term: term, amount: value.map(unit.amount), ink: .member)
  }
}
