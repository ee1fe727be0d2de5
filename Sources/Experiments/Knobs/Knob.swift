import NeuralNetworks
public import Records

/// One setting of a run, declared once: what it is called, what it may be, where it is kept, and what it does. Validation,
/// the command line, logs, the palette, the knobs on the screen, help and reports loop over `Knob.all`.
///
/// A new knob is such a declaration in `Knob.all`, the field it is kept in, and what reads the field.
public struct Knob: Sendable {
  /// What logs, reports and the palette call it, in snake case; with hyphens it is the option's name.
  public let key: String
  /// What it is called on the screen.
  public let title: String
  /// What sentences call it, where that is more than the title.
  public let sentenceTitle: String
  /// A letter or two for a screen that has room for a line of knobs alone.
  public let symbol: String
  let storage: Storage
  /// What a number may be.
  public let limit: NumberLimit?
  /// What else may be done than choosing another value, to follow what may be chosen.
  let advice: String
  /// Whether it says anything of such a run; elsewhere it is neither given, shown nor written down.
  public let applies: @Sendable (ExperimentConfiguration) -> Bool
  /// What is wrong with it beside the other settings, each of which may be where it is by itself; nil where nothing is.
  let check: @Sendable (ExperimentConfiguration) -> ConfigurationError?
  /// For the command line; nil for a setting that no option gives.
  public let help: String?
  /// What stands for the value in the help; nil is the option's name.
  public let valueName: String?
  /// Whether it acts on the next step; the others wait for a restart.
  public let isLive: Bool
  /// Whether another data set comes with a value of its own, or with none.
  public let comesWithData: Bool
  /// Where it stands among the knobs of the screen, from the top: at 2.5 between two others. nil keeps it off the screen.
  let screenPosition: Double?
  /// The values that an arrow key steps through, with the data sets that are installed; none for a knob that is typed.
  public let ladder: @Sendable (ExperimentConfiguration, _ installed: [Catalog.Entry]) -> [KnobValue]
  /// What is shown in place of the value, where that says too little.
  public let remark: @Sendable (ExperimentConfiguration) -> String?
  /// What the line of the run says of it, in a word or two; nil where it is as usual.
  public let mention: @Sendable (ExperimentConfiguration) -> String?
  /// The value that is in effect, where that is another than the one kept.
  public let valueInEffect: @Sendable (ExperimentConfiguration) -> KnobValue?
  /// What it does, with the numbers of these settings.
  public let explanation: @Sendable (ExperimentConfiguration) -> String

  init(
    _ key: String, title: String, sentenceTitle: String? = nil, symbol: String? = nil, storage: Storage,
    limit: NumberLimit? = nil, advice: String = "",
    applies: @escaping @Sendable (ExperimentConfiguration) -> Bool = { _ in true },
    check: @escaping @Sendable (ExperimentConfiguration) -> ConfigurationError? = { _ in nil },
    help: String? = nil, valueName: String? = nil, isLive: Bool = false, comesWithData: Bool = false,
    screenPosition: Double? = nil,
    ladder: @escaping @Sendable (ExperimentConfiguration, [Catalog.Entry]) -> [KnobValue] = { _, _ in [] },
    remark: @escaping @Sendable (ExperimentConfiguration) -> String? = { _ in nil },
    mention: @escaping @Sendable (ExperimentConfiguration) -> String? = { _ in nil },
    valueInEffect: @escaping @Sendable (ExperimentConfiguration) -> KnobValue? = { _ in nil },
    explanation: @escaping @Sendable (ExperimentConfiguration) -> String
  ) {
    self.key = key
    self.title = title
    self.sentenceTitle = sentenceTitle ?? title
    self.symbol = symbol ?? title
    self.storage = storage
    self.limit = limit
    self.advice = advice
    self.applies = applies
    self.check = check
    self.help = help
    self.valueName = valueName
    self.isLive = isLive
    self.comesWithData = comesWithData
    self.screenPosition = screenPosition
    self.ladder = ladder
    self.remark = remark
    self.mention = mention
    self.valueInEffect = valueInEffect
    self.explanation = explanation
  }

  /// In the order of the help: the data, the game, the network, the steps, what is promised, and where numbers come from.
  public static let all: [Knob] =
    dataKnobs + [
      statistics, unit, trainSize, inclusion, network, activation, initial, initialSHA256, optimizer,
      rateDecay, steps, expectedBatchSize, learningRate, momentum, weightDecay, dropout, labelSmoothing,
      mixup, relaxLoss, earlyStopping, distil, labelNoise,
      canaries, canaryCount, auditEvery, bug, noiseMultiplier, clippingNorm, adaptiveClipping, delta,
      epsilonBudget, seed,
      secureNoise,
    ] + federationKnobs + answerKnobs

  /// What decides which records there are, and how they are read.
  public static let dataKnobs: [Knob] = [
    dataset, label, categorical, drop, missing, downsample, sensitive, coin,
    keep, coarsen, mergeRare, levels, deduplicate, kAnonymity,
  ]

  /// What is done against leaks, or to see them, and waits for a restart.
  public static let protectingFromRestart: [Knob] = [
    distil, keep, drop, coarsen, mergeRare, levels, downsample, deduplicate, kAnonymity, canaries,
    canaryCount, labelNoise,
  ]

  /// In the order of the screen.
  public static let onScreen: [Knob] = all.filter { $0.screenPosition != nil }
    .sorted { $0.screenPosition ?? 0 < $1.screenPosition ?? 0 }

  /// Those that act on the next step.
  public static let live: [Knob] = all.filter(\.isLive)

  /// nil where no knob has that key.
  public static func named(_ key: String) -> Knob? { all.first { $0.key == key } }
}

extension Knob: Hashable {
  public static func == (first: Knob, second: Knob) -> Bool { first.key == second.key }
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// What a knob is set to.
public enum KnobValue: Hashable, Sendable {
  case number(Double)
  /// Nothing: the knob's own off.
  case off
  case text(String)
  case list([String])
  case flag(Bool)
}

extension KnobValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let value): Self.shortest(value)
    case .off: "off"
    case .text(let text): text
    case .list(let names): names.joined(separator: ",")
    case .flag(let isOn): isOn ? "on" : "off"
    }
  }

  /// A number without a trailing `.0`.
  static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
