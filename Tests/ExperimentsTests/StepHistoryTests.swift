import Experiments
import Testing

struct StepHistoryTests {
  private struct Mark: AtStep, Equatable {
    let step: Int
    var name = ""
  }

  /// However many there are, few are kept, spread over all steps, and the newest is one of them.
  @Test(arguments: [1, 7, 100])
  func anEndlessRunTakesBoundedMemory(stride: Int) {
    var history = StepHistory<Mark>(capacity: 24)
    for number in 0..<2000 { history.append(Mark(step: number * stride)) }
    let steps = history.values.map(\.step)
    #expect((12...25).contains(steps.count) && steps.first == 0 && steps.last == 1999 * stride)
    let gaps = zip(steps.dropFirst(), steps).map(-)
    #expect(gaps.allSatisfy { $0 > 0 } && (gaps.max() ?? 0) <= 2 * 2000 * stride / 12)
  }

  /// What is found anew of the same step takes the place of what was.
  @Test func aStepHasOneValue() {
    var history = StepHistory<Mark>(capacity: 24)
    for (step, name) in [(10, "a"), (10, "b"), (20, "c"), (20, "d")] {
      history.append(Mark(step: step, name: name))
    }
    #expect(history.values.map(\.name) == ["b", "d"])
    #expect(history.last(notAfter: 19)?.name == "b" && history.last(notAfter: 20)?.name == "d")
    #expect(history.last(notAfter: 9) == nil)
  }
}
