import Experiments
import Foundation
import Records
import Testing
import glasshouse

/// Runs with a planted record through the command line.
struct PlantedReplayTests {
  private static func run() throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (150, "mlp:16")
    configuration.planted = [
      PlantedRecord(values: (0..<64).map { Double($0 % 17) }, label: 7)
    ]
    return try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 30)
  }

  @Test func aLogWithAPlantedRecordIsVerified() throws {
    let folder = try ScratchFolder()
    let text = try Self.run().finishedLog.text
    let log = try folder.write(text, to: "run.jsonl")
    let outcome = try Program.built.run(["replay", log, "--verify"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty, "\(outcome)")
    #expect(outcome.output.contains("planted    1 record beside the pool"))
    let object = try Program.built.run(["replay", log, "--format", "json"]).object()
    #expect(object["planted"] as? Int == 1 && object["train_size"] as? Int == 150)
    // Without the record it is another run.
    let bare = text.replacing(/"planted":\[\{.*?\}\],/, with: "")
    #expect(bare != text)
    let other = try Program.built.run(["replay", try folder.write(bare, to: "bare.jsonl"), "--verify"])
    #expect(other.status == 1)
  }

  @Test func aRecordOfTheWrongWidthIsRefusedInASentence() throws {
    let folder = try ScratchFolder()
    let text = try Self.run().finishedLog.text.replacing(#""values":[0,"#, with: #""values":["#)
    let outcome = try Program.built.run(["replay", try folder.write(text, to: "run.jsonl"), "--verify"])
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.complaint
        == "Error: A planted record has 63 values where a record of digits has 64 inputs. Read it with the data set, the columns and the downsampling it was planted on.\n"
    )
  }

  /// A report cannot be repeated without the record that it does not hold, and says where that is.
  @Test func aReportThatWithholdsARecordIsNotVerified() throws {
    let folder = try ScratchFolder()
    let run = try Self.run()
    let report =
      "# Digits\n\n\(ReportedFigures(of: Examination(of: Snapshot(of: run, generation: 1))).markdown)\n"
      + LabReport.block(for: run.finishedLog)
    let outcome = try Program.built.run(
      ["replay", try folder.write(report, to: "report.md"), "--verify"])
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains("was trained on 1 planted record, which a report does not hold"))
    #expect(outcome.complaint.contains("Verify the run's own log, which holds it."))
  }
}
