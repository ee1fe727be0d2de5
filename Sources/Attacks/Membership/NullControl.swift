public import Statistics

/// What an attack's scores tell once membership is shuffled, which is nothing: the mean area under the curve over many
/// shuffles, and the interval that holds 95 % of them. An attack whose area lies inside it may have found nothing.
public struct NullControl: Hashable, Sendable {
  public let area: Double
  public let interval: ClosedRange<Double>

  private static let shuffleCount = 200

  /// - Precondition: there are scores of both kinds, and none is NaN.
  public init(memberScores: [Double], nonMemberScores: [Double], random: RandomStream) {
    var stream = random.split("null")
    var scores = memberScores + nonMemberScores
    let areas = (0..<Self.shuffleCount).map { _ in
      scores.shuffle(using: &stream)
      return ROCCurve(
        memberScores: Array(scores.prefix(memberScores.count)),
        nonMemberScores: Array(scores.dropFirst(memberScores.count))
      ).areaUnderCurve
    }.sorted()
    area = areas.reduce(0, +) / Double(areas.count)
    let tail = areas.count / 40
    interval = areas[tail]...areas[areas.count - 1 - tail]
  }
}
