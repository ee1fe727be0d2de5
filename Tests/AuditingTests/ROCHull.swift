import Statistics

/// The least concave curve above a ROC curve: what an attack reaches that may toss a coin between two of its thresholds.
///
/// jax_privacy states its areas, rates and bounds by it. The program does not: of few scores it flatters, and a threshold that is chosen
/// on the scores it judges needs a correction for a number that the scores decide, which is no theorem.
///
/// Reference: Provost and Fawcett, Machine Learning 42 (2001).
struct ROCHull: Hashable, Sendable {
  /// A corner: how many of either side are at or above its threshold.
  struct Corner: Hashable, Sendable {
    let falsePositives: Int
    let truePositives: Int
  }

  /// Both rates, each in [0, 1].
  struct Point: Hashable {
    let falsePositiveRate: Double
    let truePositiveRate: Double
  }

  let memberCount: Int
  let nonMemberCount: Int
  /// From none to all of either side; no corner lies on the line between two others.
  let corners: [Corner]

  init(_ curve: ROCCurve) {
    memberCount = curve.memberCount
    nonMemberCount = curve.nonMemberCount
    var corners = [Corner]()
    for point in curve.points {
      let next = Corner(
        falsePositives: Int((point.falsePositiveRate * Double(nonMemberCount)).rounded()),
        truePositives: Int((point.truePositiveRate * Double(memberCount)).rounded()))
      // In whole numbers, so that what lies on a line is told exactly.
      while corners.count > 1,
        !Self.isAbove(corners[corners.count - 1], from: corners[corners.count - 2], to: next)
      {
        corners.removeLast()
      }
      corners.append(next)
    }
    self.corners = corners
  }

  private static func isAbove(_ corner: Corner, from first: Corner, to last: Corner) -> Bool {
    let (width, height) = (
      last.falsePositives - first.falsePositives, last.truePositives - first.truePositives
    )
    return (corner.truePositives - first.truePositives) * width
      > (corner.falsePositives - first.falsePositives) * height
  }

  /// Both rates at each corner, from (0, 0) to (1, 1).
  var points: [Point] {
    corners.map {
      Point(
        falsePositiveRate: Double($0.falsePositives) / Double(nonMemberCount),
        truePositiveRate: Double($0.truePositives) / Double(memberCount))
    }
  }

  /// The area under the hull, in [0.5, 1].
  var area: Double {
    let doubled = zip(corners, corners.dropFirst()).reduce(0) { sum, pair in
      let (first, last) = pair
      return sum + (last.falsePositives - first.falsePositives) * (first.truePositives + last.truePositives)
    }
    return Double(doubled) / Double(2 * memberCount * nonMemberCount)
  }

  /// The true positive rate at that false positive rate, on the line between the corners beside it.
  ///
  /// - Precondition: the rate lies in [0, 1].
  func truePositiveRate(atFalsePositiveRate rate: Double) -> Double {
    precondition((0...1).contains(rate))
    let points = points
    let next = points.firstIndex { $0.falsePositiveRate > rate } ?? points.count
    let before = points[next - 1]
    guard next < points.count else { return before.truePositiveRate }
    let share =
      (rate - before.falsePositiveRate) / (points[next].falsePositiveRate - before.falsePositiveRate)
    return before.truePositiveRate + share * (points[next].truePositiveRate - before.truePositiveRate)
  }
}
