import ArgumentParser
import Experiments
import Foundation
import LinearAlgebra
import PlainText

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract:
      "Run a log again, and confirm that it ends in the same weights, or that it comes to the figures of a lab report."
  )

  @Argument(help: "A log that --log or the explorer wrote, or a lab report that holds one.")
  var log: String
  @Flag(
    help:
      "Fail unless the final weights are the same to the bit; of a report, unless its figures are those of its log as well, or near them where it says it was made on other hardware."
  )
  var verify = false
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    let file = try RecordedRun(reading: log)
    let recorded = file.log
    if case .log(_, let doubt?) = file { StandardError.warn(doubt) }
    var report: LabReport?
    if verify {
      guard recorded.end != nil else { throw CommandLogError.noEnd(path: log) }
      guard !recorded.configuration.secureNoise else { throw CommandLogError.notReplayable(path: log) }
      // What cannot be compared is said before anything is trained.
      if case .report(_, let text) = file { report = try LabReport(text: text, path: log) }
    }
    let run = try HeadlessRun(of: recorded, stepCount: nil).trained()
    if verify, report == nil, let end = recorded.end, run.weightsSHA256 != end.weightsSHA256 {
      throw VerificationError(path: log, recorded: end, replayed: run.weightsSHA256)
    }
    if verify, report == nil, recorded.audits != run.log.audits {
      throw OtherAudits(path: log)
    }
    let finding = Finding(of: run)
    // Who turned knobs while the run went on may have looked.
    let account = RunAccount(of: run, isScheduleFixed: false)
    if let report {
      let verification = VerificationReport(
        of: report, at: log, run: run, found: ReportedFigures(of: finding, account: account))
      try StandardOutput.write(verification, as: format)
      if let failure = verification.failure { throw failure }
      return
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try StandardOutput.write(
      RunReport(
        run: run, finding: finding, account: account, isVerified: verify ? true : nil, seconds: seconds),
      as: format)
  }
}

struct OtherAudits: ExplainedError {
  let path: String

  var sentence: Sentence {
    "The audits on the way that \(path) has are not those of its run, though its weights are. Somebody changed them: take the log as it was written."
  }
}

struct VerificationError: ExplainedError {
  let path: String
  let recorded: CommandLog.End
  let replayed: String

  /// As much of a hash as tells the two apart.
  private func shown(_ hash: String) -> String {
    recorded.weightsSHA256.prefix(12) == replayed.prefix(12) ? hash : String(hash.prefix(12))
  }

  /// What explains the difference, as far as anything is known of it.
  private var places: String {
    guard let there = recorded.computedOn else { return "" }
    let here = ComputingPlatform.description
    return there == here
      ? " Both were computed on \(here)." : " It was computed on \(there); here is \(here)."
  }

  var sentence: Sentence {
    "The replay of \(path) ends in other weights (\(shown(replayed))) than it recorded (\(shown(recorded.weightsSHA256))).\(places) Replay it with the program, the processor and the data it was made with."
  }
}
