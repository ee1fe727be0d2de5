import LinearAlgebra
import Statistics

extension Matrix<Float> {
  /// Records whose inputs are independent standard normal draws.
  static func gaussianRecords(_ count: Int, width: Int, seed: UInt64) -> Matrix<Float> {
    var records = Matrix(rowCount: count, columnCount: width)
    var noise = GaussianNoise(RandomStream(seed: seed))
    noise.add(to: &records, standardDeviation: 1)
    return records
  }
}
