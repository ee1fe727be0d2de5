package import TerminalCanvas

/// What a pane says: the same is drawn, spoken and exported. How it is drawn is in `PaneContent+Drawing`.
package struct PaneContent: Hashable, Sendable {
  package var title: String
  /// What stands beside the title, from the fullest to the shortest: the first that fits.
  package var notes: [[Span]] = []
  package var body: Body
  /// In the last line, from the longest to the shortest: the first that fits; nil leaves the line to the body.
  package var caption: Caption?
  /// What it is about: the first that is explained of it.
  package var term: Term
  /// What else it shows, besides the terms of its figures.
  package var otherTerms: [Term] = []
  /// What it shows in one sentence, its main number included.
  package var sentence: String
  /// What it was found with, where that may differ between runs, such as how many reference models: contents of another basis are
  /// not compared.
  var basis = ""
  /// Whether it has the screen to itself: pictures then fill it.
  var isLarge = false

  /// The forms that a pane's content has.
  package enum Body: Hashable, Sendable {
    case nothing
    case figures(FigureList)
    case chart(LineChart, key: ChartKey? = nil)
    case pictures([Picture])
    case gallery(PictureGallery)
    case comparison(ColumnComparison)
    case list(ChoiceList)
    case text(Paragraph)
    case people(PeopleGrids)
    case confidences(ConfidenceBars)
    case intervals(IntervalBars)
    case table(TextTable)
    case grid(PixelGrid)
    case scatter(ScatterChart)
    case choices(ChoiceTable)
    case clients(ClientTiles)
    case units(UnitPictures)
    case columns(TextColumns)
    case guesses(GuessStrip)
  }

  package struct Caption: Hashable, Sendable {
    var texts: [String]
    var ink: Ink
  }

  init(
    _ title: String, term: Term, otherTerms: [Term] = [], notes: [[Span]] = [], body: Body,
    caption: Caption? = nil, sentence: String
  ) {
    self.title = title
    self.term = term
    self.otherTerms = otherTerms
    self.notes = notes
    self.body = body
    self.caption = caption
    self.sentence = sentence
  }
}

extension PaneContent {
  /// Everything that is explained of it, each once: what it is about, what else it shows, and its figures.
  package var terms: [Term] {
    var terms = [term] + otherTerms
    if case .figures(let list) = body { terms += list.figures.map(\.term) }
    return terms.uniqued
  }
}

extension [Term] {
  /// Each where it first occurs.
  var uniqued: [Term] {
    var seen = Set<Term>()
    return filter { seen.insert($0).inserted }
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
  package var titles: [String]
  package var ink: Ink
  /// nil where there is nothing to show.
  package var heatmap: Heatmap?
}

/// The columns of a table with two values each: what was drawn and what is true.
package struct ColumnComparison: Hashable, Sendable {
  /// Of the names, from the longest to the shortest.
  var titles: [String]
  var found: String
  var truth: String
  package var rows: [Row]

  package struct Row: Hashable, Sendable {
    /// The whole, and where it says one category of a column the parts of it.
    package var title: String
    var column: String
    var category: String?
    package var found: Double
    var truth: Double
    /// What was found in the pinned run.
    package var pinned: Double?
  }
}

/// Lines of which one is chosen.
package struct ChoiceList: Hashable, Sendable {
  package var rows: [Row]
  var chosen: Int

  package struct Row: Hashable, Sendable {
    package var title: String
    var ink: Ink
    var value: String
    var valueInk: Ink
    /// The main number of the row, where it has one: what a difference is taken of.
    package var amount: Double?
    /// From the pinned run's number to this one.
    package var difference: String?
  }
}
