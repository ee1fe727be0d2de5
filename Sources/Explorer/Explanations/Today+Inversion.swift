import AccessControl
import Attacks
import Experiments
import Foundation
import LinearAlgebra
import Records

// What is drawn of a class.
extension Today {
  /// What was drawn at the moment that is looked at, by the adversary whose figures are shown.
  private var inversion:
    (step: Int, drawn: InversionJudgement, control: InversionJudgement, focus: InversionFocus?)?
  {
    guard let moment = subject.moment, !moment.isDiverged else { return nil }
    if case .inverting(let focus) = adversary {
      guard let findings = subject.findings(InversionFindings.self), findings.focus == focus,
        let study = findings.study
      else { return nil }
      return (findings.step, study.judgement, study.control, focus)
    }
    return (moment.step, moment.inversion.attack, moment.inversion.control, nil)
  }

  func ofInversion(_ term: Term) -> Reading? {
    guard let snapshot = subject.snapshot, let inversion else { return nil }
    let data = snapshot.data
    let (drawn, control) = (inversion.drawn, inversion.control)
    switch term {
    case .inversion: return ofDrawing(data, at: inversion.step, by: inversion.focus)
    case .publicStart:
      guard let similarity = control.similarityToClassMean else { return nil }
      return Reading(
        plain:
          "The mean of held-out records, handed in for each class, is like the class means by \(decimal(similarity, 2)), where 1 is the same.",
        formula:
          "x = mean of the held-out records; recognised \(count(control.identificationTop1, of: control)) of \(control.judgedCount)"
      )
    case .classMean: return ofClassMean(data, drawn, control)
    case .differenceToTruth:
      guard let ratio = drawn.noiseRatioToClassMean else { return nil }
      return Reading(
        plain:
          "Mid-grey is where a drawing is as light as the mean of its class; over all classes the drawings are off by \(decimal(pow(10, -ratio / 20), 2)) of the range from black to white.",
        formula: "10^(–PSNR / 20) = 10^(–\(fixed(ratio, 1)) / 20) = \(decimal(pow(10, -ratio / 20)))")
    case .recognisedInFive:
      guard let share = drawn.identificationTop5, let guessed = control.identificationTop5 else { return nil }
      return Reading(
        plain:
          "Of \(drawn.judgedCount) \(data.classNoun) \(count(share, of: drawn)) have their own class among the five nearest; of the public mean in their place \(count(guessed, of: control)).",
        formula:
          "among five / classes = \(count(share, of: drawn)) / \(drawn.judgedCount) = \(decimal(share))")
    case .secondIdentifier:
      guard let share = drawn.secondIdentifierTop1, let guessed = control.secondIdentifierTop1 else {
        return nil
      }
      return Reading(
        plain:
          "Of \(drawn.judgedCount) \(data.classNoun) a network that saw held-out records alone recognises \(count(share, of: drawn)); of the public mean in their place \(count(guessed, of: control)).",
        formula:
          "given their own class / classes = \(count(share, of: drawn)) / \(drawn.judgedCount) = \(decimal(share))"
      )
    case .nearestRecord:
      return ofNearest("training", drawn.similarityToNearestMember, control.similarityToNearestMember)
    case .nearestOther:
      return ofNearest("held-out", drawn.similarityToNearestNonMember, control.similarityToNearestNonMember)
    case .noiseRatio:
      guard let ratio = drawn.noiseRatioToClassMean, let guessed = control.noiseRatioToClassMean else {
        return nil
      }
      return Reading(
        plain:
          "A drawing stands \(fixed(ratio, 1)) decibels above its error against the class mean; the public mean in its place \(fixed(guessed, 1)).",
        formula: "PSNR = –10 log10(mean squared error) = \(fixed(ratio, 1)) dB, the mean over classes")
    case .queries: return ofQueries(by: inversion.focus)
    case .recognisedOverSteps:
      guard let share = drawn.identificationTop1 else { return nil }
      return Reading(
        plain:
          "At step \(grouped(inversion.step)) \(count(share, of: drawn)) of \(drawn.judgedCount) \(data.classNoun) are recognised.",
        formula: "recognised(\(grouped(inversion.step))) = \(decimal(share))")
    default: return ofRecognised(data, drawn, control)
    }
  }

  private func count(_ share: Double?, of judgement: InversionJudgement) -> Int {
    Int(((share ?? 0) * Double(judgement.judgedCount)).rounded())
  }

  private func ofDrawing(_ data: ExperimentData, at step: Int, by focus: InversionFocus?) -> Reading {
    let classes = data.dataset.classCount
    let inputs = grouped(data.dataset.inputCount)
    switch focus?.method ?? .prior {
    case .prior:
      return Reading(
        plain:
          "From the weights of step \(grouped(step)) the adversary drew what the model takes each of \(classes) classes to look like.",
        formula:
          "x minimises \(focus?.objective == .logit ? "–logit of the class" : "–ln p(class | x)") + roughness of x + distance of x from the public mean, of \(inputs) inputs"
      )
    case .miFace:
      return Reading(
        plain:
          "From the weights of step \(grouped(step)) the adversary climbed to the confidence in each of \(classes) classes, without a prior.",
        formula:
          "x becomes x – λ slope of (1 – p(class | x)), from grey, of \(inputs) inputs; the best x is kept")
    case .evolution:
      return Reading(
        plain:
          "From answers of step \(grouped(step)) the adversary drew half of the \(classes) classes out of what records of the others look like.",
        formula: "x = mean + z directions; z becomes z + rate times the estimated slope of ln p(class | x)",
        paper: InversionMethod.evolution.paper)
    case .labels:
      return Reading(
        plain:
          "From labels of step \(grouped(step)) the adversary drew half of the \(classes) classes: the mean of its own pictures that get the label.",
        formula: "x = m + 1.4 (mean of the public mixtures that are given the class – m), m the public mean",
        paper: InversionMethod.labels.paper)
    }
  }

  private func ofClassMean(
    _ data: ExperimentData, _ drawn: InversionJudgement, _ control: InversionJudgement
  ) -> Reading {
    guard let similarity = drawn.similarityToClassMean, let chance = control.similarityToClassMean else {
      return Reading(
        plain:
          "The mean of the class among \(grouped(data.split.isMember.count(where: \.self))) training records, column by column."
      )
    }
    return Reading(
      plain:
        "The mean of the class's training records; drawings are like theirs by \(decimal(similarity, 2)), where 1 is the same.",
      formula:
        "mean over classes of SSIM(drawing, class mean) = \(decimal(similarity, 3)); of the public mean \(decimal(chance, 3))"
    )
  }

  private func ofRecognised(
    _ data: ExperimentData, _ drawn: InversionJudgement, _ control: InversionJudgement
  ) -> Reading {
    guard let found = drawn.identifiedCount, let guessed = control.identifiedCount else {
      return Reading(plain: "What a table gives back is not judged: its columns say too little.")
    }
    return Reading(
      plain:
        "Of \(drawn.judgedCount) \(data.classNoun) \(found) are told from all others by what was drawn; guessing finds \(guessed).",
      formula:
        "drawings nearest to the held-out mean of their own class / classes = \(found) / \(drawn.judgedCount) = \(decimal(Double(found) / Double(max(1, drawn.judgedCount))))"
    )
  }

  private func ofNearest(_ kind: String, _ similarity: Double?, _ chance: Double?) -> Reading? {
    guard let similarity, let chance else { return nil }
    return Reading(
      plain:
        "A drawing is like the \(kind) record it is most like by \(decimal(similarity, 2)); the public mean in its place by \(decimal(chance, 2)).",
      formula: "mean over drawings of max over \(kind) records of SSIM = \(decimal(similarity))")
  }

  private func ofQueries(by focus: InversionFocus?) -> Reading? {
    guard let focus, focus.method.access.searchesPublicSpace else {
      return Reading(plain: "Who has the weights asks nothing: all answers follow from them.")
    }
    let found = subject.findings(InversionFindings.self)?.study?.answers
    let answers = found ?? focus.answers(at: subject.running.door)
    let each = focus.method == .labels ? "for all classes together" : "for each class"
    return Reading(
      plain:
        "The model was asked about \(grouped(focus.queries)) records of the adversary's own \(each), and answered by `\(answers)`."
    )
  }

  /// Of the newest step: weights are not kept of others.
  var ofWeights: Reading? {
    guard let snapshot = subject.snapshot, let weights = snapshot.firstLayerWeights else { return nil }
    return Reading(
      plain:
        "Whoever holds the model reads \(grouped(weights.rowCount)) rows of \(grouped(weights.columnCount)) weights, and each is a picture where inputs are pixels.",
      formula:
        "input of unit u = sum over \(grouped(weights.columnCount)) inputs of w[u, input] x[input] + b[u], at step \(grouped(snapshot.step))"
    )
  }
}
