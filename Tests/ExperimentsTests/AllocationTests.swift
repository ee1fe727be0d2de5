import CAllocations
import DifferentialPrivacy
import Experiments
import Records
import Testing

struct AllocationTests {
  /// Once buffers have met their largest batch, a step allocates nothing: not in the ordinary form, not in the private
  /// one, and not with a budget to watch.
  @Test(arguments: [(0.0, nil), (1.1, nil), (1.1, 1000.0)] as [(Double, Double?)])
  func aSteadyStepAllocatesNothing(noiseMultiplier: Double, budget: Double?) throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    configuration.noiseMultiplier = noiseMultiplier
    configuration.epsilonBudget = budget
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
