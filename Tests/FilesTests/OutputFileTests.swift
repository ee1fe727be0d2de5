import Files
import Foundation
import PlainText
import Testing

/// Files are written whole, and what they are stays what it is.
final class OutputFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
  private func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    _ = FileManager.default.createFile(
      atPath: path(name), contents: Data(text.utf8), attributes: [.posixPermissions: mode])
  }
  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  @Test func aNewFileIsItsOwnersAlone() throws {
    try OutputFile(path("new")).write(Data("x".utf8))
    #expect(try mode(path("new")) == 0o600)
    #expect(try text("new") == "x")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["new"])
  }

  @Test(arguments: [0o600, 0o640, 0o755]) func permissionsAreKept(mode: Int) throws {
    try write("old", to: "file", mode: mode)
    try OutputFile(path("file")).write(Data("new".utf8))
    #expect(try self.mode(path("file")) == mode)
    #expect(try text("file") == "new")
  }

  @Test func linksAreFollowedAndStay() throws {
    try write("old", to: "file")
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "file")
    try FileManager.default.createSymbolicLink(atPath: path("dangling"), withDestinationPath: "later")
    try FileManager.default.createSymbolicLink(atPath: path("round"), withDestinationPath: "round")
    try OutputFile(path("link")).write(Data("new".utf8))
    try OutputFile(path("dangling")).write(Data("made".utf8))
    #expect(try text("file") == "new" && text("later") == "made")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == "file")
    #expect(throws: OutputError.self) { try OutputFile(self.path("round")).write(Data()) }
  }

  /// The folder above a link is above what it leads to.
  @Test func foldersAreThoseOfTheSystem() throws {
    try FileManager.default.createDirectory(
      atPath: path("a/b"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "a/b")
    try write("mine", to: "file")
    try OutputFile(path("link/../file")).write(Data("new".utf8))
    #expect(try text("file") == "mine" && text("a/file") == "new")
    #expect(throws: OutputError.overwritesInput(path: path("link/../file"))) {
      try OutputFile.check([self.path("link/../file")], inputs: [self.path("a/file")])
    }
  }

  @Test func pipesAndDevicesStayWhatTheyAre() async throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let pipe = path("pipe")
    let reader = Task.detached { String(decoding: try InputFile.bytes(at: pipe, atMost: 1e9), as: UTF8.self) }
    try OutputFile(pipe).write(Data("through".utf8))
    #expect(try await reader.value == "through")
    try OutputFile("/dev/null").write(Data("gone".utf8))
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    #expect(
      try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType != .typeRegular)
    let error = #expect(throws: OutputError.self) { try OutputFile("/dev/full").write(Data("x".utf8)) }
    #expect(error?.description.contains("no space is left") == true)
  }

  @Test func outputsThatAreInputsOrEachOtherAreRefused() throws {
    try write("data", to: "data")
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "data")
    try FileManager.default.linkItem(atPath: path("data"), toPath: path("hard"))
    for name in ["data", "link", "hard", "./data", "../\(folder.lastPathComponent)/data"] {
      #expect(throws: OutputError.overwritesInput(path: path(name))) {
        try OutputFile.check([self.path(name)], inputs: [nil, self.path("data")])
      }
    }
    try FileManager.default.createSymbolicLink(atPath: path("here"), withDestinationPath: ".")
    #expect(throws: OutputError.sameOutput(path: path("here/new"))) {
      try OutputFile.check([self.path("new"), nil, self.path("here/new")])
    }
    try OutputFile.check(["/dev/null", "/dev/null", path("new")], inputs: ["/dev/null", path("data")])
    #expect(throws: OutputError.isFolder(path: folder.path)) { try OutputFile.check([self.folder.path]) }
    #expect(throws: OutputError.noFolder(path: path("no/file"), folder: path("no"))) {
      try OutputFile.check([self.path("no/file")])
    }
  }

  @Test func linesAreAddedWholeOrNotAtAll() throws {
    let file = try AppendedFile(creating: path("log"))
    #expect(throws: OutputError.alreadyThere(path: path("log"))) {
      try AppendedFile(creating: self.path("log"))
    }
    try file.append("one\n")
    try file.append("two and three\n")
    #expect(try text("log") == "one\ntwo and three\n")
    #expect(try mode(path("log")) == 0o600)
  }

  @Test func aFileIsReplacedOnceItsLinesAreThere() throws {
    try write("old", to: "log", mode: 0o640)
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "log")
    let file = try AppendedFile(replacing: path("link"), beginning: "one\n")
    try file.append("two\n")
    #expect(try text("log") == "one\ntwo\n" && mode(path("log")) == 0o640)
    #expect(throws: OutputError.self) { try AppendedFile(replacing: "/dev/full", beginning: "one\n") }
    #expect(throws: OutputError.self) { try AppendedFile(replacing: self.path("no/log"), beginning: "one\n") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["link", "log"])
  }

  @Test func filesThatAreNoTextAreNamed() throws {
    for (bytes, error) in [
      ([0x1F, 0x8B, 8, 0], InputError.packed(path: path("in"), form: "gzip")),
      ([0xFF, 0xFE, 0x61, 0], .isUTF16(path: path("in"))),
      (Array("a,b\r1,2\r".utf8), .oldLineEnds(path: path("in"))),
      (Array("a,b\n1,".utf8) + [0xE9, 0x0A], .notUTF8(path: path("in"), line: 2)),
      ("ab".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, .isUTF16(path: path("in"))),
    ] as [([UInt8], InputError)] {
      try Data(bytes).write(to: folder.appending(path: "in"))
      #expect(throws: error) { try InputFile.text(at: self.path("in"), atMost: 1e9) }
    }
    #expect(throws: InputError.isFolder(path: folder.path)) {
      try InputFile.bytes(at: self.folder.path, atMost: 1e9)
    }
    #expect(throws: InputError.missing(path: path("none"))) {
      try InputFile.bytes(at: self.path("none"), atMost: 1e9)
    }
  }
}
