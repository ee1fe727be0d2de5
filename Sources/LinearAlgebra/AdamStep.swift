import CKernels

extension [Float] {
  /// One step of Adam on the values in `range`: with g the scaled gradient plus decay · w, m ← m + (g − m) / 10,
  /// v ← v + (g² − v) / 1000, then w ← w − rate · m̂ / (√v̂ + 10⁻⁸), where m̂ and v̂ are the moments with their corrections.
  ///
  /// Reference: Kingma and Ba, _Adam_, arXiv:1412.6980, Algorithm 1.
  public mutating func descendByAdam(
    firstMoment: inout [Float], secondMoment: inout [Float], gradient: [Float], in range: Range<Int>,
    scale: Float, decay: Float, rate: Float, corrections: (first: Float, second: Float)
  ) {
    precondition(count == firstMoment.count && count == secondMoment.count && count == gradient.count)
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    withUnsafeMutableBufferPointer { w in
      firstMoment.withUnsafeMutableBufferPointer { m in
        secondMoment.withUnsafeMutableBufferPointer { v in
          gradient.withUnsafeBufferPointer { g in
            guard !range.isEmpty else { return }
            let start = range.lowerBound
            kernels.adam(
              w.baseAddress! + start, m.baseAddress! + start, v.baseAddress! + start, g.baseAddress! + start,
              scale, decay, rate, corrections.first, corrections.second, range.count)
          }
        }
      }
    }
  }
}
