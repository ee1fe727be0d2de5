/// What is shown, as asciinema plays it: version 2 of its format (https://docs.asciinema.org/manual/asciicast/v2/), a line of JSON for the
/// header and one for each event.
///
/// It writes nothing itself: it gives the lines, each without its end. A frame holds only what has changed since the one before.
public struct TerminalRecording: Sendable {
  /// The first line.
  public let header: String
  private let depth: ColorDepth
  private var width: Int
  private var height: Int
  private var shown: [ShownCell]?
  private var latest = 0

  /// - Parameter timestamp: when it began, in seconds since 1970.
  public init(width: Int, height: Int, title: String? = nil, timestamp: Int? = nil, depth: ColorDepth) {
    (self.width, self.height, self.depth) = (width, height, depth)
    let term = depth == .none ? "vt100" : depth < .twoHundredFiftySix ? "xterm" : "xterm-256color"
    header =
      #"{"version": 2, "width": \#(width), "height": \#(height)"#
      + (timestamp.map { #", "timestamp": \#($0)"# } ?? "")
      + (title.map { ", \"title\": \(Self.json($0))" } ?? "")
      + #", "env": {"TERM": "\#(term)"}}"#
  }

  /// The lines for a frame shown `seconds` after the beginning: none where nothing has changed; two where its size has.
  public mutating func frame(_ canvas: Canvas, theme: Theme, at seconds: Double) -> [String] {
    var lines: [String] = []
    if (canvas.width, canvas.height) != (width, height) {
      (width, height) = (canvas.width, canvas.height)
      shown = nil
      lines.append(event("r", "\(width)x\(height)", at: seconds))
    }
    let cells = canvas.shown(theme: theme, depth: depth)
    let update = ScreenUpdate(from: shown, to: cells, width: width, height: height)
    // A recording shows no cursor.
    let bytes = (shown == nil ? "\u{1B}[?25l" : "") + update.bytes
    shown = cells
    if !bytes.isEmpty { lines.append(event("o", bytes, at: seconds)) }
    return lines
  }

  /// The line for a marker, which players can jump to.
  public mutating func marker(_ label: String, at seconds: Double) -> String {
    event("m", label, at: seconds)
  }

  /// The last line: the cursor is seen again, below what was shown.
  public mutating func ending(at seconds: Double) -> String {
    event("o", "\u{1B}[\(max(1, height))H\u{1B}[?25h\r\n", at: seconds)
  }

  /// Times never run backward, and have microseconds.
  private mutating func event(_ kind: String, _ data: String, at seconds: Double) -> String {
    let microseconds = seconds.isFinite ? Int((max(0, min(seconds, 1e9)) * 1e6).rounded()) : latest
    latest = max(latest, microseconds)
    let fraction = String(latest % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "[\(latest / 1_000_000).\(zeros)\(fraction), \"\(kind)\", \(Self.json(data))]"
  }

  /// Text as a string of JSON.
  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\r": result += "\\r"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
