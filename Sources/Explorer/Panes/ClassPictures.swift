import Attacks
import Records
import TerminalCanvas

/// What was drawn of a class between where the adversary began and the truth: three pictures, or of a table three columns.
struct ClassPictures {
  let truth: InversionTruth
  let glyphs: GlyphSet
  let label: Int
  /// In the units of the network's inputs, as is the start.
  let drawn: [Float]
  let start: [Float]

  private var mark: String { glyphs.diagnosticMark }

  func body(of layout: Dataset.Layout) -> PaneContent.Body {
    switch layout {
    case .image: .pictures([begun, fromTheModel, classMean])
    case .table(let columns): comparison(columns)
    }
  }

  private func heatmap(_ values: [Float], _ scale: Heatmap.Scale = .stretched) -> Heatmap? {
    guard let image = truth.image, values.count == image.width * image.height else { return nil }
    return Heatmap(width: image.width, height: image.height, values: values, scale: scale)
  }

  var begun: Picture {
    Picture(
      titles: ["begun from: the mean of others", "begun from", "begun"], ink: .dim, heatmap: heatmap(start))
  }

  var fromTheModel: Picture {
    Picture(
      titles: ["drawn from the model", "from the model", "drawn"], ink: .member, heatmap: heatmap(drawn))
  }

  var classMean: Picture {
    Picture(
      titles: ["\(mark)mean of the class", "\(mark)class mean", "\(mark)mean"], ink: .dim,
      heatmap: heatmap(truth.classMeans[label] ?? []))
  }

  /// What was drawn less the class mean: mid-grey is no difference.
  var difference: Picture {
    let mean = truth.classMeans[label] ?? []
    let values = mean.count == drawn.count ? zip(drawn, mean).map { $0 - $1 } : []
    return Picture(
      titles: ["\(mark)drawn less the class mean", "\(mark)difference", "\(mark)less mean"], ink: .member,
      heatmap: heatmap(values, .symmetric))
  }

  /// The columns in which the class itself differs most from everybody, in deviations from the mean: an order that stays.
  private func comparison(_ columns: [Dataset.Column]) -> PaneContent.Body {
    let mean = truth.classMeans[label] ?? []
    guard mean.count == drawn.count, start.count == drawn.count else { return .nothing }
    let order = drawn.indices.sorted {
      abs(mean[$0] - truth.publicMean[$0]) > abs(mean[$1] - truth.publicMean[$1])
    }
    return .comparison(
      ColumnComparison(
        titles: ["input, as the network sees it", "as the network sees it", "input"], found: "inverted",
        truth: "\(mark)class mean",
        rows: order.map {
          ColumnComparison.Row(
            title: columns[$0].title, column: columns[$0].name, category: columns[$0].category,
            found: Double(drawn[$0]), truth: Double(mean[$0]))
        }))
  }
}
