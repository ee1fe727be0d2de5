import Attacks
import Experiments
import Explorer
import Testing

struct TrainScreenTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// Until somebody chooses, the picture is of a class that comes out well.
  @Test func thePictureBeginsWithAGoodClass() throws {
    var state = state
    let judgement = try #require(state.subject.moment?.inversion.attack)
    let own = judgement.picture(ofClass: state[TrainScreen.self].choice.selected)
    let best = try #require(judgement.mostAlike)
    #expect(try #require(own?.similarityToClassMean) > best.similarity - 0.1)
    _ = state.play("c")
    let chosen = state[TrainScreen.self].choice.selected
    var run = try TrainingRun(Fixture.configuration)
    _ = run.advance()
    _ = state.update(.examination(Examination(of: Snapshot(of: run, generation: 1))))
    #expect(state[TrainScreen.self].choice.selected == chosen)
  }
}
