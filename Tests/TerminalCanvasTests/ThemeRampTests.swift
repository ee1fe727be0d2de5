import Foundation
import TerminalCanvas
import Testing

struct HeatmapRampTests {
  @Test(arguments: HeatmapRamp.allCases)
  func shadesRunThroughAllColorsInOrder(ramp: HeatmapRamp) {
    var seen: [UInt8] = []
    for shade in 0...255 {
      let color = ramp.color(of: UInt8(shade))
      if seen.last != color { seen.append(color) }
    }
    #expect(seen == ramp.colors)
  }

  @Test func theKeyWalksThroughAllRamps() {
    var ramp = HeatmapRamp.grey
    var walked: Set<HeatmapRamp> = []
    for _ in HeatmapRamp.allCases {
      walked.insert(ramp)
      ramp = ramp.next
    }
    #expect(walked.count == HeatmapRamp.allCases.count)
    #expect(ramp == .grey)
  }

  /// Light rises, so that a picture reads without hues; and all 64 levels are used, no more.
  @Test(arguments: HeatmapRamp.allCases)
  func directColorsAreSixtyFourAndGrowLighter(ramp: HeatmapRamp) {
    let colors = (0...255).map { ramp.directColor(of: UInt8($0)) }
    #expect(Set(colors).count == 64)
    for (one, next) in zip(colors, colors.dropFirst()) { #expect(one.luminance <= next.luminance) }
  }

  /// matplotlib's tables, by `Tests/ReferenceValues/color_maps.py`; the straight lines take 2.5 of 255, rounding to whole parts on
  /// either side another 1.
  @Test func directColorsAreThoseOfMatplotlib() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/color_maps.json"))
    let maps = try JSONDecoder().decode([String: [String]].self, from: data)
    #expect(maps.count == HeatmapRamp.allCases.count - 1)
    for (name, rows) in maps {
      let ramp = try #require(HeatmapRamp(rawValue: name))
      let table = try rows.map { try #require(RGB(hexadecimal: $0)) }
      for level in 0..<64 {
        let place = 255 * Double(level) / 63
        let color = ramp.directColor(of: UInt8(4 * level))
        for part in [\RGB.red, \.green, \.blue] {
          let (low, high) = (table[Int(place)][keyPath: part], table[min(255, Int(place) + 1)][keyPath: part])
          let expected = Double(low) + (Double(high) - Double(low)) * (place - place.rounded(.down))
          #expect(abs(Double(color[keyPath: part]) - expected) <= 3.5, "\(name) \(level)")
        }
      }
    }
  }
}
