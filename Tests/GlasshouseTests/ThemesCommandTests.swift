import Foundation
import Testing

struct ThemesCommandTests {
  private static let scheme =
    "system: base16\nname: Mud\nauthor: Nobody\npalette:\n"
    + (0..<16).map { "  base0\(String($0, radix: 16)): \"\($0 == 0 ? "101010" : "303030")\"\n" }.joined()

  /// What the program reads as a person's configuration.
  private func environment(_ folder: ScratchFolder) -> [String: String] {
    ["XDG_CONFIG_HOME": folder.url.path]
  }

  @Test func everyThemeIsListedWithAPersonsOwn() throws {
    let folder = try ScratchFolder()
    let themes = folder.url.appending(path: "glasshouse/themes")
    try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
    _ = try folder.write(Self.scheme, to: "glasshouse/themes/mud.yaml")
    _ = try folder.write("palette: [", to: "glasshouse/themes/broken.yaml")
    let text = try Program.built.run(["themes"], environment: environment(folder))
    #expect(text.status == 0 && text.complaint.isEmpty)
    let lines = text.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("terminal ") == true)
    #expect(
      lines.contains {
        $0.hasPrefix("chalk ") && $0.contains("dark   contrast 7.") && $0.hasSuffix("bundled")
      })
    #expect(lines.contains { $0.hasPrefix("mud ") && $0.contains("Nobody, \(folder.url.path)") })
    #expect(lines.contains { $0.hasPrefix("broken ") && $0.contains("is no YAML") })

    let outcome = try Program.built.run(["themes", "--format", "json"], environment: environment(folder))
    let rows = try #require(try outcome.object()["themes"] as? [[String: Any]])
    #expect(rows.count == lines.count && rows.count >= 14)
    let chalk = try #require(rows.first { $0["name"] as? String == "chalk" })
    #expect(chalk["dark"] as? Bool == true && chalk["source"] as? String == "bundled")
    #expect(try #require(chalk["least_contrast"] as? Double) >= 7)
    #expect(rows.first?["least_contrast"] == nil)
  }

  @Test func aSchemeThatCanHardlyBeReadHasRemarksAndPasses() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.scheme, to: "mud.yaml")
    let outcome = try Program.built.run(["themes", "--check", path])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    #expect(outcome.output.hasPrefix("Mud, dark, by Nobody\n"))
    #expect(outcome.output.contains("less than 3.0 on its background: text, dim,"))
    #expect(
      outcome.output.contains("\nHard to tell apart by colour") && !outcome.output.contains("deuteranopia"))
    let object = try Program.built.run(["themes", "--check", path, "--format", "json"]).object()
    #expect((object["inks"] as? [[String: Any]])?.count == 16)
    #expect((object["clashes"] as? [[String: Any]])?.count == 112)
  }

  @Test func aGoodThemeHasNothingToRemark() throws {
    let outcome = try Program.built.run(["themes", "--check", "lighthouse"])
    #expect(outcome.status == 0 && outcome.output.hasSuffix("\nNothing to remark.\n"))
  }

  @Test(arguments: [
    (["--check", "/nowhere.yaml"], "Error: There is no file /nowhere.yaml. Check the path.\n"),
    (["--check", "lihgthouse"], "Error: There is no theme called `lihgthouse`. Did you mean lighthouse?\n"),
    (
      ["--check", "terminal"],
      "Error: The theme terminal has no colours but the terminal's own. Give the path of a scheme, or another theme.\n"
    ),
  ])
  func whatCannotBeReadIsOneSentence(arguments: [String], sentence: String) throws {
    let outcome = try Program.built.run(["themes"] + arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.complaint == sentence)
  }
}
