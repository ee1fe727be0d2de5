package import TerminalCanvas

/// What a pane says: the same is drawn, spoken and exported. How it is drawn is in `PaneContent+Drawing`.
package struct PaneContent: Hashable, Sendable {
  package var title: String
  /// What stands beside the title, from the fullest to the shortest: the first that fits.
  package var notes: [[Span]] = []
  package var body: Body
  /// In the last line, from the longest to the shortest: the first that fits; nil leaves the line to the body.
  package var caption: Caption?
  /// What it shows in one sentence, its main number included.
  package var sentence: String

  /// The forms that a pane's content has.
  package enum Body: Hashable, Sendable {
    case nothing
    case figures(FigureList)
    case chart(LineChart, key: ChartKey? = nil)
    case pictures([Picture])
    case comparison(ColumnComparison)
    case list(ChoiceList)
    case text(Paragraph)
  }

  package struct Caption: Hashable, Sendable {
    var texts: [String]
    var ink: Ink
  }

  init(
    _ title: String, notes: [[Span]] = [], body: Body, caption: Caption? = nil, sentence: String
  ) {
    self.title = title
    self.notes = notes
    self.body = body
    self.caption = caption
    self.sentence = sentence
  }
}

/// Words where there is nothing to draw.
package struct Paragraph: Hashable, Sendable {
  var text: String
  var ink = Ink.dim
  /// Blanks on either side.
  var indent = 2
  /// Empty lines above.
  var space = 0
}

/// What the curves of a chart are: what always stands on its first line, and what follows it where there is room.
package struct ChartKey: Hashable, Sendable {
  var spans: [Span]
  /// From the longest to the shortest, each with two blanks before it.
  var remarks: [String]
  var remarkInk: Ink
}

/// A picture with what it is.
package struct Picture: Hashable, Sendable {
  /// From the longest to the shortest: the first that fits.
  var titles: [String]
  var ink: Ink
  /// nil where there is nothing to show.
  var heatmap: Heatmap?
}

/// The columns of a table with two values each: what was drawn and what is true.
package struct ColumnComparison: Hashable, Sendable {
  /// Of the names, from the longest to the shortest.
  var titles: [String]
  var found: String
  var truth: String
  var rows: [Row]

  struct Row: Hashable, Sendable {
    /// The whole, and where it says one category of a column the parts of it.
    var title: String
    var column: String
    var category: String?
    var found: Double
    var truth: Double
  }
}

/// Lines of which one is chosen.
package struct ChoiceList: Hashable, Sendable {
  var rows: [Row]
  var chosen: Int

  struct Row: Hashable, Sendable {
    var title: String
    var ink: Ink
    var value: String
    var valueInk: Ink
    /// The main number of the row, where it has one: what a difference is taken of.
    var amount: Double?
  }
}
