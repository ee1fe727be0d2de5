public import Attacks
import Statistics

/// What attribute attacks have found of a run so far.
public struct AttributeFindings: Sendable {
  /// What one method found, and when.
  public struct Entry: Sendable {
    public let step: Int
    public let outcome: AttributeStudy.Outcome
  }

  /// The shares that were guessed rightly at one step.
  public struct Shares: AtStep, Sendable {
    public let step: Int
    /// Of members and of others; nil where a side is empty.
    public let byMethod: [AttributeMethod: (members: Double?, nonMembers: Double?)]
    /// Without the model, of the whole pool.
    public let imputation: Double?
  }

  /// The run that is attacked; see `Snapshot`.
  public let generation: Int
  /// What is guessed; nil where nothing can be.
  public let column: String?
  /// What it says of a person, as far as the catalog knows it.
  public let title: String?
  /// The values that it is guessed between.
  public let values: [String]
  /// The columns that may be guessed.
  public let columns: [String]
  /// Why nothing is guessed; nil where something is.
  public let obstacle: String?
  /// The step that was attacked last.
  public internal(set) var step = 0
  public internal(set) var entries: [AttributeMethod: Entry] = [:]
  /// Why a method found nothing.
  public internal(set) var omissions: [AttributeMethod: MissingEvidence] = [:]
  /// Without the model: of the whole pool, and of either side.
  public internal(set) var imputation: AttributeResult?
  public internal(set) var imputationOfSides: AttributeStudy.Sides?
  /// Of the planted coin; nil where there is none.
  public internal(set) var coin: AttributeStudy.Sides?
  public internal(set) var missingLabel: MissingLabelStudy?
  /// Over the steps, up to the one that was attacked last.
  public internal(set) var course = StepHistory<Shares>(capacity: 240)

  public init(
    generation: Int, column: String?, title: String? = nil, values: [String], columns: [String],
    obstacle: String?
  ) {
    (self.generation, self.column, self.title, self.values) = (generation, column, title, values)
    (self.columns, self.obstacle) = (columns, obstacle)
  }
}

extension AttributeFindings: Findings {
  public var newestStep: Int { step }
  public var kept: AttributeFindings { self }
  /// Each holds its course.
  public static let historyCapacity = 60
}

extension AttributeFindings {
  mutating func take(_ study: AttributeStudy, at step: Int) {
    for outcome in study.outcomes {
      entries[outcome.method] = Entry(step: step, outcome: outcome)
      omissions[outcome.method] = nil
    }
    // What was found at another door says nothing of this one.
    for (method, reason) in study.omissions { (entries[method], omissions[method]) = (nil, reason) }
    (imputation, imputationOfSides) = (study.imputation, study.imputationOfSides)
    guard step >= self.step else { return }
    self.step = step
    course.append(
      Shares(
        step: step,
        byMethod: entries.mapValues {
          ($0.outcome.sides.members?.accuracy.rate, $0.outcome.sides.nonMembers?.accuracy.rate)
        },
        imputation: study.imputation?.accuracy.rate))
  }
}
