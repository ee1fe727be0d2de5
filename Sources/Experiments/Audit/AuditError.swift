public import PlainText
public import Records
import Statistics

/// Why an audit cannot be.
public enum AuditError: Error, Hashable {
  case obstacle(AuditObstacle)
  case tooManyGuesses(Int, canaries: Int)
  case noGuess(Int)
  case alphaOutOfRange(Double)
  case claimOutOfRange(Double)
  case deltaOutOfRange(Double)
  case pairsOutOfRange(Int)
  case pairsOfPool
  case pairsNeedLargerBatch(batch: Double)
  case shadowsOfFile
  case scoresOfARun
  case reportEnding(path: String)
  case file(DatasetError)
  case column(String, path: String, known: [String]?)
  case notAScore(path: String, line: Int)
  case notABit(path: String, line: Int)
  case tooFewScores(path: String, count: Int)
  case oneSidedScores(path: String, count: Int, included: Bool)
}

extension AuditError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .obstacle(.federated): "\(AuditObstacle.federated) Leave out --clients."
    case .obstacle(.unfairCoins(let inclusion)):
      "\(AuditObstacle.unfairCoins(inclusion: inclusion)) Choose --canaries own-feature, or --inclusion 0.5."
    case .obstacle(.noCoinFell(let canaries, let included)):
      "\(AuditObstacle.noCoinFell(canaries: canaries, included: included)) Choose a larger --canary-count, or another --seed."
    case .tooManyGuesses(let guesses, let canaries):
      "There are \(guesses) guesses to be made at \(canaries) \(canaries == 1 ? "canary" : "canaries"). Choose --guesses from 1 to \(canaries)."
    case .noGuess(let guesses):
      "The number of guesses cannot be \(guesses). Choose --guesses of 1 or more."
    case .alphaOutOfRange(let alpha):
      "The level --alpha cannot be \(alpha). Choose a number \(NumberLimit.auditAlpha.allowed), as 0.05."
    case .claimOutOfRange(let claim):
      "The claim --claimed-epsilon cannot be \(claim). Give the ε that was promised, \(NumberLimit.claimedEpsilon.allowed)."
    case .deltaOutOfRange(let delta):
      "The --delta of a claim cannot be \(delta). Choose a number from 0 to less than 1, as 1e-5."
    case .pairsOutOfRange(let pairs):
      "The number of pairs cannot be \(pairs). Choose --pairs \(PairsPlan.pairs.allowed)."
    case .pairsOfPool:
      "Pairs of runs differ in one canary, and the run plants none. Choose --canaries own-feature, mislabelled or gradient."
    case .pairsNeedLargerBatch(let batch):
      "Pairs have one canary, and at the same rate their batches would be of \(batch.brief) members on average, where \(NumberLimit.expectedBatchSize.allowed) can be. Choose a larger --expected-batch-size, or a smaller --canary-count."
    case .shadowsOfFile:
      "A file of scores has no run to train again or to attack. Leave out --shadows and --pairs, or --scores."
    case .scoresOfARun:
      "The scores of --scores are of a model trained anywhere, and need no run. Leave out --scores, or the options that describe a run."
    case .reportEnding(let path):
      "The report \(path) has no ending that says how it is to be written. Name it with .md, .html or .json."
    case .file(let error): "\(error)"
    case .column(let column, let path, let known):
      if let known {
        "The file \(path) has no column `\(column)` but \(known.listed(atMost: 20)). Begin it with the line score,included."
      } else {
        "The first line of \(path) names no column `\(column)`. Begin it with the line score,included."
      }
    case .notAScore(let path, let line):
      "Line \(line) of \(path) has no finite number in column `score`. Correct or remove that line."
    case .notABit(let path, let line):
      "Line \(line) of \(path) has neither 1 nor 0 in column `included`. Write 1 for a canary that was trained on and 0 for another."
    case .oneSidedScores(let path, let count, let included):
      "All \(count) canaries of \(path) were \(included ? "in" : "out"), so there is nothing to tell apart. Add those that were \(included ? "out" : "in")."
    case .tooFewScores(let path, let count):
      "The file \(path) has \(count == 0 ? "no canary" : "one canary"), and an audit guesses at several. Add a line for each, with its score and whether it was in."
    }
  }
}
