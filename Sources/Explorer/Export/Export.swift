import Experiments
import TerminalCanvas

/// What can be taken home of what is shown.
public enum Export {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case report, text, ansi, svg, csv, pgm, json

    var title: String {
      switch self {
      case .report: "a lab report, with the log that proves it"
      case .text: "the screen as text"
      case .ansi: "the screen with its colours, for a terminal"
      case .svg: "the screen as a drawing"
      case .csv: "the data of every chart on the screen"
      case .pgm: "the pictures on the screen"
      case .json: "the run: settings, knobs turned, and figures over its steps"
      }
    }

    /// What the name of its file ends with.
    var ending: String {
      switch self {
      case .report: "report.md"
      case .text: "screen.txt"
      case .ansi: "screen.ans"
      case .svg: "screen.svg"
      case .csv: "chart.csv"
      case .pgm: "picture.pgm"
      case .json: "run.json"
      }
    }
  }
}

/// A file to be written.
public struct ExportedFile: Hashable, Sendable {
  /// As a person gave it, or a name in the folder the program was started in.
  public var path: String
  public var bytes: [UInt8]

  init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
  init(_ path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

extension ExplorerState {
  var exportItems: [PaletteItem] {
    Export.Kind.allCases.map {
      PaletteItem(
        title: "\($0.rawValue): \($0.title)", action: .session(.export($0, path: nil)),
        text: "export \($0.rawValue)",
        detail: "Into the folder the program was started in. `:export \($0.rawValue) PATH` writes elsewhere.")
    }
  }

  mutating func export(_ kind: Export.Kind, to path: String?) -> [Effect] {
    guard let snapshot = subject.snapshot, subject.moment != nil else {
      warn("Nothing was measured yet: there is nothing to take home.")
      return []
    }
    if [.text, .ansi, .svg].contains(kind), screen.showsTypedRecord {
      warn(
        "This screen shows a record that was typed in, which no file is to hold but the log: show another, and export that."
      )
      return []
    }
    let data = snapshot.settings.dataset.split(separator: "/").last.map(String.init) ?? "run"
    let step = subject.moment?.step ?? 0
    let name =
      "glasshouse-\(data.split(separator: ".").first.map(String.init) ?? data)-\(snapshot.settings.seed)-step\(step)"
    let files: [ExportedFile]
    // What lies over the screen is not meant.
    var bare = self
    (bare.overlay, bare.notice) = (nil, nil)
    let canvas = bare.drawn()
    switch kind {
    case .text: files = [ExportedFile(path ?? "\(name)-\(kind.ending)", canvas.text)]
    case .ansi:
      files = [
        ExportedFile(path ?? "\(name)-\(kind.ending)", canvas.ansi(theme: theme, depth: .twoHundredFiftySix))
      ]
    case .svg: files = [ExportedFile(path ?? "\(name)-\(kind.ending)", canvas.svg(theme: theme, title: name))]
    case .csv:
      files = bare.shownContents.compactMap { content in
        content.csv.map { ExportedFile(Self.path(path, name, content.title, ending: kind.ending), $0) }
      }
    case .pgm:
      files = bare.shownContents.flatMap { content in
        content.pictures.enumerated().map { place, picture in
          ExportedFile(
            Self.path(path, name, "\(content.title)-\(place + 1)", ending: kind.ending), bytes: picture.pgm)
        }
      }
    case .json:
      files = [
        ExportedFile(path ?? "\(name)-\(kind.ending)", RunExport(subject: subject, snapshot: snapshot).json)
      ]
    case .report:
      guard let report = LabReportText(state: bare, snapshot: snapshot) else {
        warn("A report is of one step: pause first, with Space, and export it then.")
        return []
      }
      files = [ExportedFile(path ?? "\(name)-\(kind.ending)", report.markdown)]
    }
    guard !files.isEmpty else {
      warn("There is \(kind == .pgm ? "no picture" : "no chart") on this screen: show another, or zoom out.")
      return []
    }
    return [.write(files)]
  }

  /// One of several files of a kind: a path that was given goes before what it shows.
  private static func path(_ path: String?, _ name: String, _ title: String, ending: String) -> String {
    let title = title.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    guard let path else { return "\(name)-\(title)-\(ending)" }
    let suffix = ending.split(separator: ".").last.map { ".\($0)" } ?? ""
    let stem = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
    return "\(stem)-\(title)\(suffix)"
  }
}

extension PaneContent {
  var csv: String? {
    switch body {
    case .chart(let chart, _): chart.csv
    case .guesses(let strip): strip.chart.csv
    case .scatter(let chart): chart.points.isEmpty ? nil : chart.csv
    default: nil
    }
  }

  var pictures: [Heatmap] {
    switch body {
    case .pictures(let pictures): pictures.compactMap(\.heatmap)
    case .units(let pictures): pictures.parts.compactMap { $0.mosaic?.sheet(across: 16) }
    default: []
    }
  }
}
