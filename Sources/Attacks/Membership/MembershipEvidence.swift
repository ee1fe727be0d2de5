public import AccessControl
public import LinearAlgebra

/// All that is known about the candidates for an attack to choose from: what the target's service answers, and, where an
/// adversary is granted them, questions of its own, the target's weights, records outside the pool, and models trained like
/// the target.
///
/// Who is a member is not among it, and each attack is shown no more of it than its capabilities name; see `shown(to:)`.
public struct MembershipEvidence: Sendable {
  /// Records that are asked about.
  public let candidateCount: Int
  /// The logit of the target's confidence in each candidate's label, or where labels alone are shown an estimate of it; see
  /// `AskedRecords`. Empty for who is not shown it.
  public internal(set) var margins: [Double]
  /// Whether each candidate's label is the one the target predicts; empty where no prediction is shown.
  public internal(set) var hits: [Bool]
  /// The class of each candidate; nil where only margins are known.
  public let labels: [Int]?
  /// The target's whole answers; nil where only margins are known, or none are shown.
  public internal(set) var answers: CandidateConfidences?
  /// What the margins were made of, of the target and of reference models alike.
  public let lossSource: LossSource
  /// How labels alone are asked for again.
  private let copies: NoisyCopies?
  /// Whom to ask, and about which inputs; nil where only margins are known.
  public internal(set) var target: Target?
  /// Records that the target was certainly not trained on.
  public internal(set) var publicRecords: PublicRecords
  /// The candidates that are members together or not at all, which follow one another; nil where each is by itself.
  let recordsOfUnits: [Range<Int>]?
  /// The target's margins at earlier steps of its training; nil where only its end is known.
  public var trajectory: LossTrajectory?
  /// Models trained like the target, in the order they came; the target is none of them.
  public internal(set) var references: [ReferenceModel] = []
  /// Reference models left out because their answers are not finite.
  ///
  /// Candidates then have different numbers of models with and without them, which betrays nobody here: who is in a
  /// replay is drawn without regard to who is in the target. Of files nothing of the kind is known; see `ReferenceFiles`.
  public private(set) var divergedCount = 0

  /// The target, and the candidates as it takes them.
  public struct Target: Sendable {
    /// nil for who has no questions.
    public internal(set) var service: ModelService?
    public let classCount: Int
    /// [candidates, inputs].
    public let inputs: Matrix<Float>
    /// The class of each candidate.
    public let labels: [Int]
    /// nil where the service does not show them.
    public internal(set) var whiteBox: WhiteBox?
  }

  /// Where reference models come from: replays of the target's run, or files where only margins are known.
  var referenceSource: ThreatModel.Source { target == nil ? .files : .replays }

  /// How many there are to tell apart: candidates, or units of several.
  public var unitCount: Int { recordsOfUnits?.count ?? candidateCount }

  /// A score for each unit, from one for each candidate: their mean, for any of a unit's records speaks for it.
  func unitScores(_ scores: [Double]) -> [Double] {
    guard let recordsOfUnits else { return scores }
    return recordsOfUnits.map { scores[$0].reduce(0, +) / Double($0.count) }
  }

  /// Evidence from the target itself, which is asked about each candidate and each public record as often as its door lets an
  /// adversary who learns something by it.
  ///
  /// - Parameters:
  ///   - service: the target.
  ///   - inputs: [candidates, inputs].
  ///   - labels: the class each candidate would have been trained with.
  ///   - publicInputs: [records, inputs] of records outside the pool; may be empty.
  ///   - recordsOfUnits: candidates that are members together or not at all; nil where each is by itself.
  ///   - copies: how labels alone are asked for again.
  /// - Throws: `Refusal` where it does not answer.
  public init(
    asking service: ModelService, about inputs: Matrix<Float>, labels: [Int], publicInputs: Matrix<Float>,
    publicLabels: [Int], recordsOfUnits: [Range<Int>]? = nil, copies: NoisyCopies
  ) throws(Refusal) {
    (self.recordsOfUnits, self.copies) = (recordsOfUnits, copies)
    let asked = try AskedRecords(asking: service, about: inputs, labels: labels, copies: copies)
    (answers, margins, hits) = (asked.confidences, asked.margins, asked.hits)
    lossSource = asked.lossSource
    candidateCount = labels.count
    self.labels = labels
    let whiteBox = service.capabilities.contains(.weights) ? try service.whiteBox() : nil
    target = Target(
      service: service, classCount: service.classCount, inputs: inputs, labels: labels, whiteBox: whiteBox)
    publicRecords = PublicRecords(
      inputs: publicInputs, labels: publicLabels,
      margins: try AskedRecords(
        asking: service, about: publicInputs, labels: publicLabels, copies: copies
      ).margins)
  }

  /// Evidence from answers alone, of a model trained anywhere.
  ///
  /// - Parameter hits: where nil a positive margin counts as a hit, which with two classes it is.
  public init(margins: [Double], hits: [Bool]? = nil, labels: [Int]? = nil) {
    self.margins = margins
    candidateCount = margins.count
    self.hits = hits ?? margins.map { $0 > 0 }
    self.labels = labels
    (answers, target, recordsOfUnits, copies) = (nil, nil, nil, nil)
    lossSource = .confidences(answerCount: 1)
    publicRecords = .none
  }

  /// A model of the adversary's own as it would answer at the target's door: who knows the defence looks at both through it.
  ///
  /// - Parameters:
  ///   - whiteBox: the model.
  ///   - number: which of the models it is; the noise of each one's answers is its own.
  ///   - inputs: the candidates as its inputs, [candidates, inputs]; scaled otherwise than for the target, maybe.
  ///   - logits: what it answers, [candidates, classes].
  ///   - includes: for each candidate, whether the model was trained on it.
  ///   - trajectory: its margins at the earlier steps that the target's are known of; nil where they are not.
  /// - Precondition: the target is a model, and not a file of margins.
  public func reference(
    _ whiteBox: WhiteBox, number: Int, inputs: Matrix<Float>, logits: Matrix<Float>, includes: [Bool],
    trajectory: LossTrajectory? = nil
  ) -> ReferenceModel {
    guard let labels, let copies, let service = target?.service else {
      preconditionFailure("networks are compared with a network")
    }
    let door = ModelService(
      whiteBox.network, behind: service.door.split("reference \(number)"), showsWeights: false)
    do {
      let asked = try AskedRecords(
        asking: door, showing: logits, about: inputs, labels: labels, copies: copies)
      let isWhole = number < Self.largestWholeCount
      return ReferenceModel(
        margins: asked.margins, includes: includes, answers: isWhole ? asked.confidences : nil,
        model: isWhole ? WhiteBoxCandidates(whiteBox, inputs: inputs, labels: labels) : nil,
        trajectory: isWhole ? trajectory : nil)
    } catch {
      preconditionFailure("who has a model is answered by it: \(error)")
    }
  }

  /// Takes one more model into account; one whose answers are not finite is counted and left out.
  public mutating func add(_ reference: ReferenceModel) {
    precondition(reference.margins.count == candidateCount && reference.includes.count == candidateCount)
    guard reference.margins.allSatisfy(\.isFinite) else {
      divergedCount += 1
      return
    }
    references.append(reference)
  }

  /// Reference models of which more is kept than the margins: attacks that learn from whole answers or weights need no
  /// more of them.
  package static let largestWholeCount = 16

  /// Takes one more model into account of which margins alone are known; where one is not finite it is counted and left out.
  public mutating func add(referenceMargins margins: [Double], includes: [Bool]) {
    add(ReferenceModel(margins: margins, includes: includes, answers: nil, model: nil, trajectory: nil))
  }
}

/// Records outside the pool, and the target's margins on them.
public struct PublicRecords: Sendable {
  /// [records, inputs].
  public let inputs: Matrix<Float>
  /// The class of each record.
  public let labels: [Int]
  /// Empty where no confidence is shown.
  public internal(set) var margins: [Double]

  static let none = PublicRecords(inputs: Matrix(rowCount: 0, columnCount: 0), labels: [], margins: [])
  /// Fewer say little of a distribution.
  static let fewest = 50
}

/// What a model trained like the target answers on the candidates, and which of them it was trained on.
public struct ReferenceModel: Sendable {
  /// ln p_y − ln Σ_{i≠y} p_i of each candidate.
  public internal(set) var margins: [Double]
  /// For each candidate, whether the model was trained on it.
  public let includes: [Bool]
  /// nil where only margins are known or kept, as are the model itself and its way there.
  var answers: CandidateConfidences?
  var model: WhiteBoxCandidates?
  var trajectory: LossTrajectory?
}
