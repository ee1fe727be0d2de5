import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

/// What a card of the model says of it, as far as a run knows: the fields that a person takes over into one.
///
/// Reference: Mitchell et al., _Model Cards for Model Reporting_, arXiv:1810.03993.
public struct ModelCard: Codable, Hashable, Sendable {
  /// The network, with its parameters.
  public let model: String
  public let trainingData: String
  /// Where the data come from, and under what terms; null of a person's own file.
  @OrNull public var origin: String?
  public let trainingProcedure: String
  public let evaluationData: String
  @OrNull public var testAccuracy: Double?
  @OrNull public var balancedAccuracy: Double?
  /// What may be said of its ε, in a sentence.
  public let privacy: String
  /// What ε leaves out.
  public let limitations: [String]
  /// What decides the last bits of its figures beside seed and log.
  public let computedOn: String
  public let weightsSHA256: String

  private enum CodingKeys: String, CodingKey {
    case model, origin, privacy, limitations
    case trainingData = "training_data"
    case trainingProcedure = "training_procedure"
    case evaluationData = "evaluation_data"
    case testAccuracy = "test_accuracy"
    case balancedAccuracy = "balanced_accuracy"
    case computedOn = "computed_on"
    case weightsSHA256 = "weights_sha256"
  }

  /// - Parameter isContradicted: whether a bound refutes the claim, or a check failed.
  init(of audited: AuditedRun, isContradicted: Bool) {
    let (run, settings, account) = (audited.run, audited.run.settings, audited.account)
    model =
      "\(settings.network), \(run.network.parameterCount) parameters, \(run.data.dataset.classCount) classes"
    let entry = Catalog.entry(named: settings.dataset)
    trainingData =
      "\(entry?.title ?? settings.dataset); each of \(run.data.split.pool.count) records a member by a coin of \(settings.inclusion.brief), \(settings.trainSize) expected"
    origin = entry?.origin
    let clipped = settings.effectiveClippingNorm.map { "clipping norm \($0.brief)" } ?? "no clipping"
    trainingProcedure =
      "\(run.step) steps of \(settings.optimizer.rawValue) on Poisson batches of \(settings.expectedBatchSize.brief) expected, learning rate \(settings.learningRate.brief), noise multiplier \(settings.noiseMultiplier.brief), \(clipped)"
    evaluationData = "\(run.data.split.test.count) records of the same file that no coin was tossed for"
    testAccuracy = audited.target.testAccuracy
    balancedAccuracy = audited.target.testBalancedAccuracy
    let figure =
      account.epsilon.isFinite
      ? "ε \(account.epsilon.written(3)) at δ \(account.delta.brief) (\(account.kind.rawValue)), of one \(account.unit.rawValue)"
      : "no ε is promised"
    privacy =
      settings.bug.map { "none: the trainer is broken on purpose (\($0.rawValue))" }
      ?? (isContradicted ? "none may be stated: the audit contradicts \(figure)" : figure)
    limitations = UncoveredByEpsilon(settings: settings, data: run.data).matters
    computedOn = ComputingPlatform.description
    weightsSHA256 = run.weightsSHA256
  }
}
