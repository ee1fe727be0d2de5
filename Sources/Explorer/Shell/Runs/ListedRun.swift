import DifferentialPrivacy
import Experiments
import FederatedLearning
import Foundation
import PlainText
import TerminalCanvas

/// A line of the list of runs: of this sitting, or of a log.
struct ListedRun: Sendable {
  /// Its number in this sitting; nil for a log of before.
  var number: Int?
  var beginning: RunBeginning
  /// When it was, or where it is.
  var when: String
  /// What came of it, as far as it is known.
  var outcome: String
  /// Why it cannot be opened.
  var obstacle: String?

  /// What it was, in a line.
  var title: String {
    let start = beginning.configuration
    let turned = Knob.live.filter { knob in
      beginning.commands.contains { if case .set(knob, _) = $0.action { true } else { false } }
    }
    let changes = turned.map { knob in
      let values =
        [start[knob]]
        + beginning.commands.compactMap {
          if case .set(knob, let value) = $0.action { value } else { nil }
        }
      let told =
        values.count > 4
        ? [values[0].description, "...", values[values.count - 1].description] : values.map(\.description)
      return "\(knob.symbol) \(told.joined(separator: " to "))"
    }
    let noise = turned.contains(.noiseMultiplier) ? [] : ["σ \(start[.noiseMultiplier])"]
    let data = start.dataset.split(separator: "/").last.map(String.init) ?? start.dataset
    let clients = start.federation.clientCount.map { ["\($0) clients"] } ?? []
    let bug = start.bug.map { ["BROKEN \($0.rawValue)"] } ?? []
    return
      ([data.harmless] + bug + clients + noise + changes + [start.network.description, "seed \(start.seed)"])
      .joined(separator: ", ")
  }
}

extension ExplorerState {
  /// The run at hand, those of this sitting, the newest first, and the logs of before.
  var listedRuns: [ListedRun] {
    var runs: [ListedRun] = []
    if let here { runs.append(listed(here, subject, when: "at hand")) }
    runs += keptRuns.reversed().map { listed($0.point, $0.subject, when: "this sitting") }
    let sitting = Set(runs.map(\.beginning))
    for run in archive?.runs ?? [] where run.path != logPath {
      guard let end = run.end ?? run.log.map({ RunBeginning(of: $0, at: run.path) }), !sitting.contains(end)
      else {
        continue
      }
      runs.append(
        ListedRun(
          number: nil, beginning: end, when: Self.written(run.date), outcome: "",
          obstacle: run.obstacle.map(\.text)))
    }
    return runs
  }

  /// `26 Nov 14:05`.
  private static func written(_ date: Date) -> String {
    date.formatted(
      .dateTime.day().month(.abbreviated).hour(.twoDigits(amPM: .omitted)).minute(.twoDigits).locale(
        Locale(identifier: "en_GB")))
  }

  private func listed(_ point: RunPoint, _ subject: Subject, when: String) -> ListedRun {
    var outcome: [String] = []
    if let moment = subject.history.moments.last {
      if let test = moment.test { outcome.append("acc \(decimal(test.accuracy, 2))") }
      if let loss = moment.lossThreshold { outcome.append("†AUC \(decimal(loss.areaUnderCurve, 2))") }
      let kind = moment.account.kind == .claimed ? " claimed" : ""
      outcome.append("ε \(roundedUp(moment.account.epsilon))\(kind)")
    }
    return ListedRun(
      number: point.number, beginning: point.beginning, when: when,
      outcome: outcome.joined(separator: " "),
      obstacle: point.beginning.configuration.secureNoise && point.number != runNumber
        ? "Its noise came from the system, so nobody can repeat it." : nil)
  }

  var runItems: [PaletteItem] {
    listedRuns.enumerated().map { place, run in
      PaletteItem(
        title:
          "\(grouped(run.beginning.step)) \(run.beginning.configuration.stepNoun)s, \(run.title)",
        keys: run.when, value: run.outcome,
        action: .run(.open(place)), obstacle: run.obstacle, text: "open \(place + 1)",
        detail: place == 0 ? "Its log: \(logPath?.harmless ?? "none yet"). \(spending)" : spending)
    }
  }

  /// What all runs on the data at hand have spent together.
  private var spending: String {
    guard archive != nil else { return "Adding up what all runs on these data have spent." }
    return rendering.glyphs.spelled(spentTogether?.sentence ?? "No run on these data has been listed.")
  }
}
