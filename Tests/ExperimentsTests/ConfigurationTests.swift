import DifferentialPrivacy
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
    (
      .adaptiveClipping, "1",
      "The adaptive clipping cannot be 1. Choose a quantile from 0.001 to 0.999, or off."
    ),
    (.learningRate, "fast", "The learning rate `fast` is not a number. Type one, as in 0.5."),
    (.momentum, "1", "The momentum cannot be 1. Choose 0 or more and less than 1."),
    (.dropout, "1", "The dropout cannot be 1. Choose a number from 0 to 0.999."),
    (.trainSize, "12.5", "The training set cannot be 12.5. Choose a whole number."),
    (.trainSize, "0", "The training set cannot be 0. Choose a number from 1 to 1000000000 records."),
    (.seed, "-3", "The seed cannot be -3. Choose a whole number from 0 to 18446744073709551615."),
    (.answers, "most", "The model's service cannot answer by `most`. Choose full, decimals:3,"),
    (.answers, "rounded:7", "Confidences cannot be rounded to `7`. Choose a step above 0 and at most 1"),
    (.temperature, "0", "The temperature cannot be 0. Choose a number from 0.01 to 1000."),
    (.memGuard, "2.5", "The MemGuard distance cannot be 2.5. Choose a distance from 0 to 2."),
    (.answerNoise, "-1", "The answer noise cannot be -1. Choose a number from 0 to 10."),
    (.queriesPerRecord, "0", "The query limit of a record cannot be 0. Choose a number from 1 to 1000."),
    (.queriesPerRecord, "1.5", "The query limit cannot be 1.5. Choose a whole number."),
    (.network, "mlp:8-x", "The network `mlp:8-x` cannot be read at character 7."),
  ])
  func whatCannotBeIsSaid(knob: Knob, text: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) { try base.setting(knob, toText: text) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  /// 2 σ_b is a tenth of the batch, whichever of the three knobs is turned last.
  @Test(arguments: [Knob.noiseMultiplier, .expectedBatchSize, .adaptiveClipping])
  func adaptiveClippingNeedsABatchAboveTenTimesTheNoise(last: Knob) throws {
    let turns: [Knob: KnobValue] = [
      .noiseMultiplier: .number(5), .expectedBatchSize: .number(50), .adaptiveClipping: .number(0.5),
    ]
    let configuration = try base.setting(.expectedBatchSize, to: .number(100))
      .putting(turns.filter { $0.key != last })
    let value = try #require(turns[last])
    let error = #expect(throws: ConfigurationError.self) { try configuration.setting(last, to: value) }
    #expect(
      error?.description
        == "The noise multiplier with adaptive clipping cannot be 5. Choose one below 5, which is a tenth of the expected batch size, a larger batch, or no adaptive clipping."
    )
    let quieter = try configuration.putting(turns).putting([.noiseMultiplier: .number(4.99)])
    #expect(throws: Never.self) { try quieter.validate() }
  }

  /// A value for every knob that is not its default.
  private static let samples = [
    "dataset": "faces", "label": "y", "categorical": "a,b", "drop": "c", "missing": "mean", "downsample": "2",
    "statistics": "members", "train_size": "64", "inclusion": "0.75", "network": "linear",
    "activation": "sigmoid", "steps": "7", "expected_batch_size": "48", "learning_rate": "0.5",
    "momentum": "0.5", "weight_decay": "0.25", "dropout": "0.5", "label_smoothing": "0.25",
    "label_noise": "0.125", "noise_multiplier": "2.5", "clipping_norm": "0.75", "delta": "0.001",
    "adaptive_clipping": "0.25", "unit": "person",
    "epsilon_budget": "3", "seed": "9", "secure_noise": "on", "optimizer": "adam", "rate_decay": "linear",
    "initial": "weights", "initial_sha256": "00", "sensitive": "d", "coin": "on",
    "mixup": "0.5", "relax_loss": "0.25", "early_stopping": "20", "distil": "cross",
    "canaries": "mislabelled", "canary_count": "20", "audit_every": "20", "bug": "half-noise",
    "keep": "e,f", "coarsen": "e:10,f:0.5", "merge_rare": "0.01", "levels": "5", "deduplicate": "on",
    "k_anonymity": "5:e,f",
    "answers": "top:2", "temperature": "4", "memguard": "0.25", "answer_noise": "0.125",
    "queries_per_record": "12",
    "clients": "20", "partition": "iid", "participation": "0.5", "local_epochs": "2", "local_batch": "full",
    "server_rate": "0.5", "aggregation": "secure", "dropouts": "0.25", "privacy": "local",
    "quantization_bits": "12", "quantization_range": "0.25", "threshold": "7",
  ]

  /// Settings with clients, to whom the knobs of federations apply.
  private func withClients() throws -> ExperimentConfiguration {
    try base.putting([.clients: .number(30)])
  }

  /// These exclude noise, and some of them each other.
  private static let excludedByNoise: [Knob] = [.mixup, .relaxLoss, .distil]

  /// Every knob reads back what it was set to, and touches no other.
  @Test(arguments: Knob.all) func knobsReadBack(knob: Knob) throws {
    let text = try #require(Self.samples[knob.key])
    var base = base
    if Self.excludedByNoise.contains(knob) { base.noiseMultiplier = 0 }
    if knob == .unit { base.dataset = "faces" }
    if !knob.applies(base) { base = try withClients() }
    let changed = try base.setting(knob, toText: text)
    #expect(changed[knob].description == text)
    #expect(changed[knob] != base[knob])
    for other in Knob.all where other != knob { #expect(changed[other] == base[other]) }
  }

  /// A log keeps every knob, and what it does not keep is the default.
  @Test func aLogKeepsEveryKnob() throws {
    var changed = base
    for knob in Knob.all
    where !Self.excludedByNoise.contains(knob) && !Knob.federationKnobs.contains(knob) {
      changed = try changed.setting(knob, toText: Self.samples[knob.key] ?? "")
    }
    let federated = try Knob.federationKnobs.reduce(withClients()) {
      try $0.setting($1, toText: Self.samples[$1.key] ?? "")
    }
    for configuration in try [base, changed, federated]
      + Self.excludedByNoise.map({ knob in
        var quiet = base
        quiet.noiseMultiplier = 0
        return try quiet.setting(knob, toText: Self.samples[knob.key] ?? "")
      })
    {
      let text = CommandLog(kind: TrainingRun.kind, configuration: configuration).text
      #expect(try CommandLog(text: text, path: "a log").configuration == configuration)
    }
    let short =
      #"{"format":"glasshouse-log","version":2,"configuration":{"dataset":"digits","momentum":0.25}}"#
    var expected = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    expected.momentum = 0.25
    #expect(try CommandLog(text: short + "\n", path: "a log").configuration == expected)
  }

  /// A key that no knob has decides something that this program cannot repeat.
  @Test func unknownSettingsAreRefusedByName() {
    let text = #"{"format":"glasshouse-log","version":2,"configuration":{"dataset":"digits","nosuch":1}}"#
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: text + "\n", path: "a log") }
    #expect(error?.description.contains("`nosuch`") == true)
  }

  @Test func anEpochMeetsEveryMemberOnce() {
    var configuration = base
    configuration.expectedBatchSize = 40
    #expect(configuration.stepsPerEpoch == 4)
    #expect(configuration.samplingRate == 40.0 / 150)
  }
}

extension ExperimentConfiguration {
  /// With a knob where a person typed it to be.
  fileprivate func setting(_ knob: Knob, toText text: String) throws(ConfigurationError) -> Self {
    try setting(knob, to: try knob.value(parsing: text))
  }
}
