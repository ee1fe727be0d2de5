import Attacks
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

extension RunReport {
  /// What a run trained, and what the attacks found.
  public struct Outcome: Codable, Hashable, Sendable {
    public let steps: Int
    /// Units of the pool that were members.
    public let members: Int
    /// Test records.
    public let testSize: Int
    /// Numbers that training sets.
    public let parameters: Int
    /// Answers are no longer finite: accuracies and areas below are those of nothing.
    public let isDiverged: Bool
    @OrNull public var trainAccuracy: Double?
    @OrNull public var testAccuracy: Double?
    /// The mean over the classes of the share of each that is predicted rightly.
    @OrNull public var testBalancedAccuracy: Double?
    /// Mean cross-entropy, in nats.
    @OrNull public var trainLoss: Double?
    @OrNull public var testLoss: Double?
    /// nil where all of the pool are members, or none, or no loss is shown.
    @OrNull public var membership: Membership?
    /// Why no loss is shown, in a sentence; left out where losses are.
    public let membershipHidden: String?
    /// Left out where none were planted.
    public let canaries: FoundCanaries?
    public let inversion: Inversion
    /// In hexadecimal; see `TrainingRun`.
    public let weightsSHA256: String
    /// Whether they are those that the log ended with; left out where that was not asked.
    public let isVerified: Bool?
    /// What decided their last bits here; left out where nothing was verified.
    public let computedOn: String?
    /// Where the last step left a clipping norm that follows a quantile; left out where none does.
    public let lastClippingNorm: Double?
    /// Wall-clock time of training, attacks and accounting.
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case steps, members, parameters, membership, inversion, seconds
      case canaries = "canary_attack"
      case membershipHidden = "membership_hidden"
      case testSize = "test_size"
      case isDiverged = "diverged"
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case testBalancedAccuracy = "test_balanced_accuracy"
      case trainLoss = "train_loss"
      case testLoss = "test_loss"
      case weightsSHA256 = "weights_sha256"
      case isVerified = "verified"
      case computedOn = "platform"
      case lastClippingNorm = "clipping_norm_last"
    }

    init(of run: TrainingRun, finding: Finding, isVerified: Bool?, seconds: Double) {
      steps = run.step
      members = run.data.split.memberCount
      testSize = run.data.split.test.count
      parameters = run.network.parameterCount
      isDiverged = finding.isDiverged
      trainAccuracy = finding.train?.accuracy
      testAccuracy = finding.test?.accuracy
      testBalancedAccuracy = finding.test?.balancedAccuracy
      canaries = run.data.canaries.map { FoundCanaries($0, found: finding.canaries) }
      trainLoss = finding.train?.loss
      testLoss = finding.test?.loss
      membership = Membership(of: finding)
      membershipHidden = run.settings.obstacleToLosses
      inversion = Inversion(of: finding.inversion)
      weightsSHA256 = run.weightsSHA256
      self.isVerified = isVerified
      computedOn = isVerified == nil ? nil : ComputingPlatform.description
      lastClippingNorm = run.lastClippingNorm
      self.seconds = seconds
    }
  }

  /// What the two attacks found that need no reference models.
  public struct Membership: Codable, Hashable, Sendable {
    public let lossThreshold: Attack
    public let modifiedEntropy: Attack

    private enum CodingKeys: String, CodingKey {
      case lossThreshold = "loss_threshold"
      case modifiedEntropy = "modified_entropy"
    }

    fileprivate init?(of finding: Finding) {
      guard let lossThreshold = finding.lossThreshold, let modifiedEntropy = finding.modifiedEntropy else {
        return nil
      }
      self.lossThreshold = Attack(lossThreshold)
      self.modifiedEntropy = Attack(modifiedEntropy)
    }

    /// Figures with their 95 % intervals.
    public struct Attack: Codable, Hashable, Sendable {
      public let area: Double
      public let areaLow: Double
      public let areaHigh: Double
      @OrNull public var balancedAccuracy: Double?
      /// The true positive rate at a false positive rate of 1 %; nil where there are too few non-members for it.
      @OrNull public var rate: Double?
      @OrNull public var rateLow: Double?
      @OrNull public var rateHigh: Double?

      private enum CodingKeys: String, CodingKey {
        case area = "auc"
        case areaLow = "auc_low"
        case areaHigh = "auc_high"
        case balancedAccuracy = "balanced_accuracy"
        case rate = "tpr_at_1_percent_fpr"
        case rateLow = "tpr_at_1_percent_fpr_low"
        case rateHigh = "tpr_at_1_percent_fpr_high"
      }

      fileprivate init(_ result: MembershipResult) {
        area = result.curve.areaUnderCurve
        areaLow = result.curve.areaInterval.lowerBound
        areaHigh = result.curve.areaInterval.upperBound
        balancedAccuracy = result.balancedAccuracy
        let found = result.truePositiveRateAt1Percent
        rate = found?.value
        rateLow = found?.interval.lowerBound
        rateHigh = found?.interval.upperBound
      }
    }
  }

  /// Records planted to be found, in no other figure, and what the loss attack makes of them.
  public struct FoundCanaries: Codable, Hashable, Sendable {
    public let count: Int
    /// Those that were in.
    public let members: Int
    /// null where all were in, or none, as are the next two.
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?

    private enum CodingKeys: String, CodingKey {
      case count, members
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
    }

    fileprivate init(_ canaries: CanarySet, found: MembershipResult?) {
      (count, members) = (canaries.count, canaries.isMember.count(where: \.self))
      area = found?.curve.areaUnderCurve
      areaLow = found?.curve.areaInterval.lowerBound
      areaHigh = found?.curve.areaInterval.upperBound
    }
  }

  /// What inverting the classes gave away.
  public struct Inversion: Codable, Hashable, Sendable {
    @OrNull public var identification: Double?
    @OrNull public var similarity: Double?
    /// The public mean handed in for every class.
    public let control: Score

    public struct Score: Codable, Hashable, Sendable {
      /// The share of classes whose pictures were recognised among the means of test records.
      @OrNull public var identification: Double?
      /// The mean structural similarity to the class mean.
      @OrNull public var similarity: Double?

      private enum CodingKeys: String, CodingKey {
        case identification = "identification_top1"
        case similarity = "ssim_class_mean"
      }

      fileprivate init(_ score: InversionJudgement) {
        identification = score.identificationTop1
        similarity = score.similarityToClassMean
      }
    }

    private enum CodingKeys: String, CodingKey {
      case identification = "identification_top1"
      case similarity = "ssim_class_mean"
      case control
    }

    fileprivate init(of result: InversionResult) {
      identification = result.attack.identificationTop1
      similarity = result.attack.similarityToClassMean
      control = Score(result.control)
    }
  }
}
