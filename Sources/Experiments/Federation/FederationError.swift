public import FederatedLearning
public import PlainText
public import Records

/// Why a federation cannot be as it is asked for.
public enum FederationError: Error, Hashable {
  case moreClientsThanUnits(Int, units: Int, unit: PrivacyUnit)
  case picksNobody(participation: Double, clientCount: Int)
  case tooFewForThreshold(participants: Int, threshold: Int)
  case capacity(bits: Int, fitting: Int?)
  case coarseGrid(bits: Int, fitting: Int?)
  case noiseInTheClear
  case noSuchClient(String, clientCount: Int)
  case partition(PartitionError)
  case withoutClients(option: String)
  case withClients(option: String, instead: String)
}

extension FederationError {
  /// Of a knob that does not apply there.
  public static func inapplicable(_ knob: Knob, to configuration: ExperimentConfiguration) -> FederationError
  {
    configuration.isFederated
      ? .withClients(option: knob.option, instead: Knob.participation.option)
      : .withoutClients(option: knob.option)
  }
}

extension FederationError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .moreClientsThanUnits(let clients, let units, let unit):
      "The pool has \(units) \(unit.many), which cannot be dealt to \(clients) clients. Choose at most \(units) clients, or a larger training set."
    case .picksNobody(let participation, let clientCount):
      clientCount == 1
        ? "A participation of \(KnobValue.shortest(participation)) does not pick the one client there is. Choose 1."
        : "A participation of \(KnobValue.shortest(participation)) picks none of \(clientCount) clients. Choose from \(KnobValue.shortest((1e4 / Double(clientCount)).rounded(.up) / 1e4)) to 1."
    case .tooFewForThreshold(let participants, let threshold):
      "Of the clients \(participants) take part in a round, and a secure sum is opened by no fewer than \(threshold). Choose a larger participation\(threshold > 2 ? ", more clients, or a lower threshold of at least 2" : ", or more clients")."
    case .capacity(let bits, let fitting):
      "Sums of values of \(bits) bits would wrap around 2^32. \(Self.advice(fitting))"
    case .coarseGrid(let bits, let fitting):
      "On a grid of \(bits) bits rounding would take more than half of the clipping norm, or swallow the clients' noise. \(Self.advice(fitting))"
    case .noiseInTheClear:
      "Shares of noise hide an update only inside a secure sum. Choose --aggregation secure, or --privacy local."
    case .noSuchClient(let client, let clientCount):
      "There is no client `\(client)`. Choose one from 0 to \(clientCount - 1)."
    case .partition(let error): "\(error)"
    case .withoutClients(let option):
      "The option \(option) is of federations, and this run has no clients. Give --clients too, or leave it out."
    case .withClients(let option, let instead):
      "The option \(option) is of runs without clients. Leave it out, and give \(instead)."
    }
  }

  private static func advice(_ bits: Int?) -> String {
    bits.map { "Choose \($0) bits: --quantization-bits \($0)." }
      ?? "No number of bits fits: choose fewer clients, or less noise."
  }
}
