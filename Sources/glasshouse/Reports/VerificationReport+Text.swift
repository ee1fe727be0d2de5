import Experiments
import PlainText

extension VerificationReport: CommandReport {
  package var text: String {
    let width = remarks.rows.map(\.title.displayWidth).max() ?? 0
    let rows = zip(figures.comparisons, remarks.rows).map { comparison, row in
      let title = row.title.padded(to: width)
      return comparison.agrees
        ? "  agrees   \(title)  \(row.reported.harmless)\(row.reported == row.replayed ? "" : ", replayed \(row.replayed)")"
        : "  differs  \(title)  \(row.reported.harmless), replayed \(row.replayed)"
    }
    let count = figures.comparisons.count(where: \.agrees)
    return ([verdict] + rows + ["\(count) of \(rows.count) figures agree", scope] + whatWasRun)
      .joined(separator: "\n")
  }

  private var verdict: String {
    if figures.isSameRun {
      return
        "\(figures.isVerified ? "verified" : "not verified"): the weights after \(figures.steps) steps are the same to the bit"
    }
    guard figures.steps == remarks.recordedSteps else {
      return
        "not verified: the replay ends after \(figures.steps) steps, and the log after \(remarks.recordedSteps)"
    }
    guard !remarks.isOfThisPlatform else {
      return "not verified: the weights after \(figures.steps) steps are others than the log's"
    }
    let computed = String((figures.platform ?? "").trimmingPrefix("Computed on: ")).harmless
    let doubt =
      "not reproduced to the bit: the report says it was computed on \(computed), which nothing here proves"
    return figures.isWithinTolerances
      ? "within tolerances, \(doubt); its figures are within the stated tolerances, which those of other settings may be too"
      : "not verified, \(doubt); and not every figure is within the stated tolerances"
  }

  /// What was checked, and what was not.
  private var scope: String {
    let (table, log) = (remarks.tableLines, remarks.logLines)
    return
      "Checked: the \(remarks.rows.count) figures of the table at lines \(table.lowerBound) to \(table.upperBound) against the log at lines \(log.lowerBound) to \(log.upperBound). Not checked: the text, the charts, the table of knobs and the state string."
  }

  /// What the log says was run, whatever the report says.
  private var whatWasRun: [String] {
    let width = figures.settings.map(\.key.displayWidth).max() ?? 0
    let settings = figures.settings.map {
      "  \($0.key.padded(to: width))  \($0.value.harmless), by default \($0.usual.isEmpty ? "none" : $0.usual.harmless)"
    }
    let commands = figures.commands.map { "  step \($0.step)  \($0.action.harmless)" }
    return
      [
        "The log is of a run of \(remarks.recordedSteps) steps on \(remarks.dataset.harmless), with \(settings.isEmpty ? "every setting as the data set comes with it." : "these settings of its own:")"
      ] + settings + [commands.isEmpty ? "No knob was turned on the way." : "On the way:"] + commands
      + (remarks.hasBudgetAndCommands
        ? [
          "The budget in the log proves nothing of when it was fixed: whoever writes a log can put one there after the run."
        ] : [])
  }
}

extension VerificationReport {
  /// What is wrong with the report; nil where nothing is.
  var failure: (any ExplainedError)? {
    if figures.steps != remarks.recordedSteps {
      return OtherLength(path: figures.path, recorded: remarks.recordedSteps, replayed: figures.steps)
    }
    if !figures.isSameRun, remarks.isOfThisPlatform {
      return VerificationError(
        path: figures.path,
        recorded: CommandLog.End(
          step: remarks.recordedSteps, weightsSHA256: remarks.recordedSHA256,
          computedOn: remarks.recordedPlatform),
        replayed: figures.weightsSHA256)
    }
    let wrong = zip(figures.comparisons, remarks.rows).filter { !$0.0.agrees }.map(\.1)
    return wrong.first.map { WrongFigure(path: figures.path, row: $0, otherCount: wrong.count - 1) }
  }
}

/// A log says that its run went on where it cannot have gone on, or not as far as it did.
struct OtherLength: ExplainedError {
  let path: String
  let recorded: Int
  let replayed: Int

  var sentence: Sentence {
    "The replay of \(path) ends after \(replayed) steps, and its log says \(recorded). Report the run as it was exported, with its own log."
  }
}

/// A report says another thing than its own log comes to.
struct WrongFigure: ExplainedError {
  let path: String
  let row: VerificationReport.Remarks.Row
  /// How many more there are.
  let otherCount: Int

  var sentence: Sentence {
    "Line \(row.line) of \(path) has \(row.reported) for `\(row.title)`, and the replay of its log has \(row.replayed)\(otherCount == 0 ? "" : otherCount == 1 ? "; one more figure differs" : "; \(otherCount) more figures differ"). Report what the run came to, as it was exported."
  }
}
