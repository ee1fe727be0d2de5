import Foundation
import PlainText
import Preferences
import TerminalCanvas
import Testing
import Themes

struct ThemeLibraryTests {
  private let nobody = ThemeLibrary(configuration: URL(filePath: "/nowhere/at/all"))

  private func bundled(_ name: String) throws -> Base16Scheme {
    try #require(try nobody.scheme(named: name))
  }

  // MARK: What is bundled

  @Test func everyFileOfTheFolderIsBundled() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".yaml")
    }
    #expect(files.sorted() == BundledThemes.names.map { $0 + ".yaml" })
    let page = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    for name in BundledThemes.names {
      let text = try Data(contentsOf: folder.appending(path: name + ".yaml"))
      #expect(BundledThemes.text(of: name).map { Data($0) } == text)
      #expect(page.contains("| `\(name)` |"))
    }
  }

  @Test func thereAreAtLeastTwelveDarkAndLight() throws {
    #expect(nobody.names == ["terminal"] + BundledThemes.names)
    #expect(nobody.names.count >= 12)
    let dark = try BundledThemes.names.filter { try bundled($0).isDark }
    #expect(dark.count >= 5 && BundledThemes.names.count - dark.count >= 5)
  }

  @Test(arguments: BundledThemes.names)
  func everyBundledThemeIsReadAsItIs(name: String) throws {
    let inspection = ThemeInspection(try bundled(name))
    #expect(inspection.legibility.count { $0.isAdjusted } == 0)
    #expect(inspection.leastContrast >= 3)
    #expect(try nobody.theme(named: name).name == name)
    // Grey has nothing but light to be told apart by.
    if name != "graphite" { #expect(!inspection.clashes.contains { $0.vision == .full }) }
  }

  @Test func theDefaultHasNoSchemeOfItsOwn() throws {
    #expect(try nobody.scheme(named: "terminal") == nil)
    #expect(try nobody.theme(named: "terminal") == .standard)
    #expect(Preferences().theme == "terminal")
  }

  @Test(arguments: [("chalk", true), ("paper", false)], [ColorDepth.twoHundredFiftySix, .direct])
  func projectorsGetSevenToOne(theme: (name: String, isDark: Bool), depth: ColorDepth) throws {
    #expect(try bundled(theme.name).isDark == theme.isDark)
    let shown = try nobody.theme(named: theme.name)
    let ground = try color(shown.background(at: depth))
    for ink in shown.rows.keys {
      let color = try color(shown.look(of: ink, at: depth).color)
      #expect(color.contrast(with: ground) >= 7, "\(ink)")
    }
  }

  @Test func oneThemeIsGreyAlone() throws {
    let scheme = try bundled("graphite")
    for place in Base16Scheme.places {
      let color = scheme[place]
      #expect(color.red == color.green && color.green == color.blue)
    }
  }

  /// The colours of Okabe and Ito themselves are 11 apart.
  @Test(arguments: ["lighthouse", "seamark"], ColorVision.allCases)
  func colorBlindPeopleTellSeriesApart(name: String, vision: ColorVision) throws {
    let scheme = try bundled(name)
    // base08 to base0F are the eight inks of curves.
    let places = (0x08...0x0F).map { LabColor(vision.seen(scheme[$0])) }
    for one in places.indices {
      for two in places.indices.dropFirst(one + 1) {
        #expect(places[one].difference(from: places[two]) > 15, "\(one) \(two)")
      }
    }
  }

  /// Seven of the eight are shades of their colours: nearer to their own than to any other's.
  @Test func colorBlindPeopleKnowTheColorsOfOkabeAndIto() throws {
    let scheme = try bundled("lighthouse")
    let okabeIto: [UInt32] = [0xD55E00, 0xE69F00, 0xF0E442, 0x009E73, 0x56B4E9, 0x0072B2, 0xCC79A7]
    let published = okabeIto.map { LabColor(RGB($0)) }
    for (index, place) in (0x08...0x0E).enumerated() {
      let own = LabColor(scheme[place])
      let nearest = published.indices.min {
        published[$0].difference(from: own) < published[$1].difference(from: own)
      }
      #expect(nearest == index, "\(place)")
    }
  }

  @Test(arguments: BundledThemes.names, [ColorDepth.twoHundredFiftySix, .direct])
  func noTwoSeriesOfABundledThemeShareAColor(name: String, depth: ColorDepth) throws {
    let theme = try nobody.theme(named: name)
    let colors = Set(Theme.seriesInks.map { theme.look(of: $0, at: depth).color })
    #expect(colors.count == Theme.seriesInks.count)
  }

  private func color(_ look: Look.Color) throws -> RGB {
    switch look {
    case .rgb(let color): color
    case .palette(let number): RGB(palette: number)
    case .own: try #require(nil as RGB?, "a theme has colours of its own")
    }
  }

  // MARK: A person's own

  @Test func aPersonsOwnThemeOfABundledNameWins() throws {
    let files = try ConfigurationFiles([
      "themes/chalk.yaml": schemeText(palette: "  base00: '112233'"), "themes/mine.yml": schemeText(),
      "themes/notes.txt": "no theme",
    ])
    let library = ThemeLibrary(configuration: files.folder)
    #expect(library.names == ["terminal"] + (BundledThemes.names + ["mine"]).sorted())
    #expect(library.origin(of: "chalk") == .own(path: files.path("themes/chalk.yaml")))
    #expect(try library.scheme(named: "chalk")?.background == RGB(0x112233))
    #expect(library.origin(of: "mine") == .own(path: files.path("themes/mine.yml")))
    #expect(library.origin(of: "paper") == .bundled)
    #expect(library.origin(of: "terminal") == .program)
  }

  @Test func aThemeMayBeGivenByItsPath() throws {
    let files = try ConfigurationFiles(["mine.yaml": schemeText()])
    #expect(try nobody.scheme(named: files.path("mine.yaml"))?.name == "Mine")
  }

  /// A theme that nobody asks for is not read, whatever is in it.
  @Test func aBrokenThemeSpoilsNoOther() throws {
    let files = try ConfigurationFiles(["themes/broken.yaml": "palette: ["])
    let library = ThemeLibrary(configuration: files.folder)
    #expect(library.names.contains("broken"))
    #expect(try library.theme(named: "chalk").name == "chalk")
    #expect(throws: ThemeError.self) { try library.theme(named: "broken") }
  }

  @Test(arguments: [
    ("chlak", "There is no theme called `chlak`. Did you mean chalk?"),
    ("terr", "There is no theme called `terr`. Did you mean terracotta?"),
    ("zzzzzz", "There is no theme called `zzzzzz`. Choose one of terminal, aubergine, chalk,"),
    ("../chalk", "There is no file ../chalk. Check the path."),
    ("/nowhere.yaml", "There is no file /nowhere.yaml. Check the path."),
  ])
  func aNameThatIsNobodysIsOneSentence(name: String, sentence: String) {
    let error = #expect(throws: ThemeError.self) { try nobody.theme(named: name) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }
}
