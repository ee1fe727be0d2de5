import Experiments
import PlainText
import Records
import Testing

struct ConfigurationTests {
  private let base = TrainingRunTests.configuration

  @Test(arguments: [
    (Knob.noiseMultiplier, "-1", "The noise multiplier cannot be -1. Choose zero, or from 1e-12 to 1e12."),
    (.noiseMultiplier, "nan", "The noise multiplier cannot be nan. Choose zero, or from 1e-12 to 1e12."),
    (
      .clippingNorm, "0",
      "The clipping norm cannot be 0. Choose a number from 1e-12 to 1e12, or leave it out to clip nothing."
    ),
    (
      .expectedBatchSize, "200",
      "An expected batch of 200 is larger than the training set of 150. Choose at most 150, or a larger training set."
    ),
    (
      .expectedBatchSize, "0",
      "The expected batch size cannot be 0. Choose a number from 0.01 to the size of the training set."
    ),
    (.learningRate, "fast", "The learning rate `fast` is not a number. Type one, as in 0.5."),
    (.momentum, "1", "The momentum cannot be 1. Choose 0 or more and less than 1."),
    (.dropout, "1", "The dropout cannot be 1. Choose a number from 0 to 0.999."),
    (.trainSize, "12.5", "The training set cannot be 12.5. Choose a whole number."),
    (.trainSize, "0", "The training set cannot be 0. Choose a number from 1 to 1000000000 records."),
    (.seed, "-3", "The seed cannot be -3. Choose a whole number from 0 to 18446744073709551615."),
    (.network, "mlp:8-x", "The network `mlp:8-x` cannot be read at character 7."),
  ])
  func whatCannotBeIsSaid(knob: Knob, text: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) { try base.setting(knob, toText: text) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  /// Every knob reads back what it was set to, and touches no other.
  @Test(
    arguments: zip(
      Knob.allCases,
      ["2.5", "off", "16", "0.5", "0.5", "0.25", "0.5", "0.25", "mnist", "linear", "64", "9"]))
  func knobsReadBack(knob: Knob, text: String) throws {
    let changed = try base.setting(knob, toText: text)
    #expect(changed[knob].description == text)
    for other in Knob.allCases where other != knob { #expect(changed[other] == base[other]) }
  }

  @Test func anEpochMeetsEveryMemberOnce() {
    var configuration = base
    configuration.expectedBatchSize = 40
    #expect(configuration.stepsPerEpoch == 4)
    #expect(configuration.samplingRate == 40.0 / 150)
  }
}
