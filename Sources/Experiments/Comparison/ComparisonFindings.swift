/// What a comparison has come to so far. It trains runs of its own, and is of no step of the run at hand.
public struct ComparisonFindings: Hashable, Sendable {
  /// How far it is.
  public struct Progress: Hashable, Sendable {
    /// Trained and attacked, of how many, as is the next.
    public var finished = 0
    public var count = 0
    /// In [0, 1], those under way included.
    public var fraction = 0.0
    /// At the speed of the last seconds; nil before that is known.
    public var secondsLeft: Double?
    /// Of wall-clock time that were spent on it.
    public var seconds = 0.0
    /// Of ranking columns, which comes first; nil once they are ranked, and where none are.
    public var ranked: Double?

    public init() {}
  }

  /// The run that was at hand; see `Snapshot`.
  public let generation: Int
  /// Raised each time something is found, whatever run is at hand: a run that comes back brings what was found before.
  public let edition: Int
  /// What was asked.
  public let focus: ComparisonFocus
  /// nil before it is known which variants there are.
  public let summary: ComparisonSummary?
  /// As tables have them, in the order of the plan.
  public let variants: [ComparisonReport.Variant]
  public let progress: Progress
  /// What each column is worth to a model, of a minimisation.
  public let importance: ColumnImportance?
  /// Whether one class is most of the test records, so that who knows nothing but that seems accurate.
  public let isLopsided: Bool
  /// Why it cannot be done, in a sentence.
  public let obstacle: String?

  public init(
    generation: Int, edition: Int, focus: ComparisonFocus, summary: ComparisonSummary? = nil,
    progress: Progress = Progress(), importance: ColumnImportance? = nil, isLopsided: Bool = false,
    obstacle: String? = nil
  ) {
    self.generation = generation
    self.edition = edition
    self.focus = focus
    self.summary = summary
    variants = summary?.reported ?? []
    self.progress = progress
    self.importance = importance
    self.isLopsided = isLopsided
    self.obstacle = obstacle
  }

  /// Whether nothing more will be found.
  public var isOver: Bool { obstacle != nil || (summary != nil && progress.finished == progress.count) }

  /// The settings of the variant of that place, as it was trained first.
  public func configuration(of place: Int) -> ExperimentConfiguration? {
    guard let plan = summary?.plan, plan.variants.indices.contains(place) else { return nil }
    return try? plan.variants[place].configuration(of: plan.base, seed: plan.base.seed)
  }
}

extension ComparisonFindings: Findings {
  public var newestStep: Int { 0 }
  public var kept: ComparisonFindings { self }
  public static let historyCapacity = 1
}
