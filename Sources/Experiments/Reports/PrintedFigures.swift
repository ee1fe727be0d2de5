import Statistics

/// The table of figures of a lab report, as it was read.
public struct PrintedFigures: Hashable, Sendable {
  /// A row: a figure as it is printed.
  public struct Row: Hashable, Sendable {
    /// Its number in the file, from 1.
    public let line: Int
    public let title: String
    public let value: String
    public let interval: String
  }

  /// One for each figure there is, in the order of the table.
  public let rows: [Row]
  /// Where the table stands in the file, its head included.
  public let lines: ClosedRange<Int>

  static let header = "| figure | value | 95 % interval |"
  static let rule = "|---|---:|---|"

  /// - Throws: `LabReportError` where the text has no such table between blank lines, or not one with each figure once, each
  ///   of them exactly as it is written.
  init(in text: MarkdownText, path: String) throws(LabReportError) {
    let heads = text.outside.filter { $0.isExactly(Self.header) }
    guard let head = heads.first else { throw .noFigures(path: path) }
    if heads.count > 1 { throw .twoTables(path: path, line: heads[1].number) }
    let table = try text.table(at: head, rule: Self.rule, path: path)
    var rows = [Row]()
    for line in table.rows {
      guard let row = Row(line), !rows.contains(where: { $0.title == row.title }) else {
        throw .noFigure(path: path, line: line.number)
      }
      rows.append(row)
    }
    for name in ReportedFigures.Name.allCases where !rows.contains(where: { $0.title == name.title }) {
      throw .figureMissing(path: path, line: head.number, title: name.title)
    }
    (self.rows, lines) = (rows, table.lines)
  }
}

extension PrintedFigures.Row {
  /// nil of what is not written as a figure is.
  fileprivate init?(_ line: MarkdownText.Line) {
    let text = line.text
    let cells = text.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingPrefix(" ") }.map { $0.last == " " ? String($0.dropLast()) : String($0) }
    guard cells.count == 3, let name = ReportedFigures.Name.allCases.first(where: { $0.title == cells[0] }),
      line.isExactly("| \(name.title) | \(cells[1]) | \(cells[2]) |")
    else { return nil }
    self.init(line: line.number, title: name.title, value: cells[1], interval: cells[2])
    guard isWritten(as: name) else { return nil }
  }

  /// The number that the value begins with; nil where it says that there is none.
  public var number: Double? { Self.number(in: value) }

  /// The ends of the interval; nil where there is none.
  var ends: [Double]? {
    guard interval.hasPrefix("["), interval.hasSuffix("]") else { return nil }
    let ends = interval.dropFirst().dropLast().split(separator: ", ").compactMap { Double($0) }
    return ends.count == 2 ? ends : nil
  }

  private static func number(in text: String) -> Double? {
    let word = text.prefix { $0 != " " && $0 != "," }
    return word == "∞" ? .infinity : Double(word)
  }

  /// Whether value and interval are what the program writes of some figure of that name, to the byte.
  private func isWritten(as name: ReportedFigures.Name) -> Bool {
    let written: String? =
      switch name {
      case .testAccuracy, .trainAccuracy, .area, .rate, .balancedAccuracy: number?.written(3)
      case .recognised:
        value.split(separator: " ").last.flatMap { Int($0) }.flatMap { all in
          number.flatMap { Int(exactly: $0) }.map { "\($0) of \(all)" }
        }
      case .epsilon: writtenEpsilon
      case .delta: number?.brief
      }
    guard value.utf8.elementsEqual((written ?? "–").utf8) else { return false }
    return interval.isEmpty
      || ends.map { interval.utf8.elementsEqual("[\($0[0].written(3)), \($0[1].written(3))]".utf8) } ?? false
  }

  private var writtenEpsilon: String? {
    guard let number, number.isFinite else { return number?.written(3) }
    let kind = value.split(separator: ", ", maxSplits: 1).last.flatMap {
      RunAccount.Kind(rawValue: String($0))
    }
    return kind.map { "\(number.roundedUp(3)), \($0.rawValue)" }
  }
}

extension ReportedFigures.Figure {
  /// Whether a row says the same.
  ///
  /// - Parameter isSameRun: whether it is of the very same weights, so that all must be written the same; else what may be nearly
  ///   the same may differ by `tolerance`.
  public func agrees(with row: PrintedFigures.Row, isSameRun: Bool) -> Bool {
    if row.value == valueText && row.interval == intervalText { return true }
    guard !isSameRun, let tolerance, let value, let number = row.number else { return false }
    if case .count(let all) = form, row.value.split(separator: " ").last != "\(all)" { return false }
    // What is printed is rounded.
    let allowed = tolerance + 0.5e-3
    guard abs(number - value) <= allowed, (row.ends == nil) == (interval == nil) else { return false }
    guard let ends = row.ends, let interval else { return true }
    return abs(ends[0] - interval.lowerBound) <= allowed && abs(ends[1] - interval.upperBound) <= allowed
  }
}
