extension LineChart {
  /// The data of its curves, a row for each point, behind the header `series,x,y`: numbers as they are, and names quoted as RFC 4180
  /// has it.
  public var csv: String {
    let rows = series.flatMap { curve in
      curve.points.map { "\(curve.name.quotedForCSV),\($0.x),\($0.y)" }
    }
    return (["series,x,y"] + rows).joined(separator: "\n") + "\n"
  }
}

extension ScatterChart {
  /// A row for each point, behind the header `mark,name,x,y,x_low,x_high,y_low,y_high`, with nothing where no reach is known.
  public var csv: String {
    let rows = points.map { point in
      let reaches = [point.horizontalReach, point.verticalReach].flatMap { reach in
        [reach?.lowerBound, reach?.upperBound].map { $0.map { "\($0)" } ?? "" }
      }
      return ([point.mark.quotedForCSV, point.name.quotedForCSV, "\(point.x)", "\(point.y)"] + reaches)
        .joined(separator: ",")
    }
    return (["mark,name,x,y,x_low,x_high,y_low,y_high"] + rows).joined(separator: "\n") + "\n"
  }
}

extension String {
  /// As RFC 4180 has it.
  fileprivate var quotedForCSV: String {
    guard unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return self }
    return "\"" + unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
  }
}
