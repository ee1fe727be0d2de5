import Statistics

extension Array where Element == Float {
  /// Adds an independent draw of N(0, `standardDeviation`²) to every element.
  public mutating func addGaussianNoise(
    standardDeviation: Double, using generator: inout some RandomNumberGenerator
  ) {
    let normal = NormalDistribution.standard
    withUnsafeMutableBufferPointer { elements in
      for index in elements.indices {
        elements[index] += Float(standardDeviation * normal.sample(using: &generator))
      }
    }
  }
}

extension Matrix where Scalar == Float {
  /// Adds an independent draw of N(0, `standardDeviation`²) to every element.
  public mutating func addGaussianNoise(
    standardDeviation: Double, using generator: inout some RandomNumberGenerator
  ) {
    elements.addGaussianNoise(standardDeviation: standardDeviation, using: &generator)
  }
}
