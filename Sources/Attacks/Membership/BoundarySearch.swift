import AccessControl
import LinearAlgebra
import Statistics

/// For each of several origins a point nearby that gets another label, brought nearer question by question.
struct BoundarySearch {
  private let origins: [Float]
  private let labels: [Int]
  private let predict: @Sendable (Matrix<Float>) throws(Refusal) -> [Int]
  private let width: Int
  /// Row by row; each gets another label than its origin's.
  private var points: [Float]

  init(
    origins: Matrix<Float>, labels: [Int], points: Matrix<Float>,
    predict: @escaping @Sendable (Matrix<Float>) throws(Refusal) -> [Int]
  ) {
    width = origins.columnCount
    self.origins = origins.elements
    self.labels = labels
    self.points = points.elements
    self.predict = predict
  }

  func distances() -> [Float] { distances(to: points) }

  /// Moves every point towards its origin, to where the label changes: `times` halvings of the segment between.
  mutating func halve(times: Int) throws(Refusal) {
    points = try boundary(from: points, times: times)
  }

  /// For each point a direction of length one, in which the label stays another.
  func directions(
    count: Int, probe: Float, using generator: inout some RandomNumberGenerator
  ) throws(Refusal) -> [Float] {
    let lengths = distances()
    // Steps of equal length in every coordinate, forward or back: probe / √width of the distance.
    let scale = probe / Float(width).squareRoot()
    var toOthers = [Float](repeating: 0, count: points.count)
    var all = toOthers
    var otherCounts = [Float](repeating: 0, count: labels.count)
    for _ in 0..<count {
      let step = signs(using: &generator)
      var queries = points
      for row in labels.indices {
        let length = scale * lengths[row]
        for index in row * width..<(row + 1) * width { queries[index] += step[index] * length }
      }
      for (row, isOther) in try isOther(queries).enumerated() {
        if isOther { otherCounts[row] += 1 }
        for index in row * width..<(row + 1) * width {
          all[index] += step[index]
          if isOther { toOthers[index] += step[index] }
        }
      }
    }
    for row in labels.indices {
      // Less the mean answer: a boundary point is a little on the other side, so most steps stay there. Answers that are
      // all alike say that one step is as good as another.
      let share = otherCounts[row] / Float(count)
      let (other, every): (Float, Float) = share == 1 ? (1, 0) : share == 0 ? (0, -1) : (1, -share)
      for index in row * width..<(row + 1) * width {
        toOthers[index] = other * toOthers[index] + every * all[index]
      }
      normalize(&toOthers, row: row)
    }
    return toOthers
  }

  /// Steps from each point along its direction, by that share of its distance or a power of one half of it, the first
  /// of them at which the label is another; then back to the boundary. Points that would come no nearer stay.
  mutating func step(along directions: [Float], share: Float, trials: Int, halvings: Int) throws(Refusal) {
    let lengths = distances()
    var moved = points
    var isMoved = [Bool](repeating: false, count: labels.count)
    for trial in 0..<trials {
      let factor = share / Float(1 << trial)
      var queries = points
      for row in labels.indices {
        for index in row * width..<(row + 1) * width {
          queries[index] += factor * lengths[row] * directions[index]
        }
      }
      for (row, isOther) in try isOther(queries).enumerated() where isOther && !isMoved[row] {
        isMoved[row] = true
        let range = row * width..<(row + 1) * width
        moved.replaceSubrange(range, with: queries[range])
      }
    }
    let candidates = try boundary(from: moved, times: halvings)
    let newLengths = distances(to: candidates)
    for row in labels.indices where newLengths[row] < lengths[row] {
      let range = row * width..<(row + 1) * width
      points.replaceSubrange(range, with: candidates[range])
    }
  }

  private func boundary(from start: [Float], times: Int) throws(Refusal) -> [Float] {
    var low = [Float](repeating: 0, count: labels.count)
    var high = [Float](repeating: 1, count: labels.count)
    for _ in 0..<times {
      let middle = zip(low, high).map { ($0 + $1) / 2 }
      for (row, isOther) in try isOther(between(start, middle)).enumerated() {
        if isOther { high[row] = middle[row] } else { low[row] = middle[row] }
      }
    }
    return between(start, high)
  }

  /// The point that far from its origin to `end`, where 1 is `end` itself.
  private func between(_ end: [Float], _ shares: [Float]) -> [Float] {
    var result = end
    for row in labels.indices where shares[row] != 1 {
      for index in row * width..<(row + 1) * width {
        result[index] = origins[index] + shares[row] * (end[index] - origins[index])
      }
    }
    return result
  }

  private func isOther(_ queries: [Float]) throws(Refusal) -> [Bool] {
    let answers = try predict(Matrix(rowCount: labels.count, columnCount: width, elements: queries))
    return zip(answers, labels).map { $0 != $1 }
  }

  private func distances(to points: [Float]) -> [Float] {
    labels.indices.map { row in
      var sum: Float = 0
      for index in row * width..<(row + 1) * width {
        let difference = points[index] - origins[index]
        sum += difference * difference
      }
      return sum.squareRoot()
    }
  }

  private func normalize(_ vectors: inout [Float], row: Int) {
    let range = row * width..<(row + 1) * width
    let length = vectors[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return }
    for index in range { vectors[index] /= length }
  }

  /// 1 or −1 for every coordinate of every point.
  private func signs(using generator: inout some RandomNumberGenerator) -> [Float] {
    var result = [Float]()
    result.reserveCapacity(points.count)
    var bits: UInt64 = 0
    for index in points.indices {
      if index % 64 == 0 { bits = generator.next() }
      result.append(bits & 1 == 1 ? 1 : -1)
      bits >>= 1
    }
    return result
  }
}
