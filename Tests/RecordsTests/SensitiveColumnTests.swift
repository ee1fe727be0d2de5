import Foundation
import LinearAlgebra
import Records
import Statistics
import Testing

struct SensitiveColumnTests {
  private func columns(_ dataset: Dataset, _ name: String) -> [(category: String?, sum: Double)] {
    guard case .table(let columns) = dataset.layout else { return [] }
    return columns.enumerated().filter { $0.element.name == name }.map { place, column in
      (column.category, (0..<dataset.count).reduce(0) { $0 + dataset.values[$1, place] })
    }
  }

  /// Fair 1978 has 2,053 women of 6,366 with an affair.
  @Test func affairsAreCutAtNone() throws {
    let dataset = try DatasetReference(name: "affairs", label: "rate_marriage", sensitive: "affairs").read()
    let cut = columns(dataset, "affairs")
    #expect(cut.map(\.category) == ["at most 0", "above 0"] && cut.map(\.sum) == [4313, 2053])
    #expect(dataset.inputCount == 5 + 6 + 6 + 2)
  }

  /// Two of seven values of the census are those of the married, as counting lines of the file says.
  @Test func theMarriedAreTwoOfSevenValues() throws {
    let plain = try DatasetReference(name: "adult", label: "occupation").read()
    let dataset = try DatasetReference(name: "adult", label: "occupation", sensitive: "marital_status").read()
    let married = columns(plain, "marital_status").filter {
      ["Married-civ-spouse", "Married-AF-spouse"].contains($0.category)
    }
    let cut = columns(dataset, "marital_status")
    #expect(married.count == 2 && cut.map(\.category) == ["not married", "married"])
    #expect(cut[1].sum == married.reduce(0) { $0 + $1.sum } && cut[0].sum + cut[1].sum == 12000)
  }

  @Test func whatIsPredictedIsNoTextBesides() throws {
    let dataset = try DatasetReference(name: "actg175", label: "arms").read()
    #expect(dataset.classNames == ["0", "1", "2", "3"] && columns(dataset, "arms").isEmpty)
  }

  /// Every catalogue's sensitive column can be guessed beside the label of its attack.
  @Test(arguments: Catalog.entries.filter { !$0.sensitiveColumns.isEmpty })
  func markedColumnsAreThere(entry: Catalog.Entry) throws {
    for column in entry.sensitiveColumns {
      let dataset = try DatasetReference(
        name: entry.name, label: entry.attributeDefaults.label, sensitive: column.name
      ).read()
      #expect(columns(dataset, column.name).count > 1, "\(column.name)")
    }
  }

  @Test func aFilesOwnNumbersAreValuesOrHalves() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sensitive-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "own.csv").path
    let lines = (0..<40).map { "\($0 % 3),\($0 * $0),7,\($0 % 2)\n" }
    try "few,many,one,y\n".appending(lines.joined()).write(toFile: path, atomically: true, encoding: .utf8)
    func read(_ sensitive: String, drop: [String] = []) throws -> Dataset {
      try DatasetReference(name: path, label: "y", dropped: drop, sensitive: sensitive).read()
    }
    let few = columns(try read("few"), "few")
    #expect(few.map(\.category) == ["0", "1", "2"] && few.map(\.sum) == [14, 13, 13])
    let many = columns(try read("many"), "many")
    #expect(many.map(\.category) == ["at most 361", "above 361"] && many.map(\.sum) == [20, 20])
    // Where most have the largest value, the cut lies below it.
    let capped = (0..<40).map { "\(min($0, 12)),\($0 % 2)\n" }
    try "capped,y\n".appending(capped.joined()).write(toFile: path, atomically: true, encoding: .utf8)
    let halves = columns(try read("capped"), "capped")
    #expect(halves.map(\.category) == ["at most 11", "above 11"] && halves.map(\.sum) == [12, 28])
    // What fills a gap is nobody's value.
    try "gap,y\n1,0\n,1\n2,0\n3,1\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: DatasetError.sensitiveHasGaps(path: path, column: "gap", count: 1)) {
      try DatasetReference(name: path, label: "y", missing: .mean, sensitive: "gap").read()
    }
    #expect(throws: Never.self) {
      try DatasetReference(name: path, label: "y", missing: .drop, sensitive: "gap").read()
    }
    try "few,many,one,y\n".appending(lines.joined()).write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: DatasetError.sensitiveIsConstant(path: path, column: "one")) { try read("one") }
    #expect(throws: DatasetError.sensitiveIsLabel(path: path, column: "y")) { try read("y") }
    #expect(throws: DatasetError.sensitiveIsLeftOut(path: path, column: "few")) {
      try read("few", drop: ["few"])
    }
    #expect(
      throws: DatasetError.missingColumn(
        path: path, column: "other", option: "--sensitive", known: ["few", "many", "one", "y"])
    ) { try read("other") }
  }

  /// A fair coin for each record, which nothing but the seed decides.
  @Test func coinsAreFairAndTheirSeeds() throws {
    let one = try DatasetReference(name: "affairs", coinSeed: 1).read()
    let same = try DatasetReference(name: "affairs", coinSeed: 1).read()
    let other = try DatasetReference(name: "affairs", coinSeed: 2).read()
    #expect(one.values == same.values && one.values != other.values)
    let flips = columns(one, CoinPlanting.column)
    #expect(flips.map(\.category) == ["tails", "heads"] && flips[0].sum + flips[1].sum == 6366)
    let heads = BinomialInterval(successes: Int(flips[1].sum), trials: 6366, confidence: 0.9999)
    #expect(heads.bounds.contains(0.5))
    #expect(throws: DatasetError.describesImages("digits", option: "--coin")) {
      try DatasetReference(name: "digits", coinSeed: 1).read()
    }
    #expect(throws: DatasetError.describesImages("digits", option: "--sensitive")) {
      try DatasetReference(name: "digits", sensitive: "a").read()
    }
  }
}
