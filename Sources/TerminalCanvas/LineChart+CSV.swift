extension LineChart {
  /// The data of its curves, a row for each point, behind the header `series,x,y`: numbers as they are, and names quoted as RFC 4180
  /// has it.
  public var csv: String {
    let rows = series.flatMap { curve in
      curve.points.map { "\(Self.field(curve.name)),\($0.x),\($0.y)" }
    }
    return (["series,x,y"] + rows).joined(separator: "\n") + "\n"
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
  }
}
