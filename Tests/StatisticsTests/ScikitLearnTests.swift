import Foundation
import Statistics
import Testing

/// Figures of curves by scikit-learn and intervals by NumPy and SciPy, made by `Tests/ReferenceValues/membership_scores.py`.
struct ScikitLearnTests {
  struct Reference: Decodable {
    struct Rate: Decodable {
      let value: Double
      let low: Double
      let high: Double
    }
    struct Figures: Decodable {
      let auc: Double
      let aucLow: Double
      let aucHigh: Double
      let tprAtFpr: [String: Rate?]
      /// Where a tenth of all are members.
      let precisionAtFpr: [String: Rate?]
      let pointCount: Int
      let points: [[Double]]
    }
    struct Curve: Decodable {
      let members: [Double]
      let others: [Double]
      let figures: Figures
    }
    struct Interval: Decodable {
      let successes: Int
      let trials: Int
      let confidence: Double
      let low: Double
      let high: Double
    }
    let curves: [Curve]
    let intervals: [Interval]
  }

  private static let reference = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/membership_scores.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Reference.self, from: data)
  }

  @Test func curvesAreScikitLearns() throws {
    for example in try Self.reference.get().curves {
      let curve = ROCCurve(memberScores: example.members, nonMemberScores: example.others)
      let figures = example.figures
      #expect(abs(curve.areaUnderCurve - figures.auc) < 1e-12)
      #expect(abs(curve.areaInterval.lowerBound - figures.aucLow) < 1e-9)
      #expect(abs(curve.areaInterval.upperBound - figures.aucHigh) < 1e-9)
      #expect(curve.points.count == figures.pointCount)
      for (index, point) in figures.points.enumerated() {
        let ours = curve.points[index * max(1, curve.points.count / 12)]
        #expect(
          abs(ours.falsePositiveRate - point[0]) < 1e-12 && abs(ours.truePositiveRate - point[1]) < 1e-12)
      }
      for (limit, rate) in figures.tprAtFpr {
        let detection = try? curve.detection(atFalsePositiveRate: #require(Double(limit)))
        #expect((detection == nil) == (rate == nil))
        guard let detection, let rate else { continue }
        #expect(abs(detection.value - rate.value) < 1e-12)
        #expect(abs(detection.interval.lowerBound - rate.low) < 1e-9)
        #expect(abs(detection.interval.upperBound - rate.high) < 1e-9)
        let precision = detection.precision(prior: 0.1)
        let expected = figures.precisionAtFpr[limit] ?? nil
        #expect((precision == nil) == (expected == nil))
        guard let precision, let expected else { continue }
        #expect(abs(precision.value - expected.value) < 1e-12)
        #expect(abs(precision.interval.lowerBound - expected.low) < 1e-9)
        #expect(abs(precision.interval.upperBound - expected.high) < 1e-9)
      }
    }
  }

  @Test func intervalsAreSciPys() throws {
    for example in try Self.reference.get().intervals {
      let interval = BinomialInterval(
        successes: example.successes, trials: example.trials, confidence: example.confidence)
      #expect(abs(interval.bounds.lowerBound - example.low) < 1e-9 * max(1e-3, example.low), "\(example)")
      #expect(abs(interval.bounds.upperBound - example.high) < 1e-9, "\(example)")
    }
  }
}
