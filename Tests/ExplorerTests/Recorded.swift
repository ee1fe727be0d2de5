import Foundation
import Testing

/// Compares with what was recorded under that name; `RECORD_SNAPSHOTS=1 swift test …` writes it anew.
func expectRecorded(_ text: String, as name: String) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Screens/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
    try Data(text.utf8).write(to: file)
  }
  let recorded = try String(contentsOf: file, encoding: .utf8).split(
    separator: "\n", omittingEmptySubsequences: false)
  let drawn = text.split(separator: "\n", omittingEmptySubsequences: false)
  let differing = zip(recorded, drawn).enumerated().first { $0.element.0 != $0.element.1 }
  #expect(recorded.count == drawn.count && differing == nil, "\(name): \(String(describing: differing))")
}
