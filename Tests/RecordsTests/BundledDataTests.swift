import Crypto
import Foundation
import LinearAlgebra
import Records
import Testing

struct BundledDataTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Datasets")

  /// Every data file has the size and the SHA-256 that `Datasets/README.md` gives for it, and stands there.
  @Test func filesAreThoseOfTheREADME() throws {
    let text = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    let rows = text.matches(of: /\| `(Files\/[^`]+)` \| ([0-9]+) \| `([0-9a-f]{64})` \|/)
    #expect(rows.count == 13)
    for row in rows {
      let path = String(row.output.1)
      let url = Self.folder.appending(path: path)
      // The faces are under terms of their own, and may be deleted.
      if path.contains("Faces"), !FileManager.default.fileExists(atPath: url.path) { continue }
      let data = try Data(contentsOf: url)
      #expect(data.count == Int(row.output.2))
      let hash = SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
      #expect(hash == String(row.output.3), "\(path)")
    }
    let named = Set(rows.map { String($0.output.1) })
    let found = try #require(
      FileManager.default.enumerator(
        at: Self.folder.appending(path: "Files"), includingPropertiesForKeys: nil))
    for case let url as URL in found where !url.hasDirectoryPath && url.lastPathComponent != "NOTICE" {
      #expect(named.contains { url.path.hasSuffix($0) }, "\(url.lastPathComponent)")
    }
  }

  @Test(arguments: [
    ("digits", 1797, 64, 10), ("mnist", 3000, 784, 10), ("fashion", 3000, 784, 10), ("adult", 12_000, 101, 2),
    ("affairs", 6366, 18, 2), ("actg175", 2139, 23, 2),
  ])
  func setsHaveTheirShapes(name: String, records: Int, inputs: Int, classes: Int) throws {
    let dataset = try DatasetReference(name: name).read()
    #expect(dataset.count == records)
    #expect(dataset.inputCount == inputs)
    #expect(dataset.classCount == classes)
  }

  @Test(.enabled(if: Catalog.installed.contains { $0.name == "faces" }))
  func facesAreReducedAndScaledByTheLargestPixelOfTheFile() throws {
    let faces = try DatasetReference(name: "faces").read()
    #expect((faces.count, faces.inputCount, faces.classCount) == (400, 23 * 28, 40))
    let scaling = faces.scaling(from: Array(0..<400))
    #expect(scaling.divide[0] == 230 && scaling.subtract[0] == 115)
    let full = try DatasetReference(name: "faces", downsample: 1).read()
    #expect(full.inputCount == 46 * 56)
    let block = (0..<2).flatMap { row in (0..<2).map { full.values[5, row * 46 + $0] } }
    #expect(faces.values[5, 0] == block.reduce(0, +) / 4)
  }

  /// Half of the trial's events, and the married women who had an affair, as the files' documents count them.
  @Test func labelsAreThoseOfTheDocuments() throws {
    #expect(try DatasetReference(name: "actg175").read().labels.count { $0 == 1 } == 521)
    let affairs = try DatasetReference(name: "affairs").read()
    #expect(abs(Double(affairs.labels.count { $0 == 1 }) / 6366 - 0.322) < 0.001)
  }

  @Test(arguments: ["names", "alice"])
  func textIsRefused(name: String) {
    #expect(throws: DatasetError.isText(name)) { try DatasetReference(name: name).read() }
  }
}
