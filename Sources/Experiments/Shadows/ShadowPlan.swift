import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

/// Which shadow models a run asks for: replays of its configuration and its command log, each on a random half of its
/// pool, in pairs on complementary halves. Every model has n members, and every record is in exactly half of them.
///
/// A model depends on the run's log and its own number alone: the same to the bit whichever thread trains it, and however
/// many others there are.
public struct ShadowPlan: Sendable {
  /// How many models.
  public let count: Int
  /// Steps each takes.
  public let stepCount: Int
  /// What each replays.
  public let log: CommandLog
  private let data: ExperimentData

  /// - Parameter count: an even number of models.
  /// - Throws: `ShadowError` where so many cannot be paired.
  public init(
    log: CommandLog, stepCount: Int, data: ExperimentData, count: Int
  ) throws(ShadowError) {
    try Self.check(count: count)
    self.count = count
    self.stepCount = stepCount
    self.data = data
    var log = log
    // What the target's budget allowed is decided; and nobody's privacy rests on a reference's noise.
    log.configuration.epsilonBudget = nil
    log.configuration.secureNoise = false
    self.log = log
  }

  /// - Throws: `ShadowError` where so many models cannot be paired.
  public static func check(count: Int) throws(ShadowError) {
    guard count >= 2 else { throw .tooFew(count) }
    guard count.isMultiple(of: 2) else { throw .odd(count) }
  }

  /// The models a run as it is asks for.
  ///
  /// - Throws: `ShadowError`.
  public init(of run: TrainingRun, count: Int) throws(ShadowError) {
    try self.init(log: run.log, stepCount: run.step, data: run.data, count: count)
  }

  /// For each candidate whether the model of that number is trained on it.
  public func includes(_ index: Int) -> [Bool] {
    var stream = RandomStream(seed: log.configuration.seed).split("shadow halves").split("pair \(index / 2)")
    let pool = data.split.members + data.split.nonMembers
    // Dealt in the order of the file, so that who is the target's member decides nothing.
    let order = pool.indices.sorted { pool[$0] < pool[$1] }.shuffled(using: &stream)
    var includes = [Bool](repeating: index % 2 == 1, count: pool.count)
    for candidate in order.prefix(pool.count / 2) { includes[candidate].toggle() }
    return includes
  }

  /// The model before its first step.
  func begin(_ index: Int) -> ShadowTraining {
    let includes = includes(index)
    let members = includes.indices.filter { includes[$0] }
    var inputs = data.candidateInputs
    if log.configuration.statistics == .members {
      let pool = data.split.members + data.split.nonMembers
      let own = data.dataset.inputs(scaledBy: data.dataset.scaling(from: members.map { pool[$0] }))
      inputs = own.gatheringRows(pool)
    }
    let run = TrainingRun(
      log.configuration, data: data,
      members: TrainingMembers(records: inputs, labels: data.candidateLabels, rows: members),
      root: RandomStream(seed: log.configuration.seed).split("shadow \(index)"))
    return ShadowTraining(
      index: index, includes: includes, candidateInputs: inputs, replay: Replay(of: log, on: run))
  }
}

/// A shadow model on its way.
struct ShadowTraining: Sendable {
  let index: Int
  let includes: [Bool]
  let candidateInputs: Matrix<Float>
  var replay: Replay

  /// The model as it is.
  var model: ShadowModel {
    let network = replay.run.network
    return ShadowModel(
      index: index, network: network, includes: includes, candidateInputs: candidateInputs,
      candidateLogits: network.logits(of: candidateInputs))
  }
}
