public import PlainText

/// Why variants cannot be compared.
public enum ComparisonError: Error, Hashable {
  case tooFewShadows(Int)
  case tooManyVariants(Int)
  case seeds(Int)
  case secureNoise
  case budget
  case variedTwice(String)
  case otherDatasets
  case inUse(path: String)
  case otherTable(path: String)
  case noName(String)
  case neitherSetNorVary
  case bothSetAndVary
  case notAVariation(String)
  case unknownKnob(String)
  case nothingToVary(String)
  case noImportance(dataset: String)
  case otherComparison(path: String)
  case notAComparison(path: String, line: Int)
}

extension ComparisonError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .tooFewShadows(let count):
      "Online LiRA needs two models with each candidate and two without, and --shadows \(count) gives fewer. Give --shadows \(TrialTraining.fewestShadows) or more."
    case .tooManyVariants(let count):
      "\(count) variants are more than can be compared. Give \(ComparisonPlan.mostVariants) at most."
    case .seeds(let count): "Variants cannot be run with \(count) seeds. Choose \(NumberLimit.seeds.allowed)."
    case .secureNoise:
      "Runs are compared seed by seed, and a run with secure noise has none. Leave out --secure-noise."
    case .budget:
      "A budget ends runs at different steps, which are then not compared alike. Leave out --epsilon-budget, and vary the noise or the steps."
    case .variedTwice(let name):
      "The setting `\(name)` is varied twice. Give all its values in one --vary."
    case .otherDatasets: "Variants are of one data set. Run a comparison for each."
    case .inUse(let path):
      "Another comparison is writing \(path). Wait for its end, or give --output another name."
    case .otherTable(let path):
      "The file \(path) is no table of a comparison, and would be written over. Give --output another name, or take that file away."
    case .noName(let name):
      "`\(name)` names no file. Give --output a name, as in --output results, for results.jsonl and results.csv."
    case .neitherSetNorVary:
      "There is nothing to compare. Give --set \(VariantSet.allCases.map(\.rawValue).alternatives), or --vary with a setting and its values, as in --vary weight_decay=0,0.01."
    case .bothSetAndVary:
      "A comparison is of a set or of settings that vary. Leave out --set, or --vary."
    case .notAVariation(let text):
      "The variation `\(text)` cannot be read. Write a setting and its values, as in weight_decay=0,0.01, with ; between values that hold a comma."
    case .unknownKnob(let name):
      "There is no setting `\(name)` to vary. Choose one of \(Knob.all.filter { $0.help != nil && $0 != .seed }.map(\.key).joined(separator: ", "))."
    case .nothingToVary(let title):
      "The \(title) has no other values that runs could be compared by. Choose another knob, with Up and Down, and press g again."
    case .noImportance(let dataset):
      "The records of \(dataset) cannot be minimised by columns. Choose a table, or --set defences."
    case .otherComparison(let path):
      "The file \(path) holds another comparison. Give --output another name, or take that file away."
    case .notAComparison(let path, let line):
      "Line \(line) of \(path) is no line of a comparison. Mend it, or give --output another name."
    }
  }
}
