import LinearAlgebra

/// Numbers fall into bins of a width and become the middle of their bin. The bins begin at zero, so that nothing is learned from
/// records: [0, 10) and [-10, 0) are two of width 10.
public struct Coarsening: RecordTransform {
  public struct Bins: Hashable, Sendable {
    /// The column of the file.
    public let column: String
    /// In its units; above zero.
    public let width: Double
  }

  public let bins: [Bins]

  private static let option = "--coarsen"

  /// - Parameter terms: a column and the width of its bins each, as in `age:10`.
  /// - Throws: `DatasetError.noBins` for a term that is none.
  public init(parsing terms: [String]) throws(DatasetError) {
    var bins = [Bins]()
    for term in terms {
      guard let colon = term.lastIndex(of: ":"), let width = Double(term[term.index(after: colon)...]),
        width > 0, width.isFinite
      else { throw .noBins(term) }
      bins.append(Bins(column: String(term[..<colon]), width: width))
    }
    self.bins = bins
  }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    var values = dataset.values
    var seen = Set<Int>()
    for bins in bins {
      let place = try dataset.inputs(ofColumn: bins.column, option: Self.option).lowerBound
      guard seen.insert(place).inserted else {
        throw .columnIsTwice(column: bins.column, option: Self.option)
      }
      guard case .table(let columns) = dataset.layout, columns[place].category == nil else {
        throw .binsOfCategories(path: dataset.name, column: bins.column)
      }
      for record in 0..<dataset.count {
        values[record, place] = Self.middle(ofBinAround: values[record, place], width: bins.width)
      }
    }
    return dataset.replacing(values: values)
  }

  /// A number whose bin is narrower than numbers lie there, or ends beyond the largest of them, is its own middle.
  private static func middle(ofBinAround value: Double, width: Double) -> Double {
    let quotient = value / width
    let nearest = quotient.rounded()
    // Where a decimal is the edge of a bin, its quotient may fall short of it by a rounding.
    let isEdge = abs(quotient - nearest) <= 4 * quotient.ulp
    let middle = ((isEdge ? nearest : quotient.rounded(.down)) + 0.5) * width
    return middle.isFinite ? middle : value
  }
}
