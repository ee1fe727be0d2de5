import Files
import Foundation
import PlainText

/// The lines of a log that hold anything, whether they end as on Windows or not.
struct LogText {
  /// A line that holds something, numbered from 1 as an editor does.
  struct Line {
    var number: Int
    var text: Data
  }

  var whole: [Line] = []
  /// The number of a last line that was cut off.
  private var cut: Int?

  init(at path: String) throws(CommandLogError) { self.init(of: try Self.bytes(at: path)) }

  static func bytes(at path: String) throws(CommandLogError) -> [UInt8] {
    do { return try InputFile.text(at: path, atMost: largestSize) } catch { throw .input(error) }
  }

  /// Bytes: more than a run of months writes.
  private static let largestSize = 1e9

  init(of text: [UInt8]) {
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { continue }
      whole.append(Line(number: index + 1, text: Data(line)))
    }
    // What was written by hand may end without a line feed, and be whole.
    guard let last = whole.last, text.last != 0x0A, whole.count > 1, last.text.first == UInt8(ascii: "{"),
      (try? JSONSerialization.jsonObject(with: last.text)) == nil
    else { return }
    cut = last.number
    whole.removeLast()
  }

  func doubt(path: String) -> Sentence? {
    cut.map {
      "Line \($0) of \(path) was cut off while it was written, as by a full disk. The log is read up to the line before."
    }
  }
}
