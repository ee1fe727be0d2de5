import PlainText

extension [[String]] {
  /// Rows of equal length as lines, each column as wide as its widest cell.
  var aligned: String {
    guard let first else { return "" }
    let widths = first.indices.map { column in map { $0[column].displayWidth }.max() ?? 0 }
    return map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").replacing(#/ +$/#, with: "")
    }.joined(separator: "\n")
  }
}
