import Experiments
import Explorer
import Records
import SecureComputation
import TerminalCanvas
import Testing

/// What the Computation screen writes of words and values, and what its own words mean.
struct ComputationWordsTests {
  /// What goes over the wire is written alike wherever it is, as it was sent.
  @Test func wordsAreWrittenAlike() throws {
    var state = Fixture.computed.state.sized(120, 36)
    _ = state.play("n")
    let layers = state.lines
    _ = state.play("v v")
    let transcript = state.lines
    let exchange = try #require(state[ComputationScreen.self].held?.findings.prediction?.exchanges.first)
    for side in PartySide.allCases {
      let word = try #require(exchange.words(of: side).first)
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      for lines in [layers, transcript] { #expect(lines.contains { $0.contains("\(digits)..") }) }
    }
  }

  /// Two values always lie on a line, and say nothing of each other.
  @Test func tooFewValuesAreNotCompared() {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    configuration.network = "mlp:16"
    var sitting = Sitting(configuration)
    sitting.train(5)
    sitting.play("<Space> 8")
    sitting.state.compute()
    sitting.play("v")
    let plain = sitting.state.sized(120, 36).drawn().plain
    #expect(plain.contains("too few to compare") && !plain.contains("r 1.00") && !plain.contains("r -1.00"))
  }

  /// A word is explained as it is meant on the screen that is shown.
  @Test(arguments: [
    ("mask", "small mask"), ("bytes", "bytes of a prediction"), ("rounds", "rounds of a prediction"),
  ])
  func wordsMeanWhatIsShown(word: String, name: String) {
    var state = Fixture.computed.state
    guard case .speak(let there) = state.plainCommand("explain \(word)"),
      case .speak(let named) = state.plainCommand("explain \(name)")
    else {
      Issue.record("a word is explained at once")
      return
    }
    #expect(there == named)
  }
}
