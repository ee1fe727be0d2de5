import Records
import Statistics

/// The models of a deletion: the run again without one member, and, as a control, the run again with all of them.
///
/// The first draws as the run drew: its first weights, noise and batches are the run's, for batches are drawn over the whole pool
/// and nobody's draws depend on who else is a member. What differs is the one record. The others have the members of the run, but
/// weights, batches and noise of their own: how far their answers differ from each other is what comes of training again.
public struct DeletionPlan: FarmPlan {
  /// Whose place in the pool it is.
  public let candidate: Int
  public let stepCount: Int
  public let log: CommandLog
  private let data: ExperimentData

  /// Models of the control: so many that every two of them give fifteen differences.
  static let retrainingCount = 6

  public var count: Int { 1 + Self.retrainingCount }

  /// - Parameters:
  ///   - candidate: a place in the pool. Where it is no member nothing is deleted, and the first model is the run's own.
  ///   - log: of the run, which is taken up to `stepCount`.
  /// - Throws: `ExposureError` where a unit has several records, or the run cannot be taken again.
  public init(
    deleting candidate: Int, from log: CommandLog, stepCount: Int, data: ExperimentData
  ) throws(ExposureError) {
    try data.checkThatUnitsAreRecords()
    guard !log.configuration.secureNoise else { throw .noiseOfTheSystem }
    (self.candidate, self.stepCount, self.data) = (candidate, stepCount, data)
    var log = log
    // What the budget allowed is decided.
    log.configuration.epsilonBudget = nil
    self.log = log
  }

  private static let firstNumber = 1_000_000

  public func begin(_ index: Int) -> ShadowTraining {
    var members = data.candidateMembership
    let root = RandomStream(seed: log.configuration.seed)
    if index == 0 { members[candidate] = false }
    // By numbers that no reference model has, for what a door adds to its answers is drawn by them.
    return ShadowTraining(
      Self.firstNumber + index, replaying: log, on: data, includes: members,
      planted: log.configuration.planted.map { _ in true },
      canaries: data.canaries?.isMember ?? [],
      root: index == 0 ? root : root.split("retraining \(index)"))
  }
}

/// Deletes a member, and trains again.
public typealias DeletionFarm = ReplayFarm<DeletionPlan>

extension ExperimentData {
  /// The place in the pool of the member in that row of the file.
  ///
  /// - Throws: `ExposureError` where there is no such row, or no member in it.
  public func memberToDelete(inRow row: Int) throws(ExposureError) -> Int {
    try checkThatUnitsAreRecords()
    guard let position = dataset.rows.firstIndex(of: row) else {
      throw .noSuchRow(row, rowCount: (dataset.rows.last ?? -1) + 1)
    }
    guard let candidate = split.pool.firstIndex(of: position) else {
      throw .outsidePool(row: row, poolSize: split.pool.count)
    }
    guard split.isMember[candidate] else { throw .noMember(row: row) }
    return candidate
  }
}
