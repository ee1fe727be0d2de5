import AccessControl
import Attacks
import Records
public import SecureComputation

/// What a careless step shows.
public enum MistakeFound: Hashable, Sendable {
  /// The other record's inputs, and what the model's owner finds of both.
  case reusedTriple(other: ComputedRecord, ReusedTriple)
  case smallMask(SmallMask)
  case openedLogits(OpenedLogits)
  /// Why it could not be made.
  case refused(ComputationFocus.Mistake, reason: String)

  public var mistake: ComputationFocus.Mistake {
    switch self {
    case .reusedTriple: .reusedTriple
    case .smallMask: .smallMask
    case .openedLogits: .openedLogits
    case .refused(let mistake, _): mistake
    }
  }
}

/// A class as it is drawn from answers: once from all logits, once from labels alone, each from the same number of answers.
public struct OpenedLogits: Hashable, Sendable {
  /// A class of the model: the record's own, unless the adversary has records of that.
  public let label: Int
  /// Where both began.
  public let start: [Float]
  public let fromLogits: Drawing
  public let fromLabels: Drawing
  /// nil without members of the class.
  public let classMean: [Float]?
  /// Answers that each of the two took.
  public let queryCount: Int
  /// Classes that were so drawn and judged; none of what is no image.
  public let judgedCount: Int
  /// Of these, the ones whose mean is nearer to what logits draw, by structural similarity.
  public let nearerFromLogits: Int

  public struct Drawing: Hashable, Sendable {
    public let picture: [Float]
    /// Structural similarity to the mean of the members of the class; nil of what is no image.
    public let similarity: Double?
    /// Whether no answer was ever this class, and the picture is where it began.
    public let isMissed: Bool
  }
}

extension InversionScene {
  /// Classes that logits and labels are compared by, at most.
  private static let mostCompared = 20

  /// The class that is drawn for a record: its own where that is one whose records the adversary has not, and else the next.
  func classDrawn(for label: Int) -> Int? { privateClasses.first { $0 >= label } ?? privateClasses.first }

  /// What answers about the model give away of the class.
  ///
  /// One set of labels would serve all classes, and logits are asked anew for each; but who wants one class has what they tell of that.
  ///
  /// - Throws: `InversionObstacle`.
  func openedLogits(
    of snapshot: Snapshot, class label: Int
  ) throws(InversionObstacle) -> OpenedLogits {
    let drawn = Array(([label] + privateClasses.filter { $0 != label }).prefix(Self.mostCompared))
    let queryCount = max(
      ConfidenceInversion.usualQueryCount,
      InversionMethod.labels.fewestQueries(classCount: snapshot.data.dataset.classCount))
    // What is revealed of a computation on shares passes by the run's own door.
    let draw = { (method: InversionMethod) throws(InversionObstacle) in
      var focus = InversionFocus(method: method)
      focus.queryCount = queryCount
      return try study(of: snapshot.model, behind: Door(), by: focus, drawing: drawn)
    }
    let (logits, labels) = (try draw(.evolution), try draw(.labels))
    let drawing = { (study: InversionStudy) in
      OpenedLogits.Drawing(
        picture: study.drawn.picture(ofClass: label) ?? [],
        similarity: study.judgement.picture(ofClass: label)?.similarityToClassMean,
        isMissed: study.drawn.missed.contains(label))
    }
    let similarity = { (study: InversionStudy, label: Int) in
      study.judgement.picture(ofClass: label)?.similarityToClassMean
    }
    let judged = drawn.compactMap { label in
      similarity(logits, label).flatMap { one in similarity(labels, label).map { one > $0 } }
    }
    return OpenedLogits(
      label: label, start: logits.drawn.start, fromLogits: drawing(logits), fromLabels: drawing(labels),
      classMean: judge.truth.classMeans[label], queryCount: queryCount, judgedCount: judged.count,
      nearerFromLogits: judged.count { $0 })
  }
}
