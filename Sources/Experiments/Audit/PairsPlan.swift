import Auditing
import DifferentialPrivacy
import NeuralNetworks
import Statistics

/// Runs in pairs that differ in one canary: all with the members of the run, half with the canary and half without, and each with
/// weights, batches and noise of its own.
public struct PairsPlan: FarmPlan {
  public let count: Int
  public let stepCount: Int
  public let log: CommandLog
  private let data: ExperimentData

  /// How many pairs a person may ask for.
  public static let pairs = NumberLimit(4...100_000, "from 4 to 100000")

  /// - Parameters:
  ///   - pairCount: of pairs, each of which is two runs.
  ///   - log: of a run, the first canary of which is the one.
  public init(pairCount: Int, log: CommandLog, stepCount: Int, data: ExperimentData) {
    count = 2 * pairCount
    self.stepCount = stepCount
    var log = log
    // What the target's budget allowed is decided; nobody's privacy rests on the noise of these.
    log.configuration.epsilonBudget = nil
    log.configuration.secureNoise = false
    self.log = log
    self.data = data
  }

  public func begin(_ index: Int) -> PairTraining {
    let root = RandomStream(seed: log.configuration.seed).split("audited pair \(index / 2)")
      .split(index.isMultiple(of: 2) ? "with" : "without")
    return PairTraining(
      index, replaying: log, on: data, includesCanary: index.isMultiple(of: 2), root: root)
  }
}

extension CommandLog {
  /// The same run with one canary. So few members fewer are expected, and so much smaller are its batches: at the same rate and with the
  /// same noise it costs the same ε.
  ///
  /// - Throws: `AuditError.pairsNeedLargerBatch`.
  public func withOneCanary() throws(AuditError) -> CommandLog {
    var log = self
    log.configuration.canaryCount = 1
    let ratio = log.configuration.expectedMemberCount / configuration.expectedMemberCount
    let scaled = { (size: Double) throws(AuditError) -> Double in
      guard NumberLimit.expectedBatchSize.contains(size * ratio) else {
        throw .pairsNeedLargerBatch(batch: size * ratio)
      }
      return size * ratio
    }
    log.configuration.expectedBatchSize = try scaled(configuration.expectedBatchSize)
    for place in commands.indices {
      guard case .set(.expectedBatchSize, .number(let size)) = commands[place].action else { continue }
      log.commands[place].action = .set(.expectedBatchSize, to: .number(try scaled(size)))
    }
    return log
  }
}

/// One run of a pair on its way.
public struct PairTraining: FarmTraining {
  private let index: Int
  private let initial: Network<Float>
  public var replay: Replay<TrainingRun>

  /// What the canary scores in a run.
  public struct Model: Sendable {
    public let index: Int
    public let score: Double
  }

  init(
    _ index: Int, replaying log: CommandLog, on data: ExperimentData, includesCanary: Bool,
    root: RandomStream
  ) {
    let configuration = log.configuration
    let run = TrainingRun(
      configuration, data: data,
      plan: data.trainingPlan(
        isMember: data.candidateMembership, includesCanary: [includesCanary], of: configuration,
        random: root), root: root, isReference: true)
    self.index = index
    initial = run.network
    replay = Replay(of: log, on: run)
  }

  public var multiplicationsPerStep: Double {
    Double(replay.run.network.parameterCount) * max(1, replay.run.settings.gradientsPerStep)
  }

  public var model: Model {
    let run = replay.run
    guard let audited = try? run.settings.auditedCanaries() else {
      preconditionFailure("pairs are of runs with a canary")
    }
    return Model(
      index: index,
      score: run.data.scores(of: run.network, settings: run.settings, audited: audited, from: initial)[0])
  }
}

/// What the canary scored in the runs with it and in those without, pair by pair.
public struct PairScores: Hashable, Sendable {
  public let with: [Double]
  public let without: [Double]

  /// - Parameter models: of a `PairsPlan`, in any order.
  public init(_ models: [PairTraining.Model]) {
    let sorted = models.sorted { $0.index < $1.index }
    with = sorted.filter { $0.index.isMultiple(of: 2) }.map(\.score)
    without = sorted.filter { !$0.index.isMultiple(of: 2) }.map(\.score)
  }

  func bounds(delta: Double, confidence: Double) -> [LowerBound] {
    ManyRunsAudit.bounds(with: with, without: without, delta: delta, confidence: confidence)
  }
}
