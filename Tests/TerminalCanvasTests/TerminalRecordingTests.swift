import Foundation
import TerminalCanvas
import Testing

/// `time`, `kind` and `data` of a line.
private func event(_ line: String) throws -> (time: Double, kind: String, data: String) {
  let parts = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
  #expect(parts.count == 3 && !line.contains("\n"))
  return (
    try #require(parts[0] as? Double), try #require(parts[1] as? String), try #require(parts[2] as? String)
  )
}

struct TerminalRecordingTests {
  @Test func theHeaderIsAsTheFormatHasIt() throws {
    let recording = TerminalRecording(
      width: 80, height: 24, title: "noise \"2\"\n", timestamp: 1_700_000_000, depth: .twoHundredFiftySix)
    let header = try #require(
      JSONSerialization.jsonObject(with: Data(recording.header.utf8)) as? [String: Any])
    #expect(header["version"] as? Int == 2 && header["width"] as? Int == 80 && header["height"] as? Int == 24)
    #expect(header["title"] as? String == "noise \"2\"\n" && header["timestamp"] as? Int == 1_700_000_000)
  }

  /// A terminal that is sent the events shows every frame, whatever was there before, and nothing is left over.
  @Test(arguments: GlyphSet.allCases, [ColorDepth.none, .sixteen, .twoHundredFiftySix])
  func framesAreWhatIsPlayed(glyphs: GlyphSet, depth: ColorDepth) throws {
    var frames = exampleScreens(12, glyphs: glyphs)
    frames.append(Canvas(width: 60, height: 20))
    frames += exampleScreens(3, width: 33, height: 9, glyphs: glyphs)
    var recording = TerminalRecording(width: 60, height: 20, depth: depth)
    var screen = ReplayedScreen(width: 60, height: 20)
    for (index, canvas) in frames.enumerated() {
      for line in recording.frame(canvas, theme: .standard, at: Double(index) / 10) {
        let (time, kind, data) = try event(line)
        #expect(time == Double(index) / 10)
        if kind == "r" {
          #expect(data == "33x9")
          screen = ReplayedScreen(width: 33, height: 9)
        } else {
          screen.play(data)
        }
      }
      #expect(screen.unknown.isEmpty)
      #expect(screen.text == canvas.plain)
      var fresh = ReplayedScreen(width: canvas.width, height: canvas.height)
      var whole = TerminalRecording(width: canvas.width, height: canvas.height, depth: depth)
      for line in whole.frame(canvas, theme: .standard, at: 0) { fresh.play(try event(line).data) }
      #expect(screen.looks == fresh.looks && screen.rows == fresh.rows)
    }
  }

  @Test func whatStaysIsNotSentAgain() throws {
    let canvas = exampleScreens(1)[0]
    var recording = TerminalRecording(width: 60, height: 20, depth: .twoHundredFiftySix)
    #expect(recording.frame(canvas, theme: .standard, at: 0).count == 1)
    #expect(recording.frame(canvas, theme: .standard, at: 1).isEmpty)
    var changed = canvas
    changed.write("7", column: 30, row: 19)
    let line = try #require(recording.frame(changed, theme: .standard, at: 2).first)
    #expect(try event(line).data == "\u{1B}[20;31H7")
    // Another theme is another picture, though no cell has changed.
    let bright = Theme(rows: [:], ramp: .magma)
    #expect(recording.frame(changed, theme: bright, at: 3).count == 1)
  }

  @Test func timesNeverRunBackward() throws {
    var recording = TerminalRecording(width: 4, height: 1, depth: .none)
    let times = try [0.5, 0.25, .nan, -3, 1.000_001, .infinity, 2e-7].map {
      try event(recording.marker("lesson \"1\"", at: $0)).time
    }
    #expect(times == times.sorted() && times.first == 0.5 && times.last == 1.000_001)
    #expect(try event(recording.marker("a\u{7F}\t\u{1B}\\é", at: 9)).data == "a\u{7F}\t\u{1B}\\é")
  }
}
