import Foundation
import TerminalCanvas
import Testing

/// With `CANVAS_SAMPLES=FOLDER` in the environment, what `Tests/Peers/canvas_writers.py` and `Tests/ReferenceValues/picture_similarity.py`
/// look at.
private let folder = ProcessInfo.processInfo.environment["CANVAS_SAMPLES"]

@Suite(.enabled(if: folder != nil))
struct SampleTests {
  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: try #require(folder)).appending(path: name))
  }

  /// A recording with a resize and markers, and the screen that is to be seen after each of its frames.
  @Test func recordingAndItsScreens() throws {
    let frames = exampleScreens(30) + exampleScreens(5, width: 48, height: 12)
    var recording = TerminalRecording(width: 60, height: 20, title: "a \"run\"", depth: .twoHundredFiftySix)
    var lines = [recording.header]
    var screens: [[String: Any]] = []
    for (index, canvas) in frames.enumerated() {
      let time = Double(index) / 20
      lines += recording.frame(canvas, theme: .standard, at: time)
      if index.isMultiple(of: 10) { lines.append(recording.marker("frame \(index)", at: time)) }
      screens.append(["time": time, "text": canvas.text, "width": canvas.width, "height": canvas.height])
    }
    try write(lines.joined(separator: "\n") + "\n", "run.cast")
    try write(String(decoding: JSONSerialization.data(withJSONObject: screens), as: UTF8.self), "run.json")
    try write(frames[6].ansi(theme: .standard, depth: .twoHundredFiftySix), "run.ansi")
    try write(frames[6].text, "run.txt")
    try write(frames[6].svg(theme: .standard, title: "a <run>"), "run.svg")
  }

  /// Faces as each mode draws them: `columns rows`, then `glyph ink field` for every cell, by numbers.
  @Test func facesInEveryMode() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.deletingLastPathComponent().appending(
      path: "Datasets/Files/Faces/faces46x56-images-idx3-ubyte")
    let bytes = [UInt8](try Data(contentsOf: file).dropFirst(16))
    let modes: [(String, Int, Int, Rendering)] = [
      ("letters", 46, 28, Rendering(glyphs: .ascii, hasShades: false)),
      ("halves", 23, 14, Rendering(glyphs: .blocks, hasShades: true)),
      ("sextants", 23, 14, Rendering(glyphs: .blocks, hasShades: true, hasSextants: true)),
      ("halves", 46, 28, Rendering(glyphs: .blocks, hasShades: true)),
      ("sextants", 46, 28, Rendering(glyphs: .blocks, hasShades: true, hasSextants: true)),
      ("halves", 92, 56, Rendering(glyphs: .blocks, hasShades: true)),
      ("sextants", 92, 56, Rendering(glyphs: .blocks, hasShades: true, hasSextants: true)),
    ]
    for face in stride(from: 0, to: 400, by: 20) {
      let pixels = bytes[face * 2576..<(face + 1) * 2576].map(Float.init)
      let known = (0..<644).map { (index: Int) -> Float in
        let first = index / 23 * 2 * 46 + index % 23 * 2
        return (pixels[first] + pixels[first + 1] + pixels[first + 46] + pixels[first + 47]) / 4
      }
      for (kind, picture) in [
        ("photo", Heatmap(width: 46, height: 56, values: pixels)),
        ("known", Heatmap(width: 23, height: 28, values: known)),
      ] {
        try Data(picture.pgm).write(
          to: URL(filePath: try #require(folder)).appending(path: "\(kind)-\(face).pgm"))
        for (mode, columns, rows, rendering) in modes {
          var canvas = Canvas(width: columns, height: rows)
          picture.draw(on: &canvas, in: canvas.bounds, rendering: rendering, isFilling: true)
          let cells = canvas.cells.map { "\($0.glyph.value) \(level($0.ink)) \(level($0.field))" }
          try write(
            (["\(columns) \(rows)"] + cells).joined(separator: "\n"),
            "\(kind)-\(face)-\(mode)-\(columns).cells")
        }
      }
    }
  }

  private func level(_ ink: Ink?) -> Int {
    guard case .ramp(let shade)? = ink else { return 0 }
    return Int(shade)
  }
}
