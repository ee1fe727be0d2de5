import Attacks
import Experiments
import LinearAlgebra
import Records

// What is drawn of a class.
extension Today {
  func ofInversion(_ term: Term) -> Reading? {
    guard let snapshot = subject.snapshot, let moment = subject.moment, !moment.isDiverged else { return nil }
    let data = snapshot.data
    let (attack, control) = (moment.inversion.attack, moment.inversion.control)
    switch term {
    case .inversion:
      let classes = data.dataset.classCount
      return Reading(
        plain:
          "From the weights of step \(grouped(moment.step)) the adversary drew what the model takes each of \(classes) classes to look like.",
        formula:
          "x minimises –ln p(class | x) + roughness of x + distance of x from the public mean, of \(grouped(data.dataset.inputCount)) inputs"
      )
    case .classMean:
      guard let similarity = attack.similarityToClassMean, let chance = control.similarityToClassMean else {
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
    default:
      guard let found = attack.identifiedCount, let guessed = control.identifiedCount else {
        return Reading(plain: "What a table gives back is not judged: its columns say too little.")
      }
      return Reading(
        plain:
          "Of \(attack.candidateCount) \(data.classNoun) \(found) are told from all others by what was drawn; guessing finds \(guessed).",
        formula:
          "drawings nearest to the held-out mean of their own class / classes = \(found) / \(attack.candidateCount) = \(decimal(Double(found) / Double(max(1, attack.candidateCount))))"
      )
    }
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
