import AccessControl
public import Attacks
import LinearAlgebra
import Records

/// Keeps what a model answers on the candidates at a few steps of its training, for an adversary who sees the model on its way.
///
/// Of a training of n steps these are the multiples of the smallest power of two that has at most eight of them: five to eight
/// points with the end, evenly spaced, since eight tell the course of a loss and each costs a pass over the pool. They depend on
/// n alone, and those of a longer training are among those of a shorter one as far as that goes: who follows a run that goes on
/// has passed none that is asked for later.
public struct TrajectoryRecorder: Sendable {
  static let largestCount = 8

  private let inputs: Matrix<Float>
  private let labels: [Int]
  private let copies: NoisyCopies
  private let asker: String
  private var kept: [(step: Int, margins: [Double])] = []

  /// - Parameters:
  ///   - inputs: the candidates as the model takes them, [candidates, inputs].
  ///   - asker: who looks, and where answers have noise gets its own.
  init(inputs: Matrix<Float>, of data: ExperimentData, asker: String) {
    self.inputs = inputs
    labels = data.candidateLabels
    copies = data.noisyCopies
    self.asker = asker
  }

  /// Of the candidates of the target.
  public init(of data: ExperimentData) {
    self.init(inputs: data.candidateInputs, of: data, asker: "trajectory")
  }

  /// Steps between recorded ones.
  static func spacing(stepCount: Int) -> Int {
    var spacing = 1
    while stepCount > largestCount * spacing {
      spacing *= 2
    }
    return spacing
  }

  /// Asks the run's service about the candidates, where its step is one to record; to be called before each step it takes.
  ///
  /// - Parameter stepCount: how far the training goes, as far as is known.
  public mutating func look(at run: TrainingRun, goingTo stepCount: Int) {
    let spacing = Self.spacing(stepCount: stepCount)
    guard run.step > 0, run.step.isMultiple(of: spacing), kept.last?.step != run.step else { return }
    guard
      let asked = try? AskedRecords(
        asking: run.service(for: asker), about: inputs, labels: labels, copies: copies)
    else { return }
    kept.removeAll { !$0.step.isMultiple(of: spacing) }
    kept.append((run.step, asked.margins))
  }

  /// The recorded steps of a training that ends at `stepCount`, without its end; nil where one of them was not looked at.
  public func trajectory(before stepCount: Int) -> LossTrajectory? {
    let spacing = Self.spacing(stepCount: stepCount)
    let found = kept.filter { $0.step < stepCount && $0.step.isMultiple(of: spacing) }
    return found.count == max(0, stepCount - 1) / spacing
      ? LossTrajectory(margins: found.map(\.margins)) : nil
  }
}
