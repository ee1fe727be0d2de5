import NeuralNetworks
import Records
import Statistics

extension ComparisonPlan {
  /// Models that the columns are ranked by, besides the target: they differ in their members, so that none of these decides.
  private static var rankingShadows: Int { 4 }

  /// The columns of a table, those first that a model does worst without, as `ColumnImportance` finds them for models of that
  /// configuration; empty of images.
  ///
  /// - Throws: as `TrainingRun`, or `ShadowError`.
  public static func columnImportance(
    of configuration: ExperimentConfiguration, progress: (Double) -> Bool = { _ in true }
  ) throws -> ColumnImportance {
    let first = try TrainingRun(configuration)
    guard case .table(_) = first.data.dataset.layout else {
      return ColumnImportance(of: [], data: first.data, random: RandomStream(seed: configuration.seed))
    }
    let share = 1 / Double(1 + rankingShadows)
    let run = try TrainingRun.replaying(first.log, on: first) { run in
      progress(share * Double(run.step) / Double(max(1, configuration.plannedStepCount)))
    }
    let plan = try ShadowPlan(of: run, count: rankingShadows)
    var networks = [run.model]
    for index in 0..<rankingShadows {
      var training = plan.begin(index)
      while training.replay.run.step < plan.stepCount,
        progress(
          share * (1 + Double(index) + Double(training.replay.run.step) / Double(max(1, plan.stepCount))))
      {
        try training.advance(
          to: min(plan.stepCount, training.replay.run.step + 32), of: plan.stepCount)
      }
      networks.append(training.model.network)
    }
    return ColumnImportance(of: networks, data: run.data, random: RandomStream(seed: configuration.seed))
  }

  /// The variants of a set.
  ///
  /// - Parameter ranking: the columns of a table, the most useful first.
  /// - Throws: what keeps the base from being read, or its schedule from having an ε.
  public static func variants(
    of set: VariantSet, base: ExperimentConfiguration, ranking: [String]
  ) throws -> [Variant] {
    let data = try ExperimentData(base)
    return switch set {
    case .defences: try VariantSet.defences(of: base, classCount: data.dataset.classCount)
    case .minimisation: VariantSet.minimisation(of: base, data: data, ranking: ranking)
    }
  }
}
