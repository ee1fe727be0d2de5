import Attacks
import Experiments
import Explorer
import Testing

struct TrainScreenTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// Until somebody chooses, the picture is of a class that comes out well.
  @Test func thePictureBeginsWithAGoodClass() throws {
    var state = state
    let similarities = try #require(state.subject.moment?.inversion.attack.similarities).map { $0 ?? -1 }
    #expect(similarities[state[TrainScreen.self].selectedClass] > (similarities.max() ?? 1) - 0.1)
    _ = state.play("c")
    let chosen = state[TrainScreen.self].selectedClass
    var run = try TrainingRun(Fixture.configuration)
    _ = run.advance()
    _ = state.update(.examination(Examination(of: Snapshot(of: run, generation: 1))))
    #expect(state[TrainScreen.self].selectedClass == chosen)
  }
}
