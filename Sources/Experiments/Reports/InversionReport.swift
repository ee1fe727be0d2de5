import AccessControl
public import Attacks
import PrivacyAccounting
public import Records

/// What inverting a model gave away: of `attack inversion`.
public struct InversionReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  public struct Remarks: Codable, Hashable, Sendable {
    /// What was attacked.
    public let title: String
    /// What its classes are.
    public let noun: String
    /// What a picture is, and what it is not.
    public let prototype: String
    public let isImage: Bool
    /// Classes that were drawn, and those there are.
    public let drawnCount: Int
    public let classCount: Int
    /// What ε leaves out.
    public let uncovered: String
  }

  /// The JSON object: how what was drawn is judged, and beside it, under keys of one object, what it was drawn from. Accuracies,
  /// shares and similarities are in [0, 1], ratios in decibels; null where nothing is judged.
  public struct Figures: Codable, Hashable, Sendable {
    /// Over the pictures judged.
    public let drawn: Judged
    public let attack: Attack

    init(drawn: Judged, attack: Attack) { (self.drawn, self.attack) = (drawn, attack) }

    public init(from decoder: any Decoder) throws {
      self.init(drawn: try Judged(from: decoder), attack: try Attack(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
      try drawn.encode(to: encoder)
      try attack.encode(to: encoder)
    }
  }

  /// What was attacked, how, and what else is known of it.
  public struct Attack: Codable, Hashable, Sendable {
    public let access: InversionAccess
    public let method: InversionMethod
    /// Null of a method without it.
    @OrNull public var objective: ClassInversion.Objective?
    /// As `--answers` writes it; null of an adversary with the weights.
    @OrNull public var answers: String?
    /// Of each class by confidences, of all together by labels, 0 with weights.
    public let queries: Int
    /// Pictures that are judged: those of classes with held-out records, and how many classes each may be taken for.
    public let judged: Int
    public let candidates: Int
    /// The public mean handed in for every class.
    public let control: Judged
    /// The means of the classes themselves, as if drawn.
    public let ceiling: Judged
    public let pictures: [Picture]
    @OrNull public var trainAccuracy: Double?
    @OrNull public var testAccuracy: Double?
    public let unit: PrivacyUnit
    @OrNull public var epsilon: Double?
    public let epsilonKind: RunAccount.Kind
    public let delta: Double
    public let seed: UInt64
    /// Wall-clock time of the attack alone.
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case access, method, objective, answers, queries, judged, candidates, control, ceiling, pictures, unit,
        epsilon,
        delta, seed, seconds
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case epsilonKind = "epsilon_kind"
    }
  }

  /// How pictures of the classes are judged, those drawn or others in their place.
  public struct Judged: Codable, Hashable, Sendable {
    @OrNull public var identificationTop1: Double?
    @OrNull public var identificationTop5: Double?
    @OrNull public var secondIdentifierTop1: Double?
    @OrNull public var similarityToClassMean: Double?
    @OrNull public var similarityToNearestMember: Double?
    @OrNull public var similarityToNearestNonMember: Double?
    @OrNull public var noiseRatioToClassMean: Double?

    private enum CodingKeys: String, CodingKey {
      case identificationTop1 = "identification_top1"
      case identificationTop5 = "identification_top5"
      case secondIdentifierTop1 = "second_identifier_top1"
      case similarityToClassMean = "ssim_class_mean"
      case similarityToNearestMember = "ssim_nearest_member"
      case similarityToNearestNonMember = "ssim_nearest_non_member"
      case noiseRatioToClassMean = "psnr_class_mean"
    }

    init(_ judgement: InversionJudgement) {
      identificationTop1 = judgement.identificationTop1
      identificationTop5 = judgement.identificationTop5
      secondIdentifierTop1 = judgement.secondIdentifierTop1
      similarityToClassMean = judgement.similarityToClassMean
      similarityToNearestMember = judgement.similarityToNearestMember
      similarityToNearestNonMember = judgement.similarityToNearestNonMember
      noiseRatioToClassMean = judgement.noiseRatioToClassMean
    }
  }

  /// One class's picture.
  public struct Picture: Codable, Hashable, Sendable {
    public let label: Int
    public let name: String
    /// Whether nothing was found out of it, so that it is the start.
    public let isMissed: Bool
    @OrNull public var isRecognised: Bool?
    @OrNull public var isNamedRightly: Bool?
    @OrNull public var similarityToClassMean: Double?
    @OrNull public var noiseRatioToClassMean: Double?

    private enum CodingKeys: String, CodingKey {
      case label, name
      case isMissed = "missed"
      case isRecognised = "recognised"
      case isNamedRightly = "second_identifier"
      case similarityToClassMean = "ssim_class_mean"
      case noiseRatioToClassMean = "psnr_class_mean"
    }
  }

  public init(
    study: InversionStudy, ceiling: InversionJudgement, of run: TrainingRun, isScheduleFixed: Bool
  ) {
    let account = RunAccount(of: run, isScheduleFixed: isScheduleFixed)
    let target = TargetOutcome(of: run, account: account)
    let judgement = study.judgement
    let method = study.focus.method
    let names = run.data.dataset.classNames
    remarks = Remarks(
      title: target.title, noun: run.data.classNoun, prototype: run.data.prototypeSentence,
      isImage: run.data.inversionTruth.image != nil, drawnCount: study.drawn.classes.count,
      classCount: names.count, uncovered: target.uncovered)
    let attack = Attack(
      access: method.access, method: method, objective: method == .prior ? study.focus.objective : nil,
      answers: method.access == .whiteBox ? nil : study.answers.description,
      queries: study.drawn.queryCount, judged: judgement.judgedCount, candidates: judgement.candidateCount,
      control: Judged(study.control), ceiling: Judged(ceiling),
      pictures: study.drawn.classes.map { label in
        let judged = judgement.picture(ofClass: label)
        return Picture(
          label: label, name: names[label], isMissed: study.drawn.missed.contains(label),
          isRecognised: judged?.isRecognised, isNamedRightly: judged?.isNamedRightly,
          similarityToClassMean: judged?.similarityToClassMean,
          noiseRatioToClassMean: judged?.noiseRatioToClassMean)
      }, trainAccuracy: target.trainAccuracy, testAccuracy: target.testAccuracy, unit: account.unit,
      epsilon: account.epsilon, epsilonKind: account.kind, delta: account.delta,
      seed: run.settings.seed, seconds: study.seconds)
    figures = Figures(drawn: Judged(judgement), attack: attack)
  }
}
