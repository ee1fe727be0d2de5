import DifferentialPrivacy
import FederatedLearning
import Records

/// What the ε of a run leaves out, said in one place for every report and screen.
public struct UncoveredByEpsilon: Hashable, Sendable {
  /// The matters, the weightiest first, each to follow "ε leaves out".
  public let matters: [String]

  public init(settings: ExperimentConfiguration, data: ExperimentData) {
    var matters = [String]()
    if data.scalesByMembers {
      matters.append(Self.membersStatistics)
    } else if data.dataset.hasScaledNumbers {
      matters.append("the means and deviations of all records that inputs were scaled by, taken to be public")
    } else if case .image = data.dataset.layout {
      matters.append("the brightest pixel of all records, which inputs were scaled by")
    }
    if settings.missing == .mean { matters.append("the means of all records that gaps were filled with") }
    if data.dataset.hasCategories { matters.append("which categories there are") }
    matters += settings.minimization.learnedFromRecords
    if let sensitive = settings.sensitive, data.dataset.isCutInTwo(sensitive) {
      matters.append("the middle of all records' values, at which the sensitive column was cut")
    }
    if settings.isFederated, settings.noiseMultiplier > 0 {
      matters.insert(settings.federation.uncovered, at: 0)
    }
    if settings.initial != nil { matters.append(Self.initialWeights) }
    if !settings.planted.isEmpty { matters.append(Self.planted) }
    matters += Self.always
    if !settings.secureNoise {
      matters.insert("what somebody who knows the seed can compute", at: matters.count - 1)
    }
    if let bug = settings.bug {
      matters.insert("\(Self.brokenTrainer): \(bug.effect)", at: 0)
    }
    self.matters = matters
  }

  static let membersStatistics = "the means and deviations of the members that inputs were scaled by"
  static let brokenTrainer = "everything, for the trainer is broken on purpose"
  static let planted = "what planted records were made from: one that is in the pool too is trained on twice"
  static let initialWeights = "what the initial weights were trained on"

  /// What every ε leaves out, whatever was run.
  public static let always = [
    "the choice of settings", "what is shown of training data",
    "the last digits of noise in floating point, which is not rounded to a grid (Mironov 2012)",
  ]

  /// All of them in one line.
  public var brief: String { matters.joined(separator: "; ") }
}

extension ExperimentData {
  /// Whether what the network sees of a record depends on which other records are members.
  var scalesByMembers: Bool { isScaledByMembers && dataset.hasScaledNumbers }
}

extension Dataset {
  /// Whether the inputs of the network are one for each category that some record has.
  fileprivate var hasCategories: Bool {
    if case .table(let columns) = layout { columns.contains { $0.category != nil } } else { false }
  }

  /// Whether inputs are standardised by statistics of records.
  var hasScaledNumbers: Bool {
    if case .table(let columns) = layout { columns.contains { $0.category == nil } } else { false }
  }
}
