import DifferentialPrivacy
import Experiments
import Foundation
import LinearAlgebra
import Records
import Testing
import glasshouse

/// Lab reports as the program verifies them.
struct ReplayReportTests {
  /// Faces without noise, whose report is written as the explorer exports it, in a file of any name.
  private static let made = Result { () throws -> String in
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration.network = "linear"
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 20)
    let snapshot = Snapshot(of: run, generation: 1)
    return
      "# Faces\n\n\(ReportedFigures(of: Examination(of: snapshot)).markdown)\n\(LabReport.platformHere)\n\n"
      + LabReport.block(for: snapshot.finishedLog)
  }

  @Test func aReportIsVerifiedToTheBit() throws {
    let folder = try ScratchFolder()
    let report = try folder.write(try Self.made.get(), to: "report.txt")
    let text = try Program.built.run(["replay", report, "--verify"])
    #expect(text.status == 0 && text.complaint.isEmpty)
    #expect(text.output.hasPrefix("verified: the weights after 20 steps are the same to the bit\n"))
    #expect(text.output.contains("8 of 8 figures agree") && !text.output.contains("differs"))
    #expect(
      text.output.contains(
        """
        Checked: the 8 figures of the table at lines 3 to 12 against the log at lines 17 to 18. Not checked: the text, the charts, the table of knobs and the state string.
        The log is of a run of 20 steps on faces, with every setting as the data set comes with it.
        """))
    #expect(text.output.hasSuffix("No knob was turned on the way.\n"))
    let object = try Program.built.run(["replay", report, "--verify", "--format", "json"]).object()
    #expect(object["verified"] as? Bool == true && object["weights_verified"] as? Bool == true)
    #expect(object["within_tolerances"] as? Bool == true && (object["commands"] as? [Any])?.isEmpty == true)
    #expect((object["settings"] as? [Any])?.isEmpty == true)
    let figures = try #require(object["figures"] as? [[String: Any]])
    #expect(figures.map { $0["key"] as? String }.contains("membership_auc"))
    #expect(figures.allSatisfy { $0["agrees"] as? Bool == true && $0["tolerance"] is NSNull })
    let epsilon = try #require(figures.first { $0["key"] as? String == "epsilon" })
    #expect(epsilon["reported"] is NSNull && epsilon["replayed"] is NSNull)
    // Without being verified it is replayed as its log would be.
    let replayed = try Program.built.run(["replay", report])
    #expect(replayed.status == 0 && replayed.output.hasPrefix("faces, linear"))
  }

  /// What does not agree is listed, and the sentence says where the first of it stands.
  @Test func aReportThatIsNotTrueFails() throws {
    let folder = try ScratchFolder()
    let text = try Self.made.get()
    let recognised = try #require(text.firstMatch(of: /\| †recognised by inversion \| (\d+) of 40/))
    let better = text.replacing(recognised.0, with: "| †recognised by inversion | 0 of 40")
    let forged = try folder.write(better, to: "report.md")
    for format in ["text", "json"] {
      let outcome = try Program.built.run(["replay", forged, "--verify", "--format", format])
      #expect(outcome.status == 1)
      #expect(
        outcome.complaint
          == "Error: Line 10 of \(forged) has 0 of 40 for `†recognised by inversion`, and the replay of its log has \(recognised.1) of 40. Report what the run came to, as it was exported.\n"
      )
      #expect(outcome.output.contains(format == "text" ? "  differs  †recognised" : "\"verified\" : false"))
    }
    let other = try folder.write(text.replacing(#""seed":1"#, with: #""seed":2"#), to: "other.md")
    let refused = try Program.built.run(["replay", other, "--verify"])
    #expect(refused.status == 1 && refused.complaint.contains("ends in other weights"))
    #expect(refused.complaint.contains(" Both were computed on \(ComputingPlatform.description). Replay it"))
    #expect(refused.output.hasPrefix("not verified: the weights after 20 steps are others than the log's"))
  }

  /// A student's other laptop is no failure, and no proof.
  @Test func aReportOfAnotherPlatformIsNotVerified() throws {
    let folder = try ScratchFolder()
    let text = try Self.made.get()
      .replacing(LabReport.platformHere, with: "Computed on: an abacus")
      .replacing(/"weights_sha256":"\w+"/, with: "\"weights_sha256\":\"00\"")
    let report = try folder.write(text, to: "report.md")
    let outcome = try Program.built.run(["replay", report, "--verify"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    #expect(
      outcome.output.hasPrefix(
        "within tolerances, not reproduced to the bit: the report says it was computed on an abacus, which nothing here proves; its figures are within the stated tolerances, which those of other settings may be too\n"
      ))
    let object = try Program.built.run(["replay", report, "--verify", "--format", "json"]).object()
    #expect(object["verified"] as? Bool == false && object["within_tolerances"] as? Bool == true)
    let better = text.replacing(/test accuracy \| 0\.\d+/, with: "test accuracy | 0.999")
    let refused = try Program.built.run(["replay", try folder.write(better, to: "better.md"), "--verify"])
    #expect(refused.status == 1 && refused.output.hasPrefix("not verified, not reproduced to the bit"))
    #expect(refused.complaint.contains("has 0.999 for `test accuracy`"))
  }

  /// What a teacher sees of a log in which knobs were turned under a budget.
  @Test func whatWasRunIsSaid() throws {
    let folder = try ScratchFolder()
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    (configuration.network, configuration.noiseMultiplier, configuration.clippingNorm) = ("linear", 4, 1)
    (configuration.epsilonBudget, configuration.delta) = (50, 0.01)
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 3, knob: .noiseMultiplier, value: .number(3))]
    let snapshot = Snapshot(of: try TrainingRun.replaying(log, stepCount: 6), generation: 1)
    let text =
      "\(ReportedFigures(of: Examination(of: snapshot)).markdown)\n\(LabReport.block(for: snapshot.finishedLog))"
    let outcome = try Program.built.run(["replay", try folder.write(text, to: "r.md"), "--verify"])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(outcome.output.contains(/\n  delta  +0\.01, by default 0\.001\n/))
    #expect(
      outcome.output.contains(
        "\nOn the way:\n  step 3  noise_multiplier 3\nThe budget in the log proves nothing"))
  }

  /// What the explorer exports is such a report, and says what ε leaves out no more than once.
  @Test(arguments: ["0", "2"]) func theExplorersReportIsVerified(noise: String) throws {
    let folder = try ScratchFolder()
    let report = folder.path("lab.md")
    let explored = try Program.built.shell(
      "printf 'set noise_multiplier \(noise)\\nstep 5\\nexport report \(report)\\nquit\\n' | XDG_STATE_HOME='\(folder.url.path)' \"$GLASSHOUSE\" explore --plain --dataset faces --network linear --clipping-norm 1"
    )
    #expect(explored.status == 0, "\(explored.output)\(explored.complaint)")
    let text = try String(contentsOf: URL(filePath: report), encoding: .utf8)
    #expect(text.matches(of: /ε leaves out/).count == (noise == "0" ? 0 : 1))
    let outcome = try Program.built.run(["replay", report, "--verify"])
    #expect(outcome.status == 0 && outcome.output.hasPrefix("verified: "), "\(outcome.complaint)")
  }

  @Test func whatIsNoReportIsSaid() throws {
    let folder = try ScratchFolder()
    let notes = try folder.write("# Notes\n", to: "notes.md")
    let outcome = try Program.built.run(["replay", notes, "--verify"])
    #expect(outcome.status == 1 && outcome.complaint.hasPrefix("Error: The report \(notes) holds no log"))
  }

  /// One that was written as JSON and read again is the same, and prints the same.
  @Test func itsReportSurvives() throws {
    let text = try Self.made.get()
    let report = try LabReport(text: Array(text.utf8), path: "r.md")
    let run = try TrainingRun.replaying(report.log)
    let figures = ReportedFigures(
      of: Finding(of: run), account: RunAccount(of: run, isScheduleFixed: false))
    let verification = VerificationReport(of: report, at: "r.md", run: run, found: figures)
    let again = try JSONDecoder().decode(
      VerificationReport.self, from: try JSONEncoder().encode(verification))
    #expect(again == verification && again.text == verification.text)
  }
}
