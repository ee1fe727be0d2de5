import Attacks
import Experiments
import Foundation

/// A run as JSON: its settings, the knobs that were turned, and what was found at each step that was looked at. Keys in snake
/// case, numbers unrounded, null where a figure cannot be had.
struct RunExport: Encodable {
  private let settings: Settings
  private let step: Int
  private let commands: [Turn]
  private let history: [Figures]
  /// The figures that are drawn from training data.
  private let notCovered = ["train_accuracy", "train_loss", "auc", "tpr_at_1_percent_fpr", "recognised"]

  private struct Settings: Encodable {
    let configuration: ExperimentConfiguration

    func encode(to encoder: any Encoder) throws { try configuration.encode(to: encoder) }
  }

  private struct Turn: Encodable {
    let step: Int
    /// Of a turn of a knob.
    var knob: String?
    var value: String?
    /// Of something that happened.
    var event: String?
    var client: Int?
    var update: String?
  }

  private struct Figures: Encodable {
    let step: Int
    @OrNull var trainAccuracy: Double?
    @OrNull var testAccuracy: Double?
    @OrNull var trainLoss: Double?
    @OrNull var testLoss: Double?
    @OrNull var auc: Double?
    @OrNull var tprAt1PercentFPR: Double?
    @OrNull var recognised: Double?
    @OrNull var epsilon: Double?
    let epsilonKind: String

    enum CodingKeys: String, CodingKey {
      case step, auc, recognised, epsilon
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case trainLoss = "train_loss"
      case testLoss = "test_loss"
      case tprAt1PercentFPR = "tpr_at_1_percent_fpr"
      case epsilonKind = "epsilon_kind"
    }
  }

  init(subject: Subject, snapshot: Snapshot) {
    settings = Settings(configuration: snapshot.startConfiguration)
    step = snapshot.step
    commands = snapshot.commands.map { command in
      switch command.action {
      case .set(let knob, let value):
        Turn(step: command.step, knob: knob.key, value: value.description)
      case .happen(let event):
        Turn(
          step: command.step, event: event.name,
          client: event.arguments["client"].flatMap { Int($0.description) },
          update: event.arguments["update"]?.description)
      }
    }
    history = subject.history.moments.map { moment in
      Figures(
        step: moment.step, trainAccuracy: moment.train?.accuracy, testAccuracy: moment.test?.accuracy,
        trainLoss: moment.train?.loss, testLoss: moment.test?.loss,
        auc: moment.lossThreshold?.areaUnderCurve,
        tprAt1PercentFPR: moment.lossThreshold?.truePositiveRateAt1Percent,
        recognised: moment.inversion.attack.identifiedCount.map(Double.init),
        epsilon: moment.account.epsilon, epsilonKind: moment.account.kind.rawValue)
    }
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.userInfo[.withholdsPlantedRecords] = true
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("figures are encodable") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private enum CodingKeys: String, CodingKey {
    case settings = "configuration"
    case step, commands, history
    case notCovered = "not_covered_by_epsilon"
  }
}
