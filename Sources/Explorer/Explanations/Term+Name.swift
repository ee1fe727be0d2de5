import Experiments

extension Term {
  /// What else a person may look for who means it.
  var otherWords: String {
    switch self {
    case .epsilon: "epsilon privacy quote as run hundred people bound"
    case .delta: "delta"
    case .membershipAUC: "area under the curve hundred people"
    case .filterEpsilon: "budget"
    case .foundAtOnePercent: "accused found"
    case .ledgerPhases: "as run"
    default: ""
    }
  }

  /// What a person may type for it, in lower case.
  static let names = allCases.map(\.name)

  /// The term that is called so, or begins so, or has such a word in its name.
  ///
  /// - Parameter shown: what stands on the screen, which is meant where a word is a part of several names.
  static func named(_ text: String, among shown: [Term] = []) -> Term? {
    let text = text.lowercased()
    guard !text.isEmpty else { return nil }
    let spelled =
      [
        "eps": "ε", "epsilon": "ε", "delta": "δ", "tpr": "tpr at 1 % fpr", "accuracy": "test accuracy",
        "membership": "auc", "membership auc": "auc",
      ][text] ?? text
    return allCases.first { $0.name.lowercased() == spelled }
      ?? shown.first { $0.isCalled(spelled) }
      ?? allCases.first { $0.name.lowercased().hasPrefix(spelled) }
      ?? allCases.first { $0.isCalled(spelled) }
  }

  /// Whether that begins its name, or is a word of it; in lower case.
  private func isCalled(_ text: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix(text) || name.split(separator: " ").contains { $0 == text }
  }
}
