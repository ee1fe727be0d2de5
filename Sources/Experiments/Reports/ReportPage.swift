package import TerminalCanvas

/// A report of one page: what it says, in parts that are written as Markdown and as HTML alike. All of its text may hold anything,
/// and is shown as it stands.
package struct ReportPage: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case heading(String)
    /// What a reader must see first, and whether it is bad.
    case verdict(String, isAlarm: Bool)
    case paragraph(String)
    case list([String])
    case table(Table)
    case figure(Figure)
  }

  package struct Table: Hashable, Sendable {
    package let head: [String]
    /// As long as the head.
    package let rows: [[String]]
    /// Columns of numbers, which stand on the right.
    package let numbers: Set<Int>

    package init(_ head: [String], _ rows: [[String]], numbers: Set<Int> = []) {
      self.head = head
      self.rows = rows
      self.numbers = numbers
    }
  }

  /// A picture, and its figures as a table for where there are no pictures.
  package struct Figure: Hashable, Sendable {
    package enum Picture: Hashable, Sendable {
      case lines(LineChart, LineChart.Wording)
      case bars(BarChart)
    }

    package let picture: Picture
    package let table: Table

    package var title: String {
      switch picture {
      case .lines(_, let wording): wording.title
      case .bars(let chart): chart.title
      }
    }

    package var svg: String {
      switch picture {
      case .lines(let chart, let wording): chart.svg(wording)
      case .bars(let chart): chart.svg
      }
    }
  }

  package let title: String
  package let parts: [Part]

  package init(title: String, parts: [Part]) {
    self.title = title
    self.parts = parts
  }
}
