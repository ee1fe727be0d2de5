extension Heatmap {
  /// The shades of the picture on another grid: between its pixels where that is finer, the mean over them where it is coarser.
  ///
  /// Between pixels by cubic convolution (Catmull and Rom's spline): Keys, _Cubic convolution interpolation for digital image
  /// processing_, IEEE Transactions on Acoustics, Speech, and Signal Processing 29(6), 1981, with a = -1/2. It overshoots at edges;
  /// what is darker than black is black.
  package func resampled(columns: Int, rows: Int) -> [Float] {
    let across = Self.weights(from: width, to: columns)
    let down = Self.weights(from: height, to: rows)
    var narrow: [Float] = []
    narrow.reserveCapacity(height * columns)
    for y in 0..<height {
      for weights in across {
        narrow.append(weights.reduce(0) { $0 + $1.weight * shades[y * width + $1.index] })
      }
    }
    var result: [Float] = []
    result.reserveCapacity(rows * columns)
    for weights in down {
      for x in 0..<columns {
        let shade = weights.reduce(0) { $0 + $1.weight * narrow[$1.index * columns + x] }
        result.append(min(1, max(0, shade)))
      }
    }
    return result
  }

  /// What each of `newCount` points of an axis takes from the `count` pixels there are.
  private static func weights(from count: Int, to newCount: Int) -> [[(index: Int, weight: Float)]] {
    let step = Double(count) / Double(newCount)
    return (0..<newCount).map { point in
      if newCount >= count {
        // Of pixels beyond the edge, the one at it.
        let position = (Double(point) + 0.5) * step - 0.5
        let base = Int(position.rounded(.down))
        return zip(base - 1..<base + 3, keys(position - Double(base))).map {
          (min(count - 1, max(0, $0)), Float($1))
        }
      }
      let (start, end) = (Double(point) * step, Double(point + 1) * step)
      return (Int(start)...min(count - 1, Int(end))).map { index in
        (index, Float((min(end, Double(index + 1)) - max(start, Double(index))) / step))
      }
    }
  }

  /// The weights of four neighbouring pixels for a point that lies `t` beyond the second.
  private static func keys(_ t: Double) -> [Double] {
    [
      ((-0.5 * t + 1) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1, ((-1.5 * t + 2) * t + 0.5) * t,
      (0.5 * t - 0.5) * t * t,
    ]
  }
}
