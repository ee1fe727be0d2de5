import Experiments
import Explorer
import Records
import Testing

/// What is said of all runs on the data at hand.
struct SpentTogetherSentenceTests {
  private func run(
    _ stepCount: Int, noise: Double = 2, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) throws -> RunBeginning {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    change(&configuration)
    configuration = try configuration.putting([.noiseMultiplier: .number(noise), .clippingNorm: .number(1)])
    return RunBeginning(configuration, commands: [], at: stepCount)
  }

  private func sentence(
    of runs: RunBeginning..., leavingOut leftOut: SpentTogether.LeftOut = SpentTogether.LeftOut()
  ) throws -> String {
    try #require(SpentTogether(of: runs, onDataOf: runs[0].configuration, leavingOut: leftOut)).sentence
  }

  @Test func runsWithOneSeedHaveNoEpsilon() throws {
    let shared = try sentence(of: run(20), run(20, noise: 3))
    #expect(
      shared.hasPrefix(
        "No ε holds for these 2 runs together: they share seed 1, and so their noise, and whoever has two of them can subtract it. With noise of their own it would be "
      ))
    #expect(shared.hasSuffix(" (as run)."))
    let own = try sentence(of: run(20), run(20) { $0.seed = 2 })
    #expect(own.hasPrefix("2 runs on these records, 40 steps: ε ") && !own.contains("No ε"))
    let endless = try sentence(of: run(20), run(20, noise: 0))
    #expect(endless.hasPrefix("2 runs on these records, 40 steps: ε ∞ together"))
  }

  @Test func whatIsNotInTheFigureIsSaid() throws {
    var leftOut = SpentTogether.LeftOut()
    (leftOut.unreadLogCount, leftOut.unusableLogCount) = (37, 1)
    let told = try sentence(of: run(20), run(20) { ($0.unit, $0.seed) = (.person, 2) }, leavingOut: leftOut)
    #expect(told.contains("(as run) together") && !told.contains("tight"))
    #expect(
      told.hasSuffix(
        "1 more run on the same data counts another unit and is not in this figure. 37 older logs were not read for it. 1 log could not be read whole for it."
      ))
    #expect(try sentence(of: run(20)).contains("(tight) together"))
  }
}
