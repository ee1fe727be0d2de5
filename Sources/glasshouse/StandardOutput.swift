import Files
import Foundation
import PlainText

/// Where every command prints what it found. Nothing is lost in silence: where it cannot be written, the command fails.
enum StandardOutput {
  /// Prints what a command found as it was asked for. JSON is pretty-printed, its keys sorted.
  ///
  /// - Throws: `StandardOutputError`.
  static func write(_ report: some CommandReport, as format: OutputFormat) throws {
    switch format {
    case .json: try write(Data(try json(of: report).utf8))
    case .text: try write(lines: report.text)
    }
  }

  /// The figures as JSON, as they are printed and as they are written to files, with the last newline.
  static func json(of report: some CommandReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // What is not ASCII and no letter is only within strings.
    return String(decoding: try encoder.encode(report.figures), as: UTF8.self).harmlessJSON + "\n"
  }

  /// - Throws: `StandardOutputError`. Where nobody reads any longer, the program ends as others do, by SIGPIPE.
  static func write(lines text: String) throws(StandardOutputError) {
    try write(Data((text.harmlessLines + "\n").utf8))
  }

  /// What a terminal is to obey, made of nothing that came from outside.
  ///
  /// - Throws: `StandardOutputError`, as above.
  static func write(sequences text: String) throws(StandardOutputError) { try write(Data(text.utf8)) }

  private static func write(_ data: Data) throws(StandardOutputError) {
    do {
      try STDOUT_FILENO.writeAll(data)
    } catch  where error.isBrokenPipe {
      Ending.end(bySignal: SIGPIPE)
    } catch {
      throw StandardOutputError(reason: error)
    }
  }
}

struct StandardOutputError: ExplainedError {
  let reason: SystemError

  var sentence: Sentence {
    "The result could not be written to standard output: \(reason). Give it another place, and run the command again."
  }
}

extension String {
  /// The same JSON, with what a terminal obeys written as escapes.
  fileprivate var harmlessJSON: String {
    guard !unicodeScalars.allSatisfy({ $0.isHarmless || $0 == "\n" }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isHarmless || scalar == "\n" {
        text.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return text
  }
}
