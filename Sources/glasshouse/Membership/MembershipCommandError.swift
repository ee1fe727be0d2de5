import Attacks
import Experiments
import PlainText

enum MembershipCommandError: Error {
  case unknownMethod(String)
  case allAmongOthers
  case priorOutOfRange(Double)
  case referencesWithoutScores
  case halfOfTheReferences
  case scoresOfARun
  case recordsOutOfRange(Int)
  /// What a file of scores has no data for.
  case dataWithoutRun(option: String)
  /// - Parameter isFile: whether the evidence is somebody's files, or a run of our own.
  case unavailable(MembershipMethod, MissingEvidence, isFile: Bool)
  case tooFewShadows(MembershipMethod, shadows: Int, needed: Int)
  case tooFewOnceLevelled(MembershipMethod, ReferenceLevelling)
}

extension MembershipCommandError: ExplainedError {
  var sentence: Sentence {
    switch self {
    case .unknownMethod(let name):
      "There is no membership attack called `\(name)`. Choose all, or from \(MembershipMethod.allCases.map(\.name).joined(separator: ", "))."
    case .allAmongOthers:
      "In --method, all stands alone and means every attack there is. Leave out the other names, or all."
    case .priorOutOfRange(let prior):
      "A prior of \(prior) is no share of members. Choose one \(NumberLimit.prior.allowed)."
    case .referencesWithoutScores:
      "Margins of reference models belong to a file of scores. Give the target's with --scores, or train models with --shadows."
    case .halfOfTheReferences:
      "Reference models are given by their margins and by who was trained on whom. Give both --reference-margins and --reference-inclusion."
    case .scoresOfARun:
      "The answers of --scores belong to a model that is trained already. Leave out --scores, or the options that describe a run."
    case .recordsOutOfRange(let count):
      "\(count) records cannot be listed. Give --records 1 or more."
    case .dataWithoutRun(let option):
      "The option \(option) needs the records and the training of a run, and --scores has answers alone. Leave out \(option), or attack a run instead of --scores."
    case .unavailable(let method, let missing, let isFile):
      "The attack \(method.name) needs \(missing). \(advice(missing, isFile: isFile))"
    case .tooFewOnceLevelled(let method, let levelling):
      "Candidates have \(levelling.with.lowerBound) to \(levelling.with.upperBound) reference models with them and \(levelling.without.lowerBound) to \(levelling.without.upperBound) without. Such numbers may betray who was a member, so of each only \(levelling.with.lowerBound) with it and \(levelling.without.lowerBound) without it can be used. That is too few for the attack “\(method.title)”. Give as many models with each candidate, and as many without."
    case .tooFewShadows(let method, let shadows, let needed):
      "The attack \(method.name) needs \(needed / 2) or more reference models on each side of a candidate, and --shadows \(shadows) gives \(shadows / 2). Give --shadows \(needed) or more."
    }
  }

  private func advice(_ missing: MissingEvidence, isFile: Bool) -> String {
    switch missing {
    case .confidences, .model, .weights, .trajectory:
      "Leave it out of --method, or attack a run instead of --scores."
    case .notGranted, .refused: "Leave it out of --method."
    case .publicRecords:
      isFile
        ? "Leave it out of --method, or attack a run instead of --scores."
        : "Give a smaller --train-size, or leave it out of --method."
    case .memory: "Give fewer --shadows."
    case .references(let diverged) where diverged > 0: "Lower --learning-rate."
    case .references, .side, .tooFewReferences:
      isFile
        ? "Give more models in --reference-margins and --reference-inclusion."
        : "Give more --shadows."
    }
  }
}
