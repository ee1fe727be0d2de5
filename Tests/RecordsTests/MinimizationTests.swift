import Foundation
import LinearAlgebra
import Records
import Testing

/// What is left of records when columns, categories, levels or twins are taken from them. Counts of the bundled tables are NumPy's:
/// `Tests/ReferenceValues/minimization.py`.
final class MinimizationTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func table(
    _ text: String, categorical: [String] = [], dropped: [String] = [], sensitive: String? = nil,
    _ change: (inout Minimization) -> Void
  ) throws -> Dataset {
    let path = folder.appending(path: "t.csv")
    try Data(text.utf8).write(to: path)
    var reference = DatasetReference(
      name: path.path, label: "y", categorical: categorical, dropped: dropped, sensitive: sensitive)
    change(&reference.minimization)
    return try reference.read()
  }

  /// The sentence with which something is refused, its file being called FILE.
  private func complaint(_ text: String, dropped: [String] = [], _ change: (inout Minimization) -> Void)
    -> String?
  {
    do {
      _ = try table(text, dropped: dropped, change)
      return nil
    } catch {
      return "\(error)".replacing(folder.appending(path: "t.csv").path, with: "FILE")
    }
  }

  private func columns(of dataset: Dataset) -> [String] {
    RecordField.fields(of: dataset).map(\.name)
  }

  /// Whatever the catalog leaves out by itself; and what it leaves out can be kept by name.
  @Test func keptColumnsComeWithAllTheirInputs() throws {
    let two = try DatasetReference.minimized("actg175") { $0.keep = ["cd420", "arms"] }.read()
    #expect(columns(of: two) == ["cd420", "arms"] && two.inputCount == 1 + 4 && two.count == 2139)
    let all = try DatasetReference(name: "actg175").read()
    let places = RecordField.fields(of: all).filter { ["cd420", "arms"].contains($0.name) }.flatMap(\.columns)
    #expect(two.values.elements == (0..<2139).flatMap { row in places.map { all.values[row, $0] } })
    #expect(two.reading?.columns.count == 20)
    let readings = two.reading?.columns.filter { $0.reading == .dropped }.map(\.name) ?? []
    #expect(readings.count == 17 && readings.contains("treat") && readings.contains("age"))
    let treated = try DatasetReference.minimized("actg175") { $0.keep = ["treat"] }.read()
    #expect(columns(of: treated) == ["treat"])
  }

  /// A gap in a column that nobody keeps is nobody's concern.
  @Test func whatIsNotKeptIsNotRead() throws {
    let text = "a,b,c,y\n1,,2020-01-02,u\n2,5,2020-01-03,v\n"
    #expect(try table(text) { $0.keep = ["a"] }.values.elements == [1, 2])
    #expect(complaint(text) { $0.keep = ["a", "b"] }?.hasPrefix("The column `b` of FILE has a gap") == true)
  }

  @Test func columnsThatCannotBeKeptAreNamed() {
    let text = "a,b,y\n1,2,u\n2,3,v\n"
    #expect(
      complaint(text, dropped: ["b"]) { $0.keep = ["a", "b"] }
        == "The column `b` of FILE is in --keep and in --drop. Leave it out of one of them.")
    #expect(
      complaint(text) { $0.keep = ["a", "d"] }
        == "The column `d` of --keep is not in FILE. Its columns are a, b, y.")
    #expect(
      complaint(text) { $0.keep = ["a", "y"] }
        == "The column `y` of FILE is what to predict, and in --keep too. Leave it out of one of them.")
    #expect(throws: DatasetError.describesImages("digits", option: "--keep")) {
      try DatasetReference.minimized("digits") { $0.keep = ["a"] }.read()
    }
  }

  /// Bins begin at zero, on both sides of it, and are those of no record.
  @Test func numbersBecomeTheMiddleOfTheirBin() throws {
    let text = "a,b,y\n0,1,u\n9.5,1,v\n10,1,u\n-0.5,1,v\n39,1,u\n1e300,1,v\n"
    let dataset = try table(text) { $0.coarsen = ["a:10"] }
    #expect((0..<6).map { dataset.values[$0, 0] } == [5, 5, 15, -5, 35, 1e300])
    #expect((0..<6).map { dataset.values[$0, 1] } == [1, 1, 1, 1, 1, 1])
    // Narrower than numbers lie there, and wider than the largest of them.
    for width in ["1e-320", "1.7e308"] {
      #expect(try table(text) { $0.coarsen = ["a:" + width] }.values.elements.allSatisfy(\.isFinite))
    }
  }

  @Test(arguments: [
    ("d:1", "The column `d` of --coarsen is not in FILE. Its columns are a, s, y."),
    ("y:1", "The column `y` of FILE is what to predict, and in --coarsen too. Leave it out of one of them."),
    ("s:1", "The column `s` of FILE holds categories, which fall into no bins."),
    ("a:0", "`a:0` of --coarsen is no column with the width of its bins."),
    ("a:-1", "`a:-1` of --coarsen is no column"), ("a:inf", "`a:inf` of --coarsen is no column"),
    ("a:nan", "`a:nan` of --coarsen is no column"), ("a:", "`a:` of --coarsen is no column"),
    ("a", "`a` of --coarsen is no column"), ("", "`` of --coarsen is no column"),
  ])
  func binsThatCannotBeAreRefused(term: String, sentence: String) {
    let said = complaint("a,s,y\n1,m,u\n2,f,v\n") { $0.coarsen = [term] }
    #expect(said?.hasPrefix(sentence) == true, "\(said ?? "")")
  }

  @Test func aColumnIsNamedOnceAndMustBeThere() {
    let text = "a,b,y\n1,2,u\n2,3,v\n"
    #expect(
      complaint(text) { $0.coarsen = ["a:1", "a:2"] }
        == "The column `a` is in --coarsen twice. Name it once.")
    #expect(
      complaint(text, dropped: ["a"]) { $0.coarsen = ["a:1"] }
        == "The column `a` of --coarsen is left out of what the model sees of FILE. Keep it, or leave it out of --coarsen too."
    )
    #expect(throws: DatasetError.describesImages("digits", option: "--coarsen")) {
      try DatasetReference.minimized("digits") { $0.coarsen = ["a:1"] }.read()
    }
  }

  /// As many levels as the file has change nothing to the bit; fewer are evenly spaced, after blocks were averaged too.
  @Test(arguments: [1, 2]) func pixelsAreRoundedToLevels(side: Int) throws {
    var reference = DatasetReference(name: "digits", downsample: side)
    let plain = try reference.read()
    reference.minimization.levels = 16 * side * side + 1
    #expect(try reference.read().values == plain.values)
    reference.minimization.levels = 5
    let coarse = try reference.read()
    #expect(Set(coarse.values.elements) == [0, 4, 8, 12, 16] && coarse.layout == plain.layout)
    #expect(zip(coarse.values.elements, plain.values.elements).allSatisfy { abs($0 - $1) <= 2 })
    #expect(throws: DatasetError.describesTable("affairs", option: "--levels")) {
      try DatasetReference.minimized("affairs") { $0.levels = 5 }.read()
    }
  }

  /// Of 6,366 women 5,188 are left, each with her number in the file.
  @Test func theFirstOfTwinsStays() throws {
    let plain = try DatasetReference(name: "affairs").read()
    let dataset = try DatasetReference.minimized("affairs") { $0.deduplicate = true }.read()
    #expect(dataset.count == 5188 && dataset.labels.count == 5188)
    #expect(dataset.rows == dataset.rows.sorted() && dataset.rows != Array(0..<5188))
    for record in [0, 2000, 5187] {
      #expect(Array(dataset.values.row(record)) == Array(plain.values.row(dataset.rows[record])))
      #expect(dataset.labels[record] == plain.labels[dataset.rows[record]])
    }
    let small = try table("a,y\n1,u\n1,v\n1,u\n2,v\n") { $0.deduplicate = true }
    #expect(small.rows == [0, 1, 3] && small.labels == [0, 1, 1])
    // Who became alike is a twin.
    let coarse = try table("a,y\n1,u\n1,v\n3,u\n12,v\n") {
      ($0.deduplicate, $0.coarsen) = (true, ["a:10"])
    }
    #expect(coarse.rows == [0, 1, 3])
  }

  /// Categories of fewer than one in a hundred of 12,000 people are one, whose input is the sum of theirs.
  @Test func rareCategoriesBecomeOne() throws {
    let plain = try DatasetReference(name: "adult").read()
    let dataset = try DatasetReference.minimized("adult") { $0.mergeRare = 0.01 }.read()
    let oneHot = { (dataset: Dataset) in
      RecordField.fields(of: dataset).reduce(into: [String: [String]]()) { found, field in
        if case .categories(let names) = field.kind { found[field.name] = names }
      }
    }
    #expect(oneHot(plain).values.reduce(0) { $0 + $1.count } == 97)
    #expect(oneHot(dataset).values.reduce(0) { $0 + $1.count } == 56)
    #expect(oneHot(dataset)["native_country"] == ["Mexico", "United-States", "other"])
    let reading = dataset.reading?.columns.first { $0.name == "native_country" }
    #expect(reading?.reading == .text(valueCount: 3))
    for (before, after) in zip(RecordField.fields(of: plain), RecordField.fields(of: dataset)) {
      #expect(before.name == after.name)
      for record in stride(from: 0, to: plain.count, by: 97) {
        #expect(
          before.columns.reduce(0) { $0 + plain.values[record, $1] }
            == after.columns.reduce(0) { $0 + dataset.values[record, $1] })
      }
    }
  }

  /// A category that is called as the merged ones would be keeps its name, and a sensitive column its values.
  @Test func mergedCategoriesTakeNobodysName() throws {
    let rows = (0..<40).map { ($0 < 20 ? "Other" : $0 < 38 ? "b" : $0 < 39 ? "c" : "d") + ",\($0 % 2)\n" }
    let text = "s,y\n" + rows.joined()
    let merged = try table(text) { $0.mergeRare = 0.1 }
    guard case .table(let inputs) = merged.layout else { return }
    #expect(inputs.map(\.category) == ["Other", "b", "other 2"])
    #expect((0..<40).reduce(0) { $0 + merged.values[$1, 2] } == 2)
    #expect(try table(text, sensitive: "s") { $0.mergeRare = 0.1 }.inputCount == 4)
  }

  /// The column `unique` of the audit's table of minimised data.
  @Test func whoIsUniqueIsCounted() throws {
    let distinct = ["cd80", "cd820", "preanti", "wtkg", "cd420", "cd40", "age"]
    let all = Uniqueness(of: try DatasetReference(name: "actg175").read())
    #expect(all.share == 1 && all.groupCount == 2139 && all.recordCount == 2139)
    let few = Uniqueness(of: try DatasetReference(name: "actg175", dropped: distinct).read())
    #expect(few.uniqueCount == 234 && few.groupCount == 484)
    let two = Uniqueness(
      of: try DatasetReference.minimized("actg175") { $0.keep = ["cd420", "cd820"] }.read())
    #expect(two.uniqueCount == 2109 && two.groupCount == 2124)
    let coarse = Uniqueness(
      of: try DatasetReference.minimized("actg175") {
        $0.coarsen = [
          "age:10", "wtkg:10", "cd40:100", "cd420:100", "cd80:500", "cd820:500", "preanti:365",
        ]
      }.read())
    #expect(coarse.uniqueCount == 2107 && coarse.groupCount == 2122)
    #expect(Uniqueness(of: try DatasetReference(name: "affairs").read()).uniqueCount == 3942)
  }
}

extension DatasetReference {
  static func minimized(_ name: String, _ change: (inout Minimization) -> Void) -> DatasetReference {
    var reference = DatasetReference(name: name)
    change(&reference.minimization)
    return reference
  }
}
