import PlainText
import TerminalCanvas

/// A terminal that knows the few sequences a recording may use, and nothing else: it reports what it does not know.
struct ReplayedScreen {
  private(set) var width: Int
  private(set) var height: Int
  private(set) var rows: [[Unicode.Scalar]]
  /// The parameters of "select graphic rendition" in force at each place.
  private(set) var looks: [[Set<String>]]
  private(set) var unknown: [String] = []
  private var (column, row, look) = (0, 0, Set<String>())

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
    looks = Array(repeating: Array(repeating: [], count: width), count: height)
  }

  var text: String {
    rows.map { String(String.UnicodeScalarView($0.filter { $0 != "\0" })) }.joined(separator: "\n")
  }

  mutating func play(_ bytes: String) {
    var rest = bytes.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n": row += 1
      case "\u{1B}":
        guard rest.popFirst() == "[" else { return unknown.append("ESC") }
        var parameters = ""
        while let next = rest.first, !("@"..."~").contains(next) {
          parameters.unicodeScalars.append(next)
          rest.removeFirst()
        }
        control(rest.popFirst() ?? " ", parameters)
      default:
        guard rows.indices.contains(row), rows[row].indices.contains(column) else {
          unknown.append("written at \(column), \(row)")
          continue
        }
        rows[row][column] = scalar
        // Of a blank only what lies under it is seen, unless it is underlined or turned about.
        let isPlain = scalar == " " && look.isDisjoint(with: ["4", "7"])
        looks[row][column] = isPlain ? look.filter(isUnder) : look
        // What was there of another glyph goes with it.
        if scalar.displayWidth == 2, column + 1 < width {
          (rows[row][column + 1], looks[row][column + 1]) = ("\0", look)
        }
        column += scalar.displayWidth
      }
    }
  }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    switch (final, parameters) {
    case ("h", "?25"), ("l", "?25"): break
    case ("J", "2"): self = ReplayedScreen(width: width, height: height)
    case ("K", ""):
      for column in column..<width { (rows[row][column], looks[row][column]) = (" ", []) }
    case ("C", _): column += numbers[0] ?? 1
    case ("H", _): (row, column) = ((numbers[0] ?? 1) - 1, (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1)
    case ("m", _): rendition(parameters)
    default: unknown.append("\(parameters)\(final)")
    }
  }

  /// Whether it is the colour of what lies under a glyph.
  private func isUnder(_ code: String) -> Bool {
    code.count > 1 && (code.hasPrefix("4") || code.hasPrefix("10"))
  }

  /// Colours replace each other, attributes gather.
  private mutating func rendition(_ parameters: String) {
    var codes = parameters.split(separator: ";").map(String.init)[...]
    if codes.isEmpty { look = [] }
    while let code = codes.popFirst() {
      var whole = code
      if code == "38" || code == "48" {
        for _ in 0..<(codes.first == "5" ? 2 : 4) { whole += ";" + (codes.popFirst() ?? "") }
      }
      switch code {
      case "0": look = []
      case _ where code.count > 1:
        look = look.filter { $0.count == 1 || isUnder($0) != isUnder(code) }
        if code != "39", code != "49" { look.insert(whole) }
      default: look.insert(code)
      }
    }
  }
}
