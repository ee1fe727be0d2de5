import CKernels

extension [Float] {
  /// Adds the gradient of pictures' total variation: `across` for each pixel and its neighbour at the right, and `down` for each
  /// and the one below, by how much the two differ, smoothed to √(Δ² + 10⁻⁶).
  ///
  /// Reference: Rudin, Osher and Fatemi, _Nonlinear Total Variation Based Noise Removal Algorithms_, Physica D 60 (1992).
  ///
  /// - Parameters:
  ///   - pictures: one after another, each row by row.
  ///   - across: as is `down`, the weight of one pair.
  public mutating func addTotalVariationSlope(
    at pictures: [Float], width: Int, height: Int, across: Float, down: Float
  ) {
    precondition(count == pictures.count && width > 0 && height > 0 && count % (width * height) == 0)
    let number = count / (width * height)
    guard number > 0 else { return }
    pictures.withUnsafeBufferPointer { values in
      withUnsafeMutableBufferPointer { gradient in
        kernels.total_variation_slope(
          gradient.baseAddress!, values.baseAddress!, across, down, number, height, width)
      }
    }
  }
}
