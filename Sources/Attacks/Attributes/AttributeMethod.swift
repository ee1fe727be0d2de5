public import AccessControl
public import LinearAlgebra

/// A way to guess an attribute that an adversary does not know: what it is called, what it needs, and how it scores the values
/// that may be the true one.
public struct AttributeMethod: Sendable {
  /// What reports and the command line call it.
  public let name: String
  /// A few words for a list.
  public let title: String
  /// One sentence for a person who has not read the paper.
  public let sentence: String
  /// Authors, year and where to find it.
  public let paper: String
  /// What its adversary holds.
  public let capabilities: Set<Capability>
  private let score: @Sendable (AttributeEvidence) throws(MissingEvidence) -> Matrix<Double>

  init(
    name: String, title: String, sentence: String, paper: String, capabilities: Set<Capability>,
    score: @escaping @Sendable (AttributeEvidence) throws(MissingEvidence) -> Matrix<Double>
  ) {
    self.name = name
    self.title = title
    self.sentence = sentence
    self.paper = paper
    self.capabilities = capabilities
    self.score = score
  }

  /// Whether it compares with models of the adversary's own.
  public var usesReferences: Bool { capabilities.contains(.referencesWithoutCandidate) }

  /// A score for each value of each record, [records, values]; the largest is the guess, and of two values their difference
  /// says how sure it is.
  ///
  /// - Throws: `MissingEvidence`.
  public func scores(from evidence: AttributeEvidence) throws(MissingEvidence) -> Matrix<Double> {
    if capabilities.contains(.losses), !evidence.showsLosses { throw .notGranted(.losses) }
    if usesReferences, evidence.references.isEmpty { throw .references(diverged: 0) }
    return try score(evidence)
  }
}

extension AttributeMethod: CaseIterable {
  /// All of them, in the order of lists and reports.
  public static let allCases: [AttributeMethod] = [
    .modelTimesImputer, .fredrikson, .yeom, .modifiedEntropy,
    .membershipTimesImputation,
  ]

  /// nil where there is none of that name.
  public static func named(_ name: String) -> AttributeMethod? { allCases.first { $0.name == name } }
}

/// Its name tells a method from all others.
extension AttributeMethod: Hashable, CustomStringConvertible {
  public static func == (one: Self, other: Self) -> Bool { one.name == other.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  public var description: String { name }
}

extension AttributeMethod {
  /// P(value | record, label) ∝ P(label | record with value) P(value | the rest of the record), the rest weighed by an imputer
  /// that does not see the label: the label counts once, by the model.
  public static let modelTimesImputer = AttributeMethod(
    name: "model_times_imputer", title: "Model and imputer",
    sentence:
      "Which value fits the label best, by the model, where each is as likely beforehand as the rest of the record makes it?",
    paper: "Bayes' rule; Jayaraman and Evans 2022, arXiv:2209.01292, on imputation",
    capabilities: [.labels, .questions, .publicRecords]
  ) { evidence throws(MissingEvidence) in
    evidence.likelihoods.adding(evidence.imputation.withoutLabel)
  }

  public static let fredrikson = AttributeMethod(
    name: "fredrikson", title: "Fredrikson",
    sentence:
      "Which value fits the label best, by the model, where each is as likely beforehand as in public?",
    paper: "Fredrikson et al. 2014, Privacy in Pharmacogenetics (USENIX Security)",
    capabilities: [.labels, .questions, .publicRecords]
  ) { evidence throws(MissingEvidence) in
    // As odds: what is the same of all records is added to a difference, and breaks no tie.
    evidence.likelihoods.oddsToFirst.addingToRows(evidence.imputation.prior.oddsToFirst)
  }

  public static let yeom = AttributeMethod(
    name: "yeom", title: "Yeom, least loss",
    sentence: "With which value has the model the least loss?", paper: "Yeom et al. 2018, arXiv:1709.01604",
    capabilities: [.labels, .questions, .publicRecords]
  ) { evidence throws(MissingEvidence) in
    evidence.likelihoods
  }

  /// The score of `ModifiedEntropyAttack` without thresholds.
  public static let modifiedEntropy = AttributeMethod(
    name: "modified_entropy", title: "Most like a member",
    sentence:
      "With which value does the record look most like a member, by how little the model hesitates about the label?",
    paper: "Song and Mittal 2021, arXiv:2003.10595",
    capabilities: [.losses, .confidences, .questions]
  ) { evidence throws(MissingEvidence) in
    guard let answers = evidence.answers else { throw .notGranted(.confidences) }
    return Matrix(columns: answers.map { ModifiedEntropyAttack().scores(of: $0) })
  }

  /// P(value | record, label) ∝ P(value | record, label in public) P(label | record with value) / the same by models that saw
  /// public records alone: their ratio says how much more like a member the record looks than others like it.
  public static let membershipTimesImputation = AttributeMethod(
    name: "membership_times_imputation", title: "Membership and imputer",
    sentence:
      "With which value is the loss furthest below that of models trained likewise on public records, where each is as likely beforehand as public records and the label make it?",
    paper: "Watson et al. 2022, arXiv:2111.08440, for the comparison",
    capabilities: [.losses, .questions, .publicRecords, .referencesWithoutCandidate]
  ) { evidence throws(MissingEvidence) in
    let start = evidence.likelihoods.adding(evidence.imputation.withLabel)
    return evidence.references.reduce(start) { sum, reference in
      sum.adding(reference, scaledBy: -1 / Double(evidence.references.count))
    }
  }
}

extension [Double] {
  fileprivate var oddsToFirst: [Double] { map { $0 - self[0] } }
}

extension Matrix<Double> {
  /// Each value less the first of its row.
  fileprivate var oddsToFirst: Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount).flatMap { Array(row($0)).oddsToFirst })
  }

  fileprivate func adding(_ other: Matrix, scaledBy factor: Double = 1) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: zip(elements, other.elements).map { $0 + factor * $1 })
  }

  fileprivate func addingToRows(_ row: [Double]) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: elements.enumerated().map { $1 + row[$0 % columnCount] })
  }
}
