import Experiments
import Foundation
import LinearAlgebra
import PlainText
import Records
import Testing

/// What stands out in a table that was made up for it.
struct RecordSurroundingsTests {
  /// 240 people on a grid of ages and weights, of whom one is 99 and one comes from Mars.
  private static func data() throws -> ExperimentData {
    let lines = (0..<240).map { row in
      let age = row == 7 ? 99 : 20 + row % 20
      let planet = row == 9 ? "mars" : row.isMultiple(of: 3) ? "venus" : "earth"
      return "\(age),\(50 + row / 20),\(planet),\(row % 2)"
    }
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(("age,weight,planet,sick\n" + lines.joined(separator: "\n")).utf8).write(to: url)
    var configuration = ExperimentConfiguration(
      defaultsFor: DatasetReference(name: url.path, label: "sick"))
    (configuration.trainSize, configuration.network) = (120, "linear")
    return try ExperimentData(configuration)
  }

  @Test func rareFieldsAndFarNumbersAreNamedWithTheirShare() throws {
    let data = try Self.data()
    let surroundings = RecordSurroundings(of: data)
    let candidate = { (row: Int) in try #require(data.split.pool.firstIndex(of: row)) }
    // Everybody is in the pool of twice 120.
    let martian = try #require(surroundings.rarest(of: candidate(9)).first)
    #expect(martian.field.name == "planet" && martian.value == "mars" && martian.share == 1.0 / 240)
    let old = try #require(surroundings.rarest(of: candidate(7)).first)
    #expect(old.field.name == "age" && old.number == 99 && old.share == 1.0 / 240)
    // A third are of Venus but for row 9; row 60 is 20 years old as eleven others are, and in the fourth of twelve weights.
    let usual = surroundings.rarest(of: try candidate(60))
    #expect(usual.map(\.field.name) == ["age", "planet", "weight"])
    let counts: [Double] = [12, 79, 80]
    #expect(usual.map(\.share) == counts.map { $0 / 240 })
  }

  /// The nearest are those at the least Euclidean distance of the scaled inputs, whatever side they are of.
  @Test func theNearestAreThoseOfTheLeastDistance() throws {
    let data = try Self.data()
    let surroundings = RecordSurroundings(of: data)
    for candidate in [0, 17, 200] {
      let own = Array(data.candidateInputs.row(candidate))
      let distances = (0..<data.split.pool.count).filter { $0 != candidate }.map { other in
        zip(own, data.candidateInputs.row(other)).reduce(0.0) { $0 + pow(Double($1.0 - $1.1), 2) }
          .squareRoot()
      }.sorted()
      let nearest = surroundings.nearest(to: candidate, count: 6)
      #expect(zip(nearest, distances).allSatisfy { abs($0.distance - $1) < 1e-5 } && nearest.count == 6)
      let members = surroundings.nearest(to: candidate, count: 6) { data.split.isMember[$0] }
      #expect(members.allSatisfy { $0.isMember && $0.candidate != candidate })
    }
  }

  /// A column that is not there, and a number with too many values, are refused; few numbers and categories are slices.
  @Test func columnsAreSlicedOrRefused() throws {
    let data = try Self.data()
    #expect(try data.slicing(byColumn: "planet").name == "planet")
    #expect(try data.slicing(byColumn: "weight").name == "weight")
    #expect(throws: ExposureError.tooManyValues(column: "age", count: 21)) {
      try data.slicing(byColumn: "age")
    }
    #expect(ExposureError.tooManyValues(column: "age", count: 21).description.contains("each of 12 at most"))
    let missing = #expect(throws: ExposureError.self) { try data.slicing(byColumn: "sick") }
    #expect(missing?.description.contains("Give --slice age, weight or planet.") == true)
    #expect(data.everySlicing.map(\.name) == ["class", "answer", "weight", "planet"])
  }
}
