public import AccessControl
public import Attacks
public import PlainText

/// Why a model is not inverted as it was asked for.
public enum InversionObstacle: Error, Hashable, Sendable {
  case unknownAccess(String)
  case unknownMethod(String)
  /// A method that needs another access than was granted.
  case methodOfAnotherAccess(InversionMethod, InversionAccess)
  case unknownClass(String, known: [String])
  /// A class whose records the adversary has.
  case notDrawn(String, drawn: [String])
  /// Answers or a number of questions, for an adversary with the weights.
  case questionsBesideWeights
  /// Parts of the prior, for a method without one.
  case priorOfAnotherMethod(InversionMethod)
  case noClass
  case tooFewQueries(Int, needed: Int, InversionMethod)
  case tooManyQueries(Int, most: Int)
  /// Of a part of the prior.
  case weightOutOfRange(Double)
  case notShown(Capability, by: AnswerPolicy)
  case tooFewPublicRecords(found: Int, InversionMethod)
  /// What was trained, or drawn, is no longer numbers.
  case diverged
  case refused(Refusal)
}

extension InversionObstacle: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unknownAccess(let name):
      "There is no access called `\(name)`. Choose one of \(InversionAccess.allCases.map(\.rawValue).joined(separator: ", "))."
    case .unknownMethod(let name):
      "There is no inversion called `\(name)`. Choose one of \(InversionMethod.allCases.map(\.rawValue).joined(separator: ", "))."
    case .methodOfAnotherAccess(let method, let access):
      "The inversion \(method.rawValue) works with --access \(method.access.rawValue), and --access \(access.rawValue) was given. Leave out one of the two."
    case .unknownClass(let name, let known):
      "There is no class called `\(name)`. The classes are \(Self.listed(known))."
    case .notDrawn(let name, let drawn):
      "The records of class `\(name)` are among those that this adversary has as public ones, so it is not drawn. Choose one of \(Self.listed(drawn)), or --access white-box."
    case .questionsBesideWeights:
      "Who has the weights asks no questions. Leave out --answers and --queries, or choose --access confidences or label."
    case .priorOfAnotherMethod(let method):
      "The inversion \(method.rawValue) has no prior. Leave out --objective, --pull and --total-variation, or choose --method prior."
    case .noClass: "The option --class names no class. Give names with commas between, or leave it out."
    case .tooFewQueries(let count, let needed, let method):
      "\(count) queries are too few for the inversion \(method.rawValue), which needs \(needed) at least. Give --queries \(needed) or more."
    case .tooManyQueries(let count, let most):
      "\(count) queries are more than anybody waits for. Give --queries \(most) or fewer."
    case .weightOutOfRange(let weight):
      "A part of the prior cannot weigh \(weight). Give a weight \(NumberLimit.priorWeight.allowed)."
    case .notShown(let capability, let policy):
      "The inversion needs \(capability), which answers of `\(policy)` do not show. Choose other --answers, or --access label."
    case .tooFewPublicRecords(let found, let method):
      "The inversion \(method.rawValue) starts from records that were not trained on, and \(found == 1 ? "there is 1" : "there are \(found)"). Give a smaller --train-size or --inclusion."
    case .diverged:
      "Training diverged, and the model's answers are no longer numbers: nothing can be drawn of it. Give a smaller --learning-rate."
    case .refused(let refusal): refusal.sentence
    }
  }

  /// The first of them, where all would be too many.
  private static func listed(_ names: [String]) -> String {
    let most = 20
    guard names.count > most else { return names.joined(separator: ", ") }
    return "\(names.prefix(most).joined(separator: ", ")) and \(names.count - most) more"
  }
}
