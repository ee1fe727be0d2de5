/// What a replay made of a lab report: of `replay --verify`.
public struct VerificationReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  /// The JSON object.
  public struct Figures: Codable, Hashable, Sendable {
    public let path: String
    /// Whether the log comes to the weights it says, to the bit, and to every figure as it is written.
    public let isVerified: Bool
    /// Whether it comes to every figure, or near it: to the letter where the weights are the same or the report says that it was
    /// made here, else within tolerances. Figures of other settings may lie within them too.
    public let isWithinTolerances: Bool
    /// Whether the weights are the same to the bit, after as many steps, so that figures must be written the same.
    public let isSameRun: Bool
    /// Of the replay.
    public let steps: Int
    /// In hexadecimal, of the replay.
    public let weightsSHA256: String
    /// What the report says that its figures were computed on, which nothing proves; null where it does not say.
    @OrNull public var platform: String?
    public let platformHere: String
    /// Of the log, where they are others than the data set comes with.
    public let settings: [Setting]
    /// Of the log, in their order.
    public let commands: [Command]
    public let comparisons: [Comparison]

    private enum CodingKeys: String, CodingKey {
      case path, steps, platform, settings, commands
      case isVerified = "verified"
      case isWithinTolerances = "within_tolerances"
      case isSameRun = "weights_verified"
      case weightsSHA256 = "weights_sha256"
      case platformHere = "platform_here"
      case comparisons = "figures"
    }
  }

  /// A figure of the report beside that of the replay.
  public struct Comparison: Codable, Hashable, Sendable {
    public let key: String
    public let agrees: Bool
    /// As far as it is printed; null where there is none, and of an infinite ε, as is the next.
    @OrNull public var reported: Double?
    /// Unrounded.
    @OrNull public var replayed: Double?
    /// How far they may lie apart; null where both must be written the same.
    @OrNull public var tolerance: Double?
  }

  public struct Remarks: Codable, Hashable, Sendable {
    public let dataset: String
    /// After how many steps the log says that its run ended, and in which weights.
    public let recordedSteps: Int
    public let recordedSHA256: String
    /// On what the log says that it came to them; nil where it does not say.
    public let recordedPlatform: String?
    /// Whether the report says that it was made on what decides the last bits here, or nothing of it.
    public let isOfThisPlatform: Bool
    /// Where the table of figures and the log stand in the file: the first line and the last.
    public let tableLines: ClosedRange<Int>
    public let logLines: ClosedRange<Int>
    /// Whether the log has an ε budget, and commands that may have been given after a look at the run.
    public let hasBudgetAndCommands: Bool
    /// In the order of the comparisons.
    public let rows: [Row]

    /// A figure as both write it, and where it stands in the report.
    public struct Row: Codable, Hashable, Sendable {
      public let line: Int
      public let title: String
      public let reported: String
      public let replayed: String
    }
  }

  /// - Parameters:
  ///   - report: as it was read at `path`.
  ///   - run: the replay of its log.
  ///   - found: what its attacks and its account come to.
  /// - Precondition: the report has a log with an end.
  public init(of report: LabReport, at path: String, run: TrainingRun, found: ReportedFigures) {
    guard let end = report.log.end else { preconditionFailure("a report's log has its end") }
    let hash = run.weightsSHA256
    let isSameLength = run.step == end.step
    let isSameRun = hash == end.weightsSHA256 && isSameLength
    var (comparisons, rows) = ([Comparison](), [Remarks.Row]())
    for figure in found.figures {
      guard let printed = report.figures.rows.first(where: { $0.title == figure.title }) else { continue }
      let isExact = isSameRun || report.isOfThisPlatform
      comparisons.append(
        Comparison(
          key: figure.key, agrees: figure.agrees(with: printed, isSameRun: isExact),
          reported: printed.number, replayed: figure.value, tolerance: isExact ? nil : figure.tolerance))
      rows.append(
        Remarks.Row(
          line: printed.line, title: figure.title,
          reported: [printed.value, printed.interval].filter { !$0.isEmpty }.joined(separator: " "),
          replayed: [figure.valueText, figure.intervalText].filter { !$0.isEmpty }.joined(separator: " ")))
    }
    let agree = comparisons.allSatisfy(\.agrees)
    let configuration = report.log.configuration
    figures = Figures(
      path: path, isVerified: agree && isSameRun,
      isWithinTolerances: agree && isSameLength && (isSameRun || !report.isOfThisPlatform),
      isSameRun: isSameRun, steps: run.step, weightsSHA256: hash, platform: report.platform,
      platformHere: LabReport.platformHere, settings: Setting.changed(in: configuration),
      commands: report.log.commands.map(Command.init), comparisons: comparisons)
    remarks = Remarks(
      dataset: configuration.dataset, recordedSteps: end.step, recordedSHA256: end.weightsSHA256,
      recordedPlatform: end.computedOn,
      isOfThisPlatform: report.isOfThisPlatform, tableLines: report.figures.lines, logLines: report.logLines,
      hasBudgetAndCommands: configuration.epsilonBudget != nil
        && !report.log.commands.allSatisfy(\.isReadByNoStep), rows: rows)
  }
}
