import Experiments
import SecureComputation

// What was computed on shares, as it is just now.
extension Today {
  private var computed: ComputationFindings? { subject.findings(ComputationFindings.self) }

  /// Why nothing of it is known.
  var reasonForNoComputation: String {
    if let obstacle = computed?.obstacle { return "\(obstacle)" }
    return computed == nil
      ? "Nothing was computed on shares yet: the Computation screen does, of the step that is looked at."
      : "At the moment there is no figure of it: m on the Computation screen goes through the mistakes."
  }

  func ofComputation(_ term: Term) -> Reading? {
    guard let prediction = computed?.prediction else { return nil }
    let cost = prediction.cost
    switch term {
    case .secureShares:
      let words = prediction.values.first?.sums.count ?? 0
      return Reading(
        plain:
          "The record is \(grouped(words)) values, and each party has \(grouped(words)) words of 64 bits, whose sums are the values in units of 2^-\(prediction.plan.fractionBits)."
      )
    case .secureLayers:
      return Reading(
        plain:
          "The network of \(prediction.plan.widths.map(grouped).joined(separator: ", ")) values from inputs to logits is computed in \(grouped(cost.rounds)) rounds, and neither party sees any of them."
      )
    case .computationRounds:
      let argmax = prediction.plan.revealed == .label ? prediction.plan.roundsForLabelAlone : 0
      return Reading(
        plain:
          "A prediction takes \(grouped(cost.rounds)) rounds\(argmax > 0 ? ", \(grouped(argmax)) of them so that the class alone is revealed" : ", for all logits are revealed")."
      )
    case .computationBytes:
      return Reading(
        plain:
          "For a prediction the model's owner sends \(grouped(cost.bytesSent[.first] ?? 0)) bytes and the record's owner \(grouped(cost.bytesSent[.second] ?? 0)); once a model each sends \(grouped(cost.setupBytes))."
      )
    case .triplesUsed:
      let used = cost.triples
      return Reading(
        plain:
          "A prediction uses up \(grouped(used.matrixProducts)) triples of matrices, \(grouped(used.conjunctions)) of words and \(grouped(used.products)) of numbers, with \(grouped(used.bits)) bits and \(grouped(used.truncations)) masks of truncation."
      )
    case .computationSeconds:
      return Reading(
        plain:
          "A prediction takes \(significant(cost.seconds)) s here; by its rounds and bytes \(significant(cost.seconds(over: .lan))) s on a LAN and \(significant(cost.seconds(over: .distant))) s at 50 ms one way.",
        formula:
          "\(significant(cost.seconds)) + \(grouped(cost.rounds)) times 0.05 + 8 times \(grouped(cost.mostBytesSent)) / 10^8 = \(significant(cost.seconds(over: .distant)))"
      )
    case .truncationFailure:
      return Reading(
        plain: prediction.plan.truncation == .exact
          ? "Truncation is exact, and spoils nothing."
          : "At most \(significant(prediction.failureBound)) of predictions are spoiled by local truncation at \(prediction.plan.fractionBits) fractional bits."
      )
    case .computationProtects:
      return Reading(
        plain:
          "The record's owner learns \(prediction.plan.revealed == .label ? "the class" : "all logits"), the model's owner and the dealer nothing."
      )
    case .secureAgreement, .logitError: return ofBatch(term, prediction)
    default: return ofMistake(term, prediction)
    }
  }

  private func ofBatch(_ term: Term, _ prediction: SecurePrediction) -> Reading? {
    guard let batch = prediction.batch else { return nil }
    let (records, agreeing) = (grouped(batch.recordCount), grouped(batch.agreeing))
    if term == .logitError {
      return Reading(
        plain:
          "Over \(records) held-out records the largest difference of a logit is \(significant(batch.largestError)), at \(prediction.plan.fractionBits) fractional bits."
      )
    }
    return Reading(
      plain: "Of \(records) held-out records \(agreeing) get the class on shares that they get in the plain.",
      formula:
        "\(agreeing) / \(records) = \(decimal(Double(batch.agreeing) / Double(batch.recordCount)))")
  }

  private func ofMistake(_ term: Term, _ prediction: SecurePrediction) -> Reading? {
    switch (term, prediction.mistake) {
    case (.reusedTriple, .reusedTriple(_, let reused)):
      return Reading(
        plain:
          "The model's owner would see one record less another, value by value; here it is refused: \(reused.refusal)"
      )
    case (.smallMask, .smallMask(let mask)):
      let truth = prediction.record.inputs.map { Double($0) }
      guard let once = Likeness(mask.opened, truth), let mean = Likeness(mask.average, truth) else {
        return nil
      }
      return Reading(
        plain:
          "Under a mask of \(mask.bits) bits what is seen has a correlation of \(fixed(once.correlation, 2)) with the record, and the mean of \(SmallMask.sharingCount) one of \(fixed(mean.correlation, 2))."
      )
    case (.openedLogits, .openedLogits(let opened)):
      guard let logits = opened.fromLogits.similarity, let labels = opened.fromLabels.similarity else {
        return nil
      }
      return Reading(
        plain:
          "Of \(grouped(opened.queryCount)) predictions, a class drawn from logits has a likeness of \(decimal(logits, 2)) to the mean of its members (SSIM), and from labels alone one of \(decimal(labels, 2)); of \(grouped(opened.judgedCount)) classes, \(grouped(opened.nearerFromLogits)) come nearer from logits."
      )
    default: return nil
    }
  }
}
