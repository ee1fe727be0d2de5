public import LinearAlgebra
public import NeuralNetworks

/// All that is known about the candidates for an attack to choose from: what the target answers, and, where an adversary
/// may have them, the target itself, records outside the pool, and models trained like the target.
///
/// Who is a member is not among it, and each attack is given no more of it than its threat model allows.
public struct MembershipEvidence: Sendable {
  /// The logit of the target's confidence in each candidate's label.
  public let margins: [Double]
  /// Whether each candidate's label is the one the target predicts.
  public let hits: [Bool]
  /// The class of each candidate; nil where only margins are known.
  public let labels: [Int]?
  /// The target's whole answers; nil where only margins are known.
  public let answers: CandidateConfidences?
  /// nil where only margins are known.
  public let model: WhiteBox?
  /// Records that the target was certainly not trained on.
  public let publicRecords: PublicRecords
  /// Models trained like the target, in the order they came; the target is none of them.
  public private(set) var references: [ReferenceModel] = []
  /// Reference models left out because their answers are not finite.
  ///
  /// Candidates then have different numbers of models with and without them, which betrays nobody here: who is in a
  /// replay is drawn without regard to who is in the target. Of files nothing of the kind is known; see `ReferenceFiles`.
  public private(set) var divergedCount = 0
  /// Where reference models come from: replays of the target's run, or files where only margins are known.
  var referenceSource: ThreatModel.Source { model == nil ? .files : .replays }

  /// Evidence from the target itself.
  ///
  /// - Parameters:
  ///   - network: the target.
  ///   - inputs: [candidates, inputs].
  ///   - labels: the class each candidate would have been trained with.
  ///   - publicInputs: [records, inputs] of records outside the pool; may be empty.
  public init(
    network: Network<Float>, inputs: Matrix<Float>, labels: [Int], publicInputs: Matrix<Float>,
    publicLabels: [Int]
  ) {
    let answers = CandidateConfidences(logits: network.logits(of: inputs), labels: labels)
    self.answers = answers
    self.labels = labels
    margins = answers.margins()
    hits = answers.hits()
    model = WhiteBox(network: network, inputs: inputs, labels: labels)
    publicRecords = PublicRecords(
      inputs: publicInputs, labels: publicLabels,
      margins: CandidateConfidences(logits: network.logits(of: publicInputs), labels: publicLabels).margins())
  }

  /// Evidence from answers alone, of a model trained anywhere.
  ///
  /// - Parameter hits: where nil a positive margin counts as a hit, which with two classes it is.
  public init(margins: [Double], hits: [Bool]? = nil, labels: [Int]? = nil) {
    self.margins = margins
    self.hits = hits ?? margins.map { $0 > 0 }
    self.labels = labels
    (answers, model) = (nil, nil)
    publicRecords = PublicRecords(inputs: Matrix(rowCount: 0, columnCount: 0), labels: [], margins: [])
  }

  /// Takes one more model into account; one whose answers are not finite is counted and left out.
  ///
  /// - Parameters:
  ///   - network: the model.
  ///   - inputs: the candidates as its inputs, [candidates, inputs]; scaled otherwise than for the target, maybe.
  ///   - logits: what it answers, [candidates, classes].
  ///   - includes: for each candidate, whether the model was trained on it.
  public mutating func add(
    reference network: Network<Float>, inputs: Matrix<Float>, logits: Matrix<Float>, includes: [Bool]
  ) {
    guard let labels else { preconditionFailure("networks are compared with a network") }
    let answers = CandidateConfidences(logits: logits, labels: labels)
    let isWhole = references.count < Self.largestWholeCount
    add(
      ReferenceModel(
        margins: answers.margins(), includes: includes, answers: isWhole ? answers : nil,
        model: isWhole ? WhiteBox(network: network, inputs: inputs, labels: labels) : nil))
  }

  /// Reference models of which more is kept than the margins: attacks that learn from whole answers or weights need no
  /// more of them.
  static let largestWholeCount = 16

  public mutating func add(referenceMargins margins: [Double], includes: [Bool]) {
    add(ReferenceModel(margins: margins, includes: includes, answers: nil, model: nil))
  }

  private mutating func add(_ reference: ReferenceModel) {
    precondition(reference.margins.count == margins.count && reference.includes.count == margins.count)
    if reference.margins.allSatisfy(\.isFinite) {
      references.append(reference)
    } else {
      divergedCount += 1
    }
  }
}

/// Records outside the pool, and the target's margins on them.
public struct PublicRecords: Sendable {
  /// [records, inputs].
  public let inputs: Matrix<Float>
  public let labels: [Int]
  public let margins: [Double]

  /// Fewer say little of a distribution.
  static let fewest = 50
}

/// What a model trained like the target answers on the candidates, and which of them it was trained on.
public struct ReferenceModel: Sendable {
  public let margins: [Double]
  public let includes: [Bool]
  /// nil where only margins are known or kept, as is the model itself.
  let answers: CandidateConfidences?
  let model: WhiteBox?
}
