import Files
import Foundation
import PlainText
import TerminalCanvas

/// Writes what the screen shows to a file that asciinema plays, as it goes.
final class ScreenRecorder {
  private let start = ContinuousClock.now
  private let file: AppendedFile
  private var frames: TerminalRecording?
  /// Why not all of it could be written.
  private(set) var complaint: String?

  /// - Throws: `OutputError` where nothing can be written there.
  init(path: String) throws(OutputError) {
    file = try AppendedFile(replacing: path, beginning: "")
  }

  func record(_ canvas: Canvas, theme: Theme, depth: ColorDepth) {
    var lines: [String] = []
    if frames == nil {
      let frames = TerminalRecording(
        width: canvas.width, height: canvas.height, title: "glasshouse",
        timestamp: Int(Date.now.timeIntervalSince1970), depth: depth)
      lines.append(frames.header)
      self.frames = frames
    }
    append(lines + (frames?.frame(canvas, theme: theme, at: seconds) ?? []))
  }

  /// Ends the recording; the screen is as a shell leaves it.
  func finish() {
    if let line = frames?.ending(at: seconds) { append([line]) }
  }

  private func append(_ lines: [String]) {
    guard complaint == nil, !lines.isEmpty else { return }
    do { try file.append(lines.map { $0 + "\n" }.joined()) } catch { complaint = error.description }
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
