import TerminalCanvas
import Testing

struct ThemeSchemeTests {
  /// Sixteen colours of any kind, whatever can be read or not.
  private static func scheme(_ seed: UInt32) -> Base16Scheme {
    var state = seed &* 2_654_435_761 | 1
    let colors = Base16Scheme.places.map { _ in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return RGB(state)
    }
    return Base16Scheme(name: "any", author: "nobody", colors: colors)
  }

  private static func shown(_ color: Look.Color) -> RGB? {
    switch color {
    case .own: nil
    case .palette(let number): RGB(palette: number)
    case .rgb(let color): color
    }
  }

  @Test(arguments: [ColorDepth.twoHundredFiftySix, .direct])
  func everyInkOfAnySchemeCanBeRead(depth: ColorDepth) throws {
    for seed in UInt32(1)...100 {
      let theme = Theme(Self.scheme(seed), name: "any")
      let ground = try #require(Self.shown(theme.background(at: depth)))
      for ink in plainInks {
        let color = try #require(Self.shown(theme.look(of: ink, at: depth).color))
        #expect(color.contrast(with: ground) >= 3, "\(seed) \(ink)")
      }
    }
  }

  @Test func whatCanBeReadIsLeftAsItIs() {
    let ground = RGB(0x202020)
    #expect(RGB(0xC08040).readable(on: ground, atLeast: 3) == RGB(0xC08040))
    let shade = RGB(0x402010).readable(on: ground, atLeast: 3)
    #expect((3..<3.2).contains(shade.contrast(with: ground)))
    #expect(shade.red > shade.green && shade.green > shade.blue)
    let darker = RGB(0xFFE0A0).readable(on: RGB(0xFFFFFF), atLeast: 3)
    #expect((3..<3.2).contains(darker.contrast(with: RGB(0xFFFFFF))))
    #expect(darker.red > darker.green && darker.green > darker.blue)
  }

  /// Those below 16 are whatever the user chose.
  @Test func theUsersOwnColorsAreNotPartOfATheme() {
    for seed in UInt32(1)...50 {
      let theme = Theme(Self.scheme(seed), name: "any")
      for ink in plainInks {
        guard case .palette(let number) = theme.look(of: ink, at: .twoHundredFiftySix).color else {
          Issue.record("\(ink) has no number")
          continue
        }
        #expect(number >= 16)
      }
    }
  }

  @Test(arguments: [ColorDepth.none, .eight, .sixteen])
  func withFewColorsEveryThemeIsTheStandardOne(depth: ColorDepth) {
    let theme = Theme(Self.scheme(7), name: "any")
    #expect(theme.background(at: depth) == .own)
    for ink in plainInks {
      #expect(theme.look(of: ink, at: depth) == Theme.standard.look(of: ink, at: depth))
    }
  }

  /// The rule of base24's guidelines, for a scheme of sixteen colours.
  @Test(arguments: [
    (0x10, 0x00), (0x11, 0x00), (0x12, 0x08), (0x13, 0x0A), (0x14, 0x0B), (0x15, 0x0C), (0x16, 0x0D),
    (0x17, 0x0E),
  ])
  func sixteenColorsStandForTwentyFour(place: Int, standIn: Int) {
    let scheme = Self.scheme(3)
    #expect(scheme[place] == scheme[standIn])
    let further = Base16Scheme(
      name: "", author: "", colors: Base16Scheme.places.map { scheme[$0] }, further: [place: RGB(0x123456)])
    #expect(further[place] == RGB(0x123456))
  }

  /// Grey on black: no ink is nearer than 3, all are the same, so that every pair clashes for everybody.
  @Test func anInspectionFindsWhatIsAlike() {
    let colors = Base16Scheme.places.map { RGB($0 == 0 ? 0x000000 : 0x202020) }
    let inspection = ThemeInspection(Base16Scheme(name: "", author: "", colors: colors))
    #expect(inspection.legibility.count == plainInks.count)
    #expect(inspection.legibility.count { $0.isAdjusted } == plainInks.count)
    #expect((3..<3.2).contains(inspection.leastContrast))
    #expect(inspection.clashes.count == 4 * 28)
    #expect(inspection.clashes.allSatisfy { $0.difference == 0 })
  }

  /// The colours of Okabe and Ito but black, which colour-blind people tell apart; with a red and a green of one lightness they
  /// do not.
  @Test func anInspectionSeesWithOtherEyes() {
    var colors = Base16Scheme.places.map { _ in RGB(0xEEEEEE) }
    colors[0] = RGB(0x000000)
    let okabeIto: [UInt32] = [
      0xD55E00, 0xE69F00, 0xF0E442, 0x009E73, 0x56B4E9, 0x0072B2, 0xCC79A7, 0xFFFFFF,
    ]
    for (place, color) in zip(0x08...0x0F, okabeIto) { colors[place] = RGB(color) }
    #expect(ThemeInspection(Base16Scheme(name: "", author: "", colors: colors)).clashes.isEmpty)
    colors[0x0B] = RGB(0x8E8A00)
    let clashes = ThemeInspection(Base16Scheme(name: "", author: "", colors: colors)).clashes
    #expect(clashes.contains { $0.vision == .deuteranopia && [$0.first, $0.second] == [.member, .good] })
    #expect(!clashes.contains { $0.vision == .full })
  }
}
