import Foundation
import Testing

/// The photographs are under terms of their own: deleted, the program goes on with the next set.
struct WithoutFacesTests {
  @Test func digitsTakeTheirPlace() throws {
    // Beside the build, where the program can be linked: a copy just written may be held open by another test's child.
    let folder = try ScratchFolder(in: Program.built.url.deletingLastPathComponent())
    let resources = "glasshouse_Datasets.resources"
    let beside = Program.built.url.deletingLastPathComponent()
    try FileManager.default.linkItem(at: Program.built.url, to: folder.url.appending(path: "glasshouse"))
    try FileManager.default.copyItem(
      at: beside.appending(path: resources), to: folder.url.appending(path: resources))
    try? FileManager.default.removeItem(at: folder.url.appending(path: "\(resources)/Files/Faces"))

    let installed = Program(url: folder.url.appending(path: "glasshouse"))
    let object = try installed.run(["train", "--steps", "5", "--format", "json"]).object()
    #expect(object["dataset"] as? String == "digits")
    let refused = try installed.run(["train", "--dataset", "faces"])
    #expect(
      refused.status == 1
        && refused.complaint.hasPrefix("Error: The files of the data set `faces` are not at"))
    #expect(
      try installed.run(["explore", "--preset", "faces"]).complaint.contains("There is no preset called"))
  }
}
