import Foundation
import TerminalCanvas
import Testing

/// Against what other programs make of the same colours (`Tests/ReferenceValues/colors.py`).
struct ThemeColorTests {
  private struct Row: Decodable {
    let color, other: String
    let contrast, difference: Double
    let lab: [Double]
    let seen: [String: String]
    let palette: UInt8

    func colors() throws -> (RGB, RGB) {
      (try #require(RGB(hexadecimal: color)), try #require(RGB(hexadecimal: other)))
    }
  }

  private let rows: [Row]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    rows = try JSONDecoder().decode(
      [Row].self, from: try Data(contentsOf: folder.appending(path: "ReferenceValues/colors.json")))
    #expect(rows.count == 40)
  }

  /// The first two as WebAIM's and other checkers have them, cut to two digits.
  @Test(arguments: [(0x777777, 4.47), (0x767676, 4.54), (0x000000, 21), (0xFFFFFF, 1)] as [(UInt32, Double)])
  func publishedContrastsOnWhite(color: UInt32, contrast: Double) {
    let found = RGB(color).contrast(with: RGB(0xFFFFFF))
    #expect(found >= contrast && found < contrast + 0.01)
  }

  /// That program has the threshold of an older draft, 0.03928, between whose two there is no colour.
  @Test func contrastsOfAnotherProgram() throws {
    for row in rows {
      let (color, other) = try row.colors()
      #expect(abs(color.contrast(with: other) - row.contrast) < 1e-9)
    }
  }

  @Test func placesAndDifferencesOfScikitImage() throws {
    for row in rows {
      let (color, other) = try row.colors()
      let place = LabColor(color)
      for (part, expected) in zip([place.lightness, place.a, place.b], row.lab) {
        #expect(abs(part - expected) < 0.01)
      }
      #expect(abs(place.difference(from: LabColor(other)) - row.difference) < 0.01)
    }
  }

  /// Pairs of the formula's authors, made to find what implementations do wrong: Sharma, Wu and Dalal, table 1.
  @Test(
    arguments: [
      ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425), ([50, -1.3802, -84.2814], [50, 0, -82.7485], 1),
      ([50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792), ([50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195),
      ([50, 2.5, 0], [73, 25, -18], 27.1492), ([50, 2.5, 0], [58, 24, 15], 19.4535),
      ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
      ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ] as [([Double], [Double], Double)])
  func publishedDifferences(one: [Double], two: [Double], difference: Double) {
    let (first, second) = (
      LabColor(lightness: one[0], a: one[1], b: one[2]), LabColor(lightness: two[0], a: two[1], b: two[2])
    )
    #expect(abs(first.difference(from: second) - difference) < 5e-5)
    #expect(abs(second.difference(from: first) - difference) < 5e-5)
  }

  @Test func whatColorBlindPeopleSeeByAnotherProgram() throws {
    for row in rows {
      let (color, _) = try row.colors()
      #expect(ColorVision.full.seen(color) == color)
      for (kind, expected) in row.seen {
        let vision = try #require(ColorVision(rawValue: kind))
        #expect(vision.seen(color).hexadecimal == expected, "\(row.color) \(kind)")
      }
    }
  }

  @Test func theNearestOfThePaletteByNumPy() throws {
    for row in rows {
      let (color, _) = try row.colors()
      #expect(IndexedPalette.nearest(to: color) == row.palette, "\(row.color)")
    }
  }

  @Test func everyColorOfThePaletteIsNearestToItself() throws {
    for number in UInt8(16)...255 {
      let color = RGB(palette: number)
      let nearest = try #require(IndexedPalette.nearest(to: color))
      #expect(RGB(palette: nearest) == color)
    }
  }

  @Test(arguments: [("#1e90FF", 0x1E90FF), ("000000", 0), ("ffffff", 0xFFFFFF)] as [(String, UInt32)])
  func aColorIsSixHexadecimalDigits(text: String, number: UInt32) {
    #expect(RGB(hexadecimal: text) == RGB(number))
  }

  @Test(arguments: ["", "#", "#fff", "+12345", "-12345", "1234567", "##12345", "12 456", "é1234", "red"])
  func anythingElseIsNone(text: String) {
    #expect(RGB(hexadecimal: text) == nil)
  }
}
