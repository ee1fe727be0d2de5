import Attacks
import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

/// Which shadow models a run asks for: replays of its configuration and its command log, each with members of its own by
/// coins of the records' own, as the target's were drawn. A model has n members on average, and its rate and divisor come
/// from n as the target's do.
///
/// Every record is in the same share of the models, so that their number says nothing about it: of fair coins, in one of
/// each pair. For another inclusion p models come in blocks of eight, and a record is in ⌊8p + u⌋ of a block, u uniform.
///
/// Of planted records, which are certainly the target's, each is in one model of each pair by a coin of its own, for whoever asks
/// whether one is there has models with it and without, as of every candidate.
///
/// A model depends on the run's log and its own number alone: the same to the bit whichever thread trains it, and however
/// many others there are.
public struct ShadowPlan: FarmPlan {
  /// How many models.
  public let count: Int
  /// Steps each takes.
  public let stepCount: Int
  /// What each replays.
  public let log: CommandLog
  /// Whether the first few keep what they answer on their way; see `TrajectoryRecorder`.
  public let recordsTrajectories: Bool
  private let data: ExperimentData

  /// - Parameter count: an even number of models.
  /// - Throws: `ShadowError` where so many cannot be paired.
  public init(
    log: CommandLog, stepCount: Int, data: ExperimentData, count: Int, recordsTrajectories: Bool = false
  ) throws(ShadowError) {
    try Self.check(count: count)
    let recordedCount = recordsTrajectories ? min(count, MembershipEvidence.largestWholeCount) : 0
    let needed =
      Double(count) * Self.memory(of: log.configuration, data: data)
      + Double(recordedCount * TrajectoryRecorder.largestCount * 8 * data.split.pool.count)
    guard needed < MachineMemory.available else { throw .needMemory(count, bytes: needed) }
    self.count = count
    self.stepCount = stepCount
    self.data = data
    self.recordsTrajectories = recordsTrajectories
    var log = log
    // What the target's budget allowed is decided; and nobody's privacy rests on a reference's noise.
    log.configuration.epsilonBudget = nil
    log.configuration.secureNoise = false
    self.log = log
  }

  /// - Throws: `ShadowError` where so many models cannot be paired.
  public static func check(count: Int) throws(ShadowError) {
    guard count >= 2 else { throw .tooFew(count) }
    guard NumberLimit.shadows.contains(count) else { throw .tooMany(count) }
    guard count.isMultiple(of: 2) else { throw .odd(count) }
  }

  /// Bytes that a model keeps once it is trained: weights, twice where others look at them, and velocity, its answers on the candidates and who was its member,
  /// and inputs of its own where its members decide their scaling.
  private static func memory(of configuration: ExperimentConfiguration, data: ExperimentData) -> Double {
    let (inputs, classes) = (data.inputCount, data.dataset.classCount)
    let architecture = try? configuration.validate()
    let parameters = architecture?.parameterCount(inputCount: inputs, classCount: classes) ?? 0
    let candidates = Double(data.split.pool.count)
    let own = configuration.statistics == .members ? 4 * candidates * Double(inputs) : 0
    // What is planted lies behind the pool in a training set of each model's own.
    let planted = Double(configuration.planted.count + (data.canaries?.count ?? 0))
    let set = planted > 0 ? 4 * (candidates + planted) * Double(inputs) : 0
    return 16 * Double(parameters) + candidates * (4 * Double(classes) + 40) + own + set
  }

  /// The models a run as it is asks for.
  ///
  /// - Throws: `ShadowError`.
  public init(of run: TrainingRun, count: Int, recordsTrajectories: Bool = false) throws(ShadowError) {
    try self.init(
      log: run.log, stepCount: run.step, data: run.data, count: count,
      recordsTrajectories: recordsTrajectories)
  }

  /// For each unit of the pool whether the model of that number is trained on it.
  public func includes(_ index: Int) -> [Bool] {
    let inclusion = data.split.inclusion
    let blockSize = inclusion == 0.5 ? 2 : 8
    var stream = RandomStream(seed: log.configuration.seed).split("shadow members")
      .split("block \(index / blockSize)")
    var lots = [UInt64](repeating: 0, count: blockSize)
    // Drawn for every unit of the file in its order, so that neither the pool nor who is the target's member decides.
    let isIncluded = (0..<data.units.count).map { _ in
      for model in lots.indices { lots[model] = stream.next() }
      let includedCount = Int(Double(blockSize) * inclusion + stream.uniform())
      return lots.count { $0 < lots[index % blockSize] } < includedCount
    }
    return data.split.unitsOfPool.map { isIncluded[$0] }
  }

  /// For each planted record whether the model of that number is trained on it.
  func includesPlanted(_ index: Int) -> [Bool] {
    var stream = RandomStream(seed: log.configuration.seed).split("shadow planted")
      .split("block \(index / 2)")
    return log.configuration.planted.map { _ in (stream.uniform() < 0.5) == index.isMultiple(of: 2) }
  }

  /// For each canary whether the model of that number is trained on it: as the pool's candidates are, in one of each pair by a
  /// fair coin.
  func includesCanaries(_ index: Int) -> [Bool] {
    var stream = RandomStream(seed: log.configuration.seed).split("shadow canaries")
      .split("block \(index / 2)")
    return (0..<(data.canaries?.count ?? 0)).map { _ in (stream.uniform() < 0.5) == index.isMultiple(of: 2) }
  }

  public func begin(_ index: Int) -> ShadowTraining {
    ShadowTraining(
      index, replaying: log, on: data, includes: includes(index), planted: includesPlanted(index),
      canaries: includesCanaries(index),
      root: RandomStream(seed: log.configuration.seed).split("shadow \(index)"),
      recordsTrajectory: recordsTrajectories && index < MembershipEvidence.largestWholeCount)
  }
}

/// A shadow model on its way.
public struct ShadowTraining: FarmTraining {
  let index: Int
  let includes: [Bool]
  let includesPlanted: [Bool]
  let includesCanaries: [Bool]
  let scaling: InputScaling
  let candidateInputs: Matrix<Float>
  let canaryQuestions: Matrix<Float>?
  public var replay: Replay<TrainingRun>
  var recorder: TrajectoryRecorder?

  /// The run of `log` before its first step, on other members of its pool.
  ///
  /// - Parameters:
  ///   - includes: for each unit of the pool, whether this model is trained on it.
  ///   - planted: the same of each planted record.
  ///   - canaries: the same of each canary.
  ///   - root: where its weights, batches and noise are drawn from.
  init(
    _ index: Int, replaying log: CommandLog, on data: ExperimentData, includes: [Bool], planted: [Bool],
    canaries: [Bool], root: RandomStream, recordsTrajectory: Bool = false
  ) {
    let ofRecords = data.split.spread(includes)
    var (inputs, scaling) = (data.candidateInputs, data.scaling)
    if log.configuration.statistics == .members {
      let pool = data.split.pool
      let members = zip(pool, ofRecords).filter(\.1).map(\.0)
      scaling = data.dataset.scaling(from: members)
      inputs = data.dataset.inputs(scaledBy: scaling).gatheringRows(pool)
    }
    let run = TrainingRun(
      log.configuration, data: data,
      plan: data.trainingPlan(
        records: inputs, scaledBy: scaling, isMember: includes,
        planted: zip(log.configuration.planted, planted).filter(\.1).map(\.0), includesCanary: canaries,
        of: log.configuration, random: root),
      root: root, isReference: true)
    (self.index, self.includes, includesPlanted, includesCanaries) = (index, ofRecords, planted, canaries)
    (self.scaling, candidateInputs) = (scaling, inputs)
    canaryQuestions = data.canaryQuestions(scaledBy: scaling)
    replay = Replay(of: log, on: run)
    recorder =
      recordsTrajectory
      ? TrajectoryRecorder(inputs: inputs, of: data, asker: "trajectory of shadow \(index)") : nil
  }

  public var model: ShadowModel {
    let model = replay.run.model
    return ShadowModel(
      index: index, network: model, includes: includes, includesPlanted: includesPlanted, scaling: scaling,
      candidateInputs: candidateInputs,
      candidateLogits: model.logits(of: candidateInputs),
      canaries: canaryQuestions.map {
        ShadowModel.Canaries(
          includes: includesCanaries, network: replay.run.network, questions: $0)
      },
      trajectory: recorder.flatMap { $0.trajectory(before: replay.run.step) })
  }

  public var multiplicationsPerStep: Double {
    Double(replay.run.network.parameterCount) * max(1, replay.run.settings.gradientsPerStep)
  }

  public mutating func advance(to step: Int, of stepCount: Int) throws(ConfigurationError) {
    while replay.run.step < step {
      recorder?.look(at: replay.run, goingTo: stepCount)
      _ = try replay.advance()
    }
  }
}
