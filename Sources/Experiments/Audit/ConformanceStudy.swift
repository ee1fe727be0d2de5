package import Auditing
import DifferentialPrivacy
import LinearAlgebra
import Records

/// A run that is looked at as it is trained: what its steps did beside what was counted.
package struct ConformanceStudy: Sendable {
  private var record: ConformanceRecord
  private var lastStep = 0
  private let isWatching: Bool

  /// - Parameter run: one that has not stepped yet, and is watched from now on.
  package init(watching run: inout TrainingRun) {
    // A student's teachers saw the members without noise, so that there is nothing promised to be checked.
    isWatching = run.settings.distil == .none
    if isWatching { run.witness() }
    let data = run.data
    record = ConformanceRecord(
      memberCount: data.split.isUnitMember.count(where: \.self)
        + (data.canaries?.isMember.count(where: \.self) ?? 0) + run.settings.planted.count)
  }

  /// Takes in the step that the run has just taken, if there is one.
  package mutating func look(at run: TrainingRun) {
    guard isWatching, run.step > lastStep, let descent = run.descent else { return }
    lastStep = run.step
    record.take(descent.witnessed, settings: run.settings.step, rate: run.settings.samplingRate)
  }

  /// What the run did, but for its sensitivity.
  package var checks: [ConformanceCheck] { record.checks }

  /// What the run did, its sensitivity at its last weights among it.
  package func checks(of run: TrainingRun) -> [ConformanceCheck] {
    checks + [sensitivity(of: run)].compactMap(\.self)
  }

  /// The most that one example moves the clipped sum at the run's last weights; nil where nothing is clipped, or nothing is promised of one
  /// example.
  package func sensitivity(of run: TrainingRun) -> ConformanceCheck? {
    guard isWatching, let descent = run.descent else { return nil }
    let settings = run.settings.step
    // Where examples are mixed, or a loss is of a whole batch, nothing is promised of one of them.
    guard settings.mixup == 0, settings.relaxLoss == nil else { return nil }
    let data = run.data
    // A unit of several records is clipped as one, and the probe has single ones.
    guard data.split.recordsOfUnits == nil else { return nil }
    var records = data.widened(data.candidateInputs)
    var labels = data.candidateLabels
    if let canaries = data.canaries, canaries.kind == .ownFeature {
      records = Matrix(
        rowCount: records.rowCount + canaries.count, columnCount: records.columnCount,
        elements: records.elements + canaries.inputs.elements)
      labels += canaries.labels
    }
    let norm =
      settings.adaptiveClipping == nil ? settings.effectiveClippingNorm : run.lastClippingNorm
    let probe = SensitivityProbe(
      records: records, labels: labels, classCount: data.dataset.classCount, seed: run.settings.seed)
    return probe.check(clippingNorm: norm) { records, labels in
      descent.clippedSum(of: records, labels: labels, settings: settings)
    }
  }
}
