import DifferentialPrivacy
public import Experiments
import FederatedLearning
public import Records

/// A run worth watching, with what to look for.
public struct Preset: Sendable {
  /// What `--preset` calls it.
  public let name: String
  public let title: String
  /// What to look for.
  public let sentence: String
  public let configuration: ExperimentConfiguration
  /// Where the run pauses by itself; nil goes on.
  public let pauseStep: Int?
  /// How fast it is worth watching.
  public var pace = Pace.initial
  /// The title of the screen on which it is best seen; nil is the one that is shown.
  public var screen: String? = "Train"

  /// The presets whose data are installed, then every data set with its own settings.
  public static func all(with installed: [Catalog.Entry]) -> [Preset] {
    let names = Set(installed.map(\.name))
    return lessons.filter { names.contains($0.configuration.dataset) } + installed.compactMap(ofDataset)
  }

  private static let lessons: [Preset] = [
    Preset(
      name: "faces", title: "faces: what a model remembers",
      sentence:
        "Softmax regression on some 200 photographs of 40 people: watch faces rise out of the weights.",
      configuration: ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces")), pauseStep: nil),
    Preset(
      name: "faces-epsilon-100", title: "faces at ε 100",
      sentence: "50 private steps with little noise: speckled, and still recognised by both who look.",
      configuration: privateFaces(noiseMultiplier: 0.618), pauseStep: 50, screen: "Inversion"),
    Preset(
      name: "faces-epsilon-8", title: "faces at ε 8",
      sentence:
        "The same steps with more noise: what is drawn is little more than where it began. g draws what no eye knows, and a machine does.",
      configuration: privateFaces(noiseMultiplier: 3.395), pauseStep: 50, screen: "Inversion"),
    Preset(
      name: "hiv-trial", title: "the HIV trial: who took part",
      sentence: "A network fits some 1,000 patients perfectly, and so tells them from as many others.",
      configuration: configuration(of: "actg175") { _ in }, pauseStep: nil, pace: .lively,
      screen: "Membership"),
    Preset(
      name: "hiv-trial-private", title: "the HIV trial at ε 2",
      sentence: "100 private steps: more accurate on new patients, and attacks do little better than chance.",
      configuration: configuration(of: "actg175") {
        ($0.steps, $0.expectedBatchSize, $0.learningRate, $0.momentum) = (100, 250, 1, 0)
        ($0.noiseMultiplier, $0.clippingNorm) = (5.6, 1)
      }, pauseStep: 100, screen: "Membership"),
    Preset(
      name: "mislabelled-digits", title: "mislabelled digits",
      sentence:
        "One label in ten is wrong, so learning it is memorising it: who was wrong is who is exposed.",
      configuration: configuration(of: "digits") { $0.labelNoise = 0.1 }, pauseStep: nil),
    attributes,
    Preset(
      name: "federation", title: "a federation: the data stay with 30 clients",
      sentence:
        "30 clients, each with a mix of digits of its own: 9 of them train in each round, and the server sees every update. v goes through the views.",
      configuration: federation { _ in }, pauseStep: nil, pace: .rounds, screen: "Federation"),
    Preset(
      name: "federation-secure", title: "a federation with secure sums",
      sentence:
        "The server sees the sum alone, and clients drop out: v shows what it gets, and n goes through a round mask by mask.",
      configuration: federation {
        ($0.federation.aggregation, $0.federation.dropouts) = (.secure, 0.1)
      }, pauseStep: nil, pace: .rounds, screen: "Federation"),
    Preset(
      name: "federation-private", title: "a federation of 100 clients at ε 8",
      sentence:
        "50 rounds of all of 100 clients, with the server's noise: ε of a client is 8 against who sees the model, and infinite against the server.",
      configuration: federation {
        ($0.network, $0.step.learningRate, $0.step.clippingNorm) = ("linear", 1, 1)
        ($0.step.noiseMultiplier, $0.steps) = (4.245, 50)
        ($0.federation.clientCount, $0.federation.partition) = (100, .iid)
        ($0.federation.participation, $0.federation.localEpochs) = (1, 1)
        $0.federation.localBatchSize = nil
      }, pauseStep: 50, pace: .rounds, screen: "Federation"),
    Preset(
      name: "faces-on-shares", title: "faces: a prediction that nobody saw",
      sentence:
        "Two parties hold noise, and together it is a face: n goes through a prediction round by round, and m shows what a careless step gives away.",
      configuration: configuration(of: "faces") { $0.network = "mlp:64" }, pauseStep: nil,
      screen: "Computation"),
    Preset(
      name: "audit-a-trainer", title: "an audit of a trainer that claims ε 2",
      sentence:
        "400 canaries, each in or out by a coin: guesses at them prove an ε that should stay below the claim of 2. b breaks the trainer.",
      configuration: audited(nil), pauseStep: 100, screen: "Audit"),
    Preset(
      name: "audit-a-broken-trainer", title: "an audit of a broken trainer",
      sentence:
        "BROKEN on purpose: half of the noise that its settings claim. See which bound comes above ε 2, and which check catches it.",
      configuration: audited(.halfNoise), pauseStep: 100, screen: "Audit"),
  ]

  /// As `completeAudit` has it for a claim of 2, which would take its time.
  private static func audited(_ bug: TrainerBug?) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(auditing: DatasetReference(name: "digits"))
    configuration.expectedBatchSize = 0.25 * configuration.expectedMemberCount
    (configuration.noiseMultiplier, configuration.bug) = (5.15, bug)
    return configuration
  }

  private static func federation(
    _ change: (inout ExperimentConfiguration) -> Void
  ) -> ExperimentConfiguration {
    configuration(of: "digits") {
      ($0.network, $0.federation.clientCount) = ("mlp:64", 30)
      $0.adoptPaces()
      change(&$0)
    }
  }

  private static func privateFaces(noiseMultiplier: Double) -> ExperimentConfiguration {
    configuration(of: "faces") {
      ($0.steps, $0.expectedBatchSize, $0.learningRate, $0.momentum, $0.weightDecay) = (50, 200, 0.5, 0.9, 0)
      ($0.noiseMultiplier, $0.clippingNorm) = (noiseMultiplier, 1)
    }
  }

  private static let attributes = Preset(
    name: "attributes", title: "the affair: what a model adds to a guess",
    sentence:
      "Who had an affair is guessed from how women rate their marriage: of members the model says more than it should.",
    configuration: ExperimentConfiguration(attributeDefaultsFor: DatasetReference(name: "affairs")),
    pauseStep: nil, pace: .lively, screen: "Attributes")

  private static func ofDataset(_ entry: Catalog.Entry) -> Preset? {
    if case .text = entry.source { return nil }
    // The faces with their own settings are the first lesson already.
    if entry.name == "faces" { return nil }
    return Preset(
      name: entry.name, title: "data set \(entry.name)", sentence: entry.title,
      configuration: configuration(of: entry.name) { _ in }, pauseStep: nil, screen: nil)
  }

  private static func configuration(
    of dataset: String, _ change: (inout ExperimentConfiguration) -> Void
  ) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
    change(&configuration)
    return configuration
  }
}
