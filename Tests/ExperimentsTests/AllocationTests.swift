import CAllocations
import DifferentialPrivacy
import Experiments
import Records
import Testing

struct AllocationTests {
  /// Once buffers have met their largest batch, a step allocates nothing: not in the ordinary form, not in the private
  /// one, not with a budget to watch, not where clipping is adaptive, not where layers are normalised, and not
  /// where examples are mixed or their loss is relaxed.
  @Test(
    arguments: [
      [:], [.noiseMultiplier: .number(1.1)], [.noiseMultiplier: .number(1.1), .epsilonBudget: .number(1000)],
      [.noiseMultiplier: .number(1.1), .adaptiveClipping: .number(0.5)],
      [.noiseMultiplier: .number(1.1), .network: .text("mlp:32-norm")],
      [.mixup: .number(0.5)], [.relaxLoss: .number(0.5)],
    ] as [[Knob: KnobValue]])
  func aSteadyStepAllocatesNothing(knobs: [Knob: KnobValue]) throws {
    try expectNothing(
      of: try ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits")).putting(knobs))
  }

  /// Nor where several records are one example.
  @Test func aStepOfPeopleAllocatesNothing() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    (configuration.unit, configuration.trainSize, configuration.expectedBatchSize) = (.person, 40, 8)
    configuration.noiseMultiplier = 1.1
    try expectNothing(of: configuration)
  }

  private func expectNothing(of configuration: ExperimentConfiguration) throws {
    var run = try TrainingRun(configuration)
    var isDone = true
    for _ in 0..<3000 { isDone = isDone && run.advance() }
    let before = allocations_of_this_thread()
    for _ in 0..<200 { isDone = isDone && run.advance() }
    let allocated = allocations_of_this_thread() - before
    #expect(isDone)
    #expect(allocated == 0)
    #if os(Linux)
      // The count counts.
      #expect(before > 0)
    #endif
  }
}
