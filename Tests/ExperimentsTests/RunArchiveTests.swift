import Experiments
import Foundation
import PlainText
import Testing

struct RunArchiveTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  private func write(_ text: String, to name: String, secondsAgo: Double) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date.now - secondsAgo], ofItemAtPath: file.path)
  }

  private func log(_ change: (inout ExperimentConfiguration) -> Void = { _ in }) -> CommandLog {
    var log = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    change(&log.configuration)
    log.commands = [RunCommand(step: 3, knob: .noiseMultiplier, value: .number(2))]
    log.end = .init(step: 9, weightsSHA256: "ab")
    return log
  }

  /// The newest first; what is broken or foreign is counted, and what cannot be replayed says why.
  @Test func aFolderIsReadAsFarAsItCanBe() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(log().text, to: "a.jsonl", secondsAgo: 30)
    // Of a run that went on, with ends in between, and cut by a full disk.
    let longer =
      log().text + "{\"end\":12,\"weights_sha256\":\"cd\"}\n{\"end\":20,\"weights_sha256\":\"ef\"}\n{\"st"
    try write(longer, to: "b.jsonl", secondsAgo: 10)
    try write(log { $0.secureNoise = true }.text, to: "c.jsonl", secondsAgo: 20)
    try write(log { $0.dataset = "/nowhere.csv" }.text, to: "d.jsonl", secondsAgo: 40)
    try write(log().text.replacing("\"training\"", with: "\"weaving\""), to: "e.jsonl", secondsAgo: 50)
    try write("hello\n", to: "f.jsonl", secondsAgo: 60)
    try write("", to: "g.jsonl", secondsAgo: 61)
    try write(log().text + "{\"step\":1}\n", to: "h.jsonl", secondsAgo: 62)
    try write("notes", to: "notes.txt", secondsAgo: 0)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "folder.jsonl"), withIntermediateDirectories: true)
    #expect(mkfifo(folder.appending(path: "pipe.jsonl").path, 0o600) == 0)

    let archive = RunArchive(reading: folder)
    #expect(archive.unreadableCount == 3 && archive.unreadCount == 0)
    let names = archive.runs.map { URL(filePath: $0.path).lastPathComponent }
    #expect(names == ["b.jsonl", "c.jsonl", "a.jsonl", "d.jsonl", "e.jsonl"])
    #expect(archive.runs[0].log?.end == .init(step: 20, weightsSHA256: "ef", computedOn: nil))
    #expect(archive.runs[0].end?.commands.count == 1 && archive.runs[0].obstacle == nil)
    #expect(archive.runs[1].obstacle?.text.contains("drew its noise from the operating system") == true)
    #expect(
      archive.runs[2].log == log() && archive.runs[2].end == RunBeginning(of: log(), at: archive.runs[2].path)
    )
    #expect(archive.runs[3].obstacle?.text == "There is no file /nowhere.csv. Check the path.")
    #expect(archive.runs[4].log == nil && archive.runs[4].obstacle?.text.contains("`weaving`") == true)
    let newest = RunArchive(reading: folder, atMost: 2)
    #expect(newest.runs.count == 2 && newest.unreadCount == 6 && newest.unreadableCount == 0)
  }

  @Test func withoutAFolderThereIsNothing() {
    let archive = RunArchive(reading: folder)
    #expect(archive.runs.isEmpty && archive.unreadableCount == 0 && archive.unreadCount == 0)
  }

  /// Of a log that is too long for a list its beginning is shown.
  @Test func aLogThatIsTooLongIsNotOpened() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let ends = (10..<100_000).map { "{\"end\":\($0),\"weights_sha256\":\"0123456789abcdef\"}\n" }.joined()
    try write(log().text + ends, to: "a.jsonl", secondsAgo: 0)
    let run = try #require(RunArchive(reading: folder).runs.first)
    #expect(run.log?.configuration == log().configuration && run.end == nil)
    #expect(run.obstacle?.text.contains("longer than what is read for a list") == true)
  }
}
