import Foundation
import LinearAlgebra
import PlainText
import Records
import Testing

/// Files of a person's own: what is read, and the one sentence for what cannot be.
final class UserFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func file(_ name: String, _ text: String) throws -> String {
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  private func file(_ name: String, bytes: [UInt8]) throws -> String {
    let url = folder.appending(path: name)
    try Data(bytes).write(to: url)
    return url.path
  }

  @Test func tablesAreReadWithQuotesAndCategories() throws {
    let path = try file(
      "a.csv", "age,\"home, town\",sick\r\n31,\"Aix\",no\r\n29,\"Say \"\"B\"\"\",yes\r\n40,Aix,no\r\n")
    let dataset = try DatasetReference(name: path, label: "sick").read()
    #expect(dataset.classNames == ["no", "yes"])
    #expect(dataset.labels == [0, 1, 0])
    #expect(
      dataset.layout
        == .table([
          .init(name: "age", category: nil), .init(name: "home, town", category: "Aix"),
          .init(name: "home, town", category: "Say \"B\""),
        ]))
    let inputs = dataset.inputs(scaledBy: dataset.scaling(from: [0, 1, 2]))
    // z-scores of 31, 29 and 40 with the divisor n.
    let expected: [Float] = [-0.487713, -0.905753, 1.393466]
    #expect(zip(expected, (0..<3).map { inputs[$0, 0] }).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect((0..<3).map { inputs[$0, 1] } == [1, 0, 1])
  }

  @Test func statisticsCanComeFromTheMembersAlone() throws {
    let path = try file("a.csv", "x,y\n0,a\n2,b\n100,a\n")
    let dataset = try DatasetReference(name: path, label: "y").read()
    let scaling = dataset.scaling(from: [0, 1])
    #expect(scaling.subtract == [1] && scaling.divide == [1])
  }

  @Test(arguments: [
    (
      "x,y\n1,a\n2\n3,b\n", "y",
      "Line 3 of PATH has 1 fields and the header has 2. Correct or remove that line."
    ),
    (
      "x,y\n1,a\nnan,b\n", "y",
      "The column `x` of PATH has a gap in line 3. Choose --missing mean or --missing drop, or leave the column out with --drop."
    ),
    (
      "x,y\n1,a\n2,a\n", "y",
      "Every record of PATH has the same label, so there is nothing to learn. Choose another --label."
    ),
    ("x,y\n1,a\n2,b\n", "z", "The column `z` of --label is not in PATH. Its columns are x, y."),
    ("x,x,y\n1,1,a\n", "y", "The columns 1 and 2 of PATH have one name, x. Rename one."),
    ("x,y\n1,\"a\n2,b\n", "y", "The quotation mark opened in line 2 of PATH is never closed. Close it."),
    ("x,y\n", "y", "The file PATH holds no records. Give a file with at least one."),
    ("", "y", "The file PATH holds no records. Give a file with at least one."),
    ("y\na\nb\n", "y", "No column of PATH is left to learn from beside the label. Drop fewer columns."),
  ])
  func brokenTablesGetOneSentence(text: String, label: String, sentence: String) throws {
    let path = try file("broken.csv", text)
    let error = #expect(throws: DatasetError.self) { try DatasetReference(name: path, label: label).read() }
    #expect(error?.description == sentence.replacing("PATH", with: path))
  }

  @Test func tablesNeedALabel() throws {
    let path = try file("a.csv", "x,y\n1,a\n")
    #expect(throws: DatasetError.labelNotGiven(path: path)) { try DatasetReference(name: path).read() }
  }

  private let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]

  @Test func imagePairsAreRead() throws {
    let path = try file("my-images-idx3-ubyte", bytes: header + [0, 10, 20, 40])
    _ = try file("my-labels-idx1-ubyte", bytes: [0, 0, 8, 1, 0, 0, 0, 2, 7, 3])
    let dataset = try DatasetReference(name: path).read()
    #expect(dataset.classNames == ["3", "7"] && dataset.labels == [1, 0])
    #expect(dataset.inputs(scaledBy: dataset.scaling(from: [0])).elements == [0, 0.25, 0.5, 1])
  }

  @Test func brokenImagesGetOneSentence() throws {
    let short = try file("a-images", bytes: header + [1, 2, 3, 4])
    #expect(throws: DatasetError.noLabelFile(path: short, expected: folder.appending(path: "a-labels").path))
    {
      try DatasetReference(name: short).read()
    }
    _ = try file("a-images", bytes: header + [1, 2, 3])
    #expect(throws: DatasetError.truncatedIDX(path: short, found: 19, expected: 20)) {
      try DatasetReference(name: short).read()
    }
    let other = try file("b-images", "no IDX at all")
    #expect(throws: DatasetError.notIDX(path: other, expected: "images")) {
      try DatasetReference(name: other).read()
    }
    _ = try file("a-images", bytes: header + [1, 2, 3, 4])
    _ = try file("a-labels", bytes: [0, 0, 8, 1, 0, 0, 0, 1, 7])
    #expect(throws: DatasetError.differentCounts(images: 2, labels: 1, path: short)) {
      try DatasetReference(name: short).read()
    }
  }

  @Test func unknownNamesNameTheKnown() {
    let error = #expect(throws: DatasetError.self) { try DatasetReference(name: "digitz").read() }
    #expect(error?.description.contains("digits, mnist") == true)
  }

  @Test func blocksMustDivideTheImage() {
    #expect(throws: DatasetError.notDivisible(width: 8, height: 8, downsample: 3)) {
      try DatasetReference(name: "digits", downsample: 3).read()
    }
    #expect(throws: DatasetError.describesTable("adult", option: "--downsample")) {
      try DatasetReference(name: "adult", downsample: 2).read()
    }
  }
}
