import Attacks
import Foundation
import LinearAlgebra
import Statistics
import Testing

/// Against scikit-learn, whose values `Tests/ReferenceValues/public_space.py` makes.
struct PublicSpaceTests {
  private struct Values: Decodable {
    let records, mean, directions: [Double]
    let recordCount, directionCount: Int
  }

  private let values: Values

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    values = try decoder.decode(
      Values.self, from: try Data(contentsOf: folder.appending(path: "ReferenceValues/public_space.json")))
  }

  private var records: Matrix<Float> {
    Matrix(
      rowCount: values.recordCount, columnCount: values.records.count / values.recordCount,
      elements: values.records.map { Float($0) })
  }

  @Test func directionsOfScikitLearn() {
    let space = PublicSpace(of: records, using: RandomStream(seed: 1))
    let width = records.columnCount
    #expect(space.dimensionCount == values.directionCount)
    #expect(zip(space.mean, values.mean).allSatisfy { abs(Double($0) - $1) < 1e-6 })
    for row in 0..<values.directionCount {
      let (own, theirs) = (
        space.directions.row(row).map(Double.init), values.directions[row * width..<(row + 1) * width]
      )
      let sign = zip(own, theirs).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1.0 : 1
      #expect(zip(own, theirs).allSatisfy { abs($0 - sign * $1) < 2e-5 }, "direction \(row)")
    }
    let two = PublicSpace(of: records, dimensionCount: 2, using: RandomStream(seed: 1))
    #expect(two.dimensionCount == 2)
  }

  @Test func ofOneRecordThereIsAMean() {
    let space = PublicSpace(of: records.gatheringRows([3]), using: RandomStream(seed: 1))
    #expect(space.dimensionCount == 0 && space.mean == Array(records.row(3)))
    let drawn = space.records(at: Matrix(rowCount: 2, columnCount: 0))
    #expect(drawn.rowCount == 2 && Array(drawn.row(1)) == space.mean)
  }
}
