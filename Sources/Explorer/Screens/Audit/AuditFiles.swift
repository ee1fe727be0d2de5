import DifferentialPrivacy
import Experiments
import PlainText

extension WatchedAudit {
  /// Why there is no report to be taken home; nil where there is one.
  var reasonForNoFiles: String? {
    guard files.isEmpty else { return nil }
    if let obstacle = findings?.obstacle { return obstacle.description }
    if subject.isLookingBack { return "A report is of the newest \(subject.stepNoun): End goes there." }
    if subject.running.secureNoise {
      return
        "The run draws its noise from the system, so that nobody can take it again for a report: `glasshouse audit --secure-noise` trains one of its own."
    }
    return "A report is of one step that was audited to its end: pause first, and wait a moment."
  }

  /// The audit as it is taken home, as Markdown and as a page for a browser; nothing while there is none of the newest step.
  var files: [ExportedFile] {
    guard let report = findings?.report, let snapshot = subject.snapshot, !subject.isLookingBack,
      findings?.step == snapshot.step
    else { return [] }
    let data = snapshot.settings.dataset.split(separator: "/").last.map(String.init) ?? "run"
    let stem = data.split(separator: ".").first.map(String.init) ?? data
    let name =
      "glasshouse-\(stem)-\(snapshot.settings.seed)-step\(snapshot.step)\(bug.map { "-\($0.rawValue)" } ?? "")-audit"
    let page = report.page
    return [ExportedFile(name + ".md", page.markdown), ExportedFile(name + ".html", page.html)]
  }
}
